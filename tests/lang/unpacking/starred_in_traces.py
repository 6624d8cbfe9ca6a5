# Starred targets in compiled loops: lists of every kind, tuples, other iterables, too few values.


def run(n, rows):
    total = 0
    kept = []
    for i in range(n):
        row = rows[i % len(rows)]
        try:
            first, *rest = row
            *start, last = row
            a, *middle, z = row
            total += len(rest) + len(start) + len(middle)
            rest.append(i)
            if i >= n - len(rows):
                kept.append((first, rest, start, last, a, middle, z, rest is row))
        except ValueError as e:
            total += len(str(e))
            if i >= n - len(rows):
                kept.append(str(e))
    return total, kept


class Sub(list):
    def __iter__(self):
        return iter("sub")


print(run(200, [[1, 2, 3], [4.5, 5.5]]))
print(run(200, [(1, "a"), (None, [1], 2)]))
print(run(200, [[1], [], [1, "x", None], (), (1,)]))
print(run(300, ["text", b"raw", {1: 2, 3: 4}, range(4), Sub([1, 2]), iter([1, 2, 3]), [1 << 70, 1]]))
print(run(50, [list(range(3000)), tuple(range(2000))])[0])
