# _collections: defaultdict, _tuplegetter, _count_elements.
import _collections
from _collections import defaultdict, _tuplegetter, _count_elements


def attempt(f, *args, **kw):
    try:
        print(repr(f(*args, **kw)))
    except Exception as e:
        print(type(e).__name__, e)


print(sorted(k for k in defaultdict.__dict__ if k != "__getattribute__"), defaultdict.__module__, defaultdict.__mro__)
d = defaultdict(list)
d["a"].append(1)
d["a"].append(2)
d["b"]
print(d, len(d), d.default_factory, d.get("zz"), "zz" in d, dict(d), d == {"a": [1, 2], "b": []})
for args, kw in (((), {}), ((None,), {}), ((int, {"a": 1}), {}), ((int, [("x", 1)]), {"y": 2}), ((1,), {}), (({},), {}), ((int, 1), {}), ((int, {}, 3), {}),
                 ((), {"a": 1}), ((None, {"q": 1}), {"default_factory": 3})):
    attempt(defaultdict, *args, **kw)
attempt(lambda: defaultdict()["x"])
attempt(lambda: defaultdict(None)["x"])
attempt(lambda: defaultdict(lambda: 1 / 0)["x"])
attempt(lambda: defaultdict(list)[[]])
d = defaultdict(int)
for c in "mississippi":
    d[c] += 1
print(sorted(d.items()), d)
d.default_factory = None
attempt(lambda: d["zz"])
d.default_factory = lambda: "x"
print(d["zz"])
d.default_factory = 5
attempt(lambda: d["yy"])
del d.default_factory
print(d.default_factory, d)
attempt(d.__missing__, "k")
print(defaultdict(int).__missing__("k"))


class Sub(defaultdict):
    def __init__(self, *args):
        defaultdict.__init__(self, *args)
        self.note = 1

    def __setitem__(self, k, v):
        print("set", k, v)
        defaultdict.__setitem__(self, k, v)


s = Sub(int, {"a": 1})
s["b"]
print(s, s.copy(), type(s.copy()), s.__copy__().default_factory, s.__reduce__()[:4], list(s.__reduce__()[4]))
print(defaultdict().__reduce__()[:4], defaultdict(list, a=1).copy())
a, b = defaultdict(int, x=1), {"y": 2}
print(a | b, b | a, type(b | a), type(a | b), a | defaultdict(list))
attempt(lambda: a | [("z", 1)])
attempt(lambda: [("z", 1)] | a)
a |= [("z", 1)]
print(a)
print(defaultdict[int, str])
r = defaultdict()
r["self"] = r
print(r)


class Recursive:
    def __call__(self):
        return 1

    def __repr__(self):
        return repr(self.d)


f = Recursive()
f.d = defaultdict(f)
print(f.d)


class Missing(dict):
    def __missing__(self, key):
        return "missing %s" % key


print(Missing()["k"])
d = defaultdict.fromkeys("ab", 1)
print(d, type(d), d.default_factory)
n = defaultdict(lambda: defaultdict(int))
n["a"]["b"] += 1
print(n["a"]["b"], {k: dict(v) for k, v in n.items()})


# _tuplegetter
class P(tuple):
    x = _tuplegetter(0, "the x")
    y = _tuplegetter(1, "the y")
    z = _tuplegetter(7, None)


p = P((1, 2))
print(p.x, p.y, P.x, P.x.__doc__, P.__dict__["y"].__reduce__(), type(P.x))
attempt(lambda: p.z)
attempt(lambda: setattr(p, "x", 1))
attempt(lambda: delattr(p, "x"))
attempt(lambda: P.x.__get__([], None))
attempt(lambda: P.x.__get__((5, 6), None))
attempt(lambda: P.x.__get__(None, P))
P.x.__doc__ = "changed"
print(P.x.__doc__)
attempt(_tuplegetter)
attempt(_tuplegetter, 1)
attempt(_tuplegetter, "a", "b")
attempt(_tuplegetter, -1, "b")
attempt(lambda: type("S", (_tuplegetter,), {}))

# _count_elements
m = {}
_count_elements(m, "abracadabra")
print(m, _count_elements.__text_signature__)
m["a"] = 1.5
m["b"] = 10**30
_count_elements(m, iter("abz"))
print(m)
m["q"] = "s"
attempt(_count_elements, m, "q")
attempt(_count_elements, m, [[]])
attempt(_count_elements, m, 5)
attempt(_count_elements, m)
attempt(_count_elements, [], "a")


class Logged(dict):
    def __setitem__(self, k, v):
        print("set", k, v)
        dict.__setitem__(self, k, v)

    def get(self, k, d=None):
        return dict.get(self, k, d)


l = Logged()
_count_elements(l, "aab")


class Plain(dict):
    pass


l = Plain()
_count_elements(l, [1, 1.0, True, "x"])
print(l, type(l))


class Mapping:
    def __init__(self):
        self.d = {}

    def get(self, k, default):
        return self.d.get(k, default)

    def __setitem__(self, k, v):
        self.d[k] = v


l = Mapping()
_count_elements(l, "hello")
print(l.d)
