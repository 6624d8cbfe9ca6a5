# A callee raises on some of many paths; its caller's handler goes on with the caller's loop, whose iterator nothing but
# that handler needs while the call is under way (the other way on is a return).


class Refused(Exception):
    pass


def hook_a(path):
    kind = len(path) % 5
    if kind == 0:
        size = 10
    elif kind == 1:
        size = 20
    else:
        size = 30
    if path.startswith("x"):
        size += 1
    if size % 3 == 0:
        raise Refused(path)
    if kind == 3 and size > 5:
        raise Refused(path)
    return "a" + str(size)


def hook_b(path):
    total = 0
    for c in path:
        if c == "x":
            total += 1
        elif c == "y":
            total += 2
        else:
            total += 3
    if total % 4 == 1:
        raise Refused(path)
    return "b" + str(total)


def hook_c(path):
    return "c"


hooks = [hook_a, hook_b, hook_c]


def find(path):
    for hook in hooks:
        try:
            return hook(path)
        except Refused:
            continue
    else:
        return None


def find_all(paths):
    found = {}
    for path in paths:
        answer = find(path)
        found[answer] = found.get(answer, 0) + 1
    return sorted(found.items())


paths = ["xyz"[i % 3] * (i % 7) + "zyx"[i % 2:] for i in range(2000)]
print(find_all(paths))
print(find_all(paths[::-1]))
