# Line, call, return and exception events of all kinds of statements.
import sys
def plain(a):
    b = a + 1

    return b
def loop(n):
    t = 0
    for i in range(n):
        t += i
    else:
        t = -t
    while n:
        n -= 1
        if n == 1:
            continue
        elif n == 0:
            break
    else:
        t = 1
    return t
def p():
    pass
def p2(x):
    if x:
        pass
    else:
        pass
    for i in x:
        pass
    while x:
        x = None
    while True:
        if not x: break
class C(object):
    """doc"""
    x = 1
    def m(self):
        return self.x
    @property
    def q(self): return 2
    def __enter__(self): return self
    def __exit__(self, *a):
        return True
def deco(f):
    return f
@deco
@deco
def decorated(
        a,
        b=2):
    return (a,
            b)
def gen(n):
    for i in range(n):
        x = yield i
    return 5
def usegen():
    for x in gen(2):
        pass
    y = list(gen(3))
    return [k
            for k in gen(2)
            if k]
def yf():
    r = yield from gen(2)
    yield r
def tryit(x):
    try:
        try:
            1 / x
        except ZeroDivisionError as e:
            y = 1
        except TypeError:
            y = 2
        else:
            y = 3
        finally:
            y = 4
    finally:
        pass
    with C() as c:
        raise ValueError
    with C() as c, C() as d:
        y = 5
    return y
def tr2():
    try:
        return 1
    finally:
        z = 2
def tr3():
    for i in range(2):
        try:
            continue
        finally:
            z = 1
        x = 2
def withret():
    with C() as c:
        return 5
def withloop():
    for i in 1, 2:
        with C():
            if i == 1:
                continue
            break
def multi(a, b):
    x = plain(
        a
    )
    y = (a and
         b or
         x)
    d = {
        'a': a,
        'b': plain(b),
    }
    assert a, \
        "no"
    if (a and
        b):
        return x if y else \
            b
def exc():
    plain("x")
def match(x):
    match x:
        case 1:
            return 1
        case [a, b]:
            return 2
        case {"k": v}:
            pass
        case _:
            return 3
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration
        return self.n
def useit():
    for i in It():
        a = i
    return a
def lam():
    f = lambda x: x + 1
    return f(1)
def nested():
    a = 1
    def inner():
        nonlocal a
        a = 2
        return a
    return inner()
def dele():
    a = 1; b = 2
    del a
    global G
    G = 1
    import os
    from os import (path,
        sep)
def thr():
    g = gen(3)
    next(g)
    try:
        g.throw(KeyError)
    except KeyError:
        pass
    g = gen(3)
    next(g)
    g.close()

class M(object):
    """documentation"""
    x: int = 1
    y = {
        'a': 1,
        'b': plain,
    }

    def m(self, *, k=(1,
                      2)) -> int:
        pass

def empty_return(x):
    if x:
        return
    raise ValueError(
        "x")
def while_true(n):
    while True:
        n -= 1
        if n < 0:
            break
        if n == 1:
            continue
def one_line(n):
    for i in range(n): i
    [i for i in range(2)]
def groups():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError as e:
        a = 1
    except* TypeError:
        a = 2
def reraised():
    try:
        try:
            raise KeyError
        except KeyError:
            raise
        finally:
            b = 1
    except LookupError as e:
        pass
def large():
    return {
        'a': 1, 'b': 2, 'c': 3, 'd': 4, 'e': 5,
        'f': 1, 'g': 2, 'h': 3, 'i': 4, 'j': 5,
        'k': 1,
        'l': 2,
        'm': 3,
        'n': 4,
        'o': 5,
        'p': 6,
        'q': 7,
        'r': 8,
    }
def operators(a, b):
    c = a + \
        b
    c += \
        1
    d = (
        a
    )
    return (a
            < b)
def closure(a):
    return [plain(i + a) for i in
            range(2)]
def asserts(a):
    assert a
    assert (a
            and a), "x"
    del (a,
         )

def run(f, *arguments):
    events = []
    start = f.__code__.co_firstlineno
    def trace(frame, event, arg):
        if frame.f_code.co_filename != __file__:
            return
        shown = arg[0].__name__ if event == 'exception' else type(arg).__name__ if event == 'return' else ''
        events.append((event, frame.f_code.co_name, frame.f_lineno - start, shown))
        return trace
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        f(*arguments)
    except Exception as e:
        error = e
    else:
        error = None
    finally:
        sys.settrace(before)
    print(f.__name__, arguments, repr(error))
    for event in events:
        if event[1] != 'run':
            print("   ", *event)

def definitions():
    @deco
    class D:
        x = 1
    @deco
    def f(a, b=1,
          c=2): pass
    class E(D,
            metaclass=type): x = 1
    return f

cases = [(plain, 1), (loop, 5), (p,), (p2, [1]), (decorated, 1), (usegen,), (lambda: list(yf()),), (tryit, 0), (tryit, 1), (tr2,),
         (tr3,), (withret,), (withloop,), (multi, 1, 2), (multi, 1, 0), (exc,), (match, 1), (match, [1, 2]), (match, {"k": 1}), (match, 5),
         (useit,), (lam,), (nested,), (thr,), (empty_return, 1), (empty_return, 0), (while_true, 3), (one_line, 2), (groups,),
         (reraised,), (large,), (operators, 1, 2), (closure, 1), (asserts, 1), (definitions,)]
for _ in range(3):
    for case in cases:
        run(*case)
