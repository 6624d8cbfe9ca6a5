# A function that is made and only called in a loop is not built, nor is its closure, nor its defaults. Where each turn has
# a function with other defaults, made elsewhere, none is left for that.
# jit: aborts 0, exits <= 400


def plain(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        double = lambda x: x + x
        total += double(i & 7)
    return total


def with_default(n):
    total = 0
    for i in range(n):  # jit: calls 0
        kept = lambda x=i: x
        total += kept()
    return total


def of_many(n, functions):
    total = 0
    for i in range(n):
        total += functions[i % len(functions)]()
    return total


print(plain(3000), with_default(3000), of_many(3000, [lambda x=i: x for i in range(100)]))
