# Line events of loops in one line; events and tracebacks of what except* raises again; a bare raise makes no entry.
import sys
def trace(f):
    ev=[]
    def tr(frame, event, arg):
        if frame.f_code is f.__code__: ev.append(((frame.f_lineno or 0)-f.__code__.co_firstlineno, event))
        return tr
    sys.settrace(tr)
    try: f()
    except Exception as e:
        import traceback
        ev.append(repr(e)); ev += [l.tb_lineno-f.__code__.co_firstlineno if hasattr(l,'tb_lineno') else l.lineno-f.__code__.co_firstlineno for l in traceback.extract_tb(e.__traceback__)]
    finally: sys.settrace(None)
    print(f.__name__, ev)
A=B=True; C=False; D=E=F=False
def simple():
    if A:
        if C:
            return 1
trace(simple)
def oneline():
    i = 3
    while i: i -= 1
    return i
trace(oneline)
def oneline2():
    i = 3
    while i > 0: i -= 1
trace(oneline2)
def oneline3():
    for i in range(2): pass
    while True: break
trace(oneline3)
def oneline4():
    i = 3
    while i:
        i -= 1
    else: i = 7
trace(oneline4)
def oneline5():
    i = 3
    while i:
        i -= 1
        if i == 2: continue
trace(oneline5)
def star():
    try:
        raise ValueError(1)
    except* ValueError:
        raise
trace(star)
def star2():
    try:
        raise ExceptionGroup("x", [ValueError(1), TypeError(2)])
    except* ValueError:
        raise
trace(star2)
def star3():
    try:
        raise TypeError(1)
    except* ValueError:
        pass
trace(star3)


def lines(e, first, depth=0):
    out=[]
    tb=e.__traceback__
    while tb:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno-first if tb.tb_lineno is not None else None)); tb=tb.tb_next
    print('  '*depth, type(e).__name__, e.args[:1], out)
    if isinstance(e, BaseExceptionGroup):
        for x in e.exceptions: lines(x, first, depth+1)
    if e.__context__ and depth<4: print('  '*depth,'context'); lines(e.__context__, first, depth+1)
def run(f):
    ev=[]
    first=f.__code__.co_firstlineno
    def tr(frame, event, arg):
        if frame.f_code is f.__code__: ev.append(((frame.f_lineno or first)-first, event))
        return tr
    sys.settrace(tr)
    try: f()
    except BaseException as e:
        sys.settrace(None)
        print(f.__name__); lines(e, first)
    sys.settrace(None)
    print(f.__name__, ev)
def a1():
    try:
        raise ValueError(1)
    except* ValueError:
        raise
run(a1)
def a2():
    try:
        raise ExceptionGroup("x", [ValueError(1), TypeError(2)])
    except* ValueError:
        raise
run(a2)
def a3():
    try:
        raise TypeError(1)
    except* ValueError:
        pass
run(a3)
def a4():
    try:
        raise TypeError(1)
    except* TypeError:
        raise ValueError(2)
run(a4)
def a5():
    try:
        raise ExceptionGroup("x", [ValueError(1), TypeError(2), OSError(3)])
    except* TypeError:
        raise ValueError(2)
    except* ValueError as e:
        raise e
    except* OSError as e:
        raise
run(a5)
def a6():
    try:
        raise ExceptionGroup("x", [ValueError(1), TypeError(2), OSError(3)])
    except* TypeError:
        pass
run(a6)
def a7():
    try:
        try:
            raise ExceptionGroup("x", [ValueError(1), TypeError(2), OSError(3)])
        except* TypeError:
            raise
    except* ValueError as e:
        raise KeyError(1) from e
    finally:
        x = 1
run(a7)
def a8():
    for i in range(1):
        try:
            raise ExceptionGroup("x", [ValueError(1), TypeError(2), OSError(3)])
        except* (TypeError, ValueError) as e:
            raise e
        else:
            pass
run(a8)
def a9():
    try:
        raise ValueError(1)
    except* ValueError as e:
        raise e
run(a9)

def a11():
    try:
        raise ExceptionGroup("x", [ValueError(1)])
    except* ExceptionGroup:
        pass
run(a11)

import traceback
def f():
    try:
        1/0
    except Exception as e:
        e.__traceback__ = None
        raise
try: f()
except Exception as e: traceback.print_tb(e.__traceback__)
def g(e):
    raise
def h():
    try:
        1/0
    except Exception as e:
        e.__traceback__ = None
        g(e)
try: h()
except Exception as e: traceback.print_tb(e.__traceback__)
