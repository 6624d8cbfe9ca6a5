# Words and details of operators, format fields, comparisons and keywords.
import sys


class Mangled:
    def call(self):
        return dict(__key=1, **{"other": 2}, __last=3)

    def positional(self, __name=1):
        return sorted(locals())


print(Mangled().call(), Mangled().positional())


def f(*args, **kwargs):
    return args, kwargs


for call in (
    lambda: print >> sys.stderr,
    lambda: pow(1j, 2, 3),
    lambda: pow(2, 3, 1j),
    lambda: pow(2.0, 1j, 3),
    lambda: pow("a", 1j, 3),
    lambda: memoryview(b"a") < b"b",
    lambda: b"a" < memoryview(b"b"),
    lambda: b"a" < bytearray(b"b"),
    lambda: "{0[{1}]}".format({"{1}": 5}, 4),
    lambda: "{0[{1}]}".format("abc", 4),
    lambda: "{0{1}}".format("abc", 4),
    lambda: f(1, 2, **{"a": -1, "b": 5}, a=4, c=6),
    lambda: f(**{"x": 3}, x=5, y=2),
    lambda: f(**{1: 3}, **{1: 5}),
    lambda: f(**{1: 3}),
    lambda: f(a=1, **{"b": 2}, c=3, **{"d": 4}),
    lambda: int(memoryview(b"12"), 2),
    lambda: 0 / -(10**400),
    lambda: hash(float("nan")) is not None,
):
    try:
        print(call())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


class Raising:
    def attribute(self):
        raise AttributeError("missing")

    __eq__ = property(attribute)
    __lt__ = property(attribute)


print(Raising() == Raising())
try:
    Raising() < Raising()
except TypeError as e:
    print(e)


class Classy:
    @classmethod
    @property
    def both(cls):
        return cls.__name__


print(Classy.both, Classy().both)


class Outer:
    def method(self):
        class Inner:
            seen = __class__

            def inner(self):
                return __class__

        return Inner.seen.__name__, Inner().inner().__name__


print(Outer().method())
large = "f'" + "{1} " * 3000 + "'"
print(len(eval(large)))
