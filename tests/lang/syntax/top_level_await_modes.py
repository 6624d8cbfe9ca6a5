# Code compiled with PyCF_ALLOW_TOP_LEVEL_AWAIT is a coroutine's where it awaits, whatever the construct and the mode.
import ast
import inspect

SOURCES = ["await x", "async for i in x:\n    pass\n\n", "async with x:\n    pass\n\n", "[i async for i in x]", "(i async for i in x)", "x = 1",
           "if a:\n    async for i in x: pass\n", "def f():\n    pass\n", "{await a: 1}", "lambda: (yield)", "async def f(): await x\n"]
for source in SOURCES:
    for mode in "exec", "single", "eval":
        try:
            code = compile(source, "f", mode, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            print(repr(source), mode, bool(code.co_flags & inspect.CO_COROUTINE))
        except SyntaxError as e:
            print(repr(source), mode, e.msg)
