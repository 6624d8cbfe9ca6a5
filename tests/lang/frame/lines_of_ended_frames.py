# f_lineno of a frame that has ended: the line of the instruction that ended it. A return behind a finally body or a
# with has none of its own and counts as a part of what ran before it, and so does the end of a function.
import sys
frames = []
def run(f, *args):
    del frames[:]
    try:
        r = f(*args)
    except BaseException as e:
        r = type(e).__name__
    first = f.__code__.co_firstlineno
    print(f.__name__, args, r, [x.f_lineno - first for x in frames])
def note():
    frames.append(sys._getframe(1))
class CM:
    def __init__(self, r=False): self.r = r
    def __enter__(self): return self
    def __exit__(self, *a): return self.r

def plain():
    note()
    return 1
def fall():
    note()
    x = 1
def raised():
    note()
    1 / 0
def raised_finally():
    note()
    try:
        1 / 0
    finally:
        a = 1
        b = 2
def raised_finally_if(x):
    note()
    try:
        1 / 0
    finally:
        if x:
            a = 1
        else:
            b = 2
def raised_finally_loop():
    note()
    try:
        1 / 0
    finally:
        for i in range(3):
            a = (1,
                 i)
def raised_finally_expr():
    note()
    try:
        1 / 0
    finally:
        a = len(
            "abc")
def returned_finally():
    note()
    try:
        return 1
    finally:
        a = 1
        b = 2
def returned_finally_value(x):
    note()
    try:
        return len(x)
    finally:
        a = 1
        b = 2
def returned_finally_if(x):
    note()
    try:
        return 1
    finally:
        if x:
            a = 1
        else:
            b = 2
def returned_finally_if2(x):
    note()
    try:
        return x
    finally:
        if x:
            a = 1
def returned_finally_loop(x):
    note()
    try:
        return x
    finally:
        for i in range(3):
            if i == x:
                break
        else:
            a = 1
def returned_finally_while(x):
    note()
    try:
        return x
    finally:
        while x:
            x -= 1
def returned_nested(x):
    note()
    try:
        try:
            return x
        finally:
            a = 1
    finally:
        b = 1
def returned_with(x):
    note()
    with CM():
        y = 1
        return x
def returned_with_const():
    note()
    with CM() as c, \
            CM() as d:
        y = 1
        return 5
def returned_with_none():
    note()
    with CM() as c:
        y = 1
        return
def raised_with():
    note()
    with CM() as c:
        y = 1
        1 / 0
def suppressed_with():
    note()
    with CM(True) as c:
        y = 1
        1 / 0
def suppressed_with2():
    note()
    with CM(True) as c:
        y = 1
        1 / 0
    y = 2
def fall_with():
    note()
    with CM() as c:
        y = 1
def unmatched():
    note()
    try:
        1 / 0
    except TypeError:
        a = 1
    except (KeyError,
            ValueError):
        b = 1
def unmatched_named():
    note()
    try:
        1 / 0
    except TypeError as e:
        a = 1
    except ValueError as e:
        b = 1
def unmatched_finally():
    note()
    try:
        1 / 0
    except TypeError as e:
        a = 1
    finally:
        c = 1
        d = 1
def raised_in_handler():
    note()
    try:
        1 / 0
    except ZeroDivisionError:
        a = 1
        [][1]
def raised_in_named():
    note()
    try:
        1 / 0
    except ZeroDivisionError as e:
        a = 1
        [][1]
def bare():
    note()
    try:
        1 / 0
    except ZeroDivisionError:
        a = 1
        raise
def bare_named():
    note()
    try:
        1 / 0
    except ZeroDivisionError as e:
        a = 1
        raise
def raise_e():
    note()
    try:
        1 / 0
    except ZeroDivisionError as e:
        a = 1
        raise e
def raise_from():
    note()
    try:
        1 / 0
    except ZeroDivisionError as e:
        a = 1
        raise ValueError(
            "x") from e
def returned_handler():
    note()
    try:
        1 / 0
    except ZeroDivisionError:
        a = 1
        return a
def returned_named():
    note()
    try:
        1 / 0
    except ZeroDivisionError as e:
        a = 1
        return a
def returned_handler_finally():
    note()
    try:
        1 / 0
    except ZeroDivisionError as e:
        a = 1
        return a
    finally:
        b = 1
def fall_handler():
    note()
    try:
        1 / 0
    except ZeroDivisionError as e:
        a = 1
def fall_handler2():
    note()
    try:
        1 / 0
    except ZeroDivisionError:
        a = 1
def fall_else():
    note()
    try:
        a = 1
    except ZeroDivisionError:
        a = 1
    else:
        b = 1
def fall_finally():
    note()
    try:
        a = 1
    finally:
        b = 1
def fall_if(x):
    note()
    if x:
        a = 1
    else:
        b = 1
def fall_if2(x):
    note()
    if x:
        a = 1
def fall_loop(x):
    note()
    for i in range(x):
        a = 1
def fall_loop2(x):
    note()
    for i in range(x):
        if i == 1:
            break
        a = 1
    else:
        b = 1
def fall_while(x):
    note()
    while x:
        x -= 1
def fall_while2():
    note()
    while True:
        break
def raise_in_finally():
    note()
    try:
        1 / 0
    finally:
        a = 1
        [][1]
        b = 1
def return_in_finally():
    note()
    try:
        1 / 0
    finally:
        a = 1
        return 1
def raised_finally_nested():
    note()
    try:
        try:
            1 / 0
        finally:
            a = 1
    finally:
        b = 1
def raised_finally_try():
    note()
    try:
        1 / 0
    finally:
        try:
            a = 1
        except ValueError:
            b = 1
def raised_finally_with():
    note()
    try:
        1 / 0
    finally:
        with CM():
            b = 1
            c = 1
def returned_finally_with(x):
    note()
    try:
        return x
    finally:
        with CM():
            b = 1
            c = 1
def returned_finally_try(x):
    note()
    try:
        return x
    finally:
        try:
            a = 1
        except ValueError:
            b = 1
def returned_finally_try2(x):
    note()
    try:
        return x
    finally:
        try:
            a = 1 / x
        except ZeroDivisionError:
            b = 1
def returned_finally_pass(x):
    note()
    try:
        return x
    finally:
        pass
def raised_finally_pass(x):
    note()
    try:
        1 / 0
    finally:
        pass
def with_finally(x):
    note()
    with CM():
        try:
            return x
        finally:
            a = 1
def finally_with(x):
    note()
    try:
        with CM():
            return x
    finally:
        a = 1
def in_loop(x):
    note()
    for i in range(3):
        try:
            if i == x:
                return i
        finally:
            a = 1
def in_loop_raise(x):
    note()
    for i in range(3):
        try:
            if i == x:
                raise ValueError
        finally:
            a = 1
def assert_fails():
    note()
    assert 0, \
        "a"
def multi_return():
    note()
    return (1,
            2,
            len("abc"))
def multi_raise():
    note()
    raise ValueError(
        1,
        2)
def multi_finally():
    note()
    try:
        1 / 0
    finally:
        a = [1,
             2,
             len("a")]
def match_end(x):
    note()
    match x:
        case 1:
            a = 1
        case 2:
            b = 1
def with_multi():
    note()
    with CM() as a, \
         CM() as b:
        1 / 0
def def_finally():
    note()
    try:
        1 / 0
    finally:
        def f():
            return 1
def class_finally():
    note()
    try:
        1 / 0
    finally:
        class F:
            x = 1
def def_finally_return(x):
    note()
    try:
        return x
    finally:
        def f():
            return 1
def aug(x):
    note()
    try:
        return x
    finally:
        x += (
            1)
def del_(x):
    note()
    try:
        return x
    finally:
        y = 1
        del y
def glob(x):
    note()
    try:
        return x
    finally:
        y = 1
        pass
def one_line(x):
    note()
    try: return x
    finally: note()
def boolean(x):
    note()
    try:
        return x
    finally:
        x and (
            x or
            note)
def ifexp(x):
    note()
    try:
        return x
    finally:
        (1 if x
         else
         note())
def gen():
    note()
    try:
        yield 1
    finally:
        a = 1
        b = 2
def gen_ret():
    note()
    try:
        yield 1
        return 5
    finally:
        a = 1
        b = 2
def gen_fall():
    note()
    for i in range(2):
        yield i
def gen_from():
    note()
    yield from gen()


for name, f in list(globals().items()):
    if not isinstance(f, type(run)) or name in ("run", "note"):
        continue
    if f.__code__.co_flags & 32:
        def driver(): return list(f())
        del frames[:]
        print(name, list(f()), [x.f_lineno - x.f_code.co_firstlineno for x in frames])
        del frames[:]
        g = f()
        next(g)
        try: g.throw(ValueError)
        except ValueError: print("thrown")
        print([x.f_lineno - x.f_code.co_firstlineno for x in frames])
        del frames[:]
        g = f()
        next(g)
        g.close()
        print([x.f_lineno - x.f_code.co_firstlineno for x in frames])
        del frames[:]
        g = f()
        next(g)
        print([x.f_lineno - x.f_code.co_firstlineno for x in frames])
    elif f.__code__.co_argcount:
        if name == "boolean" or "value" in name: run(f, "")
        if "value" in name: continue
        for x in (0, 1, 2): run(f, x)
    else:
        run(f)
