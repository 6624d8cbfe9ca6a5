# Exceptions of classes with an __init__ in Python, made, raised and caught in loops.
import sys


class Refused(Exception):
    def __init__(self, number, *, reason="none"):
        super().__init__("refused %d" % number)
        self.number = number
        self.reason = reason


class Quiet(Refused):
    pass


class Keeps(ValueError):
    def __init__(self, a, b=2):
        self.pair = a, b


class Odd(Exception):
    def __init__(self, number):
        if number % 100 == 99:
            raise Keeps(number)
        self.number = number
        return None


class Wrong(Exception):
    def __init__(self, number):
        return number


class Slow(OSError):
    def __init__(self, number, text):
        super().__init__(number, text)
        self.extra = number


class Made(Exception):
    def __new__(cls, *args):
        self = super().__new__(cls, *args)
        self.made = len(args)
        return self

    def __init__(self, *args):
        self.given = args


def run(n):
    total = 0
    for i in range(n):
        try:
            if i % 5 == 0:
                raise Quiet(i, reason="five")
            if i % 5 == 1:
                raise Keeps(i)
            if i % 5 == 2:
                raise Odd(i)
            if i % 5 == 3:
                raise Slow(i, "slow") if i % 2 else Made(1, i)
            raise Refused(i)
        except Refused as error:
            total += error.number + len(error.reason) + len(str(error)) + error.args[0].count("7")
        except Keeps as error:
            total += error.pair[0] - error.args[0] + len(error.args)
            if error.__context__ is not None:
                total += 1000
        except Odd as error:
            total -= error.number - error.args[0]
        except OSError as error:
            total += error.errno + error.extra
        except Made as error:
            total += error.made + error.given[1] + error.args[1]
    return total


def not_raised(n):
    made = [Refused(i, reason=str(i)) for i in range(n)]
    return sum(error.number for error in made), made[-1].args, repr(made[0]), made[3].__traceback__


def wrong(n):
    seen = set()
    for i in range(n):
        try:
            raise Wrong(i) if i % 2 else Wrong(None)
        except TypeError as error:
            seen.add(str(error))
        except Wrong as error:
            seen.add(error.args)
        try:
            raise Refused(i, 2)
        except TypeError as error:
            seen.add(str(error))
    return sorted(map(str, seen))


def inner(i):
    raise Refused(i)


def places(n):
    last = None
    for i in range(n):
        try:
            inner(i)
        except Refused as error:
            last = error
    traceback, lines = last.__traceback__, []
    while traceback:
        lines.append((traceback.tb_frame.f_code.co_name, traceback.tb_lineno))
        traceback = traceback.tb_next
    return lines, sys.exc_info()


def replaced(n):
    total = 0
    for i in range(n):
        total += Refused(i).number
        if i == n // 2:
            Refused.__init__ = lambda self, number: setattr(self, "number", -number)
    return total, Refused(3).args


for function in (run, not_raised, wrong, places, replaced):
    print(function.__name__, function(3000))
