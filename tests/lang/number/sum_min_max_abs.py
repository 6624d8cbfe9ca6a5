print(sum([1, 2, 3]), sum([0.1] * 10), sum([], 5), sum([[1], [2]], []), sum(range(101)), sum([1, 2.5, 3j]))
print(min(3, 1, 2), max([3, 1, 2]), min("hello"), max(1, 1.0), min([], default=7), max(["bb", "a", "ccc"], key=len))
print(max((1, "a"), (2, "b")), min(-0.0, 0.0), sum([1 << 62, 1 << 62, 1 << 62]))
for f in (lambda: min([]), lambda: max(()), lambda: sum(["a"]), lambda: sum(3), lambda: min(1)):
    try:
        f()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
