# Swapping through a tuple, and a tuple returned and unpacked, build nothing.
# jit: loops 1, aborts 0


def both(a, b):
    return b, a + b


def run(n):
    a, b = 0, 1
    for i in range(n):  # jit: allocations 0, calls 0
        a, b = both(a, b)
        if b > 1000000:
            a, b = 0, 1
    return a, b


print(run(50000))
