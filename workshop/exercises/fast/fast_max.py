def f(n):
    t = 0
    for i in range(n):
        t = max([t, i * 7 % 1000], key=abs)
    return t


print(f(60000))
