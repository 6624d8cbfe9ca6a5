# enumerate, zip, map, islice and chain around generators, in loops: traces resume the generator within the iterator.
from itertools import chain, islice


def count(n, step=1):
    i = 0
    while i < n:
        yield i
        i += step


def fails(n):
    yield from count(n)
    raise LookupError(n)


def numbered(n):
    return sum(i * x for i, x in enumerate(count(n, 2), 5))


def mapped(n):
    return sum(map(lambda x: x & 7, count(n))), sum(map(abs, count(n))), max(map(str, count(n)))


def zipped(n):
    total = 0
    for a, b in zip(count(n), range(n * 2)):
        total += a * b
    for a, b in zip(range(n * 2), count(n)):
        total ^= a * b
    for a, b in zip(count(n), [1, 2, 3] * n):
        total += a - b
    for a, b in zip(count(n), count(n + 3)):
        total += a - b
    for a, b in zip(count(n), {i: 0 for i in range(n // 2)}):
        total += a - b
    for pair in zip(range(n // 2), count(n)):
        total += len(pair)
    for a, b, c in zip(count(n), count(n), range(n)):
        total += a + b - c
    return total


def sliced(n):
    total = 0
    for x in islice(count(n * 2), n):
        total += x
    for x in islice(count(n), n * 2):
        total ^= x
    for x in islice(count(n * 3), 5, n, 3):
        total += x
    for x in islice(count(n), 7, None):
        total -= x
    some = islice(count(n), n // 2)
    return total, sum(some), list(some), next(some, None)


def chained(n):
    total = 0
    for x in chain(range(5), count(n), [1, 2], count(n // 2), "ab", count(3)):
        total += x if x.__class__ is int else ord(x)
    for x in chain.from_iterable(count(i % 7) for i in range(n)):
        total += x
    return total


def rest_of_zip(n):
    # What was taken from one iterator when the other is at its end is gone.
    a, b = count(n), iter(range(n // 2))
    pairs = len(list(zip(a, b)))
    c, d = iter(range(n)), count(n // 2)
    pairs += sum(1 for _ in zip(c, d))
    return pairs, next(a), next(c)


def raised(n):
    caught = 0
    for make in (enumerate, lambda g: zip(g, range(n * 2)), lambda g: map(abs, g), lambda g: islice(g, n * 2), chain):
        walked = make(fails(n))
        seen = 0
        try:
            for _ in walked:
                seen += 1
        except LookupError as error:
            caught += seen + error.args[0]
        caught += len(list(walked))
    return caught


def left_early(n):
    total = 0
    for make in (enumerate, lambda g: zip(g, range(n * 2)), lambda g: islice(g, n * 2), chain):
        generator = count(n)
        walked = make(generator)
        for x in walked:
            if total % 401 == 400:
                break
            total += 1
        total += 1
        total += len(list(walked))
        total += len(list(generator))
    return total


class Counting(enumerate):
    def __next__(self):
        index, value = super().__next__()
        return index + 1, value


def subclassed(n):
    return sum(i - x for i, x in Counting(count(n)))


def called_back(n):
    # The generator looks at the iterator around it.
    def source():
        for i in range(n):
            yield i if i % 500 else repr(holder[0])[:11]

    holder = [None]
    holder[0] = enumerate(source())
    return sum(i for i, x in holder[0] if x.__class__ is int)


for function in (numbered, mapped, zipped, sliced, chained, rest_of_zip, raised, left_early, subclassed, called_back):
    print(function.__name__, function(2000), function(2001))
