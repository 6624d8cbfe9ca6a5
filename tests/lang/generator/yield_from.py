def inner(n):
    received = yield n
    print("inner received", received)
    return n * 10


def outer():
    a = yield from inner(1)
    b = yield from inner(2)
    yield from [a, b]
    yield from "xy"
    return "end"


g = outer()
print(next(g), g.send("s1"), g.send("s2"))
print(list(g))


def tree(t):
    if isinstance(t, list):
        for branch in t:
            yield from tree(branch)
    else:
        yield t


print(list(tree([1, [2, [3, 4], 5], [[6]]])))
