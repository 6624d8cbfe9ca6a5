def f(n):
    t = 0
    for i in range(n):
        a, b = i % 7, i % 5
        t += a if a < b else b
    return t


print(f(60000))
