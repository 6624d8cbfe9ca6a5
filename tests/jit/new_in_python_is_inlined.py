# __new__ in Python gets a frame of the trace; instances of classes below tuple, named tuples too, are not built. The
# __init__ of an exception's class is inlined where the exception is made.
# jit: aborts 0
import abc
from collections import namedtuple


class Pair(tuple):
    __slots__ = ()

    def __new__(cls, left, right):
        return tuple.__new__(cls, (left, right))

    @property
    def left(self):
        return self[0]


class Counted:
    def __new__(cls, x):
        self = super().__new__(cls)
        self.x = x
        return self

    def __init__(self, x):
        self.x += 1


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self):
        ...


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side * self.side


class Refused(Exception):
    def __init__(self, number):
        self.number = number


Named = namedtuple("Named", "a b c")


def pairs(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        pair = Pair(i, 2)
        total += pair.left + pair[1] + len(pair)
        pair = None
    return total


def named(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        point = Named(i, 2, 3)
        a, b, c = point
        total += point.a + point.c + b
        point = None
    return total


def counted(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        made = Counted(i)
        total += made.x
        made = None
    return total


def shapes(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        square = Square(i & 7)
        total += square.area()
        square = None
    return total


def refused(n):
    total = 0
    for i in range(n):  # jit: calls <= 9
        try:
            raise Refused(i)
        except Refused as error:
            total += error.number
    return total


print(refused(3000))
print(pairs(20000), named(20000), counted(20000), shapes(20000))
