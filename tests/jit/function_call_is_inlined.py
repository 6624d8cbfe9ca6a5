# A global function is inlined into the loop that calls it.
# jit: loops 1, aborts 0


def square_plus(x, y):
    return x * x + y


def run(n):
    total = 0.0
    for i in range(n):  # jit: allocations 0, calls 0
        total = total * 0.5 + square_plus(0.5, total) * 0.25
    return total


print(run(50000))
