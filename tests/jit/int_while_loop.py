# A loop of integer arithmetic keeps its values in registers.
# jit: loops 1, aborts 0


def run(n):
    i = 0
    total = 0
    while i < n:  # jit: allocations 0, calls 0
        total = total + i * 3 % 7
        i = i + 1
    return total


print(run(100000))
