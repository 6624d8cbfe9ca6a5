# Frames that a trace runs, looked at while a call from the trace is under way.
import sys
import threading
import traceback
import warnings

ROUNDS = 400
checks = []


def check(name, value):
    checks.append((name, value))


def summary(name):
    values = [value for what, value in checks if what == name]
    distinct = []
    for value in values:
        if value not in distinct:
            distinct.append(value)
    print(name, len(values), distinct if len(distinct) < 8 else (len(distinct), distinct[0], distinct[-1]))
    checks.clear()


def with_key(look, value):
    return sorted([value], key=look)[0]


print("-- locals and lines of callers")


def lines():
    total = 0
    for i in range(ROUNDS):
        square = i * i
        total += sorted([i], key=look_at_lines)[0]
        total -= min([i], key=look_at_lines)
    return total


def look_at_lines(value):
    frame = sys._getframe(1)
    first = lines.__code__.co_firstlineno
    check("lines", (frame.f_code.co_name, frame.f_lineno - first, frame.f_locals["square"] == value * value,
                    frame.f_locals["i"] == value, frame.f_back.f_code.co_name))
    return value


print(lines())
summary("lines")

print("-- inlined frames")


def outer():
    kept = []
    for i in range(ROUNDS):
        kept.append(middle(i, (i, str(i))))
    return kept[3], kept[-1]


def middle(number, pair):
    def inner(text):
        doubled = number * 2
        found = max([text], key=look_at_chain)
        return found, doubled
    return inner(pair[1])


def look_at_chain(value):
    names = []
    frame = sys._getframe()
    for _ in range(4):
        names.append((frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
        frame = frame.f_back
    frame = sys._getframe(1)
    check("chain", tuple(names))
    check("values", (frame.f_locals["doubled"] == 2 * int(value), frame.f_locals["number"] == int(value),
                     frame.f_back.f_locals["pair"] == (int(value), value),
                     frame.f_back.f_back.f_locals["i"] == int(value)))
    return len(value)


print(outer())
summary("chain")


def outer_again():
    return outer()


print(outer_again())
summary("values")

print("-- objects that the trace had not built stay the same")


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def points():
    same = moved = 0
    for i in range(ROUNDS):
        p = Point(i, 0.5)
        pair = (p, i)
        with_key(take_point, i)
        same += p is taken[-1][0] and pair is taken[-1][1]
        moved += p.x - i
    return same, moved


taken = []


def take_point(value):
    names = sys._getframe(2).f_locals
    taken.append((names["p"], names["pair"]))
    names["p"].x += 1
    return 0


print(points())

print("-- and frames too")
frames = []


def own_frame(i):
    with_key(keep_frame, i)
    return sys._getframe() is frames[-1]


def keep_frame(i):
    frames.append(sys._getframe(2))
    return i


def loop_of_frames():
    return sum([own_frame(i) for i in range(ROUNDS)])


print(loop_of_frames(), len(set(map(id, frames))), frames[7].f_locals, frames[7].f_back.f_code.co_name)
frames.clear()

print("-- raised through")


def raises(i):
    if i % 3 == 0:
        look_at_stack()
        raise KeyError(i)
    return i


def look_at_stack():
    stack = traceback.extract_stack(limit=4)
    check("stack", tuple((entry.name, entry.line) for entry in stack))


def loop_of_raises():
    caught = 0
    for i in range(ROUNDS):
        try:
            before = i
            caught += with_key(raises, i)
        except KeyError as error:
            tb = error.__traceback__
            check("tb", tuple(entry.name for entry in traceback.extract_tb(tb)))
            check("tb locals", tb.tb_frame.f_locals["before"] == i)
            caught -= 1
    return caught


print(loop_of_raises())
checks_before = list(checks)
summary("stack")
checks[:] = checks_before
summary("tb")
checks[:] = checks_before
summary("tb locals")

print("-- caught inside, looked at afterwards")


def catches(i):
    try:
        raise ValueError(i)
    except ValueError as error:
        frame = error.__traceback__.tb_frame
        check("back", (frame.f_back.f_code.co_name, frame.f_back.f_locals["value"] == i,
                       frame.f_back.f_back.f_code.co_name, frame.f_back.f_back.f_locals["i"] == i))
    return i


def loop_of_catches():
    for i in range(ROUNDS):
        with_key(catches, i)


loop_of_catches()
summary("back")

print("-- the same, called by the loop itself")


def keeps(i):
    try:
        raise ValueError(i)
    except ValueError as error:
        kept.append(error.__traceback__.tb_frame)
    return i


def loop_of_kept():
    right = 0
    me = sys._getframe()
    for i in range(ROUNDS):
        square = i * i
        list(map(keeps, (i,)))
        ended = kept[-1]
        right += ended.f_back is me
        if i % 50 == 49:
            check("kept", (ended.f_back.f_locals["square"] == square, ended.f_locals["i"] == i,
                           ended.f_back.f_lineno - me.f_code.co_firstlineno))
        list(map(look_back, (i,)))
    return right


def look_back(i):
    if i % 50 == 48:
        caller = kept[-1].f_back
        check("look", (caller.f_lineno - caller.f_code.co_firstlineno, caller.f_locals["square"] == i * i,
                       caller is sys._getframe(1)))
    return i


kept = []
print(loop_of_kept(), kept[0].f_back is kept[-1].f_back, kept[0].f_back.f_locals["i"])
checks_before = list(checks)
summary("kept")
checks[:] = checks_before
summary("look")
kept.clear()

print("-- generators")


def numbers(n):
    for k in range(n):
        with_key(look_at_generator, k)
        yield k


def look_at_generator(k):
    g = running[0]
    frame = g.gi_frame
    check("generator", (g.gi_running, frame.f_locals["k"] == k, frame.f_lineno - frame.f_code.co_firstlineno,
                        frame.f_back.f_code.co_name, sys._getframe(2) is frame))
    return k


def loop_of_generators():
    total = 0
    running[0] = numbers(ROUNDS)
    for k in running[0]:
        total += k
    return total


running = [None]
print(loop_of_generators())
summary("generator")


def delegating(n):
    got = yield from numbers_again(n)
    return got


def numbers_again(n):
    total = 0
    for k in range(n):
        total += with_key(look_at_delegation, k)
        yield k
    return total


def look_at_delegation(k):
    f = sys._getframe(2)
    check("delegation", (f.f_code.co_name, f.f_locals["k"] == k, f.f_back.f_code.co_name, f.f_back.f_back.f_code.co_name))
    return k


def loop_of_delegation():
    total = 0
    for k in delegating(ROUNDS):
        total += k
    return total


print(loop_of_delegation())
summary("delegation")

print("-- warnings")


def deprecated(i):
    warnings.warn("old", DeprecationWarning, stacklevel=3)
    return i


def loop_of_warnings():
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        for i in range(ROUNDS // 4):
            with_key(deprecated, i)
    first = loop_of_warnings.__code__.co_firstlineno
    return len(seen), {w.lineno - first for w in seen}


print(loop_of_warnings())

print("-- a frame object that was there before")


def loop_with_frame():
    global own
    own = sys._getframe()
    for i in range(ROUNDS):
        twice = i + i
        with_key(look_at_own, i)
        with_key(look_at_own, i)


def look_at_own(i):
    check("own", (own.f_lineno - own.f_code.co_firstlineno, own.f_locals["i"] == i, own.f_locals["twice"] == 2 * i))
    return i


loop_with_frame()
summary("own")

print("-- a trace function, turned on midway")


def loop_of_events():
    for i in range(60):
        step(i)
    sys.settrace(None)


def step(i):
    a = with_key(turn_on, i)
    b = a + 1
    return b


def turn_on(i):
    if i == 50:
        frame = sys._getframe(2)
        frame.f_trace = tell
        sys.settrace(tell)
    return i


def tell(frame, event, argument):
    if frame.f_code.co_name == "step":
        events.append((event, frame.f_lineno - frame.f_code.co_firstlineno, dict(frame.f_locals)))
    return tell


events = []
loop_of_events()
print(len(events), events[:3], events[-1])

print("-- from another thread")
go, done = threading.Event(), threading.Event()


def waits():
    for i in range(ROUNDS):
        doubled = i * 2
        if i == ROUNDS - 5:
            ready.append(threading.get_ident())
            go.set()
            with_key(wait_for_it, i)
    return doubled


def wait_for_it(i):
    done.wait()
    return i


ready = []
worker = threading.Thread(target=waits)
worker.start()
go.wait()
frame = sys._current_frames()[ready[0]]
while frame.f_code.co_name != "waits":
    frame = frame.f_back
print(frame.f_locals, frame.f_lineno - frame.f_code.co_firstlineno)
done.set()
worker.join()

print("-- names of the scope, by eval in a callback's caller")


def evaluates():
    out = 0
    for i in range(ROUNDS):
        x = i + 1
        out += with_key(lambda _: eval("x", sys._getframe(2).f_globals, sys._getframe(2).f_locals), i)
        check("x", eval_in_caller("x") == i + 1)
    return out


def eval_in_caller(text):
    return with_key(lambda _: 0, 0) or list(map(lambda _: eval(text, {}, sys._getframe(2).f_locals), [0]))[0]


print(evaluates())
summary("x")
