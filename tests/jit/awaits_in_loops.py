# A loop of the trace's own frame, a coroutine's or a generator's, that awaits or delegates: what it awaits is inlined.
# options: -X jit-bridge-threshold=60
# jit: YieldFrom 0, exits <= 400


async def add(a, b):
    return a + b


async def run(n):
    total = 0
    for i in range(n):  # jit: calls <= 4
        total = await add(total, i)
    return total


def pieces(n):
    for i in range(n):
        total = yield from part(i)
        if total == n - 1:
            yield total


def part(i):
    for _ in ():
        yield
    return i


try:
    run(3000).send(None)
except StopIteration as error:
    print(error.value, list(pieces(3000)))
