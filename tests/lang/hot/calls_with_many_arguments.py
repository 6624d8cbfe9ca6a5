# Calls in hot loops with more arguments than a trace takes in: native and Python functions, methods, classes.
def count(*a):
    return len(a)


def last(a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20):
    return a20 + a1


class C:
    def __init__(self, *a):
        self.n = len(a)

    def m(self, *a, **k):
        return len(a) + 100 * len(k)


def twenty(n):
    c = C()
    total = 0
    for i in range(n):
        total += max(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19)
        total += count(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19)
        total += last(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19)
        total += c.m(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, x=18, y=19)
        total += C(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19).n
        total += len("{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}".format(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17))
    return total


print(twenty(3), twenty(2000))

seventy = ", ".join(["i"] * 70)
source = f"""
def more(n):
    c = C()
    total = 0
    for i in range(n):
        total += max({seventy})
        total += count({seventy})
        total += c.m({seventy}, x=1)
        total += C({seventy}).n
        total += count(*({seventy}))
    return total
print(more(3), more(2000))
"""
exec(source)


# A class body with a hot loop has new names every time.
def make(n):
    class Body:
        x = 0
        for i in range(1500):
            x = x + i * n
            y = [x]

    return Body.x, Body.y, Body.i


print(make(1), make(2), make(3))
