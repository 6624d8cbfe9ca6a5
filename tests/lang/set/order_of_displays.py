# The order in which a set is walked depends on how its table grew: displays of constants are made from a frozenset.
print({1, 100, 33, 17, 65, 2}, {10, 42, 8, 16, 24, 32, 40}, {5, 13, 21, 29, 37, 45, 53})
print({*[1, 100, 33, 17, 65, 2]}, set([10, 42, 8, 16, 24, 32, 40]), {x for x in [5, 13, 21, 29, 37, 45, 53]})
print(frozenset({10, 42, 8, 16, 24, 32, 40}), {-1, -2, 64, 8, 16, 128}, {33, 1})
seventeen = 17
print({1, 100, 33, seventeen, 65, 2}, {1, 100, 33, 17, 65, *[2]})


def in_a_function():
    return {10, 42, 8, 16, 24, 32, 40, 2.5, 1 << 40}


print(in_a_function(), in_a_function() is in_a_function())
