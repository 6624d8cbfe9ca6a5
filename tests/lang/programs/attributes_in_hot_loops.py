# Properties, static and class methods, __getattr__, a class exchanged on the way, closures: attribute access of all kinds while hot.
class P:
    def __init__(self): self._v = 0; self.log = []
    @property
    def v(self): return self._v
    @v.setter
    def v(self, n):
        if n > 2500: raise ValueError(n)
        self._v = n
    @staticmethod
    def s(a, *b, c=1, **d): return a + sum(b) + c + sum(d.values())
    @classmethod
    def make(cls, n): o = cls(); o.v = n; return o
    def __getattr__(self, name):
        if name.startswith("dyn"): return len(name)
        raise AttributeError(name)
p = P(); errs = 0
for i in range(3000):
    try: p.v = i
    except ValueError as e: errs += e.args[0] & 1
    errs += p.dynamic if i % 2 else p.s(i, 1, c=2, q=3)
    if i == 2000:
        class P2(P):
            @property
            def v(self): return "two"
        p.__class__ = P2
        errs += len(p.v)
        p.__class__ = P
print(p.v, errs, P.make(7).v)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(20))
def outer():
    n = 0
    def inc(k=1):
        nonlocal n
        n += k
        return n
    def get(): return n
    return inc, get
inc, get = outer()
for i in range(2000): inc() if i % 3 else inc(i)
print(get())
