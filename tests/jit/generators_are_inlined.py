# Generators are made, resumed and left within the trace of the loop that goes over them: no call runs their code, also where
# enumerate, zip, map, islice or chain is around them, and where the trace's own frame is a coroutine's or generator's, which
# awaits or delegates, and where next() asks them. (A functools.partial is called as what it holds, too.)
# options: -X jit-loop-threshold=100 -X jit-bridge-threshold=60
# jit: YieldFrom 0, exits <= 2000
from functools import partial
from itertools import chain, islice


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


def numbered(n):
    total = 0
    for i, x in enumerate(count(n)):  # jit: calls 0
        total += i * x
    return total


def zipped(n):
    total = 0
    for a, b in zip(count(n), range(n)):  # jit: calls 0
        total += a * b
    return total


def zipped_behind(n):
    total = 0
    for a, b in zip(range(n), count(n)):  # jit: calls 0
        total += a * b
    return total


def mapped(n):
    total = 0
    for x in map(lambda x: x & 7, count(n)):  # jit: calls 0
        total += x
    return total


def sliced(n):
    total = 0
    for x in islice(count(n * 2), n):  # jit: calls 0
        total += x
    return total


def linked(n):
    total = 0
    for x in chain(count(n), count(n)):  # jit: calls 0
        total += x
    return total


def asked(n):
    numbers, total = count(n + 1), 0
    for _ in range(n):  # jit: calls 0
        total += next(numbers)
    return total


def product(a, b):
    return a * b


def scaled(n):
    call, total = partial(product, 3), 0
    for i in range(n):  # jit: calls 0
        total += call(i)
    return total


async def add(a, b):
    return a + b


async def awaiting(n):
    total = 0
    for i in range(n):  # jit: calls <= 4
        total = await add(total, i)
    return total


def pieces(n):
    for i in range(n):
        total = yield from part(i)
        if total == n - 1:
            yield total


def part(i):
    for _ in ():
        yield
    return i


print(simple(3000), chained(3000), delegated(3000), expression(3000))
for function in (numbered, zipped, zipped_behind, mapped, sliced, linked, asked, scaled):
    print(function(3000))
try:
    awaiting(3000).send(None)
except StopIteration as error:
    print(error.value, list(pieces(3000)))
