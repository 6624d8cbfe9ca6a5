# compare: stderr
def outer(x):
    return inner(x + 1)


def inner(y):
    values = [1, 2, 3]
    return values[y]


outer(5)
