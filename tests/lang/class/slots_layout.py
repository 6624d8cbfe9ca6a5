# __slots__: fields without a dict, mixed with classes that have one.
class P:
    __slots__ = ("x", "y", "__hidden")

    def __init__(self):
        self.x = 1
        self.__hidden = 2


class Q(P):
    __slots__ = ("z",)


class R(P):
    pass


class T(R):
    __slots__ = ("t",)


p = P()
print(p.x, p._P__hidden, hasattr(p, "y"), hasattr(p, "__dict__"))
for f in (lambda: p.y, lambda: setattr(p, "new", 1), lambda: delattr(p, "y")):
    try:
        f()
    except AttributeError as e:
        print(e)
q = Q()
q.z = 5
print(q.x, q.z, Q.z.__name__, type(Q.z).__name__, Q.__slots__)
r = R()
r.free = 1
r.y = 2
print(r.__dict__, r.x, r.y)
t = T()
for i, name in enumerate(["t", "a", "b", "c", "d", "e", "f"]):
    setattr(t, name, i)
print(t.t, t.a, t.f, t.__dict__)
del p.x
print(hasattr(p, "x"))


def attempt(bases, namespace):
    try:
        type("X", bases, namespace)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


attempt((), {"__slots__": ("a",), "a": 1})
attempt((int,), {"__slots__": ("a",)})
attempt((), {"__slots__": (1,)})
attempt((), {"__slots__": ("not valid",)})
attempt((), {"__slots__": ("__dict__", "__dict__")})
attempt((P, type("Y", (), {"__slots__": ("w",)})), {})
attempt((int, str), {})
attempt((bool,), {})
attempt((P, P), {})
