# __del__ (PEP 442) and generators that are collected: order, resurrection, errors.
import gc, sys
class C:
    def __init__(self, n): self.n=n
    def __del__(self): print("del", self.n)
def f():
    C(1); C(2)
f(); gc.collect(); print("--")
a=C(3); a.me=a; del a; gc.collect()
# resurrection
keep=[]
class R:
    def __del__(self): keep.append(self); print("res")
r=R(); del r; gc.collect(); print(len(keep), gc.is_finalized(keep[0])); keep.clear(); gc.collect(); print(len(keep))
# order
x=[C(i) for i in range(5)]; x.append(x); del x; gc.collect()
# error
class E:
    def __del__(self): raise ValueError("boo")
h=[]
sys.unraisablehook=lambda a: print(a.exc_type, a.exc_value, a.err_msg, a.object is E.__del__)
E(); gc.collect()
# generators
def g():
    try: yield 1
    finally: print("finally")
x=g(); next(x); del x; gc.collect()
x=g(); del x; gc.collect(); print("nothing")
def w():
    try:
        yield from g()
    except GeneratorExit:
        print("ge"); raise
x=w(); next(x); del x; gc.collect()
def bad():
    try: yield
    except GeneratorExit: yield 2
sys.unraisablehook=lambda a: print(a.exc_type, a.exc_value)
x=bad(); next(x); del x; gc.collect()
def ctx():
    class M:
        def __enter__(self): print("enter")
        def __exit__(self,*a): print("exit", a[0])
    with M(): yield 5
x=ctx(); next(x); del x; gc.collect()
# later __del__
class L: pass
l=L(); L.__del__=lambda s: print("later"); del l; gc.collect()
class S(L):
    pass
s=S(); del s; gc.collect()
class P: pass
p=P(); p.__class__=L; del p; gc.collect()
# slots
class Sl:
    __slots__=("x",)
    def __del__(self): print("sl")
Sl(); gc.collect()
# needs prompt collection
