class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)


def walk(n):
    place = Vector(0.0, 0.0)
    for i in range(n):
        place = place + Vector(1.0, 0.5)
    return place.x + place.y


print(walk(200000))

ANSWER = 0
