# What a trace function hears where an awaited iterator ends: a coroutine raises StopIteration, a generator that is run
# by next() does not.
import sys

async def nothing():
    return None

async def five():
    return 5

def one():
    yield 1

class OfCoroutine:
    def __await__(self):
        return nothing().__await__()

class OfIterator:
    def __await__(self):
        return iter([])

class OfGenerator:
    def __await__(self):
        yield 1

async def awaiting():
    await nothing()
    await five()
    await OfCoroutine()
    await OfIterator()
    await OfGenerator()

def delegating():
    yield from one()
    yield from [1]
    yield from (x for x in "a")

def trace(frame, event, argument):
    if event == "exception":
        argument = argument[0].__name__, argument[1].args, argument[2] is None
    elif event == "return":
        argument = type(argument).__name__
    print(frame.f_code.co_name, event, frame.f_lineno, argument)
    return trace

coroutine = awaiting()
sys.settrace(trace)
try:
    while True:
        coroutine.send(None)
except StopIteration:
    pass
for x in delegating():
    pass
sys.settrace(None)
