"""Generators that feed one another, with itertools, yield from, send and zip."""

from itertools import chain, islice, takewhile


def counter(start, step):
    while True:
        yield start
        start += step


def mapped(function, source):
    for item in source:
        yield function(item)


def kept(test, source):
    for item in source:
        if test(item):
            yield item


def pairs(source):
    source = iter(source)
    for first in source:
        second = next(source, None)
        if second is None:
            return
        yield first, second


def flattened(tree):
    for item in tree:
        if isinstance(item, list):
            yield from flattened(item)
        else:
            yield item


def averager():
    total = 0
    count = 0
    value = yield 0
    while True:
        total += value
        count += 1
        value = yield total // count


def run():
    total = 0
    pipeline = kept(lambda n: n % 3, mapped(lambda n: n * n + 1, counter(1, 2)))
    for first, second in pairs(islice(pipeline, 8000)):
        total += second - first
    tree = [[i, [i + 1, [i + 2]], i + 3] for i in range(1500)]
    total += sum(flattened(tree))
    average = averager()
    next(average)
    for value in takewhile(lambda n: n < 9000, chain(range(3000), counter(3000, 2))):
        total += average.send(value)
    for a, b in zip(counter(0, 3), range(5000)):
        total += a * b
    return total
