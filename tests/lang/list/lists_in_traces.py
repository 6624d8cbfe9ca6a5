# Lists that a compiled loop makes: identity, aliases, kinds, exits in the middle, subclasses, exceptions.


class Sub(list):
    def __getitem__(self, index):
        return 1000 + index

    def __add__(self, other):
        return "sub+" + str(len(other))


def identity(n):
    kept = []
    same = 0
    for i in range(n):
        a = [i, i]
        b = a
        b[0] = -1
        same += a is b
        same += [i] is a
        same += a[0] == -1
        if i % 7 == 3:
            kept.append(a)
    kept[0].append("x")
    return same, len(kept), kept[0], kept[1]


def left_half_full(n):
    for i in range(n):
        row = [i]
        row.append(i + 1)
        if i == n - 1:
            return row, locals()["row"] is row
        row.append(i + 2)
    return None


def kinds(values):
    seen = []
    for v in values:
        one = [v]
        two = [v, 1]
        three = [1.5, v]
        one.append(v)
        two[1] = v
        three += [v]
        seen.append((one, two, three, [v] * 2, [v] + [None], [[v]]))
    return seen


def raising(n):
    caught = 0
    for i in range(n):
        row = [i, 2]
        try:
            row[2] = 1
        except IndexError:
            row.append(i)
        try:
            caught += [].pop() if i & 1 else row.pop()
        except IndexError as e:
            caught += len(row) + len(str(e))
    return caught, row


def grows(n):
    total = 0
    for i in range(n):
        out = []
        for k in range(i % 13):
            out.append(k)
            if k == 5:
                out.append("mixed")
            if k == 9:
                out.append(0.5)
        total += len(out)
    return total, out


def passes_on(n):
    last = [0]
    chain = None
    for i in range(n):
        last, older = [i, last[0]], last
        if i % 50 == 49:
            chain = [chain, last, older]
    return last, chain


def subclasses(n):
    out = []
    for i in range(n):
        row = Sub([i]) if i % 3 else [i]
        out.append(row[0])
        out.append(row + [1, 2])
    return out[:8], len(out)


def shared(n):
    grid = [[0] * 3] * 2
    for i in range(n):
        rows = [[0] * 2 for _ in range(2)]
        rows[0][1] = i
        same = [rows[0]] * 2
        same[1][0] = 7
        grid[0][i % 3] += rows[0][0] + rows[1][0]
    return grid, rows, same[0] is same[1]


def slices(n, data, text, raw, pair):
    got = []
    for i in range(n):
        k = i % 9 - 4
        part = data[k:k + 3], data[:k], data[k:], data[:], text[k:2], raw[-2:k], pair[k:k + 1], text[k:k + 1]
        if i > n - 10:
            got.append(part)
        s = slice(k, None)
        assert data[s] == data[k:]
        assert data[k:9:2] == data[slice(k, 9, 2)]
    return got


def bools_are_not_ints(n):
    out = []
    for i in range(n):
        flags = [i > 3, 1]
        flags.append(False)
        out = [True, i]
        out[1] = i == 2
    return flags, out, [type(x).__name__ for x in out]


def huge(n):
    x = 1
    out = []
    for i in range(n):
        x = x * 3
        big = [x]
        big.append(i)
        out.append(x)
        if len(out) > 3:
            out.pop()
    return big, out, sum(out) % 1000003


def swap_under(n):
    data = [1, 2, 3]
    for i in range(n):
        other = [data[0], data]
        data = other[1]
        data[0] = other[0] + 1
    return data, other[1] is data


print(identity(300))
print(left_half_full(200))
print(kinds([1, 2, 3, 1.5, 2.5, "a", None, True, 1 << 70, 4, 5, -0.0, float("nan")] * 8)[-13:])
print(raising(200))
print(grows(300))
print(passes_on(200))
print(subclasses(90))
print(shared(100))
print(slices(200, [0, 1, 2, 3, 4, 5], "abcdef", b"uvwxyz", (1, 2, 3)))
print(bools_are_not_ints(100))
print(huge(200))
print(swap_under(100))
