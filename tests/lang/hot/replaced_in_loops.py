# What a hot loop relies on is replaced in the midst of it.
# many allocations
import abc
import builtins
import functools
import sys
import types

from _replacing import loop, run

# __code__
def f1(x=1):
    return "a"
def g1(x=1):
    return "b"
def h1(x=1, *a, **k):
    return ("c", x)
run("code", loop(lambda i: f1()),
    [lambda: setattr(f1, "__code__", g1.__code__),
     lambda: setattr(f1, "__code__", h1.__code__)])
def f2(x=1):
    return x
run("defaults", loop(lambda i: f2()),
    [lambda: setattr(f2, "__defaults__", (2,)),
     lambda: setattr(f2, "__defaults__", None),
     lambda: setattr(f2, "__defaults__", ("z",))])
def f3(*, x=1):
    return x
run("kwdefaults", loop(lambda i: f3()),
    [lambda: setattr(f3, "__kwdefaults__", {"x": 2}),
     lambda: setattr(f3, "__kwdefaults__", None),
     lambda: setattr(f3, "__kwdefaults__", {"x": 3})])
def f3(*, x=1):
    return x
run("kwdefaults in place", loop(lambda i: f3()),
    [lambda: f3.__kwdefaults__.update(x=2),
     lambda: f3.__kwdefaults__.clear(),
     lambda: f3.__kwdefaults__.update(x=5)])

class A:
    def m(self):
        return "A.m"
    z = 1
class B:
    def m(self):
        return "B.m"
    z = 2
a = A()
run("__class__", loop(lambda i: (a.m(), a.z)),
    [lambda: setattr(a, "__class__", B),
     lambda: setattr(a, "__class__", A),
     lambda: setattr(B, "z", 7)])
a = A()
run("method", loop(lambda i: (a.m(), a.z)),
    [lambda: setattr(A, "m", lambda s: "new"),
     lambda: delattr(A, "m"),
     lambda: setattr(a, "m",
     lambda: "inst")])
class A:
    def m(self):
        return "A.m"
class S(A):
    pass
s = S()
run("method code", loop(lambda i: s.m()),
    [lambda: setattr(A.m, "__code__", (lambda self: "code2").__code__),
     lambda: setattr(S, "m", lambda self: "S.m"),
     lambda: delattr(S, "m")])
run("bases", loop(lambda i: s.m()),
    [lambda: setattr(S, "__bases__", (B,)),
     lambda: setattr(S, "__bases__", (A,)),
     lambda: setattr(A.m, "__code__", (lambda self: "code3").__code__)])

class Meta(type):
    q = 1
    def mm(cls):
        return "mm1"
    def __call__(cls, *a):
        return type.__call__(cls, *a)
class C(metaclass=Meta):
    def __init__(self):
        self.v = "init1"
run("meta attribute", loop(lambda i: (C.q, C.mm())),
    [lambda: setattr(Meta, "q", 2),
     lambda: setattr(Meta, "mm", lambda cls: "mm2"),
     lambda: setattr(C, "q", 3)])
run("metaclass call", loop(lambda i: type(C()).__name__),
    [lambda: setattr(Meta, "__call__", lambda cls: 5),
     lambda: delattr(Meta, "__call__")])
run("init code", loop(lambda i: C().v),
    [lambda: setattr(C.__init__, "__code__", (lambda self: setattr(self, "v", "init2")).__code__),
     lambda: setattr(C, "__init__", lambda self: setattr(self, "v", "init3")),
     lambda: delattr(C, "__init__")])
class C2:
    def __new__(cls, k=1):
        o = object.__new__(cls)
        o.k = k
        return o
run("new code", loop(lambda i: C2().k),
    [lambda: setattr(C2.__new__, "__defaults__", (2,)),
     lambda: setattr(C2, "__new__", lambda cls: A()),
     lambda: delattr(C2, "__new__")])

class P:
    def __init__(self):
        self._x = 1
    @property
    def x(self):
        return self._x
p = P()
fg = P.__dict__["x"].fget
run("property code", loop(lambda i: p.x),
    [lambda: setattr(fg, "__code__", (lambda self: "p2").__code__),
     lambda: setattr(P, "x", property(lambda self: "p3")),
     lambda: setattr(P, "x", 9)])
class P:
    @property
    def x(self):
        return 1
p = P()
prop = P.__dict__["x"]
run("property reinit", loop(lambda i: p.x),
    [lambda: prop.__init__(lambda self: "re1"),
     lambda: prop.__init__(lambda self: "re2")])
class Q:
    def __set_name__(self, *a):
        pass
    def __get__(self, o, t):
        return "get1"
class R:
    d = Q()
r = R()
run("descriptor", loop(lambda i: r.d if isinstance(r.d, (int, str)) else "a descriptor"),
    [lambda: setattr(Q, "__get__", lambda s, o, t: "get2"),
     lambda: delattr(Q, "__get__"),
     lambda: r.__dict__.update(d=5)])
class R:
    d = Q()
r = R()
class Q2:
    def __get__(self, o, t):
        return "q2"
run("descriptor class", loop(lambda i: type(r.d).__name__),
    [lambda: setattr(R.__dict__["d"], "__class__", Q2),
     lambda: setattr(Q2, "__set__", lambda *a: None),
     lambda: r.__dict__.update(d=5)])

# getattr added later
class G:
    pass
g = G()
run("getattr later", loop(lambda i: g.nothing),
    [lambda: setattr(G, "__getattr__", lambda s, n: n),
     lambda: setattr(G, "__getattribute__", lambda s, n: n * 2),
     lambda: delattr(G, "__getattribute__")])
class G:
    a = 1
g = G()
run("getattribute later", loop(lambda i: g.a),
    [lambda: setattr(G, "__getattribute__", lambda s, n: n * 2),
     lambda: delattr(G, "__getattribute__"),
     lambda: delattr(G, "a")])
class G2(G):
    pass
g = G2()
def sa(i):
    g.u = "same"
    return g.__dict__.pop("u", "none")
g = G2()
run("setattr later", loop(sa),
    [lambda: setattr(G, "__setattr__", lambda s, n, v: None),
     lambda: delattr(G, "__setattr__"),
     lambda: setattr(G2, "u", property(lambda s: 1))])

# slots
class SL:
    __slots__ = ("x", "y")
sl = SL()
sl.x = 1
run("slots", loop(lambda i: sl.x), [lambda: delattr(sl, "x"), lambda: setattr(sl, "x", 4), lambda: setattr(SL, "x", 5)])

# module globals
G_ = 1
def setg(v):
    globals()["G_"] = v
run("global", loop(lambda i: G_), [lambda: setg(2), lambda: globals().pop("G_"), lambda: setattr(builtins, "G_", "bi")])
mod = types.ModuleType("mod")
mod.v = 1
mod.f = lambda: "f1"
run("module attr", loop(lambda i: (mod.v, mod.f())),
    [lambda: setattr(mod, "v", 2),
     lambda: mod.__dict__.update(f=lambda: "f2"),
     lambda: setattr(mod, "__class__", type("M", (types.ModuleType,), {"v": property(lambda s: "prop")}))])
mod = types.ModuleType("mod")
run("module getattr", loop(lambda i: mod.v),
    [lambda: setattr(mod, "__getattr__", lambda n: n),
     lambda: setattr(mod, "v", 2),
     lambda: delattr(mod, "v")])

# builtins
run("builtin len", loop(lambda i: len("abc")),
    [lambda: setattr(builtins, "len", lambda x: "L"),
     lambda: globals().update(len=lambda x: "G"),
     lambda: (globals().pop("len"))])
builtins.len = lambda x: x.__len__()
run("builtin range", loop(lambda i: [k for k in range(2)]),
    [lambda: globals().update(range=lambda x: "G"),
     lambda: globals().pop("range")])
run("isinstance", loop(lambda i: isinstance(1, int)),
    [lambda: globals().update(isinstance=lambda x, y: "G"),
     lambda: globals().pop("isinstance")])
run("__builtins__", loop(eval("lambda i: abs(-1)", {"__builtins__": {"abs": abs}})), [])
ns = {"__builtins__": {"abs": abs}}
fn = eval("lambda i: abs(-1)", ns)
run("__builtins__ dict", loop(fn),
    [lambda: ns["__builtins__"].update(abs=lambda x: "A"),
     lambda: ns.update(__builtins__={"abs": lambda x: "B"}),
     lambda: ns.update(abs=lambda x: "C")])

class O:
    def __init__(self, v):
        self.v = v
    def __add__(self, o):
        return "add1"
    def __eq__(self, o):
        return "eq1"
    def __bool__(self):
        return True
    def __len__(self):
        return 3
    def __getitem__(self, i):
        return "item1"
    def __call__(self):
        return "call1"
    def __contains__(self, x):
        return True
    def __iter__(self):
        return iter((1,))
    def __hash__(self):
        return 1
o = O(1)
run("add", loop(lambda i: o + 1),
    [lambda: setattr(O, "__add__", lambda s, x: "add2"),
     lambda: delattr(O, "__add__"),
     lambda: setattr(O, "__add__", lambda s, x: NotImplemented)])
run("eq", loop(lambda i: o == 1), [lambda: setattr(O, "__eq__", lambda s, x: "eq2"), lambda: delattr(O, "__eq__")])
run("bool", loop(lambda i: "t" if o else "f"),
    [lambda: setattr(O, "__bool__", lambda s: False),
     lambda: delattr(O, "__bool__"),
     lambda: setattr(O, "__len__", lambda s: 0)])
run("getitem", loop(lambda i: o[1]),
    [lambda: setattr(O, "__getitem__", lambda s, x: "item2"),
     lambda: delattr(O, "__getitem__")])
run("call", loop(lambda i: o()), [lambda: setattr(O, "__call__", lambda s: "call2"), lambda: delattr(O, "__call__")])
run("contains", loop(lambda i: 1 in o),
    [lambda: setattr(O, "__contains__", lambda s, x: False),
     lambda: delattr(O, "__contains__"),
     lambda: setattr(O, "__iter__", lambda s: iter(()))])
run("hash", loop(lambda i: hash(o)),
    [lambda: setattr(O, "__hash__", lambda s: 2),
     lambda: setattr(O, "__hash__", None)])
class AB(abc.ABC):
    pass
class Plain:
    pass
pl = Plain()
run("abc register", loop(lambda i: isinstance(pl, AB)), [lambda: AB.register(Plain)])
class IM(type):
    def __instancecheck__(cls, o):
        return "yes"
class IC(metaclass=IM):
    pass
run("instancecheck", loop(lambda i: isinstance(pl, IC)),
    [lambda: setattr(IM, "__instancecheck__", lambda c, o: False),
     lambda: delattr(IM, "__instancecheck__")])
# closures
def mk():
    v = 1
    def get():
        return v
    def put(x):
        nonlocal v
        v = x
    return get, put
get, put = mk()
run("cell", loop(lambda i: get()),
    [lambda: put(2),
     lambda: put("s"),
     lambda: setattr(get.__closure__[0], "cell_contents", 3.5)])
def dele():
    del get.__closure__[0].cell_contents
run("cell deleted", loop(lambda i: get()), [dele, lambda: put(1)])
# function attributes
def fa():
    return fa.n
fa.n = 1
run("function attr", loop(lambda i: fa()),
    [lambda: setattr(fa, "n", 2),
     lambda: delattr(fa, "n"),
     lambda: fa.__dict__.update(n=9)])
# staticmethod, classmethod
class SC:
    @staticmethod
    def s():
        return "s1"
    @classmethod
    def c(cls):
        return cls.__name__
run("static", loop(lambda i: (SC.s(), SC.c())),
    [lambda: setattr(SC.s, "__code__", (lambda: "s2").__code__),
     lambda: setattr(SC, "__name__", "Other"),
     lambda: SC.__dict__["s"].__init__(lambda: "s3")])
# super
class X:
    def m(self):
        return "X"
class Y(X):
    def m(self):
        return super().m() + "Y"
y = Y()
run("super", loop(lambda i: y.m()),
    [lambda: setattr(X, "m", lambda s: "X2"),
     lambda: setattr(Y, "__bases__", (type("W", (X,), {"m": lambda s: "W"}),)),
     lambda: setattr(X, "m", 1)])
# instance dict
class D:
    pass
d = D()
d.x = 1
run("dict", loop(lambda i: d.x),
    [lambda: d.__dict__.update(x=2),
     lambda: setattr(d, "__dict__", {"x": 3}),
     lambda: d.__dict__.clear()])
class D2:
    x = "cls"
d = D2()
run("shadow", loop(lambda i: d.x),
    [lambda: setattr(d, "x", 2),
     lambda: delattr(d, "x"),
     lambda: setattr(D2, "x", property(lambda s: "p"))])
pt = functools.partial(lambda *a: a, 1)
run("partial", loop(lambda i: pt()), [lambda: pt.__setstate__((lambda *a: ("n", a), (2,), {}, None))])
# exceptions
class E1(Exception):
    pass
class E2(Exception):
    pass
EX = E1
def ex(i):
    try:
        raise E1
    except EX:
        return "caught"
run("except class", loop(ex),
    [lambda: globals().update(EX=E2),
     lambda: globals().update(EX=(E2, E1)),
     lambda: globals().update(EX=Exception)])
# context manager
class CM:
    def __enter__(self):
        return "in"
    def __exit__(self, *a):
        return True
cm = CM()
def wi(i):
    with cm as v:
        raise E1
    return v
run("with", loop(wi),
    [lambda: setattr(CM, "__exit__", lambda s, *a: False),
     lambda: setattr(CM, "__enter__", lambda s: "in2"),
     lambda: delattr(CM, "__exit__")])
# iterators
class It:
    def __iter__(self):
        return self
    def __init__(self):
        self.n = 0
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
run("iter", loop(lambda i: list(It())),
    [lambda: setattr(It, "__next__", (lambda f: lambda s: f(s) * 2)(It.__next__)),
     lambda: setattr(It, "__iter__", lambda s: iter("ab")),
     lambda: delattr(It, "__iter__")])
def lp(i):
    t = []
    for k in It():
        t.append(k)
    return t
It.__iter__ = lambda s: s
run("iter loop", loop(lp),
    [lambda: setattr(It, "__next__", (lambda f: lambda s: f(s) * 2)(It.__next__)),
     lambda: setattr(It, "__iter__", lambda s: iter("ab")),
     lambda: delattr(It, "__iter__")])
# generator code
def gen():
    yield 1
run("generator code", loop(lambda i: sum(gen())),
    [lambda: setattr(gen, "__code__", (lambda: (yield 5)).__code__),
     lambda: setattr(gen, "__code__", (lambda: [4]).__code__)])
# sys.modules / import in function
def im(i):
    import adv_mod_x
    return adv_mod_x.v
m1 = types.ModuleType("adv_mod_x")
m1.v = 1
m2 = types.ModuleType("adv_mod_x")
m2.v = 2
sys.modules["adv_mod_x"] = m1
run("import", loop(im),
    [lambda: sys.modules.update(adv_mod_x=m2),
     lambda: sys.modules.pop("adv_mod_x"),
     lambda: sys.modules.update(adv_mod_x=m1)])
def im2(i):
    from adv_mod_x import v
    return v
run("from import", loop(im2),
    [lambda: setattr(m1, "v", 7),
     lambda: sys.modules.update(adv_mod_x=m2),
     lambda: delattr(m2, "v")])
oi = builtins.__import__
run("__import__", loop(im2),
    [lambda: setattr(builtins, "__import__", lambda *a: m1),
     lambda: setattr(builtins, "__import__", oi)])
