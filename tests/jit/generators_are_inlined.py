# Generators are made, resumed and left within the trace of the loop that goes over them: no call runs their code.
# options: -X jit-loop-threshold=100


def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def odd(numbers):
    for x in numbers:
        if x & 1:
            yield x


def both(n):
    yield from count(n)
    yield from odd(count(n))


def simple(n):
    total = 0
    for x in count(n):  # jit: calls 0
        total += x
    return total


def chained(n):
    total = 0
    for x in odd(count(n)):  # jit: calls 0
        total += x
    return total


def delegated(n):
    total = 0
    for x in both(n):  # jit: calls 0
        total += x
    return total


def expression(n):
    total = 0
    for x in (3 * i for i in range(n)):  # jit: calls 0
        total += x
    return total


print(simple(3000), chained(3000), delegated(3000), expression(3000))
