# What copy and pickle ask of objects: __reduce_ex__, __reduce__, __getstate__, and what iterators answer.
import copyreg


def shown(x):
    text = repr(x)
    while " at 0x" in text:
        at = text.index(" at 0x")
        end = at + 6
        while end < len(text) and text[end] in "0123456789abcdef":
            end += 1
        text = text[:at] + text[end:]
    return text


def attempt(function, *arguments):
    try:
        print(shown(function(*arguments)))
    except BaseException as e:
        print(type(e).__name__, e)


def remade(reduced):
    function, arguments, *rest = reduced
    made = function(*arguments)
    if rest and rest[0] is not None:
        if hasattr(made, "__setstate__"):
            made.__setstate__(rest[0])
        else:
            state = rest[0]
            if isinstance(state, tuple):
                for name, value in state[1].items():
                    setattr(made, name, value)
                state = state[0] or {}
            made.__dict__.update(state)
    for item in (rest[1] or ()) if len(rest) > 1 else ():
        made.append(item)
    for key, value in (rest[2] or ()) if len(rest) > 2 else ():
        made[key] = value
    return made


class Plain:
    def __init__(self, a):
        self.a = a


class Slotted:
    __slots__ = ("x", "__private", "unset")

    def __init__(self):
        self.x = 1
        self.__private = 2


class Both(Slotted):
    def __init__(self):
        super().__init__()
        self.z = 3


class Listy(list):
    pass


class Dicty(dict):
    pass


class Inty(int):
    pass


class Tuply(tuple):
    pass


class NewArgs:
    def __new__(cls, *args, **kw):
        self = super().__new__(cls)
        self.made = (args, kw)
        return self

    def __getnewargs__(self):
        return (1, 2)


class NewArgsEx(NewArgs):
    def __getnewargs_ex__(self):
        return (1,), {"k": 2}


class State:
    def __getstate__(self):
        return "my state"


class Reduces:
    def __reduce__(self):
        return "a global"


for make in (lambda: Plain(1), Slotted, Both, lambda: Listy([1, 2]), lambda: Dicty(a=1), lambda: Inty(5), lambda: Tuply((1, 2)), NewArgs,
             NewArgsEx, State, Reduces, object):
    o = make()
    for protocol in (2, 4):
        attempt(o.__reduce_ex__, protocol)
    attempt(o.__getstate__)
for protocol in (0, 1):
    attempt(Plain(1).__reduce_ex__, protocol)
    attempt(Inty(3).__reduce_ex__, protocol)
attempt(Plain(2).__reduce__)
attempt(Slotted().__reduce_ex__, 0)
x = Plain(1)
print(x.__getstate__() is x.__dict__, Plain.__dict__["__slotnames__"], Slotted.__slotnames__)
b = remade(Both().__reduce_ex__(2))
print(b.x, b._Slotted__private, b.z, hasattr(b, "unset"))
l = Listy([1, 2])
l.attribute = "a"
print(remade(l.__reduce_ex__(2)), remade(l.__reduce_ex__(2)).attribute, remade(Dicty(a=1).__reduce_ex__(2)))
print(remade(NewArgsEx().__reduce_ex__(4)).made)


class Bad1:
    def __getnewargs__(self):
        return 5


class Bad2:
    def __getnewargs_ex__(self):
        return 5


class Bad3:
    def __getnewargs_ex__(self):
        return (1, 2, 3)


class Bad4:
    def __getnewargs_ex__(self):
        return 1, {}


class Bad5:
    def __getnewargs_ex__(self):
        return (), 5


for bad in (Bad1, Bad2, Bad3, Bad4, Bad5):
    attempt(bad().__reduce_ex__, 2)
for bad in ((i for i in ()), attempt, property(), {}.keys(), int.real, classmethod(attempt), Plain.__dict__):
    attempt(bad.__reduce_ex__, 2)
    attempt(bad.__reduce_ex__, 0)
attempt(object().__reduce_ex__)
attempt(object().__reduce_ex__, "2")
attempt(object().__reduce__, 2)

# Iterators.


def advanced(it, n):
    for _ in range(n):
        next(it)
    return it


for make in (lambda: iter([1, 2, 3]), lambda: iter((1, 2, 3)), lambda: reversed([1, 2, 3]), lambda: iter("abc"), lambda: iter("\xe9\u1234x"),
             lambda: iter(b"abc"), lambda: iter(bytearray(b"abc")), lambda: iter({1: 2, 3: 4, 5: 6}), lambda: iter({1: 2, 3: 4, 5: 6}.items()),
             lambda: iter({1: 2, 3: 4, 5: 6}.values()), lambda: reversed({1: 2, 3: 4, 5: 6}), lambda: iter({1, 2, 3}), lambda: enumerate([7, 8, 9], 5)):
    for n in (0, 1, 3):
        it = advanced(make(), n)
        if n == 3:
            next(it, None)
        reduced = it.__reduce__()
        print(shown(reduced), list(remade(reduced)), list(it))
for r in (range(3, 30, 7), range(10**30, 10**30 + 3), range(5, -10, -4)):
    it = advanced(iter(r), 2)
    print(list(remade(it.__reduce__())), list(it))
it = iter(int, 3)
print(shown(it.__reduce__()))
it = iter(iter([1, 2]).__next__, 2)
list(it)
print(shown(it.__reduce__()))


class Sequence:
    def __getitem__(self, i):
        return [1, 2, 3][i]


it = advanced(iter(Sequence()), 1)
print(shown(it.__reduce__()), list(remade(it.__reduce__())))
list(it)
print(shown(it.__reduce__()))
for o in ("x".upper, [].append, str.upper, int.__add__, (1).__add__, Slotted.x, len):
    print(shown(o.__reduce__()))

# Exceptions.
e = ValueError(1, "two")
print(e.__reduce__())
e.note = 5
print(e.__reduce__())
copy = remade(e.__reduce__())
print(copy.args, copy.note)
for e in (OSError(2, "x"), OSError(2, "x", "f"), OSError(2, "x", "f", None, "g"), OSError("just"), ImportError("m", name="n", path="p"), ImportError("m"),
          KeyError("k"), StopIteration(3), UnicodeDecodeError("utf-8", b"x", 0, 1, "why"), ExceptionGroup("g", [ValueError(1)])):
    print(repr(e.__reduce__()), repr(remade(e.__reduce__())))
attempt(ValueError().__setstate__, 5)
attempt(ValueError().__setstate__, {3: 4})
attempt(ValueError().__setstate__, None)
for p in (0, 2, 3, 4):
    print(bytearray(b"abc").__reduce_ex__(p), bytearray().__reduce_ex__(p))
import sys
ns = type(sys.implementation)(a=1)
print(ns.__reduce__())
