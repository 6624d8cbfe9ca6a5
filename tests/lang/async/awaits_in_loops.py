# Loops in coroutines and generators that await and delegate: what is awaited is resumed in the trace of the loop, also
# where that is the loop of the trace's own frame.


class Pause:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield self.value
        return got


async def put(queue, x):
    if x % 7 == 3:
        await Pause(x)
    queue.append(x)
    return x


async def fill(n):
    queue, total = [], 0
    for i in range(n):
        total += await put(queue, i)
    try:
        for i in range(n):
            if i == n - 5:
                raise KeyError(i)
            total ^= await put(queue, i)
    except KeyError as error:
        total += error.args[0]
    return total, len(queue)


def drive(coroutine):
    seen = 0
    try:
        value = coroutine.send(None)
        while True:
            seen += value
            assert coroutine.cr_await is not None and coroutine.cr_frame is not None
            value = coroutine.send(value)
    except StopIteration as error:
        return seen, error.value


print(drive(fill(3000)))


class Lock:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *args):
        return args[0] is ValueError


async def locked(n):
    lock, total = Lock(), 0
    for i in range(n):
        async with lock:
            total += i
            if i % 100 == 99:
                raise ValueError(i)
            total += 1
    return total


print(drive(locked(3000)))


async def fails_late(n):
    for i in range(n):
        await refuse(i, n)


async def refuse(i, n):
    if i == n - 1:
        raise LookupError(i)


try:
    drive(fails_late(3000))
except LookupError as error:
    lines = []
    traceback = error.__traceback__
    while traceback:
        lines.append((traceback.tb_frame.f_code.co_name, traceback.tb_lineno))
        traceback = traceback.tb_next
    print(error, lines)


async def never(i):
    return i


async def twice(n):
    total = 0
    for i in range(n):
        coroutine = never(i)
        total += await coroutine
        if i == n - 2:
            try:
                await coroutine
            except RuntimeError as error:
                print(error)
    return total


print(drive(twice(3000)))


def pieces(n):
    for i in range(n):
        yield from (i, i + 1)
        yield from [i]
        yield from range(i, i + 2)
        yield from {i: 1}
        yield from enumerate([i])
        assert (yield from iter("ab")) is None


def whole(i):
    if i < 0:
        yield
    return i


def returns(n):
    total = 0
    for i in range(n):
        total += yield from whole(i)
        if i == n // 2:
            yield total
    return total


print(sum(len(str(x)) for x in pieces(1500)))
generator = returns(5000)
print(next(generator), generator.gi_yieldfrom, generator.gi_running)
try:
    next(generator)
except StopIteration as error:
    print(error.value)


def interrupted(n):
    got = []
    for i in range(n):
        try:
            got.append((yield from iter([i, -i])))
        except ValueError as error:
            got.append(error.args[0])
    return len(got), got[-3:]


generator = interrupted(1500)
count = 0
try:
    value = next(generator)
    while True:
        count += 1
        assert generator.gi_yieldfrom is not None
        value = generator.throw(ValueError(count)) if count % 50 == 0 else next(generator)
except StopIteration as error:
    print(count, error.value)
