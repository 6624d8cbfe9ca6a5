# memoryview casts of foreign formats, versions of text signatures, replaced line tables.
import inspect
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
