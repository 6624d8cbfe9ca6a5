# An asynchronous generator that only its loop had: the hook is called where the loop is left.
# needs prompt collection
import sys


async def values():
    yield 1
    yield 2


async def one():
    async for value in values():
        break
    print("left")
    async for value in values():
        try:
            return value
        finally:
            print("  finally")

sys.set_asyncgen_hooks(lambda generator: print("  begun"), lambda generator: print("  dropped", generator.__name__))
try:
    one().send(None)
except StopIteration as stop:
    print(stop.value)
