# Generators are made, resumed and left within the trace of the loop that goes over them: no call runs their code, also where
# enumerate, zip, map, islice or chain is around them, and where the trace's own frame is a coroutine's or generator's, which
# awaits or delegates, and where next() asks them. (A functools.partial is called as what it holds, too.)
# What their bodies raise and handle is not built either (what is, are the numbers that they keep while they are suspended).
# options: -X jit-loop-threshold=100 -X jit-bridge-threshold=60
# jit: YieldFrom 0, LooksAtFrames 0, exits <= 2000
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


def catching(n):
    for i in range(n):
        try:
            raise ValueError(i)
        except ValueError as e:
            v = 1
        yield v


def in_generator(n):
    total = 0
    for v in catching(n):  # jit: allocations <= 1, calls 0
        total += v
    return total


def searching(words, keys):
    for key in keys:
        try:
            v = words[key]
        except KeyError:
            v = 3
        yield v


def searched_in_generator(n):
    total = 0
    for v in searching({}, range(n)):  # jit: allocations <= 2, calls <= 2
        total += v
    return total


def handed_on(n):
    for v in catching(n):
        try:
            if v:
                raise LookupError
        except LookupError:
            v += 1
        yield v


def in_two_generators(n):
    total = 0
    for v in handed_on(n):  # jit: allocations <= 2, calls 0
        total += v
    return total


for function in (in_generator, searched_in_generator, in_two_generators):
    print(function(3000))
print(simple(3000), chained(3000), delegated(3000), expression(3000))
for function in (numbered, zipped, zipped_behind, mapped, sliced, linked, asked, scaled):
    print(function(3000))
try:
    awaiting(3000).send(None)
except StopIteration as error:
    print(error.value, list(pieces(3000)))
