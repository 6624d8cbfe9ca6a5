"""Uses every part of rarely.c; prints what CPython prints."""
import __future__
import collections
import contextvars
import gc
import os
import pickle
import rarely
import signal
import sys
import tempfile
import types
import weakref

FILE, EVAL = 257, 258


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


# classes made of a template
Made = rarely.type_of_template(object, ("a module",))
print(Made, Made.__orig_bases__, Made.__module__, Made.__mro__[1:], type(Made()).__name__, isinstance(Made(), Made))


class Derived(Made):
    pass


print(Derived.__orig_bases__, Derived().__class__.__base__ is Made)

# lists whose storage C moves
for numbers in [str(i) for i in range(40)], [float(i) for i in range(9)], list(range(100)):
    popped = [rarely.pop_last(numbers) for _ in range(len(numbers) - 3)]
    gc.collect()
    numbers += popped[:5]
    gc.collect()
    print(numbers, popped[-1], numbers.pop(), len(numbers))
attempt(rarely.pop_last, [])

# pairs
for override in 0, 1:
    d = {"a": 1}
    attempt(rarely.merge_pairs, d, [("a", 2), ["b", 3], "xy", ("b", 4)], override)
    print(d)
    attempt(rarely.merge_pairs, d, ((k, k) for k in "ab"), override)
    print(d)
attempt(rarely.merge_pairs, {}, [1], 1)
attempt(rarely.merge_pairs, {}, ["abc"], 1)
attempt(rarely.merge_pairs, {}, {"ab": 1}, 1)
attempt(rarely.merge_pairs, {}, 5, 1)

# running text
space = {"x": 20}
attempt(rarely.run_text, "x + 1", EVAL, space)
attempt(rarely.run_text, "y = x * 2\nprint('in it', y)", FILE, space)
print(space["y"])
attempt(rarely.run_text, "x +", EVAL, space)
attempt(rarely.run_text, "x + 1; 2", EVAL, space)
attempt(rarely.run_text, "from __future__ import annotations\ndef f(a: nothing): pass\nprint(f.__annotations__)", FILE, space)
attempt(rarely.run_text, "def g(a: nothing): pass\nprint(g.__annotations__)", FILE, space, __future__.annotations.compiler_flag)
attempt(rarely.run_text, "1 / 0", EVAL, space)
code = rarely.compile_text("[1, x]", "named.py")
print(code.co_filename, code.co_name, eval(code, {"x": 2}))
attempt(rarely.compile_text, "a b", "named.py")

# running files, and what is in them
folder = tempfile.mkdtemp()
path = os.path.join(folder, "program.py")
with open(path, "w") as file:
    file.write("# coding: utf-8\nresult = __name__, 'é'\nprint('ran as', __name__, sorted(k for k in globals() if 'file' in k))\n")
space = {"__name__": "given"}
attempt(rarely.run_file, path, space)
print(space["result"])
attempt(rarely.run_file, os.path.join(folder, "none.py"), space)
print(rarely.run_program(path), "__file__" in vars(sys.modules["__main__"]))
print(repr(rarely.program_text(path, 2)), rarely.program_text(path, 99), rarely.program_text(folder + "/none", 1))
with rarely.code_of_file(path) as file:
    print(type(file).__name__, file.readline())
for error, column in (SyntaxError, -1), (SyntaxError, 3), (IndentationError, 0), (ValueError, 4):
    try:
        rarely.wrong_place(error, path, 2, column)
    except error as e:
        print(type(e).__name__, e.args, e.lineno, e.offset, e.end_lineno, e.end_offset, e.filename == path, repr(e.text),
              getattr(e, "msg", 0), getattr(e, "print_file_and_line", 0))

# types
od = collections.OrderedDict(a=1)
variable = contextvars.ContextVar("v")
d, made = {1: 2}, rarely.types()
mine = [map(str, ()), filter(None, ()), zip(), iter(type("S", (), {"__getitem__": lambda s, i: i})()), iter(int, 1), iter([]),
        reversed([]), iter(()), iter(range(3)), iter(range(2 ** 70)), iter("é"), iter(b""), iter(bytearray()), iter(set()),
        iter(d), iter(d.values()), iter(d.items()), reversed(d), reversed(d.values()), reversed(d.items()), iter(od), od.keys(),
        od.values(), od.items(), ..., list[int], pickle.PickleBuffer(b""), contextvars.copy_context(), variable, variable.set(1),
        None, NotImplemented]
print(len(made) == len(mine), [(t, type(o)) for t, o in zip(made, mine) if type(o) is not t])

# sys
version, copyright, platform, compiler, prefix, exec_prefix, program, search = rarely.names()
print(version == sys.version, copyright == sys.copyright, platform == sys.platform, compiler in sys.version,
      prefix == sys.prefix, exec_prefix == sys.exec_prefix, program == sys.executable, os.path.dirname(os.__file__) in search)
before = sys.path[:]
rarely.set_arguments()
print(sys.argv, sys.path[0], sys.path[1:] == before, sys._xoptions["rarely"], sys._xoptions["alone"], sys.warnoptions[-1])
events = []
print(rarely.add_audit_hook(events))
sys.audit("rarely.seen", 1, "two")
sys.audit("other", 1)
attempt(sys.audit, "rarely.refused")
print(events)

# the rest
error = UnicodeTranslateError("text", 1, 3, "why")
print(rarely.translate_error(error), error.start, error.end, error.reason)
for a, b in (1 + 2j, 3 - 1j), (0j, 1j), (2 + 0j, 0j), (1e200 + 1e200j, 2 + 0j), (0j, -1 + 0j), (1e200 + 0j, 1e200 + 0j):
    print(rarely.complex_numbers(a, b))


def variables(x):
    y = x
    inner = lambda: y
    rarely.set_local(sys._getframe(), "x", "new x")
    rarely.set_local(sys._getframe(), "y", "new y")
    return x, y, inner()


print(variables(1))
print([rarely.location(variables.__code__, at) is not None for at in (0, 2, 4)])


def outer():
    free = "old"
    return lambda: free


function = outer()
print(function(), rarely.set_closure(function, (types.CellType("new"),)), function())
attempt(rarely.set_closure, function, [1])
print(rarely.recoded("nop", "rot13", 1), rarely.recoded("abc", "rot13", 0))
attempt(rarely.recoded, "abc", "utf-8", 0)
attempt(rarely.recoded, "abc", "nothing", 1)
seen = []
os.register_at_fork(before=lambda: seen.append("before"), after_in_parent=lambda: seen.append("parent"),
                    after_in_child=lambda: seen.append("child"))
child = rarely.fork_here()
if child == 0:
    os._exit(seen == ["before", "child"])
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), seen)
signal.signal(signal.SIGUSR1, lambda *a: seen.append(a[0]))
print(rarely.signal_comes(signal.SIGUSR1), rarely.signal_comes(10 ** 6), rarely.signal_comes(signal.SIGUSR2))
while len(seen) < 3:
    pass
print(seen[2:])
print(rarely.weak_place({1}), rarely.weak_place(1))

# arguments of C's functions outlast collections and second tries
numbers = bytearray(b"some")
view = memoryview(numbers)


def made(i):
    return "made" + str(i)


print(rarely.call_then_list(None, made(1), [made(2)]), rarely.call_then_list(gc.collect, *map(made, range(3))))
print(rarely.call_then_list(lambda: gc.collect() + len([made(i) for i in range(9)]), made(4), (made(5), made(6))))
attempt(rarely.refuse, made(7))
attempt(lambda: rarely.refuse({made(8): 1}))
attempt(lambda: rarely.call_then_list(lambda: rarely.refuse([made(9)]), made(10)))
print(view.tobytes())

# objects in memory of malloc end too
for i in range(2000):
    late = rarely.make_late([made(i)])
kept = [rarely.make_late({i: made(i)}) for i in range(100)]
late = None
gc.collect()
print(rarely.count_lates() < 150, rarely.move_blocks(), [rarely.any_of_late(late) for late in kept[::33]])

# formats and characters of str
import ctypes

api = ctypes.PyDLL(None)
api.PyUnicode_FromFormat.restype = ctypes.py_object
attempt(api.PyUnicode_FromFormat, b"caf\xc3\xa9 %d", ctypes.c_int(3))
print(api.PyUnicode_FromFormat(b"%5d|%.3s|%.%|%s", ctypes.c_int(3), b"abcdef", b"x"), api.PyUnicode_FromFormat(b"%1%s|%", b"y"))
for n, largest in (3, 127), (3, 255), (2, 0x10FFFF):
    for i, many, character in (0, 0, 65), (1, 0, 200), (1, 9, 300), (5, 0, 65), (5, 3, 65), (-1, 1, 65), (0, 2, 66):
        attempt(rarely.write_text, n, largest, i, many, character)

unready = rarely.make_unready()
attempt(lambda: unready.answer)
attempt(lambda: unready.other())
print(unready)
attempt(lambda: rarely.used_early.answer)
attempt(lambda: rarely.used_early.other())
print(rarely.used_early)


# A macro of C's looks into weak references, of what is alive and of what is dead.
class Target:
    pass


target = Target()
reference, proxy = weakref.ref(target), weakref.proxy(target)
print(rarely.weak_target(reference) is target, rarely.weak_target(proxy) is target)
del target
gc.collect()
print(rarely.weak_target(reference), rarely.weak_target(proxy), reference(), reference == weakref.ref(Target))
