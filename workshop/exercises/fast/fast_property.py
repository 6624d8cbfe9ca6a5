class P:
    pass


def f(n):
    t, p = 0, P()
    for i in range(n):
        try:
            t += p.x
        except AttributeError:
            t += 1
    return t


print(f(60000))
