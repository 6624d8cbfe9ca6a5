# Items whose keys are equal keep their order, in both directions, for every kind of key and lists of any length.
seed = 1


def few():
    global seed
    seed = (seed * 1103515245 + 12345) % 2**31
    return seed >> 27


kinds = {
    "int": lambda n: n,
    "float": lambda n: n / 2,
    "str": str,
    "tuple": lambda n: (n,),
    "big int": lambda n: n << 80,
    "mixed numbers": lambda n: n if n % 2 else float(n),
}
for name, make_key in kinds.items():
    for length in (2, 10, 63, 64, 65, 300, 1000):
        items = [(make_key(few()), order) for order in range(length)]
        for reverse in (False, True):
            result = sorted(items, key=lambda item: item[0], reverse=reverse)
            neighbours = list(zip(result, result[1:]))
            ordered = all(a[0] >= b[0] if reverse else a[0] <= b[0] for a, b in neighbours)
            stable = all(a[1] < b[1] for a, b in neighbours if a[0] == b[0])
            print(name, length, reverse, ordered, stable, sorted(result) == sorted(items))

print(sorted([0.0, -0.0, 1, -0.0, 0, -1] * 30), sorted([True, 1, 1.0, 0, False] * 30, reverse=True))
