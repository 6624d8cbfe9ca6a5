def g(a, b):
    return a + b


def f(n):
    t = 0
    for i in range(n):
        t += g(i, 2)
    return t


print(f(60000))
