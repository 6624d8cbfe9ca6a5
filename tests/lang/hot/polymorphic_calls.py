class Circle:
    def __init__(self, r):
        self.r = r

    def area(self):
        return 3 * self.r * self.r


class Square:
    def __init__(self, a):
        self.side = a

    def area(self):
        return self.side ** 2


class Empty:
    def area(self):
        return 0


shapes = [Circle(2), Square(3), Empty(), Circle(1.5), Square(1 << 40)] * 20
total = 0
for i, shape in enumerate(shapes):
    if i == 70:
        Empty.area = lambda self: 1000
    total += shape.area()
print(total)
