# next() and send() of generators in loops, and functools.partial: traces resume the generator within the call.
from functools import partial


def count(n):
    i = 0
    while i < n:
        yield i
        i += 1
    return "end %d" % n


def average():
    total = number = 0
    value = yield 0
    while True:
        total += value
        number += 1
        value = yield total // number


def echo(n):
    got = None
    for i in range(n):
        try:
            got = yield got
            if got == 77:
                raise LookupError(i)
        except ValueError as error:
            got = str(error)
    return got


def asked(n):
    generator, total = count(n), 0
    try:
        while True:
            total += next(generator)
    except StopIteration as stop:
        return total, stop.value, stop.args


def by_methods(n):
    generator, total = average(), 0
    generator.__next__()
    for i in range(n):
        total += generator.send(i)
        if i % 3 == 0:
            total ^= generator.__next__() if i < 0 else 1
    return total


def sent(n):
    generator, seen = echo(n), []
    generator.send(None)
    for i in range(n * 2):
        try:
            value = generator.send(i)
            if i % 500 == 7:
                value = generator.throw(ValueError(i))
            if i % 300 == 1:
                seen.append(value)
        except StopIteration as stop:
            seen.append(("stop", i, stop.value))
            generator = echo(n)
            next(generator)
        except LookupError as error:
            seen.append(("raised", i, error.args))
            generator = echo(n - i)
            try:
                generator.send(1)
            except TypeError as error:
                seen.append(str(error))
            next(generator)
    return seen


def firsts(n):
    total = 0
    for i in range(n):
        total += next(x for x in range(i, i + 50) if x % 7 == 0)
        try:
            total += next(x for x in (1, 2) if x > i % 3)
        except StopIteration as stop:
            total += 1000 + len(stop.args)
    return total


def merged(n):
    # Two generators asked in turn, as a merge does.
    a, b, total = count(n), count(n * 2), 0
    x, y = next(a), next(b)
    try:
        while True:
            if x <= y:
                total += x
                x = next(a)
            else:
                total -= y
                y = next(b)
    except StopIteration:
        return total, x, y


def inner_stop(n):
    def source():
        values = count(n)
        while True:
            yield next(values)

    total = 0
    try:
        for x in source():
            total += x
    except RuntimeError as error:
        return total, str(error), type(error.__cause__).__name__


async def coroutine(i):
    return i


def coroutines(n):
    total = 0
    for i in range(n):
        try:
            coroutine(i).send(None)
        except StopIteration as stop:
            total += stop.value or 0
    return total


def area(width, height=2, *rest, depth=1):
    return width * height * depth + len(rest)


def partials(n):
    scaled, deep, both, built = partial(area, height=5), partial(area, 2, 3, depth=4), partial(area, 1), partial(max, 7)
    nested = partial(deep, 1, depth=2)
    total = 0
    for i in range(n):
        total += scaled(i) + deep() + deep(i, i) + both(i) + built(i) + nested() + scaled(i, depth=3)
        if i == n // 2:
            scaled.keywords["height"] = 6
        if i == n // 2 + 9:
            scaled.keywords["depth"] = 2
        if i == n - 5:
            deep.__setstate__((area, (9,), {}, {}))
        if i % 1000 == 999:
            try:
                scaled(i, height=1, width=2)
            except TypeError as error:
                total += len(str(error))
    return total, sum(map(scaled, range(n)))


for function in (asked, by_methods, sent, firsts, merged, inner_stop, coroutines, partials):
    print(function.__name__, function(2000), function(2001))
