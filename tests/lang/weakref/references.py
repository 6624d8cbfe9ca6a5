# References and proxies: what they say, what they refuse, and what happens when the referent dies.
import _weakref, gc
class C: pass
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
ref=_weakref.ref; proxy=_weakref.proxy
c=C()
r=ref(c)
print(r() is c, ref(c) is r, _weakref.getweakrefcount(c), c.__weakref__ is r)
def cb(x): print("cb", x is r2, x())
r2=ref(c,cb)
print(r2==r, hash(r2)==hash(r), len(_weakref.getweakrefs(c)))
t(lambda: r(1)); t(lambda: r(a=1)); t(lambda: ref()); t(lambda: ref(1,2,3)); t(lambda: ref(c,callback=1)); t(lambda: ref(1)); t(lambda: ref(ValueError()))
t(lambda: hash(proxy(c)))
p=proxy(c)
t(lambda: len(p)); t(lambda: next(p)); t(lambda: iter(p)); t(lambda: p()); t(lambda:bytes(p)); t(lambda:reversed(p)); t(lambda:p[0]); t(lambda: p+1); t(lambda: 1+p); t(lambda:3 in p)
t(lambda: proxy(3)); t(lambda:proxy()); t(lambda:proxy(c,callback=3)); t(lambda: _weakref.getweakrefcount(3));t(lambda: _weakref.getweakrefs(3))
t(lambda: _weakref._remove_dead_weakref(1,2)); t(lambda: _weakref._remove_dead_weakref({2:3},2)); t(lambda: _weakref._remove_dead_weakref({3:3},2))
t(lambda: r < r)
t(lambda: ref[int])
t(lambda: type(p))
t(lambda: r2.__callback__ is cb)
del c
gc.collect()
print(r(), r2())
t(lambda: p==1); t(lambda: p.x); t(lambda: bool(p)); t(lambda:p+1)
class A:
    __slots__=()
t(lambda: ref(A()))
t(lambda: A().__weakref__)
t(lambda: ref.__init__(r, a=1))
class K(ref):
    __slots__=('key',)
k=K(t); k.key=3; t(lambda:k.key)
class S:
    __slots__=('__weakref__',)
s=S(); rs=ref(s); print(rs() is s)
for o in (t, K, t.__call__.__class__, (x for x in ()), set(), frozenset(), C().__init__, print, gc):
    try: ref(o); print(type(o).__name__, "ok")
    except TypeError as e: print(e)
for o in ([],{},(),1,"",None,3.0,b"",range(3),slice(1),iter([]),Exception()):
    try: ref(o); print(type(o).__name__, "ok")
    except TypeError as e: print(e)
# needs prompt collection
