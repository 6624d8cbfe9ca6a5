# Exceptions by name where traces are left in the middle of it: nested handlers, generators, groups, threads, frames that are looked at.
import sys, threading
def shown(e):
    out=[]
    while e is not None:
        tb=e.__traceback__; lines=[]
        while tb: lines.append((tb.tb_frame.f_code.co_name, tb.tb_lineno, sorted(k for k in tb.tb_frame.f_locals))); tb=tb.tb_next
        out.append((type(e).__name__, e.args, lines)); e=e.__context__
    return out
def g(n):
    for i in range(n):
        try:
            try: raise ValueError(i)
            except ValueError:
                yield sys.exc_info()[1].args
                raise KeyError(i)
        except KeyError as e:
            if i % 50 == 7: yield shown(e)
def f(n):
    r = []
    for x in g(n):
        try: raise TypeError(1)
        except TypeError as e:
            r.append((x, e.__context__ and e.__context__.args, sys.exc_info()[0].__name__))
    return r[5:9] + r[-3:]
def nested(n):
    out = []
    for i in range(n):
        try:
            raise A(i)
        except A as a:
            try:
                raise B(i)
            except B as b:
                try:
                    deep(i, 3)
                except C as c:
                    if i % 37 == 5: out.append(shown(c))
                if i % 37 == 6: out.append((sys.exc_info()[1] is b, b.__context__ is a))
            if i % 37 == 7: out.append(sys.exc_info()[1] is a)
    return out
class A(Exception): pass
class B(A): pass
class C(Exception): pass
def deep(i, k):
    if k == 0: raise C(i)
    try: deep(i, k - 1)
    finally:
        if i % 41 == 3: assert sys.exc_info()[0] is C
def conditional(n):
    r = []
    for i in range(n):
        x = i % 5
        try:
            if x == 0: raise ValueError
            if x == 1: raise KeyError(x)
            if x == 2: [][x]
            if x == 3: {}[x]
            int("z")
        except (KeyError, IndexError) as e:
            r.append((type(e).__name__, e.args, e.__context__))
        except ValueError as e:
            try: raise RuntimeError from e
            except RuntimeError as q: r.append((type(q.__cause__).__name__, q.__cause__.args, q.__suppress_context__))
    return r[-10:]
def returns(n):
    def inner(i):
        try: raise ValueError(i)
        except ValueError:
            return i if i % 3 else None
        finally:
            if i % 71 == 70: return sys.exc_info()
    return [inner(i) for i in range(n)][65:75]
def breaks(n):
    c = 0
    for i in range(n):
        while True:
            try: raise ValueError
            except ValueError:
                if i & 1: break
                c += 1
                break
            finally: c += 10
        else: c += 1000
        assert sys.exc_info() == (None, None, None)
    return c
def group(n):
    r = []
    for i in range(n):
        try: raise ExceptionGroup("g", [ValueError(i), TypeError(i)])
        except* ValueError as e: r.append(e.exceptions[0].args)
        except* TypeError as e: r.append(str(e))
    return r[-3:]
def stored(n):
    last = None; r = 0
    for i in range(n):
        try:
            if last is not None and i % 3 == 0: raise last
            raise ValueError(i)
        except ValueError as e:
            last = e
            tb = e.__traceback__; k = 0
            while tb: k += 1; tb = tb.tb_next
            r += k
            if i % 10 == 9: last = None
    return r
def walk(n):
    r = []
    for i in range(n):
        try: raise ValueError(i)
        except ValueError:
            f = sys._getframe()
            if i % 90 == 3: r.append((f.f_lineno, sorted(f.f_locals), sys.exc_info()[2].tb_frame is f))
    return r
for fn in (f, nested, conditional, returns, breaks, group, stored, walk): print(fn.__name__, fn(500))
ts = []; res = []
for k in range(3):
    t = threading.Thread(target=lambda: res.append((nested(300) == nested(300), breaks(300)))); ts.append(t); t.start()
for t in ts: t.join()
print(res, sys.exc_info())
