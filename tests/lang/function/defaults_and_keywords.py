def f(a, b=2, *, c=3, d):
    return a, b, c, d


print(f(1, d=4), f(1, 5, d=4, c=0), f(d=1, a=2), f(b=1, a=0, d=9))


def g(a, /, b, *rest, key="k", **more):
    return a, b, rest, key, more


print(g(1, 2), g(1, 2, 3, 4, key=5, other=6), g(1, b=2, a=3))


def collect(item, into=[]):
    into.append(item)
    return into


print(collect(1), collect(2), collect(3, []))
