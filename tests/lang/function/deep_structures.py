# Deeply nested values and endless recursion through every special method end in RecursionError.
# many allocations
def t(name, f):
    try:
        r = f()
        print(name, "ok", type(r).__name__)
    except BaseException as e:
        print(name, type(e).__name__)
def nest(n, mk):
    x = mk(None)
    for _ in range(n): x = mk(x)
    return x
n = 100000
l = nest(n, lambda x: [x]); l2 = nest(n, lambda x: [x])
t("repr list", lambda: repr(l)); t("eq list", lambda: l == l2); t("lt list", lambda: l < l2)
tu = nest(n, lambda x: (x,)); tu2 = nest(n, lambda x: (x,))
t("repr tuple", lambda: repr(tu)); t("hash tuple", lambda: hash(nest(1000, lambda x: (x,)))); t("eq tuple", lambda: tu == tu2)
d = nest(n, lambda x: {1: x}); d2 = nest(n, lambda x: {1: x})
t("repr dict", lambda: repr(d)); t("eq dict", lambda: d == d2); t("str", lambda: str(d)); t("fmt", lambda: f"{d!r}"); t("pct", lambda: "%s" % (d,))
class C:
    def __init__(self, x): self.x = x
    def __repr__(self): return "C(%r)" % (self.x,)
    def __eq__(self, o): return self.x == o.x
    def __hash__(self): return hash((self.x,))
    def __add__(self, o): return self.x + o
    def __getattr__(self, n): return getattr(self, n + "x")
    def __call__(self): return self.x()
    def __lt__(self, o): return sorted([self.x, o.x])[0]
    def __bool__(self): return bool(self.x)
    def __len__(self): return len(self.x)
    def __iter__(self): return iter(self.x)
    def __contains__(self, k): return k in self.x
    def __getitem__(self, k): return self.x[k]
    def __str__(self): return str(self.x)
    def __format__(self, s): return format(self.x, s)
    def __index__(self): return int(self.x.__index__())
c = nest(n, C); c2 = nest(n, C)
for name, f in list(dict(repr=lambda: repr(c), eq=lambda: c == c2, hash=lambda: hash(c), add=lambda: c + 1, getattr=lambda: c.foo,
   call=lambda: c(), lt=lambda: c < c2, bool=lambda: bool(c), len=lambda: len(c), iter=lambda: iter(c), contains=lambda: 1 in c, getitem=lambda: c[0], str=lambda: str(c), format=lambda: format(c, ""), index=lambda: [1][c]).items()): t(name, f)
def g(n):
    yield from g(n + 1)
t("yield from", lambda: list(g(0)))
t("eval parens", lambda: eval("(" * 500 + ")" * 500))
t("eval list", lambda: eval("[" * 100000 + "]" * 100000))
t("compile if", lambda: compile("\n".join(" " * i + "if 1:" for i in range(110)) + "\n" + " " * 110 + "pass", "x", "exec"))
class P:
    @property
    def x(self): return self.x
t("prop", lambda: P().x)
class K:
    def __getattribute__(self, n): return getattr(self, n)
t("getattribute", lambda: K().y)
class I:
    def __init__(self): I()
t("init", lambda: I())
class N:
    def __new__(cls): return cls()
t("new", lambda: N())
t("key", lambda: (lambda f: f(f))(lambda f: sorted([1, 2], key=lambda _: f(f))))
class D(dict):
    def __missing__(self, k): return self[k]
t("missing", lambda: D()[1])
t("excs", lambda: (lambda f: f(f))(lambda f: max([1], key=lambda _: f(f))))

t("str mod", lambda: "%s" % nest(20000, lambda x: [x]))
s = []; s.append(s); print(s); dd = {}; dd[1] = dd; print(dd); tt = ([],); tt[0].append(tt); print(tt)
s2 = []; s2.append(s2)
t("rec eq", lambda: s == s2)
