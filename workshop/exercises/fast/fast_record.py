def f(n):
    t = 0
    for i in range(n):
        d = dict(a=i, b=1)
        t += d["a"] + d["b"]
    return t


print(f(60000))
