# The compiler's symbol tables: names, flags and scopes.
import _symtable
def show(src,mode='exec'):
    t=_symtable.symtable(src,'<s>',mode)
    def sh(e,ind):
        print(' '*ind,e.name,sorted(e.symbols.items()),e.varnames,e.nested,e.type,e.lineno)
        for c in e.children: sh(c,ind+2)
    print(repr(src)); sh(t,1)
show("""
import x.y as z
global g
class A(B):
    q: int = 1
    def m(self, *a, k=3, **kw):
        nonlocal_ = [i for i in a]
        return lambda: (self, __class__)
def f(a, b, /, c, *, d):
    global g
    x = a
    def h():
        nonlocal x
        x = 1
        yield x
    return h
async def co(): await x
[j for j in range(3) if (w:=j)]
""")
show("@deco\ndef f(): pass\n@d\nclass A: pass")
show("class A:\n def f(self): super()\n x=1\n class B: x")
show("def f():\n x=1\n class A:\n  x=2\n  def g(self): return x\n  y=x")
show("def f():\n x=1\n class A:\n  def g(self): return x\n")
show("def f():\n import a.b, c as d\n from e import g\n global h\n h=1\n del h\n for i in q: pass\n try: pass\n except E as ee: pass\n x: int\n y: int = 3\n z += 1\n")
show("import os\nfrom x import *\n")
show("x if (y:=1) else 2","eval")
show("def f():\n def g():\n  nonlocal x\n  x+=1\n x=2\n {a:b for a,b in c if d}\n (i for i in j for k in l)\n {q for q in r}\n")
show("match x:\n case {'a':b,**c}: pass\n case A(d=e) as g: pass\n case [f,*h]:pass\n")
show("class A:\n __x=1\n def f(self): return self.__y, __z\n")
show("x: int\ny: 'a' = 1\n")
show("def f(x: int, *a: b) -> c: pass\nlambda x, y=1: x+z")
show("def f():\n  global x\n  def g():\n    return x\n")
show("with a as b, c as (d,e): pass\nfor [f,g] in h: pass")
show("def f():\n [y := 1 for i in x]\n def g():\n  return [(z := j) for j in y]\n  del z\n")
show("def f(a):\n def g():\n  def h():\n   return a\n")
show("from __future__ import annotations\ndef f(x: y) -> z: q: r = 1\n")
def tt(f,*a):
    try: print(f(*a))
    except BaseException as e: print(type(e),e)
tt(_symtable.symtable, 'def f():\n global q\n q: 3\n', 'a', 'exec')
tt(_symtable.symtable,'1','a','b'); tt(_symtable.symtable,'1'); tt(_symtable.symtable,1,'a','exec'); tt(_symtable.symtable,'a b','a','exec');tt(_symtable.symtable,'def f(a,a):pass','fff','exec')
print({k:v for k,v in sorted(vars(_symtable).items()) if isinstance(v,int)})
