# A suspended generator does not keep what it has yielded, unless it has a name for it.
# needs prompt collection
import gc
import weakref

class Plain:
    pass

def from_list(values):
    while values:
        yield values.pop()

def made():
    for i in range(3):
        yield Plain()

def delegating():
    yield from made()

def nested():
    for value in made():
        yield value

async def awaits():
    return Plain()

# Code of its own each time: compiled code has values of its own.
LOOK = """
ref = weakref.ref(next(generator))
gc.collect()
alive = ref() is not None
"""
def is_alive(generator):
    names = {"generator": generator, "weakref": weakref, "gc": gc}
    exec(LOOK, names)
    return names["alive"]

print(is_alive(from_list([Plain(), Plain()])))
print(is_alive(made()))
print(is_alive(delegating()))
print(is_alive(nested()))
print(is_alive(Plain() for i in range(2)))

def hot(count):
    total = 0
    for value in (i * 1000 for i in range(count)):
        total += value
    for value in from_list(list(range(count))):
        total += value
    return total
print(hot(5000))

async def agen():
    yield Plain()
    yield Plain()
def run(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        return stop.value
async def over():
    seen = []
    async for value in agen():
        ref = weakref.ref(value)
        del value
        gc.collect()
        seen.append(ref() is not None)
    return seen
print(run(over()))

def with_temporaries(values):
    kept = set(value for value in values if value)
    kept = list(kept)
    del values
    while kept:
        yield kept.pop()
print(is_alive(with_temporaries([Plain()])))
