# types.CodeType: code made again of what its attributes say, as cloudpickle sends functions to other processes.
import json
import pickle
import re
import sys
import types

NAMES = ("argcount posonlyargcount kwonlyargcount nlocals stacksize flags code consts names varnames filename name qualname "
         "firstlineno linetable exceptiontable freevars cellvars").split()


def parts(code, **changes):
    return [changes.get(name, getattr(code, "co_" + name)) for name in NAMES]


def made_again(code):
    return types.CodeType(*parts(code, consts=tuple(made_again(c) if isinstance(c, types.CodeType) else c for c in code.co_consts)))


def again(function):
    made = types.FunctionType(made_again(function.__code__), globals(), function.__name__, function.__defaults__, function.__closure__)
    made.__kwdefaults__ = function.__kwdefaults__
    return made


def outer(free, also):
    cell = 5

    class Inner:
        "The text of a class."
        __slots__ = ("x",)

        def method(self):
            return super().__str__()[:1], cell, free, __class__.__name__

    def f(a, /, b=2, *rest, key=3, **more):
        """The text of a function."""
        nonlocal cell
        total = 0
        for x in range(4):
            for y in rest:
                total += x * y + len(more)
        try:
            cell += {}[a]
        except (KeyError, TypeError) as error:
            total += 1
            caught = type(error).__name__
        finally:
            total += 10
        with open("/dev/null") as file:
            name = file.name
        return total, caught, name, [z + free for z in (1, 2)], a, b, key, (lambda: (a, also))()

    return f, Inner


f, Inner = outer(7, "also")
for call in (lambda g: g(1), lambda g: g(1, 4, 5, 6, key=0, other=1), lambda g: again(g)("x", 2, 3)):
    print(call(f), call(again(f)) == call(f))
print(again(f).__doc__, again(Inner.method)(Inner()), again(f).__code__ == f.__code__, hash(again(f).__code__) == hash(f.__code__))
print(again(outer)(1, 2)[0](3))


def generator(n):
    for i in range(n):
        got = yield i
        if got:
            yield from [got] * 2


async def coroutine(n):
    async with n as m:
        return [x async for x in m]


print(list(again(generator)(4)), again(coroutine).__code__.co_flags == coroutine.__code__.co_flags, again(coroutine)(None).close())


def raising(a, b):
    c = (a +
         b["x"])
    return c


try:
    again(raising)(1, {})
except KeyError as error:
    line = error.__traceback__.tb_next.tb_lineno
    print(line - raising.__code__.co_firstlineno, list(again(raising).__code__.co_positions()) == list(raising.__code__.co_positions()))


def hot(n):
    total = 0
    for i in range(n):
        total += i % 7
    return total


print(again(hot)(30000), again(hot)(30000) == hot(30000))

# All of some modules.
count, equal = 0, 0
for module in (json.decoder, pickle, re, types, sys.modules["os"], sys.modules["codecs"]):
    with open(module.__file__) as source:
        pending = [compile(source.read(), module.__file__, "exec")]
    while pending:
        code = pending.pop()
        inner = [c for c in code.co_consts if isinstance(c, types.CodeType)]
        pending += inner
        same = types.CodeType(*parts(code))
        count += 1
        equal += same == code and list(same.co_positions()) == list(code.co_positions()) and list(same.co_lines()) == list(code.co_lines())
print(count > 300, equal == count)

# Through a pickle of the parts; other values in some fields.
code = types.CodeType(*pickle.loads(pickle.dumps(parts(hot.__code__))))
print(types.FunctionType(code, globals())(100))
other = types.CodeType(*parts(f.__code__, name="g", qualname="Q.g", filename="other", firstlineno=100, argcount=1, freevars=f.__code__.co_freevars))
print(other.co_name, other.co_qualname, other.co_filename, other.co_firstlineno, other.co_argcount, other == f.__code__)
renamed = types.CodeType(*parts(hot.__code__, varnames=("m", "t", "j"), consts=hot.__code__.co_consts))
print(types.FunctionType(renamed, globals())(m=10), renamed.co_varnames, f.__code__.replace(co_exceptiontable=f.__code__.co_exceptiontable) == f.__code__)


def attempt(*arguments, **keywords):
    try:
        print(types.CodeType(*arguments, **keywords))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


for name in ("argcount", "posonlyargcount", "kwonlyargcount", "nlocals"):
    attempt(*parts(hot.__code__, **{name: -1}))
attempt(*parts(hot.__code__, names=(1,) * len(hot.__code__.co_names)))
attempt(*parts(hot.__code__, varnames=(1, 2, 3)))
attempt(*parts(hot.__code__, argcount=9))
attempt()
attempt(1, 2, 3)
attempt(name="x")
try:
    class Subclass(types.CodeType):
        pass
except TypeError as error:
    print(error)
