class Circle:
    def __init__(self, radius):
        self._radius = radius

    @property
    def radius(self):
        """The radius."""
        return self._radius

    @radius.setter
    def radius(self, value):
        if value < 0:
            raise ValueError("negative radius")
        self._radius = value

    @radius.deleter
    def radius(self):
        print("deleted")

    @property
    def area(self):
        return 3 * self._radius ** 2


c = Circle(2)
c.radius = 5
print(c.radius, c.area, Circle.radius.__doc__)
c.radius += 1
print(c.radius)
del c.radius
try:
    c.radius = -1
except ValueError as error:
    print(error)
try:
    c.area = 1
except AttributeError as error:
    print(error)
