def f(n):
    t = 0
    for i in range(n):
        t += i % 3
    return t


print(f(60000))
