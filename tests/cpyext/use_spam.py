"""Uses every part of spam.c; prints what CPython prints."""
import gc
import spam


def attempt(f, *args, **keywords):
    try:
        print(f(*args, **keywords))
    except Exception as e:
        print(type(e).__name__, e, "| cause", repr(e.__cause__))


print(spam.__name__, spam.__doc__, spam.answer, spam.add.__doc__, spam.add.__text_signature__)
attempt(spam.add, 1, 2)
attempt(spam.add, "a", "b")
attempt(spam.add, 1)
attempt(spam.add, 1, None)
attempt(spam.add, a=1)
attempt(spam.twice, [1, 2])
attempt(spam.twice)
attempt(spam.nothing)
attempt(spam.nothing, 1)
attempt(spam.parse, 5)
attempt(spam.parse, 5, "héé", b"abc", flag=[1])
attempt(spam.parse, number=7, data=bytearray(4))
attempt(spam.parse)
attempt(spam.parse, "x")
attempt(spam.parse, 5, 6)
attempt(spam.parse, 5, "a\0b")
attempt(spam.parse, 2 ** 40)
attempt(spam.parse, 5, nonsense=1)
attempt(spam.parse, 5, number=6)
attempt(spam.parse, 1, "a", b"", 0, 9)
attempt(spam.sum_list, [1, 2, 3])
attempt(spam.sum_list, [1, "a"])
attempt(spam.sum_list, (1,))
attempt(spam.squares, 5)
attempt(lambda: spam.bad_null())
attempt(lambda: spam.bad_result())
attempt(spam.call_it, max, (3, 9, 4))
attempt(spam.call_it, lambda a: 1 / a, (0,))
attempt(spam.describe, "text")
attempt(spam.describe, [1, 2.5])

spam.keep([object(), [1, 2, 3]])
gc.collect()
print(spam.give()[1])
numbers = [1.5, 2.5]
spam.keep(numbers)
numbers.append("x")
numbers.append(7)
print(spam.give(), spam.give() is numbers)

p = spam.Point(1, 2, tag="t")
print(p, p + spam.Point(3, 4), bool(p), bool(spam.Point()), len(p), list(p), p[1], p[-1], p == spam.Point(1, 2), hash(p))
print(p.x, p.y, p.tag, p.sum, p.norm(), spam.Point.origin(), spam.Point.__doc__, spam.Point.__name__, spam.Point.__module__)
p.x = 10
p.sum = 3
print(p)
attempt(lambda: p[2])
attempt(lambda: p + 1)
attempt(setattr, p, "y", 1)
attempt(setattr, p, "x", "a")
attempt(delattr, p, "sum")
attempt(setattr, p, "other", 1)
attempt(spam.Point, "a")
power = p
power **= 2
print(power, p.__ipow__(3), p.__ipow__(3, 4), spam.Point.__ipow__(p, "b", None))
attempt(p.__ipow__)
attempt(p.__ipow__, 1, 2, 3)
print(sorted(n for n in vars(spam.Point) if not n.startswith("__doc")))


class Named(spam.Point):
    def __init__(self, name, *args):
        super().__init__(*args)
        self.name = name

    def __repr__(self):
        return f"{self.name}: {super().__repr__()}"


n = Named("n", 5, 6)
print(n, n.name, n + p, isinstance(n, spam.Point), Named.__mro__[1].__name__, n.norm(), n.__dict__)

s = spam.Stack([1, 2])
print(s.push(3), s.push("x"), s, len(s), s[2], isinstance(s, list), s + [1])
s.sort(key=str)
print(s, type(s).__name__, spam.Stack.__mro__[1])
print(list(spam.Countdown(4)), sum(spam.Countdown(1000)))
print(issubclass(spam.Error, ValueError), spam.Error.__module__, spam.Error("m"))

for text in ("", "a", "plain", "gr\xfc\xdfe", "\u20ac uro", "\U0001f40d snake", "x" * 1000 + "\xe9"):
    later = spam.written_later(text)
    print(later == text, ascii(later[-8:]), hash(later) == hash(text), {later: 1}.get(text), later.encode() == text.encode(),
          later.isascii(), later.upper() == text.upper(), later + "!" == text + "!")


def make():
    for i in range(1000):
        spam.Point(i, i, tag=[i])


make()
del p, n
gc.collect()
print(spam.count_alive() < 50)
