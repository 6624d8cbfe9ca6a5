# compile() with flags: inherited features, top-level await, dedents that are not implied; sources as text and as bytes.
from __future__ import annotations

ns = {}
exec("def f(a: unknown_name): pass", ns)
print(ns["f"].__annotations__)
exec(compile("def f(a: int): pass", "<t>", "exec", 0, True), ns)
print(ns["f"].__annotations__)
exec(compile("def f(a: other_name): pass", "<t>", "exec"), ns)
print(ns["f"].__annotations__)
exec(compile("def f(a: third): pass", "<t>", "exec", 0x1000000, True), ns)
print(ns["f"].__annotations__, ns["f"].__code__.co_flags & 0x1000000 != 0)

TOP_LEVEL_AWAIT = 0x2000


class Wait:
    def __await__(self):
        return (yield "waits")


def run(coroutine):
    try:
        while True:
            print(coroutine.send(None))
    except StopIteration as stop:
        return stop.value


code = compile("x = await Wait()\ny = [z async for z in numbers()]", "<t>", "exec", TOP_LEVEL_AWAIT)
print(code.co_flags & 0x80 != 0)


async def numbers():
    yield 1
    yield 2


ns = {"Wait": Wait, "numbers": numbers}
c = eval(code, ns)
print(type(c).__name__, run(c), ns["x"], ns["y"])
print(run(eval(compile("await Wait()", "<t>", "eval", TOP_LEVEL_AWAIT), ns)))
code = compile("x = 1", "<t>", "exec", TOP_LEVEL_AWAIT)
print(code.co_flags & 0x80, eval(code, ns))


def shown(*arguments):
    try:
        compile(*arguments)
        print("ok")
    except BaseException as e:
        print(type(e).__name__, getattr(e, "msg", e), getattr(e, "lineno", 0))


shown("await x", "<t>", "exec")
shown("async with x: pass", "<t>", "exec")
shown("if 1:\n  x", "<t>", "exec", 0x200)
shown("if 1:\n  x\n", "<t>", "single", 0x200)
shown("# coding: no-such-thing\nx = 'é'", "<t>", "exec")
shown("# coding: latin-1\nx = 'é'", "<t>", "exec")
shown(b"# coding: no-such-thing\nx = 1", "<t>", "exec")
exec(compile(b"# coding: latin-1\nx = '\xe9'", "<t>", "exec"), ns)
print(ascii(ns["x"]))
exec(compile("# coding: latin-1\nx = '\xe9'", "<t>", "exec"), ns)
print(ascii(ns["x"]))
