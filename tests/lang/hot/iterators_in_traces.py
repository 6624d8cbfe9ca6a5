# Loops over enumerate, zip, map, reversed, dicts and strings that become hot: ends, changes under way, what is left of
# an iterator that a loop was left in, exceptions.


class Odd(enumerate):
    pass


def left_in_the_middle(n):
    seen = []
    for i in range(n):
        it = enumerate([10, 20, 30, 40], i)
        for k, x in it:
            if x == 20 + 10 * (i % 3):
                break
        seen.append((k, x, next(it, None)))
        pairs = zip([1, 2, 3], "abc", (4.5, 5.5, 6.5))
        for a, b, c in pairs:
            if a == 1 + i % 3:
                break
        seen.append((a, b, c, list(pairs)))
        halves = map(lambda v: v / 2, [1, 2, 3])
        for h in halves:
            if h >= 0.5 + 0.5 * (i % 2):
                break
        seen.append(list(halves))
    return seen[-9:]


def uneven(n):
    out = 0
    for i in range(n):
        first, second = iter([1, 2, 3][: i % 4]), iter((1, 2))
        for a, b in zip(first, second):
            out += a * b
        out += sum(first) * 100 + sum(second) * 1000
    return out


def strict(n):
    errors = 0
    for i in range(n):
        try:
            for a, b in zip([1, 2], [3] * (i % 4), strict=True):
                errors += a
        except ValueError as e:
            errors += len(str(e))
    return errors


def grows_while_walked(n):
    data = [1]
    for k, x in enumerate(data):
        if k < n:
            data.append(x + 1)
    back = 0
    for x in reversed(data):
        back += x
        if len(data) > 3 and x % 5 == 0:
            del data[-3:]
    return k, x, back, len(data)


def dict_changes(n):
    results = []
    for i in range(n):
        d = {k: k for k in range(6)}
        del d[2]
        try:
            for k, v in d.items():
                d[k] = v + 1
                if k == 4 and i % 5 == 0:
                    d["new"] = 1
        except RuntimeError as e:
            results.append(str(e))
        for k in d:
            if k == 3:
                break
        else:
            results.append("no three")
        for v in d.values():
            results.append(v)
        results.append(k)
    return results[-12:], len(results)


def dict_moves(n):
    out = 0
    for i in range(n):
        d = {0: 1, 1: 2, 2: 3}
        try:
            for k in d:
                out += d[k]
                d.pop(k)
                d[k + 3] = 1
        except RuntimeError as e:
            out += len(str(e))
    return out


def texts(n):
    found = []
    for text in ["plain", "umlaut \xfc", "wide \u20ac", "", "x" * 9] * n:
        count = 0
        for k, letter in enumerate(text):
            count += letter == "x" or letter > "\x80"
            assert letter is text[k] or letter == text[k]
        found.append((count, letter))
    return found[-5:]


def mapped(n):
    def check(x):
        if x == 77:
            raise StopIteration
        if x == 99:
            raise KeyError(x)
        return x + 1

    out = []
    for i in range(n):
        data = [1, 2, 77 if i % 10 == 9 else 3, 4]
        if i == n - 1:
            data.append(99)
        total = 0
        try:
            for x in map(check, data):
                total += x
        except KeyError as e:
            out.append((repr(e), e.__traceback__.tb_next.tb_frame.f_code.co_name))
        out.append(total)
    for s in map(str, range(3)):
        out.append(s)
    for a in map(lambda a, b: (a, b), [1, 2], [3, 4]):
        out.append(a)
    return out[-12:]


def big_numbers(n):
    out = 0
    for i in range(n):
        for k, x in enumerate("ab", 2**60 - 1):
            out ^= k
        for k, x in enumerate("ab", 2**63 - 1):
            out ^= k
        for k, x in Odd("xy", i):
            out += k
    return out


def nested(n):
    total = 0
    for i, (a, b) in enumerate(zip(range(n), range(n, 2 * n))):
        total += i * a - b
    for i, (k, v) in enumerate({"a": 1, "b": 2, "c": 3}.items()):
        total += i * v
    for pair in zip((1, 2, 3), [4, 5, 6]):
        total += pair[0] * pair[1] + len(pair)
    kept = [pair for pair in zip(range(n), "abcdefgh" * n)]
    return total, kept[-2:], kept[0] is kept[1]


def ended_for_good(n):
    out = []
    for i in range(n):
        data = [1, 2]
        it = iter(data)
        for x in it:
            pass
        data.append(3)
        out.append(list(it))
        d = {1: 2}
        keys = iter(d)
        for k in keys:
            pass
        d[5] = 6
        out.append(list(keys))
    return out[-2:]


def groups(n):
    it = iter(range(n))
    out = [pair for pair in zip(it, it)]
    letters = iter("abcdefghi" * n)
    for three in zip(letters, letters, letters):
        out.append("".join(three))
    first = iter(list(range(n)))
    for a, b in zip(first, first):
        if a > n // 2:
            break
    return out[-3:], a, b, next(first)


print(left_in_the_middle(60))
print(groups(101))
print(uneven(200))
print(strict(100))
print(grows_while_walked(300))
print(dict_changes(80))
print(dict_moves(80))
print(texts(60))
print(mapped(100))
print(big_numbers(100))
print(nested(200))
print(ended_for_good(80))
