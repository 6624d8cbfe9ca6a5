"""Exceptions raised and caught in loops: built-in ones, own classes, finally, with, deep unwinding."""


class Refused(Exception):
    def __init__(self, number):
        super().__init__("refused %d" % number)
        self.number = number


class VeryRefused(Refused):
    pass


class Guard:
    def __init__(self):
        self.count = 0

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        self.count += 1
        return kind is not None and issubclass(kind, Refused)


def check(number):
    if number % 7 == 0:
        raise VeryRefused(number)
    if number % 3 == 0:
        raise Refused(number)
    return number


def deep(level, number):
    if level == 0:
        return check(number)
    return deep(level - 1, number) + 1


def number_of(text):
    try:
        return int(text)
    except ValueError:
        return -1


def run():
    total = 0
    table = {i: i for i in range(0, 100, 2)}
    guard = Guard()
    for i in range(3000):
        try:
            total += table[i % 100]
        except KeyError:
            total += 1
        try:
            total += check(i)
        except VeryRefused as error:
            total += error.number
        except Refused:
            total -= 1
        finally:
            total ^= 1
        with guard:
            check(i + 1)
    for i in range(600):
        try:
            total += deep(6, i)
        except Refused as error:
            total += len(str(error))
        total += number_of("12" if i % 2 else "x")
    return total + guard.count
