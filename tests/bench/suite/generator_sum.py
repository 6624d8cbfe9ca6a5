"""Sums over generator functions and generator expressions."""


def numbers(count):
    i = 0
    while i < count:
        yield i
        i += 1


def squares_of_odd(count):
    return sum(i * i for i in numbers(count) if i & 1)


def run():
    total = sum(numbers(40000))
    total += squares_of_odd(40000)
    for i in numbers(40000):
        total ^= i
    return total
