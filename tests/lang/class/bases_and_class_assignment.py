# Assigning __class__ and __bases__: what it changes, and what is refused.
def t(f,*a):
    try: print(f(*a))
    except BaseException as e: print(type(e).__name__, e)
class A:
    def f(self): return 'A'
class B:
    def f(self): return 'B'
class S: __slots__=('x',)
class S2: __slots__=('x',)
class S3: __slots__=('y',)
a=A(); a.q=1
a.__class__=B
print(a.f(), a.q, type(a))
def setc(o,c): o.__class__=c; return type(o)
for o,c in ((A(),S),(S(),S2),(S(),S3),(S(),A),(1,A),(A(),int),(A(),5),([],A),(A(),list), (object(),A), (Exception(), ValueError)):
    t(setc,o,c)
def delc(o): del o.__class__
t(delc,A())
class M(type): pass
class D(A): pass
class E: 
    def g(self): return 'E.g'
    def f(self): return 'E.f'
d=D()
D.__bases__=(E,)
print(d.g(), d.f(), D.__mro__, D.__bases__, D.__base__)
D.__bases__=(A,E)
print(d.f(), [c.__name__ for c in D.__mro__], A.__subclasses__(), E.__subclasses__())
def setb(c,b): c.__bases__=b; return c.__mro__
for c,b in ((D,()),(D,5),(D,(5,)),(D,(D,)),(D,(int,)),(D,(A,A)),(int,(object,)),(D,(S,)),(A,(B,)),(D,(bool,)), (D,(object,))):
    t(setb,c,b)
class F(D): pass
t(setb,D,(F,))
class L(list): pass
class L2(list): pass
class L3(L): pass
t(setb,L3,(L2,))
t(setb,L3,(A,))
def delb(c): del c.__bases__
t(delb,D)
class Meta(type):
    def mro(cls): return [cls, object]
class G(metaclass=Meta): pass
t(setb,G,(A,))
for i in range(400):
    class X(A): pass
    x=X(); x.__class__=B
    assert x.f()=='B'
    X.__bases__=(E,)
    assert X().g()=='E.g'
