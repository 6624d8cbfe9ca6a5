# ABCMeta over _abc: abstract methods, registration, hooks, caches.
import abc, gc
from _abc import _get_dump, get_cache_token
class A(metaclass=abc.ABCMeta):
    @abc.abstractmethod
    def f(self): pass
    @property
    @abc.abstractmethod
    def g(self): pass
try: A()
except TypeError as e: print(e)
class B(A):
    def f(self): return 1
try: B()
except TypeError as e: print(e)
class C(B):
    g=3
print(C().f(), isinstance(C(), A), issubclass(C,A), issubclass(int,A), isinstance(3,A))
n=get_cache_token()
A.register(int)
print(get_cache_token()-n, issubclass(int,A), isinstance(3,A), issubclass(bool,A), isinstance("",A))
try: A.register(3)
except TypeError as e: print(e)
try: C.register(A)
except RuntimeError as e: print(e)
@A.register
class D: pass
print(isinstance(D(),A), D)
class H(abc.ABC):
    @classmethod
    def __subclasshook__(cls, c):
        if cls is H:
            return True if 'q' in c.__dict__ else NotImplemented
        return NotImplemented
class Q: q=1
class NQ: pass
print(isinstance(Q(),H), isinstance(NQ(),H))
NQ.q=1
print(isinstance(NQ(),H))
class Bad(abc.ABC):
    @classmethod
    def __subclasshook__(cls,c): return 3
try: issubclass(int,Bad)
except AssertionError as e: print(e)
try: issubclass(3,A)
except TypeError as e: print(e)
d=_get_dump(A)
print(sorted(repr(r()) for r in d[0]), len(d[1]), len(d[2]), d[3]==get_cache_token())
A._abc_caches_clear(); print(_get_dump(A)[1:3])
A._abc_registry_clear(); print(_get_dump(A)[0], isinstance(D(),A))
class P:
    __class__=property(lambda s: C)
print(isinstance(P(),A), isinstance(P(),C))
def scope():
    class X(A): pass
    A.register(type('Y',(),{}))
    class Z: pass
    isinstance(Z(),A); 
scope(); gc.collect(); gc.collect()  # also where collections come all the time
print([r() for r in _get_dump(A)[2]])
# needs prompt collection
