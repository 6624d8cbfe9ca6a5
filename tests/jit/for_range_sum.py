# Iteration over a range builds no ints and no iterator.
# options: -X jit-coverage
# jit: loops 1, aborts 0, coverage >= 75


def run(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        total += i
    return total


print(run(100000))
