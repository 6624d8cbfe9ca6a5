# name and obj of AttributeErrors: set by reading an attribute, unless the exception has them; not by writing or deleting.
class A: pass
class S: __slots__=('x',)
class P:
    @property
    def r(self): return 1
    def __getattr__(self, n): raise AttributeError(n)
def go(f):
    try: f()
    except AttributeError as e: print(e, repr(e.name), type(e.obj))
    except Exception as e: print(type(e), e)
def d(o,n):
    return lambda: delattr(o,n)
def s(o,n):
    return lambda: setattr(o,n,1)
def g(o,n):
    return lambda: getattr(o,n)
import sys, math
for o,n in [(A(),'q'),(object(),'q'),(S(),'q'),(S(),'x'),(5,'q'),([],'append'),([],'q'),(len,'q'),(len,'__name__'),(math,'nope'),(A,'nope'),(int,'nope'),(P(),'r'),(P(),'z'),(lambda:0,'q'),(type(lambda:0),'q'),(S.x,'q'),((lambda:0),'__code__'),(Exception(),'q'),(Exception(),'__notes__'),(super(A,A()),'q'),(None,'q'),((x for x in []),'gi_frame'),((x for x in []),'q'), ({}.keys(),'q'), (range(3),'start'), (slice(1),'start'), (slice(1),'q'),(A().__init__, 'q'),([].append,'q'),(sys._getframe(),'q'),(classmethod(len),'q'),(property(),'q'),(property(),'fget'), ([].__len__,'q'), (list.append,'q'), (list.__len__,'q'), (int.real,'q'), (zip(),'q'),(go.__code__,'co_name'),(go.__code__,'q'),(A.__dict__,'q')]:
    print(type(o).__name__, n)
    for k in (g,s,d):
        go(k(o,n))
try: del A().q
except AttributeError as e: print(e, e.name)
class M(type): pass
class N(metaclass=M): pass
for k in (g,s,d): go(k(N,'zz'))
go(lambda: object.__getattribute__(A(),'q'))
go(lambda: object.__setattr__(5,'q',1))
go(lambda: object.__delattr__(A(),'q'))
go(lambda: type.__delattr__(N,'q'))
go(lambda: S.x.__get__(S()))
go(lambda: S.x.__delete__(S()))
class W:
    x = property()
go(g(W(),'x')); go(s(W(),'x')); go(d(W(),'x'))
class X:
    def __getattribute__(self,n): return object.__getattribute__(self,n)
go(g(X(),'q'))
class Y:
    def __getattr__(self,n): return super().__getattr__(n)
go(g(Y(),'q'))
class Z:
    @property
    def p(self): raise AttributeError('mine')
    @property
    def q(self): raise AttributeError('mine', name='set')
    @property
    def r(self): return [].nothing
    @property
    def w(self): return 1
    @w.setter
    def w(self, v): raise AttributeError('mine')
    @w.deleter
    def w(self): [].nothing
class G:
    def __getattr__(self, n): raise AttributeError(n)
class H:
    def __getattribute__(self, n): raise AttributeError
for n in 'pqrw':
    for k in (g,s,d): go(k(Z(), n))
go(g(G(),'x')); go(g(H(),'x'));
class GM(type):
    def __getattr__(self, n): raise AttributeError(n)
class GC(metaclass=GM): pass
go(g(GC,'x'))
go(lambda: GC().x)
go(lambda: Z().r())
go(lambda: G().foo())
go(lambda: super(A,A()).foo)
go(lambda: Z.p.__get__(Z()))
go(lambda: Z.__dict__['p'].fget(Z()))

m = type(sys)('m')
go(lambda: m.x)
m.__getattr__ = lambda n: (_ for _ in ()).throw(AttributeError(n))
go(lambda: m.x)
def mg(n): raise AttributeError('no '+n)
m.__getattr__ = mg
go(lambda: m.x)
