# A metaclass's own mro(): what it may do in the middle, and what happens when it fails.


class Meta(type):
    steps = 0

    def mro(cls):
        if cls.__mro__ is None and cls.__name__ != "Below":
            print(cls.__name__, "has no order yet", hasattr(super(cls, cls), "anything"))
            try:
                type("Below", (cls,), {})
            except TypeError as e:
                print(e)
        return type.mro(cls)


class A(metaclass=Meta):
    pass


class Failing(type):
    fails = False

    def mro(cls):
        if Failing.fails and cls.__name__ == "D":
            raise RuntimeError("no order")
        return type.mro(cls)


class B:
    pass


class C(B, metaclass=Failing):
    pass


class D(C):
    pass


class E:
    pass


Failing.fails = True
try:
    C.__bases__ = (E,)
except RuntimeError as e:
    print(e, C.__bases__, C.__mro__, D.__mro__)
Failing.fails = False
C.__bases__ = (E,)
print(C.__mro__, D.__mro__, E.__subclasses__(), B.__subclasses__())


class Layout(type):
    def mro(cls):
        return [cls, dict, object]


class NoClass(type):
    def mro(cls):
        return [cls, 1]


class Alone(type):
    def mro(cls):
        return (B,)


for meta in Layout, NoClass, Alone:
    try:
        meta("X", (), {})
    except TypeError as e:
        print(e)


class Slots:
    __slots__ = ["__qualname__", "__classcell__"]

    def method(self):
        return __class__


print(Slots.__qualname__, Slots().method(), type(vars(Slots)["__classcell__"]).__name__)


class Length(list):
    def __len__(self):
        return 0


class Pairs(dict):
    def __len__(self):
        return 3


print(bool(Length([1])), bool(Pairs()), not Length([1]), [1 if Pairs() else 2], hasattr(list, "__bool__"))
for owner in list, dict, str, tuple, set, bytes, range, int, float:
    print(owner.__name__, hasattr(owner, "__bool__"))
for wrapper in int.__add__, int.__pow__, list.__setitem__, object.__init__, (1).__add__, object.__init__.__get__:
    print(wrapper.__text_signature__)

import warnings


class Strange:
    def __int__(self):
        return True

    def __index__(self):
        return True

    def __float__(self):
        return type("F", (float,), {})(2)

    def __complex__(self):
        return type("Z", (complex,), {})(3)


class Truncated:
    def __trunc__(self):
        return 7


with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    print(int(Strange()), float(Strange()), complex(Strange()), [1, 2][Strange()], int(Truncated()))
    print(bool(NotImplemented), not NotImplemented)
for warning in seen:
    print(warning.category.__name__, warning.message)


def cycle():
    try:
        raise ValueError(1)
    except ValueError as e:
        e.__context__ = e
        raise TypeError(2)


try:
    cycle()
except TypeError as e:
    print(repr(e), repr(e.__context__), e.__context__.__context__ is e.__context__)

deep = ()
for _ in range(100_000):
    deep = (deep,)
for check in (lambda: isinstance(1, deep), lambda: issubclass(int, deep)):
    try:
        check()
    except RecursionError as e:
        print(e)
