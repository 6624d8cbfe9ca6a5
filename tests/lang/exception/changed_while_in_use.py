# Objects that change while they are being used: sorted, iterated, compared, indexed. Nothing may crash.
l = list(range(100))
def key(x):
    l.append(x) if len(l) < 5000 else None
    return -x
try: l.sort(key=key)
except ValueError as e: print(e)
d = {i: i for i in range(10)}
try:
    for k in d: d[k + 100] = 1
except RuntimeError as e: print(e)
s = {1, 2, 3}
try:
    for k in s: s.add(k + 10)
except RuntimeError as e: print(e)
class Evil:
    def __eq__(self, o): d.clear(); return False
    def __hash__(self): return 1
d = {Evil(): 1, Evil(): 2}
try: print(Evil() in d, len(d))
except RuntimeError as e: print(e)
class L(list):
    def __iter__(self): self.clear(); return super().__iter__()
a = [1, 2, 3]
class Z:
    def __index__(self): a.clear(); return 1
try: a[Z()] = 3
except IndexError as e: print(e)
b = bytearray(b"abc")
class Y:
    def __index__(self): b.clear(); return 65
try: b[0] = Y()
except IndexError as e: print(e)
x = [1, 2, 3, 4]
for i in x:
    x.remove(i)
print(x)
x = [1]
for i in x:
    if len(x) < 1000: x.append(i)
print(len(x))
it = iter(x); x.clear(); print(list(it))
def g():
    yield next(gg)
gg = g()
try: next(gg)
except ValueError as e: print(e)
class W:
    def __lt__(self, o): w.append(W()); return True
w = [W() for _ in range(20)]
try: w.sort()
except ValueError as e: print(e)
try: "".join(x for x in (w, 1))
except TypeError as e: print(e)
class B:
    def __bool__(self): return 3
try: not B()
except TypeError as e: print(e)
def f(a, b=[]): b.append(a); return b
f.__defaults__ = (1,)
try: f(3)
except AttributeError as e: print(e)
f.__code__ = (lambda a, b: a + b).__code__
print(f(2))
del f.__defaults__
try: f(1)
except TypeError as e: print(e)
class S: __slots__ = ("a",)
try: S().a
except AttributeError as e: print(e)
class M(type): pass
class Q(metaclass=M): pass
try: Q.__class__ = type
except TypeError as e: print(e)
try: object.__new__(int)
except TypeError as e: print(e)
try: int.__new__(object)
except TypeError as e: print(e)
try: Q.__bases__ = (int,)
except TypeError as e: print(e)
try: list.append()
except TypeError as e: print(e)
try: list.append({}, 1)
except TypeError as e: print(e)
try: {}.update([1])
except TypeError as e: print(e)
try: dict([(1,2,3)])
except ValueError as e: print(e)
import sys
print(sys.getsizeof is not None)
