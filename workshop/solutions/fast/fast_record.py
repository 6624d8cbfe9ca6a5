def f(n):
    t = 0
    for i in range(n):
        a, b = i, 1
        t += a + b
    return t


print(f(60000))
