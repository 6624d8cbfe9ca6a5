class P:
    x = 1


def f(n):
    t, p = 0, P()
    for i in range(n):
        t += p.x
    return t


print(f(60000))
