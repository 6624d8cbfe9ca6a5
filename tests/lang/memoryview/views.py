# memoryview: formats, shapes, slices, errors, release.
def attempt(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
        if isinstance(result, memoryview):
            result = ("view", result.tobytes(), result.format, result.shape, result.strides, result.readonly)
        print(result)
    except Exception as error:
        print(type(error).__name__, error)


def attributes(m):
    print(m.obj, m.nbytes, m.readonly, m.itemsize, m.format, m.ndim, m.shape, m.strides, m.suboffsets, m.c_contiguous,
          m.f_contiguous, m.contiguous, len(m))


data = bytes(range(24))
m = memoryview(data)
attributes(m)
attributes(memoryview(bytearray(b"abc")))
attributes(m[2:10:3])
attributes(m[::-1])
attributes(m[5:5])
attributes(m.cast("B", (2, 3, 4)))
attributes(m.cast("i"))
attributes(m.cast("h", [3, 4]))
attributes(memoryview(b"abcd").cast("I", []))
attributes(m.cast("B", (1, 24)))
attributes(m.cast("B", (24, 1)))
print(m[0], m[-1], m[3:6].tolist(), m[::5].tolist(), m[::-7].tobytes(), m[20:2:-3].tolist())
for key in (24, -25, "a", None, 1.0, (1,), (1, 2), (), ..., (slice(1), slice(2)), slice(1, 2, 0), 10**30, slice("a")):
    attempt(lambda: m[key])
    attempt(lambda: memoryview(bytearray(data)).__setitem__(key, 1))
    attempt(lambda: m.cast("B", (4, 6))[key])
    attempt(lambda: memoryview(bytearray(data)).cast("B", (4, 6)).__setitem__(key, 1))
    attempt(lambda: memoryview(b"ab").cast("H", ())[key])
    attempt(lambda: memoryview(bytearray(b"ab")).cast("H", ()).__setitem__(key, 1))

for f in "bBhHiIlLqQnNfdc?P":
    view = memoryview(bytearray(b"\x01\x02\x80\x04\x05\x06\x87\x3f" * 2)).cast(f)
    print(f, view.itemsize, view.tolist()[:3], view.format)
    for value in (0, 1, -1, 127, 128, 255, 256, 65535, 2**31, 2**32 - 1, 2**63, 2**64, -(2**63), 1.5, 1e300, True, b"x", b"xy", "x", None,
                  float("nan")):
        try:
            view[0] = value
            print(f, value, view[0], view.tobytes()[:8])
        except Exception as error:
            print(f, value, type(error).__name__, error)
for f in ("@i", "<i", "ii", "", "z", "@", "x", "=B", "e", 5, None):
    attempt(m.cast, f)
for shape in ((2, 12), (5,), (0,), (-1,), (2, "a"), 5, (1.0,), (2**62, 2**62), (24,) + (1,) * 64, ()):
    attempt(m.cast, "B", shape)
attempt(m.cast("i").cast, "h")
attempt(m.cast("i").cast("B").cast, "h")
attempt(m[::2].cast, "B")
attempt(m[:23].cast, "i")
attempt(m[:0].cast, "B", (0,))
attempt(m.cast("B", (4, 6)).cast, "B", (6, 4))
attempt(m.cast("B", (4, 6)).cast, "H")
attempt(m.cast, format="B", shape=[24])
attempt(m.cast)
print(m.cast("B", (2, 3, 4)).tolist(), m.cast("H", (3, 4)).tolist(), memoryview(b"ab").cast("H", ()).tolist())
three = m.cast("B", (2, 3, 4))
print(three[1, 2, 3], three[-1, -3, 0], three.tobytes() == data, three.tobytes("F"), three.tobytes(order=None), three.tobytes("A"))
attempt(three.tobytes, "X")
attempt(lambda: three[1])
attempt(lambda: three[1:])
attempt(lambda: list(three))
attempt(lambda: three[2, 0, 0])

b = bytearray(b"0123456789")
w = memoryview(b)
w[0] = 65
w[1:4] = b"xyz"
w[-2:] = bytearray(b"!?")
w[4:8:2] = b"--"
print(b)
w[2:6] = w[0:4]
print(b)
for value in (b"a", b"abcd", "abc", 5, memoryview(b"abc").cast("c"), [1, 2, 3]):
    attempt(w.__setitem__, slice(0, 3), value)
attempt(w.__delitem__, 0)
attempt(m.__setitem__, 0, 1)
attempt(m.toreadonly().__setitem__, 0, 1)
attempt(w.toreadonly)
print(w.toreadonly().readonly, w.readonly)
for operation in (lambda: b.append(1), lambda: b.__delitem__(0), lambda: b.extend(b"x"), lambda: b.clear(), lambda: b.pop(), lambda: b.__setitem__(slice(0, 2), b"")):
    attempt(operation)
b[0:2] = b"ok"
w.release()
b.append(33)
print(b)
attempt(lambda: w[0])
attempt(len, w)
attempt(lambda: w.obj)
attempt(w.tobytes)
attempt(hash, w)
attempt(w.release)
print(str(w).startswith("<released memory at 0x"), w == w, w != w, w == b)
with memoryview(b) as w:
    attempt(b.append, 1)
    part = w[2:]
    w.release()
    attempt(b.append, 1)
    print(part.tobytes())
    part.release()
    b.append(1)
attempt(w.__enter__)

print(m == data, data == m, m == bytearray(data), m != data, m == 5, m == "a", m == m[:5], m.cast("b") == data[:], m.cast("i") == m.cast("i"), m.cast("i") == m)
print(memoryview(b"\xff").cast("b") == b"\xff", m.cast("B", (2, 12)) == data, m.cast("B", (2, 12)) == m.cast("B", (2, 12)))
nan = memoryview(bytearray(b"\0" * 8)).cast("d")
nan[0] = float("nan")
print(nan == nan, nan == 0, m[::2] == data[::2], m[:0] == b"")
attempt(lambda: m < m)
print(hash(m) == hash(data), hash(m[1:3]) == hash(data[1:3]), hash(m[::2]) == hash(data[::2]))
attempt(hash, memoryview(bytearray(b"a")))
attempt(hash, m.cast("i"))
print(m.hex(), m[:3].hex(":"), m[:5].hex("-", 2), m[::6].hex())
attempt(m.hex, "ab")
attempt(memoryview)
attempt(memoryview, 5)
attempt(memoryview, "a")
attempt(memoryview, object=b"a")
attempt(memoryview, b"a", 1)
print(list(m[:4]), 5 in m, 200 in m, list(reversed(m))[:2], max(m), sum(m), [*m.cast("h")][:2], tuple(m[:2]), b"".join([m[:2], b"x"]))
attempt(lambda: m.foo)
attempt(lambda: setattr(m, "foo", 1))
attempt(lambda: type("S", (memoryview,), {}))
match m[:2]:
    case [a, c]:
        print("sequence", a, c)

# where bytes-like objects are taken
view = memoryview(b"xx12yy")[2:4]
print(bytes(view), bytearray(view), int(view), float(view), b"a" + view, bytearray(b"a") + view, b"a12".endswith(view), b"12".find(view))
print(b"%b %s" % (view, view), b"a12b".split(view), b"a12b".replace(view, b"-"), b"".join([view]), view in b"a12", str(view, "ascii"))
print(b"12" == view, view == b"12", bytes.fromhex("3132") == view, int.from_bytes(view, "big"), b"1212".count(view), b"12a".lstrip(view))
print(b"12".translate(bytes(range(256)), view), eval(memoryview(b"1+1")), ascii(b"a".ljust(3)), memoryview(view).tobytes())
b = bytearray(b"abc")
b += view
b.extend(view)
b[1:2] = view
print(b, bytes(memoryview(b"abcdef")[::2]), bytearray(memoryview(b"abcdef")[::-1]))
attempt(lambda: b"a" + memoryview(b"abc")[::2])
attempt(lambda: b"abc".find(memoryview(b"abc")[::2]))
attempt(lambda: b"".join([memoryview(b"abc")[::2]]))
attempt(lambda: str(memoryview(b"abc")[::2], "ascii"))
attempt(lambda: memoryview(b"abc") + b"a")
attempt(lambda: memoryview(memoryview(b"abc")).obj)
outer = memoryview(b"abc")
inner = memoryview(outer)
outer.release()
print(inner.tobytes())

import gc

b = bytearray(b"abc")


def forget():
    memoryview(b)[1:]


forget()
gc.collect()
b.append(100)
print(b)
for name in ("release", "tobytes", "hex", "tolist", "cast", "toreadonly", "__enter__", "__exit__"):
    print(name, getattr(memoryview, name).__text_signature__)
print(memoryview.__text_signature__)
# needs prompt collection
