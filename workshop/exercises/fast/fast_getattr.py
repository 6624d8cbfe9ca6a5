class P:
    def __init__(self):
        self.x = 1
        self.y = 2


def f(n):
    t, p, names = 0, P(), ["x", "y"]
    for i in range(n):
        t += getattr(p, names[i % 2])
    return t


print(f(60000))
