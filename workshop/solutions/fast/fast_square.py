def f(n):
    t = 0.0
    for i in range(n):
        x = i * 0.5
        t += x * x
    return t


print(f(60000))
