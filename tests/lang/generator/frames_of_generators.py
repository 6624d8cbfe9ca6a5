# gi_frame, gi_running, gi_suspended, gi_code, gi_yieldfrom; writable names.
import sys

def gen(a):
    b = a + 1
    yield b
    c = sys._getframe()
    got = yield c
    d = got
    yield d

g = gen(1)
f = g.gi_frame
print(f is g.gi_frame, f.f_code is g.gi_code is gen.__code__, f.f_lineno - f.f_code.co_firstlineno, f.f_locals, f.f_back)
print(g.gi_running, g.gi_suspended, g.gi_yieldfrom)
print(next(g), f.f_lineno - f.f_code.co_firstlineno, f.f_locals, g.gi_suspended, f.f_back)
print(next(g) is f, f.f_lineno - f.f_code.co_firstlineno, sorted(f.f_locals))
print(g.send(9), f.f_locals["d"], f.f_locals["got"], f.f_lineno - f.f_code.co_firstlineno)
print(list(g), g.gi_frame, g.gi_running, g.gi_suspended, g.gi_code is gen.__code__, g.gi_yieldfrom)
print(sorted(f.f_locals), f.f_locals["a"], f.f_back)

def runs():
    yield me.gi_running, me.gi_frame is sys._getframe(), me.gi_suspended, sys._getframe().f_back.f_code.co_name
    try:
        me.gi_frame.clear()
    except RuntimeError as e:
        yield str(e)
me = runs()
def resume():
    return next(me)
print(resume(), resume())

# yield from
def outer():
    x = yield from inner()
    return x
def inner():
    yield o.gi_yieldfrom is i if (i := None) else o.gi_yieldfrom is None or type(o.gi_yieldfrom).__name__
    yield 2
    return 3
o = outer()
print(o.gi_yieldfrom)
next(o)
print(type(o.gi_yieldfrom).__name__, o.gi_yieldfrom.gi_frame.f_code.co_name, o.gi_frame.f_lineno - outer.__code__.co_firstlineno)
print(list(o), o.gi_yieldfrom)
it = iter([1, 2])
def over(): yield from it
v = over()
next(v)
print(v.gi_yieldfrom is it)

# Names
g = gen(1)
print(g.__name__, g.__qualname__)
g.__name__ = "other"
g.__qualname__ = "some.other"
print(g.__name__, g.__qualname__, repr(g).startswith("<generator object some.other at 0x"), gen.__name__)
for name in ("__name__", "__qualname__"):
    for value in (1, None, b"x"):
        try:
            setattr(g, name, value)
        except TypeError as e:
            print(e)
    try:
        delattr(g, name)
    except TypeError as e:
        print(e)
class S(str): pass
g.__name__ = S("sub")
print(type(g.__name__).__name__)
for name in ("gi_running", "gi_suspended", "gi_frame", "gi_code", "gi_yieldfrom"):
    try:
        setattr(g, name, None)
    except AttributeError as e:
        print(e)

# Exceptions, close and clear.
def fails():
    local = 5
    try:
        yield local
    finally:
        local = 6
g = fails()
next(g)
f = g.gi_frame
try:
    g.throw(ValueError("in"))
except ValueError as e:
    tb = e.__traceback__
    print(tb.tb_frame is sys._getframe(), tb.tb_next.tb_frame is f, f.f_locals, g.gi_frame, f.f_back is tb.tb_frame or f.f_back)
g = fails(); next(g); f = g.gi_frame
g.close()
print(g.gi_frame, f.f_locals)
g = fails(); next(g); f = g.gi_frame
f.clear()
print(g.gi_frame, f.f_locals, list(g), g.gi_suspended)
def with_argument(argument):
    yield argument
g = with_argument(5); f = g.gi_frame
f.clear()
print(g.gi_frame, f.f_locals, list(g), f.f_lineno - with_argument.__code__.co_firstlineno)
f.clear()
print(f.f_locals)

# Generators that are resumed in a hot loop.
def numbers(n):
    for i in range(n):
        yield i
def watched(n):
    g = numbers(n); bad = 0
    f = g.gi_frame
    for x in g:
        bad += g.gi_frame is not f or f.f_locals["i"] != x or f.f_lineno != numbers.__code__.co_firstlineno + 2
    return bad, g.gi_frame, f.f_locals
print(watched(500))
def expression(n):
    return list((sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name) for _ in range(n))[-1]
print(expression(300))
def state(g):
    if g.gi_running: return "GEN_RUNNING"
    if g.gi_suspended: return "GEN_SUSPENDED"
    if g.gi_frame is None: return "GEN_CLOSED"
    return "GEN_CREATED"
g = gen(1)
print(state(g), next(g), state(g), g.close(), state(g))
