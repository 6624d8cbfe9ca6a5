class P:
    pass


def f(n):
    t, p = 0, P()
    for i in range(n):
        t += p.x if hasattr(p, "x") else 1
    return t


print(f(60000))
