class Shape:
    def __init__(self, area):
        self.area = area


def total(shapes):
    result = 0
    for shape in shapes:
        result += shape.area
    return result


print(total([Shape(3), Shape(4), Shape(0)] * 20000))
