def show(value):
    print("eval", value)
    return value


def f(*args, **kwargs):
    print(args, kwargs)


f(show(1), show(2), k=show(3), *[show(4)], **{"z": show(5)})
print(show(1) + show(2) * show(3))
d = {show("k1"): show("v1"), show("k2"): show("v2")}
items = [0, 0]
items[show(0)] = show("value")
print(items, d, [show("a"), show("b")][show(1)])
