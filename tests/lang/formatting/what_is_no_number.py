# Messages about values that are not the number or the bytes that are wanted, also when asking them fails.
import array


class Index:
    def __index__(self):
        return 1.5


class Int:
    def __int__(self):
        return "x"


class Fails:
    def __index__(self):
        raise KeyError("index")

    __int__ = __index__


def show(f, *arguments):
    try:
        print(f(*arguments))
    except Exception as error:
        print(type(error).__name__, error)


for value in (Index(), Int(), Fails(), None, 1.5, "a", 300):
    for text in ("%d", "%i", "%x", "%o", "%c"):
        show(text.__mod__, (value,))
        show(text.encode().__mod__, (value,))
for value in (ValueError("bad"), object(), 5, 1.5, 2j, "a", None, [1, "a"], [300], Index(), Int(), iter([1])):
    for where in (slice(1, 3), slice(0, 6, 2), slice(5, None)):
        data = bytearray(b"abcdef")
        show(data.__setitem__, where, value)
        print(data)
for code in (None, 1, "ab", b"i"):
    show(array.array, code)
