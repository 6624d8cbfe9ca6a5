# super() without arguments: attributes of the super object itself, missing variables, `super` that is something else.
class Base:
    x = "base"
    def m(self): return "Base.m"
    @classmethod
    def c(cls): return "Base.c", cls.__name__
    @staticmethod
    def s(): return "Base.s"
    @property
    def p(self): return "Base.p"
    def __setattr__(self, name, value): object.__setattr__(self, name, ("set", value))

class Derived(Base):
    def m(self): return super().m()
    def own(self):
        s = super()
        return (super().__thisclass__ is Derived, super().__self__ is self, super().__self_class__ is type(self), super().__class__ is s.__class__,
                type(super().__getattribute__).__name__, super().__thisclass__ is s.__thisclass__, super().__doc__ == Base.__doc__,
                super().__module__)
    def native(self): return super().__init__(), super().__eq__(self), super().__hash__() == object.__hash__(self)
    def calls(self): return super().__repr__()[:10], super().__sizeof__.__name__, super().__dir__()[:0], super().__str__()[:10]
    def missing(self): return super().zzz
    def missing_call(self): return super().zzz()
    def set(self): super().__setattr__("k", 1); return self.k
    def get(self): return super().__getattribute__("x")
    def assign(self):
        try: super().x = 1
        except AttributeError as e: return str(e)
    def delete(self):
        try: del super().x
        except AttributeError as e: return str(e)
    def noself(self):
        del self
        return super().m()
    def noself_attribute(self):
        del self
        return super().x
    def noself_object(self):
        del self
        return super()
    def captured(self):
        f = lambda: self
        del self
        return super().m()
    def captured_fine(self):
        f = lambda: self
        return super().m(), f() is self
    def rebound(self):
        self = Derived()
        return super().m()
    def rebound_wrongly(self):
        self = 5
        return super().m()
    def cell_as_self(self, cell):
        self = cell
        return super().m()
    def cell_as_self_object(self, cell):
        self = cell
        return super()
    def local(self):
        super = lambda: self
        return super().x
    def none(): return super().m()
    def star(*args): return super().m()
    def star_object(*args): return super()
    def keyword(*, self): return super().m()
    def nested(self):
        def f(other): return super().m()
        return f(self)
    def nested_none(self):
        def f(): return super().m()
        return f()
    def comprehension(self): return [super().m() for _ in "a"]
    def lambda_(self): return (lambda s: super().m())(self)
    def lambda_none(self): return (lambda: super().m())()
    def generator(self): yield super().m()
    def generator_expression(self): return list(super().m() for _ in "a")
    @classmethod
    def c(cls): return super().c()
    @staticmethod
    def s(): return super().s()
    @staticmethod
    def s_with(x): return super().s()
    @property
    def p(self): return super().p + "!"
    def stored(self):
        s = super()
        return s.m(), s.x, s.p
    def default(self, s=1): return super().m() if s else None
    def class_cell(self): return __class__ is Derived
    def positional_only(self, /): return super().m()

cell = (lambda x: lambda: x)(1).__closure__[0]
d = Derived()
def attempt(f, *a):
    try: return f(*a)
    except Exception as e: return type(e).__name__, str(e), getattr(e, "name", None)
for name in ("m", "own", "native", "calls", "missing", "missing_call", "set", "get", "assign", "delete", "noself", "noself_attribute", "noself_object", "captured", "captured_fine",
             "rebound", "rebound_wrongly", "local", "star", "star_object", "nested", "nested_none", "comprehension", "lambda_", "lambda_none",
             "generator_expression", "c", "s", "stored", "default", "class_cell", "positional_only"):
    r = None
    for i in range(300): r = attempt(getattr(d, name))
    print(name, r)
for f in (Derived.none, lambda: Derived.keyword(self=d), lambda: Derived.s_with(d), lambda: Derived.s_with(5), lambda: d.p, lambda: next(d.generator()),
          lambda: Derived.m(5), lambda: Derived.m(Derived), lambda: Derived.m(Base()), lambda: Derived.c(), lambda: Derived.m(None)):
    print(attempt(f))
print(attempt(d.cell_as_self, cell), attempt(d.cell_as_self_object, cell))

# The messages outside of classes.
def outside(self): return super().m()
def outside_object(self): return super()
def nothing(): return super()
print(attempt(outside, d), attempt(outside_object, d), attempt(nothing), attempt(lambda: super()), attempt(super))
try: super()
except RuntimeError as e: print(e)
class Early(Base):
    def m(self): return super().m()
    def o(self): return super()
    early = attempt(m, None), attempt(o, None)
print(Early.early, Early().m())
class Meta(type):
    def __new__(mcls, name, bases, ns):
        ns.pop("__classcell__", None)
        return super().__new__(mcls, name, bases, ns)
    def __call__(cls, *a): return super().__call__(*a)
    def __getattr__(cls, name): return super().__getattribute__("__name__") + "." + name
    def mro(cls): return super().mro()
    def __repr__(cls): return "<" + super().__repr__() + ">"
try:
    class Lost(Base, metaclass=Meta):
        def m(self): return super().m()
    print(attempt(Lost().m))
except Exception as e: print(type(e).__name__, e)
class Kept(Base, metaclass=Meta): pass
print(Kept.other, repr(Kept), Kept().m())
def rebinds_class(self): return __class__

# Two arguments, one argument, and what super() refuses.
print(super(Derived, d).m(), super(Derived, Derived).m(d), super(Derived, d).x, super(Derived).__self__, super(Derived).__thisclass__.__name__)
for f in (lambda: super(5), lambda: super(Derived, 5), lambda: super(Base, Derived).zzz, lambda: super(1, 2, 3), lambda: super(x=1), lambda: super(Derived, type)):
    print(attempt(f))
print(repr(super(Derived, d)), repr(super(Derived)), repr(super(Derived, Derived)))
class Hooked(Base):
    sup = super(Base)
def two(n):
    r = 0
    for i in range(n): r += len(super(Derived, d).m()) + len(super(Derived, d).__thisclass__.__name__)
    return r
print(two(500))
s = super(Derived, d)
super.__init__(s, Base, d)
print(s.__thisclass__.__name__, s.__self__ is d)
u = super(Derived)
print(u.__get__(d, None).m(), u.__get__(None, Derived) is u, attempt(lambda: u.__get__(5)))

# The global name `super` is rebound, deleted, and restored.
class Other:
    def __init__(self, *a): self.x = "other x"; self.a = a
    def m(self, *a): return "other m", a
def run(n):
    last = None
    for i in range(n): last = d.m()
    return last
print(run(300))
super = Other
print(run(300), attempt(d.stored), d.get if False else "")
builtin_super = __builtins__.super
class Sub(builtin_super):
    def m(self): return "Sub.m " + builtin_super.__getattribute__(self, "m")()
    tag = 1
super = Sub
print(run(300), attempt(d.stored), attempt(d.noself), attempt(Derived.star, d))
def frames(*a): 
    import sys
    f = sys._getframe(1)
    class R:
        @staticmethod
        def m(): return f.f_code.co_name, sorted(f.f_locals), f.f_lineno
    return R
super = frames
print(run(300))
del super
print(run(300))
