def f(n):
    t = 0
    for i in range(n):
        q, r = divmod(i, 7)
        t += q + r
    return t


print(f(60000))
