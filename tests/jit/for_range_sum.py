# Iteration over a range builds no ints and no iterator, and integer arithmetic keeps its values in registers.
# options: -X jit-coverage
# jit: loops 2, aborts 0, coverage >= 75


def run(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        total += i
    return total


def run_while(n):
    i = 0
    total = 0
    while i < n:  # jit: allocations 0, calls 0
        total = total + i * 3 % 7
        i = i + 1
    return total


print(run(100000), run_while(100000))
