# Exceptions in generators, and out of and into them, again and again: values, tracebacks, contexts, what frames say.
import contextlib
import sys
import traceback


def places(e):
    found, tb = [], e.__traceback__
    while tb:
        code = tb.tb_frame.f_code
        names = sorted((k, v) for k, v in tb.tb_frame.f_locals.items() if isinstance(v, (int, str)) and k != "n")
        found.append((code.co_name, tb.tb_lineno - code.co_firstlineno, names))
        tb = tb.tb_next
    return found


def describe(e):
    context = e.__context__
    return type(e).__name__, e.args, places(e)[1:], type(context).__name__ if context else None


# Each is called with the number of a turn and gives what it saw.
def catches_each(n):
    for i in range(n):
        try:
            if i % 3 == 1:
                raise ValueError(i)
            v = i
        except ValueError as e:
            v = -e.args[0]
        yield v


def catches_natives(items):
    for s in items:
        try:
            yield int(s)
        except ValueError:
            yield -1


def across_yield(n):
    seen = 0
    for i in range(n):
        try:
            got = yield i
            if got:
                raise KeyError(got)
        except KeyError as e:
            seen += e.args[0]
    return seen


def raises_out(k):
    for i in range(k):
        yield i
    raise ValueError(k)


def with_finally(k, log):
    try:
        for i in range(k):
            yield i
        raise LookupError(k)
    finally:
        log.append(k)


def yields_while_handled(n):
    for i in range(n):
        try:
            [][i]
        except IndexError:
            yield type(sys.exc_info()[1]).__name__, i


def raises_while_handled(n):
    for i in range(n):
        try:
            {}[i]
        except KeyError:
            try:
                yield i
                raise ValueError(i)
            except ValueError as e:
                yield type(e.__context__).__name__


def delegates(n):
    for i in range(n):
        try:
            yield from raises_out(i % 3)
        except ValueError as e:
            yield places(e)


def keeps_locals(n):
    a = 0
    for i in range(n):
        a += i
        try:
            if i % 2:
                raise ValueError
        except ValueError:
            a -= 1
        b = a * 2
        yield b


def frame_of_one(n):
    found = []
    g = keeps_locals(n)
    for v in g:
        frame = g.gi_frame
        found.append((frame.f_lineno - frame.f_code.co_firstlineno, frame.f_locals["a"], frame.f_locals["b"] == v))
    found.append(g.gi_frame)
    return found[-4:], sum(x[1] for x in found[:-1])


def frame_held(n):
    frames = []

    def generator(k):
        x = k
        try:
            raise ValueError(k)
        except ValueError as e:
            frames.append(e.__traceback__.tb_frame)
        yield x
        x += 1
        yield x
        x += 1

    total = 0
    for i in range(n):
        for x in generator(i):
            total += x + frames[-1].f_locals["x"]
    last = frames[-1]
    return total, last.f_locals["x"], last.f_lineno - last.f_code.co_firstlineno, last.f_back is None


def tracebacks_kept(n):
    kept = []

    def generator(k):
        y = k
        yield y
        y += 1
        try:
            raise ValueError(k)
        except ValueError as e:
            kept.append(e)
        y += 1
        yield y
        y += 1
        raise KeyError(y)

    total = 0
    for i in range(n):
        try:
            for y in generator(i):
                total += y
        except KeyError as e:
            kept.append(e)
            total += e.args[0]
    return total, [describe(e) for e in kept[-4:]], [describe(e) for e in kept[:4]]


def consumer(n):
    found = []
    for i in range(n):
        try:
            for x in raises_out(i % 4):
                found.append(x)
        except ValueError as e:
            found.append(describe(e) if i % 50 == 0 else e.args[0])
    return found[-20:], len(found)


def finals(n):
    log, total = [], 0
    for i in range(n):
        try:
            for x in with_finally(i % 3, log):
                total += x
        except LookupError as e:
            total += e.args[0]
    return total, len(log), log[-5:]


def sender(n):
    g = across_yield(n)
    next(g)
    total = 0
    try:
        for i in range(n * 2):
            total += g.send(i % 3)
    except StopIteration as e:
        return total, e.value


def thrower(n):
    def generator():
        count = 0
        while True:
            try:
                yield count
            except KeyError as e:
                count += e.args[0]
            except ValueError:
                count += 1

    g = generator()
    next(g)
    total = 0
    for i in range(n):
        total += g.throw(KeyError(i)) if i % 3 else g.throw(ValueError)
    return total


def throws_out(n):
    def generator():
        yield 1

    found = []
    for i in range(n):
        g = generator()
        if i % 2:
            next(g)
        try:
            g.throw(ValueError(i))
        except ValueError as e:
            found.append((e.args[0], len(places(e))))
    return found[-3:], len(found)


def throws_while_handled(n):
    def generator():
        while True:
            try:
                yield 1
            except ValueError as e:
                yield type(e.__context__).__name__

    g = generator()
    next(g)
    found = []
    for i in range(n):
        try:
            raise KeyError(i)
        except KeyError:
            found.append(g.throw(ValueError(i)))
        found.append(next(g))
    return found[-4:], len(found)


@contextlib.contextmanager
def managed(log):
    try:
        yield len(log)
    except ValueError as e:
        log.append(e.args)
    finally:
        log.append(None)


@contextlib.contextmanager
def passing():
    yield 1


def manager(n):
    log, total = [], 0
    for i in range(n):
        with managed(log) as x:
            if i % 3 == 1:
                raise ValueError(i)
            total += x
    return total, len(log), log[-4:]


def manager_passes(n):
    found = []
    for i in range(n):
        try:
            with passing() as x:
                if i % 2:
                    raise ValueError(i)
        except ValueError as e:
            found.append((describe(e)[:2], [p[:2] for p in places(e)]))
    return found[-2:], len(found)


def stops(n):
    total = 0
    for i in range(n):
        g = catches_each(i % 4)
        while True:
            try:
                total += next(g)
            except StopIteration:
                break
    return total


def stop_inside(n):
    def generator(k):
        yield k
        raise StopIteration(k)

    found = []
    for i in range(n):
        try:
            for x in generator(i):
                pass
        except RuntimeError as e:
            found.append((str(e), type(e.__cause__).__name__, e.__cause__.args))
    return found[-2:], len(found)


def handled_outside(n):
    found = []
    for i in range(n):
        try:
            raise LookupError(i)
        except LookupError:
            for x in catches_each(4):
                found.append((x, sys.exc_info()[1].args[0] == i))
    return found[-4:], all(ok for _, ok in found)


def closes(n):
    log = []

    def generator(k):
        try:
            yield k
        except GeneratorExit:
            log.append(k)
            raise

    for i in range(n):
        g = generator(i)
        next(g)
        g.close()
    return len(log), log[-2:]


def run(n):
    print(sum(catches_each(n)), list(catches_each(n))[-4:])
    print(sum(catches_natives(["1", "x", "33", ""] * (n // 4))))
    print(list(yields_while_handled(n))[-2:], list(raises_while_handled(n))[-4:])
    print(list(delegates(n))[-6:])
    print(sum(keeps_locals(n)), frame_of_one(n), frame_held(n))
    print(tracebacks_kept(n))
    for f in (consumer, finals, sender, thrower, throws_out, throws_while_handled, manager, manager_passes, stops):
        print(f.__name__, f(n))
    print(stop_inside(n), handled_outside(n), closes(n), sys.exc_info())


run(12)
run(1500)
