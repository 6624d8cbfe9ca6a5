# An instance that does not outlive the iteration is not built.
# jit: loops 1, aborts 0


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def dot(self, other):
        return self.x * other.x + self.y * other.y


def run(n):
    total = 0.0
    for i in range(n):  # jit: allocations 0
        p = Point(0.5, 1.5)
        total = total + p.dot(p)
    return total


print(run(50000))
