# async with, async for, asynchronous comprehensions.
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


def show(coroutine):
    try:
        print(run(coroutine))
    except BaseException as error:
        print(type(error).__name__, error, "| cause:", repr(error.__cause__))


class Manager:
    def __init__(self, name, suppress=False):
        self.name, self.suppress = name, suppress

    async def __aenter__(self):
        await Wait("enter " + self.name)
        return self

    async def __aexit__(self, cls, value, traceback):
        await Wait("exit " + self.name)
        print("  exit", self.name, cls and cls.__name__, value, traceback is not None)
        return self.suppress


class Count:
    def __init__(self, n):
        self.n, self.i = n, 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.i += 1
        await Wait(self.i)
        if self.i > self.n:
            raise StopAsyncIteration
        return self.i * 10


async def with_one():
    async with Manager("a") as a, Manager("b"):
        print("body", a.name)
        return "result"


async def with_error(suppress):
    async with Manager("a", suppress):
        raise ValueError("in body")
    return "after"


async def with_loop():
    out = []
    for i in range(4):
        async with Manager(str(i)) as m:
            if i == 1:
                continue
            if i == 3:
                break
            out.append(m.name)
    return out


async def for_else(n, stop):
    out = []
    async for x in Count(n):
        if x == stop:
            break
        if x == 20:
            continue
        out.append(x)
    else:
        out.append("else")
    return out


async def for_targets():
    class Pairs(Count):
        async def __anext__(self):
            return (await super().__anext__()), "p"

    box = {}
    async for box["k"], y in Pairs(2):
        print(box, y)
    return box


async def for_raises():
    class Bad(Count):
        async def __anext__(self):
            await Wait("bad")
            raise KeyError("next")

    async for x in Bad(2):
        pass


async def comprehensions():
    a = [x async for x in Count(3)]
    b = {x async for x in Count(3) if x != 20}
    c = {x: await Wait("v") async for x in Count(2)}
    d = [x + y async for x in Count(2) for y in (1, 2)]
    e = [[y async for y in Count(x)] for x in (1, 2)]
    f = [await Wait(i) for i in range(2)]
    g = [i async for i in (j async for j in Count(2)) if i]
    return a, sorted(b), c, d, e, f, g


async def generator_expression():
    return [x async for x in (await Wait(i) or i for i in range(3))]


async def in_finally():
    try:
        return 1
    finally:
        await Wait("finally")
        async for x in Count(1):
            print("x", x)


async def nested_try():
    try:
        async with Manager("m"):
            try:
                1 / 0
            finally:
                await Wait("inner finally")
    except ZeroDivisionError as error:
        await Wait("handler")
        return repr(error), error.__context__


for make in (with_one(), with_error(False), with_error(True), with_loop(), for_else(3, 99), for_else(3, 30), for_targets(),
             for_raises(), comprehensions(), generator_expression(), in_finally(), nested_try()):
    show(make)


class NoExit:
    async def __aenter__(self):
        pass


class NotAsync:
    def __enter__(self):
        pass

    def __exit__(self, *a):
        pass


class PlainEnter:
    def __aenter__(self):
        return 1

    def __aexit__(self, *a):
        return 2


class PlainExit(Manager):
    def __aexit__(self, *a):
        return "not awaitable"


async def use(manager):
    async with manager:
        pass


for manager in (NoExit(), NotAsync(), 5, PlainEnter(), PlainExit("p")):
    show(use(manager))


class AiterWrong:
    def __aiter__(self):
        return 7


class AnextWrong:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 8


class AnextAwaitsWrong(AnextWrong):
    def __anext__(self):
        class A:
            def __await__(self):
                return 1
        return A()


async def loop(iterable):
    async for x in iterable:
        pass


for iterable in (3, [1], AiterWrong(), AnextWrong(), AnextAwaitsWrong()):
    show(loop(iterable))


async def plain_with(m):
    with m:
        pass


show(plain_with(Manager("x")))


async def hot():
    total = 0
    async for x in Count(500):
        async with PlainOK():
            total += x
    return total


class PlainOK:
    async def __aenter__(self):
        return 1

    async def __aexit__(self, *a):
        return None


print(run(hot())[1])
