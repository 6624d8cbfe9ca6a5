def f():
    def g():
        return x
    try:
        g()
    except NameError as error:
        print(type(error).__name__, error)
    x = 1
    return g()


print(f())


def h():
    try:
        print(y)
    except UnboundLocalError as error:
        print(error)
    y = 1


h()
