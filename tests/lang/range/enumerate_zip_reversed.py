print(list(enumerate("ab")), list(enumerate("ab", 5)), list(zip([1, 2, 3], "ab")), list(zip()), list(zip([1])), list(reversed([1, 2, 3])))
for i, (a, b) in enumerate(zip(range(3), "xyz"), 1):
    print(i, a, b)
print(list(zip(*[(1, 2), (3, 4)])), dict(zip("ab", range(2))), list(map(lambda a, b: a + b, [1, 2], [10, 20])), list(filter(None, [0, 1, "", "a"])))
print(list(zip("ab", [1, 2], strict=True)))
try:
    list(zip("ab", [1], strict=True))
except ValueError as error:
    print(error)
