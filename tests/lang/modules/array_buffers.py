# Arrays as buffers: what a view shows, and that the size is fixed while one is there.
from array import array


def attempt(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)


for code in "bBhHiIlLqQfdu":
    a = array(code, "ab" if code == "u" else [1, 2])
    with memoryview(a) as view:
        print(code, view.format, view.itemsize, view.shape, view.strides, view.readonly, view.nbytes)
        for change in (lambda: a.append(a[0]), lambda: a.pop(), a.__imul__, lambda: a.__delitem__(0), lambda: a.frombytes(bytes(8))):
            attempt(change, *([2] if change == a.__imul__ else []))
        a[0] = a[1]
        print(view.tobytes() == a.tobytes())
    a.append(a[0])
    a *= 2
    print(len(a))
print(bytes(array("H", [1, 2])), bytearray(array("b", b"xy")), b"".join([array("B", b"z")]))
a = array("i", range(4))
memoryview(a)[1:3] = array("i", [7, 8])
print(a, array("d", array("i", [1])), array("i", bytearray(8)))
