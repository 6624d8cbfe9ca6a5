class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


last = None


def walk(n):
    global last
    x = y = 0.0
    for i in range(n):
        last = Point(i * 0.5, 1.0)
        x += last.x
        y += last.y
    return x + y


print(walk(60000), last.x)

ANSWER = ...
