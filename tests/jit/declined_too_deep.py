# Generators within generators, more than jit-inline-limit.
# options: -X jit-inline-limit=2
# jit: TooDeep >= 1, loops 0


def outer(n):
    for x in middle(n):
        yield x + 1


def middle(n):
    for x in inner(n):
        yield x + 1


def inner(n):
    for x in range(n):
        yield x * 2


def run(n):
    total = 0
    for x in outer(n):
        total += x
    return total


print(run(3000))
