# array: all typecodes, wrong calls, slices, pickles, changes while it is looked through.
import array as module
from array import array, _array_reconstructor, typecodes


def attempt(f, *args, **kw):
    try:
        print(repr(f(*args, **kw)))
    except Exception as e:
        print(type(e).__name__, e)


print(sorted(k for k in array.__dict__ if k not in ("__getattribute__", "__module__")), typecodes, module.ArrayType is array)
for tc in typecodes:
    a = array(tc)
    print(tc, a, a.typecode, a.itemsize, len(a), bool(a))
    for v in ("x", 1.5, None, -1, 300, 70000, 2**31, 2**32, 2**63, 2**64, -2**31 - 1, -2**63 - 1, "ab", b"x", True, "\U0001f600", float("nan"), float("inf"), 1e300):
        attempt(lambda: array(tc, [v]))
        attempt(a.append, v)
    print(a)
for args in ((), (1,), ("x",), ("ii",), ("i", 5), ("i", "abc"), ("u", "abc"), ("i", b"\1\0\0\0\2\0\0\0"), ("i", b"\1\0\0"), ("b", bytearray(b"ab")), ("d", (1, 2)), ("i", range(3)),
             ("i", [1], 2), ("d", array("i", [1, 2])), ("i", array("d", [1.0])), ("i", array("u", "a")), ("u", array("u", "a")), ("i", None), ("b", iter([1, 2])), (b"i",), ("\xe9",)):
    attempt(array, *args)
attempt(array, "i", initializer=[1])
methods = [n for n in dir(array) if not n.startswith("__")] + ["__copy__", "__deepcopy__", "__reduce_ex__"]
for name in methods:
    m = getattr(array, name)
    if not callable(m):
        continue
    print(name, m.__text_signature__, bool(m.__doc__))
    for args in ((), (1,), ("x",), (1, 2), (-1,), (9,), ([4, 5],), (array("i", [7]),), (array("d", [7]),), (2, 1), (2, 0, 1), (1, 2, 3, 4), (b"\1\0\0\0",), (b"\1",), ([1, "x"],), (None,), ((8, 9),),
                 (2, -2), (0, 99), (-99, 98)):
        a = array("i", [1, 2, 3, 2])
        if name == "buffer_info" and not args or name == "fromfile":
            continue
        try:
            r = m(a, *args)
            print("  ", args, r, a)
        except Exception as e:
            print("  ", args, type(e).__name__, e, a)
a = array("i", range(6))
for key in (0, -1, 5, 6, -7, True, "x", None, 1.0, 2**70, slice(1, 3), slice(None, None, 2), slice(None, None, -1), slice(4, 1), slice(0, 99), slice(5, 0, -2)):
    attempt(lambda: a[key])
    for value in (9, "x", array("i", [7, 8]), array("i"), array("i", [5, 5, 5]), array("d", [1.0]), [1], None):
        b = a[:]
        try:
            b[key] = value
            print("  ", b)
        except Exception as e:
            print("  ", type(e).__name__, e)
    b = a[:]
    try:
        del b[key]
        print("  ", b)
    except Exception as e:
        print("  ", type(e).__name__, e)
b = array("i", [1, 2, 3])
b[1:2] = b
print(b)
b[::2] = array("i", [9, 9, 9])
print(b)
b += array("i", [4])
b *= 2
print(b, b * 0, 2 * array("b", [1]), b + b[:1])
b.extend(b)
print(len(b))
for f in (lambda: array("i") + [1], lambda: array("i") + array("d"), lambda: [1] + array("i"), lambda: array("i") * "x", lambda: array("i", [1]) * 2**62, lambda: hash(array("i")),
          lambda: array("i").__iadd__([1]), lambda: array("i").__iadd__(array("d")), lambda: array("i").extend(array("d")), lambda: array("i", [1]) < [1]):
    attempt(f)
for x, y in (([1, 2], [1, 2]), ([1, 2], [1, 3]), ([1], [1, 2]), ([], []), ([3], [1, 9])):
    for c, d in (("i", "i"), ("i", "d"), ("b", "q")):
        p, q = array(c, x), array(d, y)
        print(p == q, p != q, p < q, p <= q, p > q, p >= q, end=" ")
    print()
print(array("u", "ab") == array("u", "ab"), array("d", [float("nan")]) == array("d", [float("nan")]), array("i") == [])
a = array("h", [1, -2, 300])
a.byteswap()
print(a, a.tobytes(), a.tolist(), array("u", "h\xe9\u20ac").tounicode(), 300 in a, 256 in a)
a = array("i", [1])
a.frombytes(b"\2\0\0\0")
a.fromlist([3])
attempt(a.fromlist, [4, "x"])
attempt(a.fromlist, [4, 2**40])
attempt(a.fromunicode, "x")
attempt(a.tounicode)
print(a, a.pop(), a.pop(0), a)
attempt(array("i").pop)
attempt(a.pop, 5)
attempt(a.remove, 99)
u = array("u", "a")
u.fromunicode("bc")
u.extend("de")
print(u, u.index("c"), u[1:3])


class File:
    def __init__(self, data):
        self.data = data

    def read(self, n):
        r, self.data = self.data[:n], self.data[n:]
        return r

    def write(self, b):
        self.data += b


f = File(b"\1\0\2\0\3\0")
h = array("h")
attempt(h.fromfile, f, 2)
attempt(h.fromfile, f, 2)
attempt(h.fromfile, f, -1)
attempt(h.fromfile, File("text"), 1)
attempt(h.fromfile, File(b"\1"), 1)
print(h)
f = File(b"")
array("h", range(4)).tofile(f)
print(f.data)
attempt(h.tofile, 5)
f = File(b"")
array("d", range(20000)).tofile(f)
print(len(f.data))

# iterators
a = array("i", [1, 2, 3])
it = iter(a)
print(type(it), next(it), it.__reduce__()[1:], list(it), list(it), it.__reduce__()[1:])
it = iter(a)
it.__setstate__(2)
print(list(it))
it = iter(a)
it.__setstate__(-5)
print(next(it))
attempt(lambda: it.__setstate__("x"))
attempt(lambda: type(it)(a))
it = iter(a)
next(it)
del a[:]
print(list(it))

# pickles
for tc in "bBuhHiIlLqQfd":
    a = array(tc, "ab" if tc == "u" else [1, 2])
    r = a.__reduce_ex__(2)
    print(r, r[0](*r[1]) == a)
    r = a.__reduce_ex__(4)
    print(r[0].__name__, r[1], r[0](*r[1]) == a)
for code in range(-1, 23):
    attempt(_array_reconstructor, array, "d" if code != 18 and code < 18 else "u", code, bytes(range(1, 9)) if code < 18 else "ab".encode(["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "latin1"][code - 18]))
for args in ((), (int, "i", 8, b""), (5, "i", 8, b""), (array, "x", 8, b""), (array, "ii", 8, b""), (array, 5, 8, b""), (array, "i", "x", b""), (array, "i", 8, "text"), (array, "i", 8, b"abc"),
             (array, "b", 3, b"\x10\x10"), (array, "i", 9, b"abc")):
    attempt(_array_reconstructor, *args)


class Sub(array):
    def __init__(self, code, data=(), note=None):
        self.note = note


s = Sub("i", [1, 2], note="n")
print(s, s.note, type(s[:1]), type(s + s), s.__reduce_ex__(2), s.__reduce_ex__(3)[2], s.__copy__())
attempt(array("i").__reduce_ex__, "x")
attempt(lambda: array("u", b"\xff\xff\xff\xff").tounicode())
match array("i", [1, 2]):
    case [x, y]:
        print("matched", x, y)
big = array("d", [0.5]) * 100000
big.extend(float(i) for i in range(1000))
print(len(big), sum(big), big[-1])
