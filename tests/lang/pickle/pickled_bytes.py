# Pickles of all protocols, byte for byte: values, containers around the size of a batch and of a frame, sharing, cycles,
# instances of all kinds.
# many allocations
import _pickle
import collections
import enum
import functools
import hashlib
import io
import operator


class Plain:
    def __init__(self):
        self.x = 1
        self.y = [1, 2]
        self.name = "abc"


class Derived(Plain):
    __slots__ = ("q", "r")

    def __init__(self):
        super().__init__()
        self.q = 5


class Slots:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1


class MyList(list):
    pass


class MyDict(dict):
    pass


class MyInt(int):
    pass


class Colour(enum.Enum):
    RED = 1
    BLUE = "b"


class WithKeywords:
    def __new__(cls, a, *, k=3):
        self = object.__new__(cls)
        self.k = k
        return self

    def __getnewargs_ex__(self):
        return (1,), {"k": self.k}


class WithArguments:
    def __new__(cls, a):
        return object.__new__(cls)

    def __getnewargs__(self):
        return (7,)


class WithState:
    def __getstate__(self):
        return 1, 2

    def __setstate__(self, state):
        self.state = state


class Reduced:
    def __reduce__(self):
        return Reduced, (), {"z": 1}, iter([1, 2, 3]), iter([("a", 1), ("b", 2)])

    def append(self, item):
        pass

    def __setitem__(self, key, value):
        pass


class Setter:
    def __reduce__(self):
        return Setter, (), {"z": 1}, None, None, set_state


def set_state(o, state):
    o.state = state


class Outer:
    class Inner:
        class Deep:
            pass

    def method(self):
        pass


class Empty:
    pass


def cycles():
    a = []
    a.append(a)
    yield a
    b = ([],)
    b[0].append(b)
    yield b
    c = ([], 1, 2, 3, 4)
    c[0].append(c)
    yield c
    d = {}
    d["d"] = d
    yield d
    e = Plain()
    e.me = e
    yield e
    f = Hashed()
    f.s = {f}
    yield f
    g = Hashed()
    g.s = frozenset([g])
    yield g


class Hashed:
    def __hash__(self):
        return 3


def objects():
    yield from [None, True, False, ..., NotImplemented, type(None), type(...), type(NotImplemented)]
    for n in [0, 1, 255, 256, 65535, 65536, 2**31 - 1, 2**31, 2**31 + 1, 2**39, 2**47, 2**63, 2**64, 10**100, 2**2039]:
        yield from [n, -n, -n - 1]
    yield from [0.0, -0.0, 1.5, 1e300, float("inf"), float("-inf"), float("nan"), 1 / 3, 1e-5]
    for s in ["", "a", "ab", "\xe9\xff", "\u0100x", "\u20ac", "\U0001f600", "\ud800", "a\nb\\c\r\x00\x1a"]:
        yield s
    for n in [127, 128, 255, 256, 65534, 65535, 65536, 70000]:
        yield from ["x" * n, "\xe9" * n, b"x" * n, bytearray(n)]
    for n in [0, 1, 2, 3, 4, 999, 1000, 1001, 2000, 2001]:
        yield from [tuple(range(n)), list(range(n)), [1.5] * n, dict.fromkeys(range(n))]
    yield from [set(), {1}, frozenset(), frozenset([1])]
    yield ["str%d" % i for i in range(30000)]
    yield [[i] for i in range(20000)]
    yield list(range(50000))
    yield [i / 7 for i in range(20000)]
    yield [1, "a", None, 2.5, (1,), True] * 10000
    yield [b"q" * 100000, 1, "z" * 100000, b"r" * 65536, b"r" * 65535]
    yield ["abc"] * 300
    yield from cycles()
    for cls in [Plain, Derived, Slots, WithState, Reduced, Setter, Empty, Outer, Outer.Inner, Outer.Inner.Deep]:
        yield from [cls, cls(), [cls(), cls()]]
    yield from [WithKeywords(1), WithKeywords(1, k=9), WithArguments(1), Outer.method, Outer().method, set_state]
    yield [(Plain(), Derived(), "x", "name", Plain) for _ in range(700)]
    shared = Plain()
    yield [shared, shared, shared.y, shared.name, shared]
    shared = Plain()
    yield [shared, shared.__dict__, shared]
    for o in [MyList([1, 2]), MyDict(a=1), MyInt(9)]:
        yield o
        o.attribute = 1
        yield o
    yield [Colour.RED, Colour.BLUE]
    yield [collections.OrderedDict([(1, 2), (3, 4)]), collections.deque([1, 2, 3], 5), collections.Counter("aab")]
    yield [collections.defaultdict(list, {1: [2]}), functools.partial(int, base=2), operator.itemgetter(1, 2)]
    yield [range(1, 10, 2), slice(1, 2, 3), complex(1, 2), ValueError("x"), KeyError(1, 2), OSError(2, "x", "f")]


class Chunks:
    def __init__(self):
        self.sizes = []

    def write(self, data):
        self.sizes.append(len(data))
        return len(data)


for number, o in enumerate(objects()):
    for protocol in range(6):
        try:
            pickled = _pickle.dumps(o, protocol)
        except Exception as e:
            print(number, protocol, type(e).__name__, e)
            continue
        file = io.BytesIO()
        _pickle.dump(o, file, protocol)
        chunks = Chunks()
        _pickle.Pickler(chunks, protocol).dump(o)
        print(number, protocol, len(pickled), hashlib.md5(pickled).hexdigest()[:12], file.getvalue() == pickled)
        print("   ", chunks.sizes[:6], len(chunks.sizes), pickled if len(pickled) < 90 else "")
        back = [_pickle.loads(pickled), _pickle.load(io.BytesIO(pickled)), _pickle.loads(bytearray(pickled))]
        print("   ", [_pickle.dumps(b, protocol) == pickled for b in back], [type(b).__name__ for b in back[:1]])
