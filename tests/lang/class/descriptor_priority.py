# Data descriptors win over the instance, the instance over other descriptors.
class Data:
    def __get__(self, o, cls):
        return "data", o is None, cls.__name__

    def __set__(self, o, value):
        print("set", value)

    def __delete__(self, o):
        print("delete")


class NonData:
    def __get__(self, o, cls):
        return "nondata", o is None, cls.__name__


class SetOnly:
    def __set__(self, o, value):
        o.__dict__["s"] = value * 2


class C:
    d = Data()
    n = NonData()
    s = SetOnly()


c = C()
print(c.d, c.n, C.d, C.n)
c.__dict__["d"] = c.__dict__["n"] = "own"
print(c.d, c.n)
c.d = 5
del c.d
c.n = "again"
print(c.n, type(c.s).__name__)
c.s = 21
print(c.s)
del c.n
print(c.n)
try:
    del c.s
except AttributeError as e:
    print("AttributeError", e)


class Meta(type):
    @property
    def prop(cls):
        return "meta " + cls.__name__

    plain = "meta plain"
    over = "meta over"


class D(metaclass=Meta):
    prop = "own prop"
    over = "own over"


print(D.prop, D.plain, D.over, D().prop)
try:
    D().plain
except AttributeError as e:
    print(e)
