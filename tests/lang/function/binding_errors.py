# Everything that can be wrong about the arguments of a call.
def none(): pass
def one(a): pass
def two(a, b): pass
def defaults(a, b=1, c=2): pass
def positional_only(a, b, /, c): pass
def keyword_only(a, *, k, m=1, n): pass
def rest(a, *args, k): return a, args, k
def everything(a, b=2, /, c=3, *args, d, e=5, **kw): return a, b, c, args, d, e, kw


class C:
    def method(self, x): pass


number = 1
calls = [
    lambda: none(1), lambda: none(1, 2), lambda: none(x=1),
    lambda: one(), lambda: one(1, 2), lambda: one(b=1), lambda: one(1, a=2), lambda: one(1, b=2),
    lambda: two(), lambda: two(1), lambda: two(b=1), lambda: two(1, 2, 3), lambda: two(*[1, 2, 3], **{}),
    lambda: defaults(), lambda: defaults(1, 2, 3, 4), lambda: defaults(b=1), lambda: defaults(1, 2, b=3),
    lambda: positional_only(1, b=2, c=3), lambda: positional_only(a=1, b=2, c=3), lambda: positional_only(1, 2),
    lambda: keyword_only(), lambda: keyword_only(1), lambda: keyword_only(1, 2), lambda: keyword_only(1, 2, k=1),
    lambda: keyword_only(1, 2, 3, k=1, n=2), lambda: keyword_only(1, k=1), lambda: keyword_only(1, k=1, n=2, z=3),
    lambda: rest(k=1), lambda: rest(1, 2), lambda: rest(1, 2, 3, k=4), lambda: rest(1, a=2, k=3),
    lambda: everything(1, d=4), lambda: everything(1, 2, 3, 4, 5, d=6, z=7, a=8), lambda: everything(),
    lambda: everything(1, d=2, c=4, **{"e": 6, "b": 9}),
    lambda: C().method(), lambda: C().method(1, 2), lambda: C.method(), lambda: C().method(y=1),
    lambda: C(1), lambda: one(**{1: 2}), lambda: one(*1), lambda: one(**1), lambda: one(a=1, **{"a": 2}),
    lambda: number(), lambda: (lambda a, b, c, d: 0)(), lambda: (lambda *, x, y, z: 0)(),
]
for call in calls:
    try:
        print("result", call())
    except TypeError as e:
        print(e)
