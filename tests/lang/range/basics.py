for r in (range(5), range(2, 8), range(10, 0, -3), range(0), range(5, 2), range(0, 10, 4)):
    print(r, list(r), len(r), bool(r), r[1:], 4 in r, list(reversed(r)))
r = range(0, 100, 7)
print(r[3], r[-1], r.index(21), r.count(22), r == range(0, 99, 7), hash(r) == hash(range(0, 99, 7)), r.start, r.stop, r.step, 21.0 in r, "a" in r)
print(len(range(10 ** 20, 10 ** 20 + 5)), list(range(10 ** 20, 10 ** 20 + 3)), range(1 << 62, (1 << 62) + 2)[1])
for f in (lambda: range(1, 2, 0), lambda: range(1.5), lambda: range(3)[3], lambda: range()):
    try:
        f()
    except (ValueError, TypeError, IndexError) as error:
        print(type(error).__name__, error)
