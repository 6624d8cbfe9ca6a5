def f(n):
    t = 0.0
    for i in range(n):
        t += (i * 0.5) ** 2
    return t


print(f(60000))
