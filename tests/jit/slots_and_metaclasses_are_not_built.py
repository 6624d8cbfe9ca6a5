# Instances of classes with __slots__, and of classes whose metaclass does not say what calling them is, are made in
# the trace.
# jit: loops 2, aborts 0
from abc import ABC, abstractmethod


class Vector:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)


class Shape(ABC):
    @abstractmethod
    def area(self):
        ...


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side * self.side


def vectors(n):
    total = 0.0
    for i in range(n):  # jit: allocations 0, calls 0
        v = Vector(0.5, 1.5) + Vector(1.0, 2.0)
        total = total + v.x * v.y
    return total


def squares(n):
    total = 0.0
    for i in range(n):  # jit: allocations 0, calls 0
        total = total + Square(1.5).area()
    return total


print(vectors(5000), squares(5000))
