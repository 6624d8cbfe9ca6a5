# Which warnings are shown, how often, and what a wrong filter raises.
import sys, _warnings
_warnings.warn("plain")
def f(n): _warnings.warn("in f", DeprecationWarning, stacklevel=n)
f(1); f(2); f(2)
for i in range(3): f(2)
import warnings
warnings.warn("x"); warnings.warn(UserWarning("y")); warnings.warn("r", RuntimeWarning)
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
t(lambda: _warnings.warn_explicit())
t(lambda: _warnings.warn_explicit("a",UserWarning,"f",1,nope=1))
t(lambda: _warnings.warn())
t(lambda: _warnings.warn("x",3))
t(lambda: _warnings.warn(3,None))
print(_warnings.filters, _warnings._defaultaction, _warnings._onceregistry)
t(lambda: _warnings.warn("x",stacklevel="a"))
t(lambda: _warnings.warn("x",stacklevel=100))
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    warnings.warn("a"); warnings.warn("a"); f(1)
    print([(str(x.message), x.category, x.lineno, x.filename==__file__) for x in w])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    t(lambda: warnings.warn("boom"))
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("once")
    for i in range(3): warnings.warn("o"); 
    warnings.warn("o")
    warnings.simplefilter("module")
    for i in range(3): warnings.warn("m")
    warnings.warn("m")
    warnings.simplefilter("default")
    for i in range(3): warnings.warn("d")
    warnings.warn("d")
    print([str(x.message) for x in w])
with warnings.catch_warnings():
    warnings.filters=3
    t(lambda: warnings.warn("boom1"))
    warnings.filters=[3]
    t(lambda: warnings.warn("boom2"))
    warnings.filters=[("what",None,Warning,None,0)]
    t(lambda: warnings.warn("boom3"))
    warnings.filters=[]
    warnings.defaultaction=3
    t(lambda: warnings.warn("boom4"))
    warnings.defaultaction="default"
    reg={}
    warnings.warn_explicit("ex",UserWarning,"nofile.py",7,registry=reg)
    warnings.warn_explicit("ex",UserWarning,"nofile.py",7,registry=reg)
    print({k:v for k,v in reg.items() if k!='version'})
    t(lambda: warnings.warn_explicit("ex",UserWarning,"nofile.py",7,registry=3))
    t(lambda: warnings.warn_explicit("ex",UserWarning,"nofile.py",7,module=None))
    t(lambda: warnings.warn_explicit("ex",UserWarning,"nofile.py","x"))
warnings.showwarning = lambda *a: print("shown", a[0], a[1], a[3:])
warnings.warn("custom")
