def depth(tree):
    if tree is None:
        return 0
    left, right = tree
    return 1 + max(depth(left), depth(right))


def build(n):
    return None if n == 0 else (build(n - 1), build(n // 2))


for n in range(12):
    print(n, depth(build(n)), end="; ")
print()


def combinations(items, k):
    if k == 0:
        return [[]]
    if not items:
        return []
    return [[items[0]] + rest for rest in combinations(items[1:], k - 1)] + combinations(items[1:], k)


print(len(combinations(list(range(9)), 4)), combinations("abcd", 2))
