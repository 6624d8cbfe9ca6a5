# Places that see several classes are guards and what they find, not calls; so is super().
# jit: aborts 0


class Square:
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side * self.side


class Rectangle:
    def __init__(self, a, b):
        self.a, self.b = a, b

    def area(self):
        return self.a * self.b


class Tall(Rectangle):
    def area(self):
        return super().area() + 1


def areas(shapes, n):
    total = 0
    for i in range(n):  # jit: calls 0
        total += shapes[i & 7].area()
    return total


def supers(n):
    shape, total = Tall(2, 3), 0
    for i in range(n):  # jit: calls 0, allocations 0
        total += shape.area() & 3
    return total


def random_numbers(n):
    x = 12345
    for i in range(n):  # jit: calls 0, allocations 0
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
    return x


mixed = [Square(k) if k % 3 else Rectangle(k, 2) for k in range(8)]
print(areas(mixed, 20000), supers(20000), random_numbers(20000))
