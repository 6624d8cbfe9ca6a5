"""Functions made by functions: counters, memoised and composed functions, decorators, partial, sorted by keys."""

from functools import partial, reduce, wraps


def counter():
    count = 0

    def step(by=1):
        nonlocal count
        count += by
        return count

    return step


def composed(*functions):
    def call(value):
        for function in functions:
            value = function(value)
        return value

    return call


def counted(function):
    @wraps(function)
    def call(*args, **kwargs):
        call.count += 1
        return function(*args, **kwargs)

    call.count = 0
    return call


@counted
def area(width, height=2):
    return width * height


def adder(amount):
    return lambda value: value + amount


def run():
    area.count = 0
    step = counter()
    total = 0
    for i in range(8000):
        total += step()
        total ^= step(by=2)
    pipeline = composed(adder(3), lambda n: n * 2, adder(-1), abs)
    for i in range(4000):
        total += pipeline(i)
    for i in range(3000):
        total += area(i, height=3) + area(i)
    scaled = partial(area, height=5)
    total += sum(map(scaled, range(2000)))
    functions = [adder(i) for i in range(50)]
    total += reduce(lambda value, function: function(value), functions * 40, 0)
    return total + area.count
