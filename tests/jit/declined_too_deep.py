# Calls within calls, more than jit-inline-limit.
# options: -X jit-inline-limit=2
# jit: TooDeep >= 1, loops 0


def outer(x):
    return middle(x) + 1


def middle(x):
    return inner(x) + 1


def inner(x):
    return x * 2


def run(n):
    total = 0
    for i in range(n):
        total += outer(i)
    return total


print(run(3000))
