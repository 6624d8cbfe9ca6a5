# Exceptions that hot loops raise and handle themselves: whoever looks at one, at its traceback or at what is being
# handled sees what there would be without compiled code.
import sys
import traceback

N = 400


def shown(e):
    lines = [(f.f_code.co_name, line - f.f_code.co_firstlineno) for f, line in traceback.walk_tb(e.__traceback__)]
    frames = [tb for tb in iterate(e.__traceback__)]
    context = e.__context__ and (type(e.__context__).__name__, e.__context__.args)
    cause = e.__cause__ and (type(e.__cause__).__name__, e.__cause__.args)
    return type(e).__name__, e.args, lines, frames, context, cause, e.__suppress_context__


def iterate(tb):
    while tb:
        frame = tb.tb_frame
        names = sorted((k, v) for k, v in frame.f_locals.items() if isinstance(v, (int, str)) and k != "seen")
        yield frame.f_lineno - frame.f_code.co_firstlineno, tb.tb_lasti >= 0, names
        tb = tb.tb_next


def raise_now_and_then(n):
    seen = []
    for i in range(n):
        try:
            raise ValueError(i, "x")
        except ValueError as e:
            if i % 97 == 50:
                seen.append(shown(e))
    return seen


def thrower(a, b):
    c = a + b
    if a % 2:
        raise KeyError(c)
    raise IndexError


def middle(a):
    label = "m"
    return thrower(a, 7) + len(label)


def through_frames(n):
    seen = []
    for i in range(n):
        try:
            middle(i)
        except KeyError as e:
            if i % 101 == 51:
                seen.append(shown(e))
        except IndexError as e:
            if i % 101 == 52:
                seen.append(shown(e))
    return seen


def contexts(n):
    seen = []
    for i in range(n):
        try:
            try:
                raise ValueError(i)
            except ValueError:
                raise KeyError(i)
        except KeyError as e:
            context = e.__context__.args[0] if i % 89 == 40 else 0
            if context:
                seen.append((shown(e), shown(e.__context__)))
    return seen


def causes(n):
    seen = []
    for i in range(n):
        try:
            try:
                raise ValueError(i)
            except ValueError as inner:
                if i % 3 == 0:
                    raise KeyError(i) from inner
                elif i % 3 == 1:
                    raise KeyError from None
                raise inner
        except (KeyError, ValueError) as e:
            if i % 59 < 3:
                seen.append(shown(e))
    return seen


def handled_midway(n):
    seen = []
    for i in range(n):
        try:
            raise ValueError(i)
        except ValueError:
            if i % 83 == 60:
                seen.append(sys.exc_info()[1].args)
            try:
                raise TypeError
            except TypeError:
                if i % 83 == 61:
                    seen.append((sys.exc_info()[0].__name__, shown(sys.exc_info()[1].__context__)))
            if i % 83 == 62:
                seen.append((sys.exc_info()[0].__name__, shown(sys.exc_info()[1])))
        if i % 83 == 63:
            seen.append(sys.exc_info()[:2])
    return seen


def again(n):
    seen = []
    for i in range(n):
        try:
            try:
                raise ValueError(i)
            except ValueError:
                raise
        except ValueError as e:
            if i % 71 == 40:
                seen.append(shown(e))
    return seen


def helper_that_raises_again():
    raise


def again_elsewhere(n):
    seen = []
    for i in range(n):
        try:
            try:
                raise ValueError(i)
            except ValueError:
                helper_that_raises_again()
        except ValueError as e:
            if i % 71 == 40:
                seen.append(shown(e))
        try:
            helper_that_raises_again()
        except RuntimeError as e:
            if i % 71 == 41:
                seen.append(shown(e))
    return seen


def finally_and_loops(n):
    seen, total = [], 0
    for i in range(n):
        try:
            try:
                for k in range(3):
                    if k == 2:
                        raise ValueError(k)
                    total += k
            finally:
                total += 1
                for k in range(3):
                    total += k
        except ValueError as e:
            if i % 67 == 30:
                seen.append((shown(e), total))
            for k in range(4):
                total += k
                if i % 67 == 31 and k == 3:
                    seen.append((sys.exc_info()[1].args, total))
    return seen


class Manager:
    def __init__(self, seen, swallows):
        self.seen = seen
        self.swallows = swallows

    def __enter__(self):
        return self

    def __exit__(self, cls, e, tb):
        if e.args and e.args[0] % 61 == 33:
            self.seen.append((cls.__name__, shown(e), tb is e.__traceback__))
        return self.swallows


def managers(n):
    seen = []
    for i in range(n):
        with Manager(seen, True):
            raise ValueError(i)
        try:
            with Manager(seen, False):
                middle(i)
        except LookupError as e:
            if i % 61 == 34:
                seen.append(shown(e))
    return seen


class Odd(Exception):
    def __init__(self, a, b=3):
        self.a = a
        self.b = b


class Plain(LookupError):
    pass


def own_classes(n):
    seen = []
    for i in range(n):
        try:
            if i & 1:
                raise Odd(i)
            raise Plain
        except Odd as e:
            if i % 53 == 33:
                seen.append((shown(e), e.a, e.b, e.__dict__))
        except Plain as e:
            if i % 53 == 34:
                e.note = 5
                seen.append((shown(e), e.note))
    return seen


def numbers(n, seen):
    try:
        for i in range(n):
            try:
                raise ValueError(i)
            except ValueError:
                yield i
                if i % 47 == 20:
                    seen.append((sys.exc_info()[0].__name__, shown(sys.exc_info()[1])))
        raise KeyError("end")
    finally:
        seen.append(sys.exc_info()[0])


def generators(n):
    seen, total = [], 0
    for k in range(4):
        try:
            for i in numbers(n, seen):
                try:
                    raise TypeError(i)
                except TypeError as e:
                    total += i
                    if i % 47 == 21:
                        seen.append(shown(e))
        except KeyError as e:
            seen.append(shown(e))
    return seen, total


def short(seen, i):
    try:
        raise ValueError(i)
    except ValueError as e:
        seen.append(e)
        raise KeyError


def kept(n):
    seen = []
    for i in range(n):
        try:
            short(seen, i)
        except KeyError as e:
            assert e.__context__ is seen[-1]
            seen.append(e)
    names = [(type(e).__name__, e.args, len(list(iterate(e.__traceback__)))) for e in seen]
    frames = {id(e.__traceback__.tb_frame) for e in seen}
    callees = {id(e.__traceback__.tb_next.tb_frame) for e in seen[1::2]}
    assert len(callees) == n, len(callees)
    backs = {e.__traceback__.tb_next.tb_frame.f_back.f_code.co_name for e in seen[1::2]}
    return names[-6:], len(frames), backs


def while_handling(n):
    try:
        raise OSError(1, "outer")
    except OSError:
        return contexts(n), raise_now_and_then(n), handled_midway(n)


def bound_to_global(n):
    global caught
    for i in range(n):
        try:
            raise ValueError(i)
        except ValueError as caught:
            if i == n - 10:
                print(shown(caught))
    return "caught" in globals()


def circles(n):
    count = 0
    for i in range(n):
        a = ValueError(i)
        b = KeyError(i)
        try:
            try:
                raise a
            except ValueError:
                a.__context__ = b
                raise b
        except KeyError as e:
            count += e.__context__ is a and a.__context__ is None
    return count


for function in (raise_now_and_then, through_frames, contexts, causes, handled_midway, again, again_elsewhere,
                 finally_and_loops, managers, own_classes, generators, kept, while_handling, bound_to_global, circles):
    result = function(N)
    print(function.__name__, result, sys.exc_info())
