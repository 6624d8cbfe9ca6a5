# _operator: every function, the getters, their errors, copies.
import _operator as op


def attempt(f, *args, **kw):
    try:
        print(repr(f(*args, **kw)))
    except Exception as e:
        print(type(e).__name__, e)


for name in sorted(dir(op)):
    if name.startswith("__"):
        continue
    f = getattr(op, name)
    print(name, getattr(f, "__text_signature__", "-"), bool(f.__doc__), f.__module__)
    if isinstance(f, type):
        continue
    attempt(f)
    for args in ((7,), (-3.5,), ("ab",), ([1],), (7, 2), (7, 2.5), ([1, 2], [3]), ([1, 2], 2), ("ab", "b"), ((1, 2, 1), 1),
                 ({1: 2}, 1), (True, False), (None, 1), ([1, 2], 0, 5), (1, 2, 3, 4), (3, "x")):
        attempt(f, *args)
attempt(op.add, a=1, b=2)

l = [1, 2]
m = l
print(op.iadd(l, [3]), m, op.imul(l, 2), m, op.iconcat(l, (9,)), m)
print(op.setitem(l, 0, "z"), l, op.delitem(l, 0), l)


class Meters:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n

    def __iadd__(self, other):
        return "iadd %s" % other

    def __length_hint__(self):
        return self.n

    def __add__(self, other):
        return "add %s" % other

    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i


x = Meters(5)
print(op.index(x), op.iadd(x, 1), op.length_hint(x), op.length_hint(object(), 3), op.concat(x, x).startswith("add"))
print(op.indexOf(x, 3), op.countOf(x, 2), op.contains(x, 3))
attempt(op.indexOf, x, 77)
attempt(op.concat, x, 1)
attempt(op.length_hint, 1, "a")
attempt(op.length_hint, Meters(-1))
attempt(op.call)
attempt(op.call, dict, a=1)
attempt(op.call, max, 3, 4, key=lambda v: -v)
print(op._compare_digest("abc", "abc"), op._compare_digest(b"abc", bytearray(b"abd")), op._compare_digest("a", "ab"))
attempt(op._compare_digest, "\xe9", "e")
attempt(op._compare_digest, "e", b"e")


class Record:
    def __init__(self):
        self.a = 1
        self.b = self
        self.items = [10, 20, 30]

    def method(self, *args, **kw):
        return args, kw

    def __repr__(self):
        return "Record"


r = Record()
for g in (op.attrgetter("a"), op.attrgetter("b.b.a"), op.attrgetter("a", "b.items", "b"), op.itemgetter(1), op.itemgetter(-1),
          op.itemgetter("k"), op.itemgetter(slice(1, 3)), op.itemgetter(0, 2, -1), op.methodcaller("method"),
          op.methodcaller("method", 1, [2], key="v", z=None), op.methodcaller("lower")):
    print(g, type(g), g.__reduce__() if "key" not in repr(g) else "")
    attempt(g, r)
    attempt(g, r.items)
    attempt(g, (7, 8, 9))
    attempt(g, "Ab")
    attempt(g, {1: "one", "k": "v"})
    attempt(g)
    attempt(g, 1, 2)
    attempt(g, x=1)
    c, args = g.__reduce__()[:2]
    if isinstance(c, type):
        print(c(*args))
for cls in (op.attrgetter, op.itemgetter, op.methodcaller):
    attempt(cls)
    attempt(cls, 1)
    attempt(cls, a=1)
    attempt(cls, "a", b=1)
    attempt(lambda: type("Sub", (cls,), {}))
    attempt(lambda: setattr(cls, "x", 1))
attempt(op.attrgetter("missing"), r)
attempt(op.attrgetter("a.missing"), r)
attempt(op.attrgetter("a..b"), r)
attempt(op.attrgetter(""), r)
attempt(op.methodcaller("missing"), r)


class S(str):
    pass


print(op.attrgetter(S("a"))(r), type(op.attrgetter(S("a")).__reduce__()[1][0]))
rows = [("b", 2), ("a", 3), ("c", 1)]
print(sorted(rows, key=op.itemgetter(1)), sorted(rows, key=op.itemgetter(0, 1)), list(map(op.itemgetter(0), rows)))
