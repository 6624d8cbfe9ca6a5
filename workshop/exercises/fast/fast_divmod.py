import math


def f(n):
    t = 0.0
    for i in range(n):
        part, whole = math.modf(i / 7)
        t += whole
    return t


print(f(60000))
