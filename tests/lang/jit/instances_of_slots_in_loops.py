# Instances of classes with __slots__, and of classes with a metaclass, that compiled loops make.
from abc import ABC, ABCMeta, abstractmethod


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y=None):
        self.x = x
        if y is not None:
            self.y = y


class Named(Point):  # words, and a dict behind them
    def __init__(self, x, name):
        super().__init__(x, 1)
        self.name = name
        self.more = name * 2


class Empty:
    __slots__ = ()

    def __init__(self, *values):
        pass


class Noted:
    __slots__ = ("n",)
    seen = []

    def __init__(self, n):
        self.n = n

    def __del__(self):
        Noted.seen.append(self.n)


def points(n):
    total = unbound = 0
    kept = []
    for i in range(n):
        p = Point(i, i * 2 if i % 5 else None)
        try:
            total += p.x + p.y
        except AttributeError as error:
            unbound += len(str(error))
        if i % 100 == 0:
            kept.append(p)
    return total, unbound, [p.x for p in kept], hasattr(kept[0], "y")


def names(n):
    last = None
    for i in range(n):
        last = Named(i, str(i))
    return last.x, last.y, last.__dict__


def empties(n):
    made = [Empty(i, i) for i in range(n)]
    return len({id(e) for e in made}), hasattr(made[0], "__dict__")


def wrong(n):
    errors = []
    for i in range(n):
        try:
            Point(i).z = i
        except AttributeError as error:
            if i % 100 == 0:
                errors.append(str(error))
    return errors


class Counting(ABCMeta):
    made = 0

    def __call__(cls, *args):
        Counting.made += 1
        return super().__call__(*args)


class Shape(ABC):
    def __init__(self, side):
        self.side = side

    @abstractmethod
    def area(self):
        ...


class Square(Shape):
    def area(self):
        return self.side * self.side


class Counted(Square, metaclass=Counting):
    pass


class Late(ABCMeta):
    pass


class Changed(metaclass=Late):
    def __init__(self, n):
        self.n = n


def shapes(n):
    total = 0
    for i in range(n):
        total += Square(i).area() + Counted(i).area()
    return total, Counting.made


def abstract(n):
    errors = 0
    for i in range(n):
        try:
            (Shape if i % 3 == 0 else Square)(i)
        except TypeError:
            errors += 1
    return errors


def metaclass_changes(n):
    total = 0
    for i in range(n):
        made = Changed(i)
        total += made if type(made) is int else made.n
        if i == n // 2:
            Late.__call__ = lambda cls, n: -n
    del Late.__call__
    return total, Changed(3).n


print(points(600), names(600), empties(600), wrong(600))
print(shapes(600), abstract(600), metaclass_changes(600))
for i in range(600):
    Noted(i)
import gc

gc.collect()
print(sorted(Noted.seen)[:599] == list(range(599)))
