class Stop(Exception):
    pass


def f(n):
    if n == 0:
        raise Stop("now", n)
    f(n - 1)


print("start")
f(3)
