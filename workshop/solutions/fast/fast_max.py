def f(n):
    t = 0
    for i in range(n):
        x = i * 7 % 1000
        if x > t:
            t = x
    return t


print(f(60000))
