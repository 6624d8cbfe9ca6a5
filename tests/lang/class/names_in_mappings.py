# exec with globals and builtins of classes below dict: their own methods are asked.
import subprocess
import sys


class Loud(dict):
    def __getitem__(self, key):
        print("get", key)
        return super().__getitem__(key)

    def __setitem__(self, key, value):
        print("set", key)
        super().__setitem__(key, value)


class Frozen(dict):
    def __setitem__(self, key, value):
        raise TypeError("frozen")


def attempt(source, namespace):
    try:
        exec(source, namespace)
    except Exception as e:
        print(type(e).__name__, e)


attempt("x = 1\ny = x + 1", Loud())
attempt("x = 1", Frozen())
attempt("def f(): return g\nf()", {"g": 1, "__builtins__": {}})
attempt("print(name)", {"__builtins__": Loud(print=print, name="found")})
attempt("print(name)", {"__builtins__": Loud(print=print)})
attempt("class A: pass", {"__builtins__": {}})
attempt("class A: pass", {"__builtins__": Loud()})
attempt("print(1)", {"__builtins__": {}})
attempt("print(1)", {"__builtins__": 123})
attempt("def f():\n    for i in range(3): print(given)\nf()", Loud(given=5))


class Base:
    def __new__(cls, *args):
        raise AssertionError


class Restored(Base):
    __new__ = object.__new__

    def __init__(self, value):
        self.value = value


for arguments in (1,), ():
    try:
        print(Restored(*arguments))
    except TypeError as e:
        print(e)

for name in "A\udcdcB", "A\0B":
    try:
        type(name, (), {})
    except ValueError as e:
        print(type(e).__name__)
try:
    type("A", (), {"__doc__": "x\udcdcy"})
except UnicodeEncodeError as e:
    print(e.reason)

try:
    1 / 0
except ZeroDivisionError as e:
    print(dir(e.__traceback__))


class Pair:
    __match_args__ = ("a", "a")
    a = None


for subject in (Pair(),):
    try:
        match subject:
            case Pair(x, y):
                print("matched")
    except TypeError as e:
        print(e)
    try:
        match subject:
            case Pair(x, a=y):
                print("matched")
    except TypeError as e:
        print(e)

import collections
import collections.abc


class Endless(collections.abc.Sequence):
    def __getitem__(self, i):
        return i

    def __len__(self):
        return 42


match Endless():
    case [first, *_, before, last]:
        print(first, before, last)


class Both(collections.UserDict, list):
    pass


match Both():
    case [*_]:
        print("sequence")
    case {}:
        print("mapping")


class Text(str):
    def __bytes__(self):
        return b"own"


print(bytes(Text("abc")), bytes(Text("\u20ac"), "iso8859-15"))
print(b"\xb9\x01".hex("\0"), b"\xb9\x01".hex(b"\0"))
grown = bytearray(b"before")


def numbers():
    for i in range(3):
        yield i
        print(grown)


grown.__init__(numbers())

program = "print(hash('abc'), hash(b'abc'), hash('\u00e4\u00fa\u2211\u2107'), hash(''), {'a', 'b', 'c', 'spam', 'eggs', 'x' * 40})"
for seed in "0", "42", "4294967295":
    run = subprocess.run([sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True)
    print(run.stdout)
