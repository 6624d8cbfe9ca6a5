# Asynchronous generators by hand: asend, athrow, aclose, hooks, misuse.
import sys


class Wait:
    def __init__(self, name):
        self.name = name

    def __await__(self):
        return (yield self.name)


def run(coroutine):
    waits = []
    try:
        while True:
            waits.append(coroutine.send(None))
    except StopIteration as stop:
        return waits, stop.value


def show(function, *arguments):
    try:
        print(function(*arguments))
    except BaseException as error:
        print(type(error).__name__, error, "| cause:", repr(error.__cause__))


async def gen():
    try:
        got = yield 1
        print("got", got)
        await Wait("between")
        got = yield 2
        print("got", got)
        yield 3
    except ValueError as error:
        print("caught", error)
        yield "from handler"
    finally:
        await Wait("in finally")
        print("finally")


g = gen()
print(type(g).__name__, g.__name__, g.ag_running, g.ag_await, g.ag_code.co_flags & 0x3a0, g.__aiter__() is g)
show(run, g.asend("x"))
g = gen()
show(run, g.__anext__())
show(run, g.asend("A"))
show(run, g.asend("B"))
show(run, g.__anext__())
show(run, g.__anext__())
show(run, g.asend(1))
show(run, g.aclose())
show(run, g.athrow(ValueError))

g = gen()
show(run, g.__anext__())
show(run, g.athrow(ValueError("boo")))
show(run, g.aclose())
show(run, g.__anext__())

g = gen()
show(run, g.aclose())
show(run, g.__anext__())
g = gen()
show(run, g.athrow(KeyError, "k"))
show(run, g.__anext__())

g = gen()
run(g.__anext__())
a = g.aclose()
print(a.send(None), g.ag_running)
show(g.asend(None).send, None)
show(g.aclose().send, None)
show(g.athrow(OSError).send, None)
show(a.send, None)
show(a.send, None)

g = gen()
a = g.asend(None)
show(a.send, None)
show(a.send, None)
a = g.asend(None)
print(a.send(None), g.ag_running, g.ag_await is not None)
show(a.throw, RuntimeError("into wait"))
a = g.asend(None)
a.close()
show(a.send, None)


async def ignores():
    while True:
        try:
            yield 1
        except GeneratorExit:
            yield 2


g = ignores()
run(g.__anext__())
show(run, g.aclose())


async def stops(what):
    yield 1
    raise what


for what in (StopIteration("s"), StopAsyncIteration("a")):
    g = stops(what)
    run(g.__anext__())
    show(run, g.__anext__())


async def itself():
    yield await me.__anext__()


me = itself()
show(run, me.__anext__())


async def numbers(n):
    for i in range(n):
        yield i


async def returns():
    yield 1
    return


async def collect(it):
    return [x async for x in it]


print(run(collect(numbers(5))), run(collect(returns())))
print(run(collect(x * 2 async for x in numbers(4) if x)))


async def pipeline(n):
    async def double(it):
        async for x in it:
            yield 2 * x

    total = 0
    async for x in double(double(numbers(n))):
        total += x
    return total


print(run(pipeline(1000)))

# anext, aiter


async def with_anext():
    it = aiter(numbers(2))
    out = [await anext(it), await anext(it), await anext(it, "default")]
    try:
        await anext(it)
    except StopAsyncIteration as error:
        out.append(repr(error))
    return out


print(run(with_anext()))
show(aiter, 3)
show(anext, 3)
show(anext, iter([]), 4)


class BadAiter:
    def __aiter__(self):
        return 3


show(aiter, BadAiter())
a = anext(numbers(1), "d")
print(type(a).__name__, iter(a) is a)
show(a.send, None)
show(anext(gen(), "d").throw, OSError("x"))
show(anext(numbers(0), "dd").send, None)

# hooks
seen = []
print(sys.get_asyncgen_hooks())
sys.set_asyncgen_hooks(firstiter=lambda g: seen.append(g.__name__))
g = numbers(2)
print(seen)
g.__anext__().close()
g.asend(None).close()
print(seen, sys.get_asyncgen_hooks().finalizer)
sys.set_asyncgen_hooks(None, None)
show(sys.set_asyncgen_hooks, 1)
print(sys.get_asyncgen_hooks())
print(async_generator_alias := type(g)[int, str])


class Asynchronous:
    async def method(self):
        for x in self.items:
            yield x

    items = (1, 2)


print(run(collect(Asynchronous().method())))
