def f(n):
    t = 0
    for i in range(n):
        t += sorted((i % 7, i % 5))[0]
    return t


print(f(60000))
