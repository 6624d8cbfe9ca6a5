class P:
    def __init__(self):
        self.x = 1


def f(n):
    t, p = 0, P()
    for i in range(n):
        t += getattr(p, "x")
    return t


print(f(60000))
