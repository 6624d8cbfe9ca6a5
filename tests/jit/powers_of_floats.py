# A power of floats is C's, on numbers that are not boxed.
# jit: loops 2, aborts 0


def squares(n):
    total = x = 0.0
    for i in range(n):  # jit: allocations 0, calls 1
        x = x + 0.5
        total = total + x**2
    return total


def roots(n):
    total = x = 0.0
    for i in range(n):  # jit: allocations 0, calls 1
        x = x + 0.5
        total = total + x**0.5
    return total


print(squares(5000), roots(5000))
