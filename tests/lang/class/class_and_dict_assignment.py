# __class__, __dict__ and __bases__ are assignable, within limits.
class A:
    kind = "A"


class B:
    kind = "B"

    def hello(self):
        return "hello " + self.name


class S:
    __slots__ = ("name",)


a = A()
a.name = "x"
a.__class__ = B
print(a.kind, a.hello(), type(a).__name__, isinstance(a, B), isinstance(a, A))
for wrong in (S, int, 1):
    try:
        a.__class__ = wrong
    except TypeError as e:
        print(e)

d = {"name": "y", "kind": "own"}
a.__dict__ = d
d["name"] = "z"
a.more = 1
print(a.hello(), a.kind, sorted(d), a.__dict__ is d)
try:
    a.__dict__ = 1
except TypeError as e:
    print(e)


class Base1:
    x = 1


class Base2:
    x = 2


class Mid(Base1):
    pass


class Leaf(Mid):
    pass


leaf = Leaf()
print(leaf.x, end=" ")
Mid.__bases__ = (Base2,)
print(leaf.x, [c.__name__ for c in Leaf.__mro__], Base1.__subclasses__())
try:
    Base2.__bases__ = (Leaf,)
except TypeError as e:
    print(e)
Mid.__name__ = "Renamed"
print(Mid, Leaf.__base__.__name__)
try:
    Mid.__name__ = 1
except TypeError as e:
    print(e)
