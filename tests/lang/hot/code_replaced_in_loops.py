# Code, defaults, namespaces and metaclasses of what a hot loop calls are replaced in the midst of it.
import functools
import threading
import types

from _replacing import N, loop, run

# same code and globals, different builtins
src = compile("def f(i):\n    return abs(-1)\n", "x", "exec")
ns = {"__builtins__": {"abs": abs}}
exec(src, ns)
fa = ns["f"]
ns["__builtins__"] = {"abs": lambda x: "B"}
fb = types.FunctionType(fa.__code__, ns)
fs = [fa, fb]
run("builtins of functions", loop(lambda i: fs[i // 600 % 2](i)), [])
src = compile("def f(i):\n    r = 0\n    for k in (1,2,3): r = abs(-1)\n    return r\n", "x", "exec")
ns = {"__builtins__": {"abs": abs}}
exec(src, ns)
fa = ns["f"]
ns["__builtins__"] = {"abs": lambda x: "B"}
fb = types.FunctionType(fa.__code__, ns)
run("builtins of functions, loop", loop(lambda i: fa(i) if i < 1500 else fb(i)), [])
# metaclass of a class changes
class M1(type):
    q = "m1"
    def __call__(cls, *a):
        return "called1"
class M2(type):
    @property
    def w(cls):
        return "m2w"
    q = "m2"
class C(metaclass=M1):
    w = "cw"
run("class of class", loop(lambda i: (C.w, C.q, type(C()).__name__)),
    [lambda: setattr(C, "__class__", M2),
     lambda: setattr(C, "__class__", M1)])
class M3(type):
    pass
class M4(type):
    @property
    def w(cls):
        return "m4w"
    def __call__(cls):
        return 4
    def __iter__(cls):
        return iter("ab")
class D(metaclass=M3):
    w = "dw"
run("class of class 2", loop(lambda i: (D.w, type(D()).__name__)),
    [lambda: setattr(D, "__class__", M4),
     lambda: setattr(D, "__class__", M3),
     lambda: setattr(M3, "__call__", lambda c: 3)])
# partial keywords, cached_property
class CP:
    @functools.cached_property
    def x(self):
        return "x1"
def cpx(i):
    c = CP()
    return (c.x, c.x)
run("cached_property", loop(cpx),
    [lambda: setattr(CP.__dict__["x"], "func", lambda s: "x2"),
     lambda: setattr(CP, "x", 3)])
class PM:
    def b(self, v):
        return v
    m = functools.partialmethod(b, 1)
pm = PM()
run("partialmethod", loop(lambda i: pm.m()),
    [lambda: setattr(PM.b, "__code__", (lambda self, v: ("n", v)).__code__),
     lambda: setattr(PM.__dict__["m"], "args", (2,))])
# property of subclass of property; property in base, code changed
class myprop(property):
    pass
class PB:
    @myprop
    def x(self):
        return 1
    @property
    def y(self):
        return 1
    @y.setter
    def y(self, v):
        self.z = v
class PD(PB):
    pass
pd = PD()
def py(i):
    pd.y = i
    return (pd.x, pd.y, type(pd.z).__name__)
run("properties", loop(py),
    [lambda: setattr(PB.__dict__["x"].fget, "__code__", (lambda s: 2).__code__),
     lambda: setattr(PB.__dict__["y"].fset, "__code__", (lambda s, v: setattr(s, "z", "set")).__code__),
     lambda: setattr(PB.__dict__["y"].fget, "__code__", (lambda s: "yy").__code__)])
# classmethod code, via super
class SA:
    @classmethod
    def c(cls):
        return "SA"
    @staticmethod
    def s():
        return "sa"
    def __new__(cls):
        return object.__new__(cls)
class SB(SA):
    @classmethod
    def c(cls):
        return super().c() + "B"
    def __new__(cls):
        o = super().__new__(cls)
        o.k = 1
        return o
run("super classmethod", loop(lambda i: (SB.c(), SB().k, SB.s())),
    [lambda: setattr(SA.__dict__["c"].__func__, "__code__", (lambda cls: "new").__code__),
     lambda: setattr(SA.s, "__code__", (lambda: "sn").__code__),
     lambda: SA.__dict__["c"].__init__(lambda cls: "init")])
def newnew(cls):
    o = object.__new__(cls)
    o.k = 2
    return o
run("new code of static", loop(lambda i: SB().k),
    [lambda: setattr(SB, "__new__", newnew),
     lambda: setattr(newnew, "__code__", (lambda cls: type("Z", (), {"k": 3})()).__code__)])
# __getattr__ code, __getattribute__ code
class GA:
    def __getattr__(self, n):
        return n
ga = GA()
run("getattr code", loop(lambda i: ga.foo),
    [lambda: setattr(GA.__getattr__, "__code__", (lambda self, n: n * 2).__code__),
     lambda: ga.__dict__.update(foo=1),
     lambda: setattr(GA, "foo", property(lambda s: "pfoo"))])
class GB:
    def __getattribute__(self, n):
        return n
gb = GB()
run("getattribute code", loop(lambda i: gb.foo),
    [lambda: setattr(GB.__dict__["__getattribute__"], "__code__", (lambda self, n: n * 2).__code__),
     lambda: delattr(GB, "__getattribute__")])
# operators code
class OP:
    def __add__(self, o):
        return 1
    def __radd__(self, o):
        return 2
    def __lt__(self, o):
        return True
    def __getitem__(self, i):
        return 1
    def __setitem__(self, i, v):
        self.v = v
    def __iter__(self):
        return iter((1, 2))
    def __enter__(self):
        return 1
    def __exit__(self, *a):
        return False
    def __len__(self):
        return 2
    def __call__(self, x=1):
        return x
    def __contains__(self, x):
        return True
    def __hash__(self):
        return 1
    def __eq__(self, o):
        return self is o
    def __bool__(self):
        return True
    def __str__(self):
        return "s"
    def __format__(self, f):
        return "f"
    def __index__(self):
        return 1
op = OP()
lst = [10, 20, 30]
def ops(i):
    op[0] = i
    with op as w: pass
    return (op + 1, 1 + op, op < 1, op[1], type(op.v).__name__, list(op), w, len(op), op(), 3 in op, hash(op),
            {op: 1}.get(op), bool(op), str(op), f"{op}", lst[op])
def code(n, f):
    OP.__dict__[n].__code__ = f.__code__
REPLACEMENTS = {
    "__add__": lambda s, o: 9, "__radd__": lambda s, o: 9, "__lt__": lambda s, o: 9, "__getitem__": lambda s, i: 9,
    "__setitem__": lambda s, i, v: setattr(s, "v", "x"), "__iter__": lambda s: iter("z"), "__enter__": lambda s: 9,
    "__len__": lambda s: 9, "__contains__": lambda s, x: False, "__hash__": lambda s: 9, "__eq__": lambda s, o: False,
    "__bool__": lambda s: False, "__str__": lambda s: "9", "__format__": lambda s, f: "9", "__index__": lambda s: 2}
for name, f in REPLACEMENTS.items():
    run(name, loop(ops), [lambda: code(name, f), lambda: setattr(OP, name, None), lambda: delattr(OP, name)])
run("call defaults", loop(lambda i: op()),
    [lambda: setattr(OP.__call__, "__defaults__", (5,)),
     lambda: setattr(OP.__call__, "__defaults__", None)])
# other thread changes
def by_thread(f):
    def g():
        t = threading.Thread(target=f)
        t.start()
        t.join()
    return g
class T:
    def m(self):
        return 1
t_ = T()
glob = 1
def setglob(v):
    global glob
    glob = v
run("thread method", loop(lambda i: (t_.m(), glob)),
    [by_thread(lambda: setattr(T, "m", lambda s: 2)), by_thread(lambda: setglob("x")),
     by_thread(lambda: setattr(T.m, "__code__", (lambda s: 3).__code__))])
# inside the loop's own function: a callee changes what its caller uses next
def chg(i):
    if i == 1500: chg.__code__ = (lambda i: "replaced").__code__
    return "orig"
run("own code", loop(lambda i: chg(i)), [])
class LM:
    def a(self, i):
        if i == 1500: LM.b = lambda self: "b2"; LM.a.__defaults__ = None
        return self.b()
    def b(self):
        return "b1"
lm = LM()
run("method replaced by method", loop(lambda i: lm.a(i)), [])
def deep():
    r = []
    x = LM2()
    for i in range(N):
        x.step(i)
        r.append((i, x.get()))
    return r
class LM2:
    v = 1
    def step(self, i):
        if i == 1000: self.__class__ = LM3
        if i == 2000: LM3.get = lambda s: "L3b"
    def get(self):
        return "L2"
class LM3(LM2):
    def get(self):
        return "L3"
run("class in callee", lambda step: deep(), [])
# globals replaced through exec / del / import *
def gl():
    r = []
    for i in range(N):
        if i == 1000: exec("gv = 5", globals())
        if i == 1500: exec("del gv", globals())
        if i == 2000: globals()["gv"] = [1]
        try:
            r.append((i, gv))
        except NameError:
            r.append((i, "NE"))
    return r
gv = 1
run("exec globals", lambda step: gl(), [])
# dict subclass as module dict? global declared and written in the loop
def wr():
    global cnt
    cnt = 0
    r = []
    for i in range(N):
        cnt += 1
        if i == 1000: cnt = 1.5
        if i == 1500: cnt = "s"; 
        if i == 1501: del cnt
        if i == 1502: cnt = 3
        r.append((i, type(globals().get("cnt")).__name__)) if i != 1501 else None
        if i == 1500: cnt = 1
        if i == 1501: cnt = 0
    return r
run("written global", lambda step: wr(), [])
class Var:
    count = 0
def cv():
    r = []
    for i in range(N):
        Var.count += 1
        if i == 1000: Var.count = 0.5
        if i == 1500: Var.count = property(lambda s: 1); Var.count = 7
        if i == 2000: del Var.count; Var.count = 3
        r.append((i, type(Var.count).__name__))
    return r
run("class variable", lambda step: cv(), [])
