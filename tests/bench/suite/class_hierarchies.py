"""Virtual methods, properties, super(), class attributes, operators and isinstance over a family of shapes."""

from abc import ABC, abstractmethod


class Shape(ABC):
    count = 0

    def __init__(self, name):
        self.name = name
        Shape.count += 1

    @abstractmethod
    def area(self):
        ...

    @property
    def label(self):
        return self.name[0]

    def scaled(self, factor):
        return self.area() * factor * factor

    def __lt__(self, other):
        return self.area() < other.area()

    def __eq__(self, other):
        return isinstance(other, Shape) and self.area() == other.area()

    def __hash__(self):
        return hash(self.name)


class Rectangle(Shape):
    def __init__(self, width, height):
        super().__init__("rectangle")
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height


class Square(Rectangle):
    def __init__(self, side):
        super().__init__(side, side)
        self.name = "square"

    def scaled(self, factor):
        return super().scaled(factor) + 1


class Triangle(Shape):
    def __init__(self, base, height):
        super().__init__("triangle")
        self.base = base
        self.height = height

    def area(self):
        return self.base * self.height // 2

    @classmethod
    def of_side(cls, side):
        return cls(side, side)

    @staticmethod
    def sides():
        return 3


class Group(Shape):
    def __init__(self, *shapes):
        super().__init__("group")
        self.shapes = shapes

    def area(self):
        return sum(shape.area() for shape in self.shapes)

    def __len__(self):
        return len(self.shapes)

    def __getitem__(self, index):
        return self.shapes[index]


def run():
    Shape.count = 0
    shapes = []
    for i in range(1, 500):
        shapes.append(Rectangle(i, i + 1))
        shapes.append(Square(i))
        shapes.append(Triangle.of_side(i))
        shapes.append(Group(shapes[-1], shapes[-2]))
    total = 0
    for shape in shapes:
        total += shape.scaled(2) + len(shape.label)
        if isinstance(shape, Group):
            total += len(shape) + shape[0].area()
        elif isinstance(shape, Triangle):
            total += shape.sides()
    for first, second in zip(shapes, shapes[1:]):
        total += (first < second) + (first == second)
    return total + Shape.count + len(set(shapes[:200]))
