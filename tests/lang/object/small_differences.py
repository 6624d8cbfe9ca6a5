# memoryview casts of foreign formats, versions of text signatures, replaced line tables, indexes of what has no items.
import inspect
import operator
import struct
import traceback


class Documented:
    """Documented(raw, size=3)
--

What it is."""


class Below(Documented):
    "No signature."


print(Documented.__text_signature__, Below.__text_signature__, inspect.signature(Documented), inspect.signature(Below))
print(repr(Documented.__doc__))

import ctypes

for kind in ctypes.c_double, ctypes.c_int, ctypes.c_ushort:
    m = memoryview(kind())
    for format in "B", "c", "b", "@B", "i", "<B", "x", "BB":
        try:
            print(kind.__name__, format, m.cast(format).format)
        except (TypeError, ValueError) as e:
            print(kind.__name__, format, type(e).__name__, e)


def f():
    1 / 0


f.__code__ = f.__code__.replace(co_linetable=b"\xf8\xf8\xf8\xf9\xf8\xf8\xf8")
try:
    f()
except ZeroDivisionError as e:
    print([entry.lineno for entry in traceback.extract_tb(e.__traceback__)][1:], e.__traceback__.tb_next.tb_lineno)
moved = f.__code__.replace(co_firstlineno=100)
print(moved.co_firstlineno)


def g(x):
    y = x + 1
    return y


same = g.__code__.replace(co_linetable=g.__code__.co_linetable)
print(list(same.co_lines()) == list(g.__code__.co_lines()), same == g.__code__)


# What has no items to be set says first what is wrong with an index.
class Plain:
    pass


class BadIndex:
    def __index__(self):
        return 1.5


def attempt(label, function):
    try:
        print(label, function())
    except Exception as error:
        print(label, type(error).__name__, error)


for owner in (Plain(), b"a", (1,), "a", range(2), {1}, {}.keys(), 5, None, len, 1.5):
    for key in (2**100, BadIndex(), "s", 1):
        label = f"{type(owner).__name__} {type(key).__name__}"
        attempt(label, lambda: operator.setitem(owner, key, 1))
        attempt(label, lambda: operator.delitem(owner, key))

attempt("int", lambda: int(bytearray(b"zz")))
attempt("int", lambda: int(type("Bytes", (bytes,), {"__repr__": lambda self: "no"})(b"zz"), 5))
attempt("cast", lambda: memoryview(b"abcd")[::2].cast("123", None))
