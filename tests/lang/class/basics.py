class Point:
    """A point."""
    dimensions = 2

    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def move(self, dx, dy):
        self.x += dx
        self.y += dy
        return self

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


p = Point(1)
print(p, p.move(2, 3), p.x, Point.dimensions, p.dimensions, Point.__name__, Point.__doc__, type(p) is Point, isinstance(p, Point))
p.dimensions = 3
p.extra = "new"
print(p.dimensions, Point.dimensions, p.__dict__, Point.move(p, 1, 1), hasattr(p, "x"), hasattr(p, "z"), getattr(p, "z", "none"))
setattr(p, "z", 9)
delattr(p, "x")
print(p.z, vars(p), p.__class__.__name__)
try:
    p.x
except AttributeError as error:
    print(error)
try:
    Point.nothing
except AttributeError as error:
    print(error)
