# What a generator, a coroutine or an asynchronous generator delegates to is told while it is suspended, not while it runs, in compiled code too.


class Awaited:
    def __init__(self, look):
        self.look = look

    def __await__(self):
        self.look()
        yield "waits"
        self.look()


def by_generators(seen):
    def inner():
        seen.append(outer.gi_yieldfrom)
        yield
        seen.append(outer.gi_yieldfrom)

    def delegating():
        seen.append(outer.gi_yieldfrom)
        yield from inner()
        seen.append(outer.gi_yieldfrom)
        yield

    outer = delegating()
    outer.send(None)
    name = outer.gi_yieldfrom.gi_code.co_name
    outer.send(None)
    seen.append(outer.gi_yieldfrom)
    list(outer)
    return name


def by_coroutines(seen):
    async def waiting():
        await Awaited(lambda: seen.append(outer.cr_await))

    outer = waiting()
    outer.send(None)
    name = type(outer.cr_await).__name__
    try:
        outer.send(None)
    except StopIteration:
        seen.append(outer.cr_await)
    return name


def by_asynchronous_generators(seen):
    async def waiting():
        await Awaited(lambda: seen.append(outer.ag_await))
        yield 1

    outer = waiting()
    step = outer.__anext__()
    step.send(None)
    name = type(outer.ag_await).__name__
    try:
        step.send(None)
    except StopIteration:
        seen.append(outer.ag_await)
    return name


for by in by_generators, by_coroutines, by_asynchronous_generators:
    seen, names = [], set()
    for i in range(510):
        names.add(by(seen))
        if i == 9:
            seen.clear()
    print(by.__name__, names, len(seen), sum(one is not None for one in seen) < 20)  # CPython tells it now and then
