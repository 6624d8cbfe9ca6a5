records = [("b", 2), ("a", 2), ("c", 1), ("a", 1), ("b", 1)]
print(sorted(records, key=lambda r: r[1]))
print(sorted(records, key=lambda r: r[0], reverse=True))
records.sort()
print(records)
numbers = [(i * 7919) % 101 for i in range(101)]
numbers.sort(key=lambda n: n % 10)
print(numbers)
numbers.sort(reverse=True)
print(numbers[:10], sorted("hello"), sorted({3, 1, 2}), sorted([2.5, 1, True, -1]))
for f in (lambda: sorted([1, "a"]), lambda: [].sort(5), lambda: sorted(5)):
    try:
        f()
    except TypeError as error:
        print(error)
