# What static types of C with two bases have of each (inherit.c). Prints the same under CPython.
import gc

import inherit
from inherit import Letters, Real, Scalar, Text

for cls in (str, bytes, float, Scalar, Text, Letters, Real):
    print(cls.__name__, inherit.multiplies(cls), [b.__name__ for b in cls.__mro__])
print(inherit.shares_numbers(Text, str), inherit.shares_numbers(Real, float), inherit.shares_numbers(Text, Scalar))
print(repr(Text("x")), repr(Letters(b"x")), repr(Real(2)), Text("ab") * 2, Letters(b"ab") * 2, Real(2) * 2)
print("a" * 3, b"a" * 3, 2.0 * 2, [1] * 2)
for other in (object(), 1.5):
    for text in ("a", b"a"):
        try:
            print(text * other)
        except TypeError as error:
            print(error)


class Word(Text):
    def __mul__(self, other):
        return "mine"


print(Word("x") * 2, "x" * 2, 2 * Word("y"))
print(inherit.classes(-1), inherit.classes(0x110000), inherit.classes(0x7fffffff), inherit.classes(32))


class Named(inherit.Handmade):
    def __init__(self, name):
        self.name = name

    def __del__(self):
        ended.append(self.name)


class Slotted(inherit.Handmade):
    __slots__ = ("a", "b")


ended = []
named = [Named(str(i)) for i in range(3000)]
for i, each in enumerate(named):
    if i % 3 == 0:
        each.one, each.two, each.three, each.four, each.five = range(i, i + 5)
    if i % 5 == 0:
        del each.name
print(sum(getattr(each, "five", 0) for each in named), sum(hasattr(each, "name") for each in named), vars(named[3]), named[1].__dict__)
for each in named:
    each.name = "n"
del named, each
gc.collect()
print(len(ended) > 2000)
slotted = Slotted()
slotted.a = [1]
gc.collect()
print(slotted.a, hasattr(slotted, "b"), hasattr(slotted, "__dict__"), isinstance(inherit.Handmade(), Named))


class Attributed(inherit.Noted):
    pass


class SlottedText(inherit.Noted):
    __slots__ = ("slot",)


for n in (0, 1, 31, 32, 33, 1000):
    for c in "x\xe9\u20ac\U0001f600":
        plain = c * n
        for cls in (inherit.Noted, Attributed, SlottedText):
            text = cls(plain)
            counted = [text.counted() for _ in range(3)]
            same = text == plain and hash(text) == hash(plain) and text + "y" == plain + "y" and text[1:] == plain[1:] and text.encode() == plain.encode()
            if counted != [(1, n), (2, n), (3, n)] or not same or str(text) != plain or type(str(text)) is not str:
                print(ascii(c), n, cls.__name__, counted, same)
            if cls is Attributed:
                text.attribute = [n]
                assert vars(text) == {"attribute": [n]} and text == plain
            if cls is SlottedText:
                text.slot = [n]
                assert text.slot == [n] and text == plain
texts = [Attributed("0123456789" * 10) for _ in range(2000)]
for text in texts[::2]:
    text.counted()
del texts
gc.collect()
print(text, text.counted())
