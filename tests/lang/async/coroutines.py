# Coroutines: running them by hand, results, errors of misuse, attributes.
import sys


class Future:
    def __init__(self, name):
        self.name = name

    def __await__(self):
        got = yield self.name
        return ("got", self.name, got)


def run(coroutine, *answers):
    answers = list(answers)
    value = None
    try:
        while True:
            print("  waits for", coroutine.send(value))
            value = answers.pop(0) if answers else None
    except StopIteration as stop:
        return stop.value


def show(function, *arguments):
    try:
        print(function(*arguments))
    except BaseException as error:
        print(type(error).__name__, error, "| cause:", repr(error.__cause__))


async def inner(n):
    x = await Future("a%d" % n)
    y = await Future("b%d" % n)
    return x, y


async def outer():
    first = await inner(1)
    second = await inner(2)
    return first, second


print(run(outer(), 10, 20, 30, 40))

c = outer()
print(type(c).__name__, c.__name__, c.__qualname__, c.cr_running, c.cr_suspended, c.cr_await, c.cr_origin)
print(c.send(None), c.cr_running, c.cr_suspended, type(c.cr_await).__name__, c.cr_await.cr_await.gi_code.co_name)
print(c.cr_frame.f_lineno, c.cr_code.co_flags & 0x380)
show(c.close)
print(c.cr_frame, c.cr_await)
show(c.send, None)
show(c.throw, ValueError("late"))
show(c.close)

c = outer()
show(c.send, 5)
show(next, c)
show(iter, c)
show(c.throw, KeyError("early"))
show(c.send, None)


async def catches():
    try:
        await Future("x")
    except ValueError as error:
        return "caught %s" % error
    finally:
        print("finally")


c = catches()
c.send(None)
show(c.throw, ValueError("thrown"))
c = catches()
c.send(None)
show(c.throw, KeyError, "thrown")
c = catches()
c.send(None)
show(c.close)


async def ignores():
    try:
        await Future("x")
    except GeneratorExit:
        await Future("y")


c = ignores()
c.send(None)
show(c.close)


async def stops():
    raise StopIteration("here")


show(stops().send, None)


async def awaits(value):
    return await value


class NoIterator:
    def __await__(self):
        return 5


class Coroutine:
    def __await__(self):
        c = inner(1)
        all_made.append(c)
        return c


class Raises:
    def __await__(self):
        raise ZeroDivisionError("in __await__")


all_made = []
for bad in (1, NoIterator(), Coroutine(), Raises(), iter([])):
    show(awaits(bad).send, None)
for c in all_made:
    c.close()


async def twice(c):
    return await c


c = inner(7)
t1 = twice(c)
t1.send(None)
show(twice(c).send, None)
t1.close()


async def itself():
    me.send(None)


me = itself()
show(me.send, None)

w = inner(3).__await__()
print(type(w).__name__, iter(w) is w, next(w), w.send(1))
show(w.throw, OSError("w"))
show(next, w)


def plain(c):
    yield from c


c = inner(1)
show(next, plain(c))
c.close()


async def with_default(a, *args, b=2, **kw):
    return a, args, b, kw


print(run(with_default(1, 2, b=3, c=4)))
print(run((lambda: outer())(), 1, 2, 3, 4))
try:
    inner()
except TypeError as error:
    print(error)


class Methods:
    async def m(self):
        return self.x

    x = 3

    @classmethod
    async def k(cls):
        return cls.__name__

    @staticmethod
    async def s(v):
        return v


print(run(Methods().m()), run(Methods.k()), run(Methods.s(9)))


def origin():
    return inner(1)


sys.set_coroutine_origin_tracking_depth(2)
print(sys.get_coroutine_origin_tracking_depth())
c = origin()
print([(line, name) for file, line, name in c.cr_origin])
c.close()
sys.set_coroutine_origin_tracking_depth(0)
show(sys.set_coroutine_origin_tracking_depth, -1)
c = origin()
print(c.cr_origin)
c.close()
c.__name__ = "other"
print(c.__name__, repr(c)[:24])
show(setattr, c, "__name__", 5)


async def many(n):
    total = 0
    for i in range(n):
        total += await awaits(Immediate(i))
    return total


class Immediate:
    def __init__(self, v):
        self.v = v

    def __await__(self):
        return self.v
        yield


print(run(many(2000)))


async def deep(n):
    return 0 if n == 0 else 1 + await deep(n - 1)


print(run(deep(100)))
try:
    run(deep(100000))
except RecursionError as error:
    print("RecursionError", error)
