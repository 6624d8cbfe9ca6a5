# Calls within calls, more than jit-inline-limit: the innermost one is called.
# options: -X jit-inline-limit=2
# jit: aborts 0, loops 1


def outer(x):
    return middle(x) + 1


def middle(x):
    return inner(x) + 1


def inner(x):
    return x * 2


def run(n):
    total = 0
    for i in range(n):  # jit: calls 1, allocations 1
        total += outer(i)
    return total


print(run(3000))
