class Circle:
    def area(self):
        return 3


class Square:
    def area(self):
        return 4


class Line:
    def area(self):
        return 0


def total(shapes):
    result = 0
    for shape in shapes:
        result += shape.area()
    return result


print(total([Circle(), Square(), Line()] * 20000))
