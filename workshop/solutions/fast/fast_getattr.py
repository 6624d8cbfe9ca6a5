class P:
    def __init__(self):
        self.x = 1
        self.y = 2


def f(n):
    t, p = 0, P()
    for i in range(n):
        t += p.y if i % 2 else p.x
    return t


print(f(60000))
