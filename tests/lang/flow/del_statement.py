x = 1
del x
try:
    x
except NameError as error:
    print(error)
items = [1, 2, 3, 4, 5]
del items[1], items[-1]
print(items)
del items[:]
print(items)
d = {"a": 1, "b": 2}
del d["a"]
print(d)


def f():
    y = 1
    del y
    try:
        return y
    except UnboundLocalError as error:
        return str(error)


print(f())


class C:
    pass


c = C()
c.a = 1
del c.a
print(hasattr(c, "a"))
