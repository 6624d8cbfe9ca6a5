"""Random operations on values of all builtin types, for random_operations.py: operators, builtin functions, methods and functions
of modules, with right and wrong arguments. Each prints its result, or the class and the message of its exception."""

import builtins
import importlib
import random

PRELUDE = '''\
import re, signal, sys, warnings
import math, cmath, operator, itertools, functools, collections, heapq, bisect, binascii, zlib, struct, string, textwrap, json
import keyword, copy, unicodedata, fractions, statistics, types, datetime, array, codecs
sys.stdout.reconfigure(errors="backslashreplace")
warnings.simplefilter("ignore")
ADDRESS = re.compile("0x[0-9a-f]{6,}")

class Plain:
    def __init__(self, x=1):
        self.x = x
    def __repr__(self):
        return f"Plain({self.x!r})"

class Number:
    def __init__(self, x=3):
        self.x = x
    def __repr__(self):
        return f"Number({self.x!r})"
    def __index__(self):
        return self.x
    def __eq__(self, other):
        return isinstance(other, Number) and self.x == other.x
    def __hash__(self):
        return hash(self.x)
    def __lt__(self, other):
        return self.x < (other.x if isinstance(other, Number) else other)
    def __add__(self, other):
        return "sum" if isinstance(other, (int, Number)) else NotImplemented
    __radd__ = __add__

class IntChild(int): pass
class FloatChild(float): pass
class StrChild(str): pass
class BytesChild(bytes): pass
class ListChild(list): pass
class TupleChild(tuple): pass
class DictChild(dict):
    def __missing__(self, key):
        return ("missing", key)
class SetChild(set): pass
class Slotted:
    __slots__ = ("a", "b")
class Mapping:
    def keys(self):
        return ["k", "l"]
    def __getitem__(self, key):
        return key * 2
class Sequence:
    def __len__(self):
        return 3
    def __getitem__(self, i):
        if i >= 3:
            raise IndexError("no more")
        return i * 10
class Broken:
    def __repr__(self):
        raise RuntimeError("no repr")
    def __len__(self):
        return -1
    def __iter__(self):
        return 5
    def __bool__(self):
        return 2
    def __hash__(self):
        return "hash"
    def __index__(self):
        return 1.5
    def __eq__(self, other):
        raise ValueError("no comparison")

def function(a, b=2, *rest, c=3, **others):
    return a, b, rest, c, others
def generator():
    got = yield 1
    yield got
def text(value):
    shown = ADDRESS.sub("0x", repr(value))
    return shown if len(shown) < 400 else shown[:400] + f"... {len(shown)}"
class Endless(BaseException): pass
def end(*_):
    raise Endless
def check(number, operation, *values):
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, 2)
        print(number, text(operation(*values)), *(text(value) for value in values))
    except Exception as error:
        try:
            message = ADDRESS.sub("0x", str(error))
        except Exception as inner:
            message = f"no message: {inner!r}"
        print(number, type(error).__name__, message, getattr(error, "__notes__", ""))
    except Endless:
        print(number, "Endless")

'''

VALUES = {
    "int": ("0", "1", "-1", "2", "3", "7", "10", "-5", "255", "256", "2**31", "-2**63", "2**64", "10**20", "-10**30", "True",
            "False", "IntChild(5)", "IntChild(-2)"),
    "float": ("0.0", "-0.0", "1.5", "-2.25", "1e300", "1e-320", "float('inf')", "float('-inf')", "float('nan')", "3.0",
              "2.0**53", "FloatChild(2.5)", "0.1"),
    "complex": ("1j", "(2-3j)", "complex(0.0, -0.0)", "complex('inf')", "(1.5+0j)"),
    "str": ("''", "'a'", "'abc'", "'Hello World'", "' \\t x\\n'", "'123'", "'-1.5'", "'äöü'", "'ß'", "'日本語'", "'\\U0001f600x'",
            "'\\ud800'", "'a,b,,c'", "'%s %d'", "'{0!r:>5} {x}'", "StrChild('kid')", "'ABC'", "'aXbXc'", "'\\0'", "'İ'", "'x' * 40",
            "'utf-8'", "'strict'", "'ignore'"),
    "bytes": ("b''", "b'a'", "b'abc'", "b' x '", "b'\\xff\\x00'", "b'1,2,3'", "BytesChild(b'kid')", "b'61 62'", "b'%d %s'"),
    "bytearray": ("bytearray()", "bytearray(b'abc')", "bytearray(b'a b c')"),
    "memoryview": ("memoryview(b'abcdef')", "memoryview(bytearray(8)).cast('i')", "memoryview(b'abcd')[::2]"),
    "list": ("[]", "[1]", "[3, 1, 2]", "['b', 'a']", "[[1], [2]]", "[1, 'a', None]", "ListChild([1, 2])", "[1.5, 2]", "list(range(10))"),
    "tuple": ("()", "(1,)", "(1, 2)", "('a', 1)", "TupleChild((1, 2))", "((1, 2), (3, 4))", "(int, str)"),
    "dict": ("{}", "{1: 2}", "{'a': 1, 'b': 2}", "{'x': [1]}", "DictChild(a=1)", "{(1, 2): 3}", "{None: 0, 'k': 1}"),
    "set": ("set()", "{1, 2, 3}", "{'a'}", "SetChild([1, 2])"),
    "frozenset": ("frozenset()", "frozenset([1, 2])"),
    "range": ("range(0)", "range(5)", "range(10, 0, -3)", "range(2**70, 2**70 + 3)"),
    "slice": ("slice(None)", "slice(1, 3)", "slice(None, None, -1)", "slice(-2, None)", "slice(0, 4, 2)"),
    "NoneType": ("None",),
    "ellipsis": ("...",),
    "type": ("int", "str", "list", "dict", "type", "object", "ValueError", "Plain", "Slotted", "bool"),
    "function": ("function", "len", "(lambda x: x)", "(lambda *a: a)", "'abc'.upper", "str.upper", "print", "ord"),
    "BaseException": ("ValueError('bad')", "KeyError('k')", "OSError(2, 'gone', 'file')", "StopIteration(3)",
                      "UnicodeDecodeError('utf-8', b'abc', 1, 2, 'why')", "ExceptionGroup('g', [ValueError(1)])"),
    "iterator": ("iter([1, 2])", "iter('ab')", "zip([1], 'a')", "enumerate('ab')", "map(str, [1])", "reversed([1, 2])",
                 "iter({1: 2})", "generator()", "filter(None, [0, 1])", "iter(range(3))", "{1: 2}.items()", "{1: 2}.keys()",
                 "{'a': 'b'}.values()"),
    "object": ("Plain()", "re.match('(a)(b)?', 'a')", "Number()", "Number(2)", "Slotted()", "Mapping()", "Sequence()", "Broken()", "object()",
               "property(len)", "staticmethod(len)", "classmethod(len)", "super(Plain, Plain())", "list[int]", "int | None",
               "function.__code__", "NotImplemented"),
}
UNSUITABLE = {"open", "input", "exit", "quit", "help", "breakpoint", "exec", "eval", "compile", "copyright", "credits", "license",
              "print", "id", "globals", "locals", "vars", "dir", "__import__", "__build_class__", "memoryview", "hash"}
FUNCTIONS = sorted(name for name in dir(builtins) if name[0].islower() and name not in UNSUITABLE)
EXCEPTIONS = sorted(name for name in dir(builtins) if name[0].isupper() and isinstance(getattr(builtins, name), type))
# Sizes, addresses (also as hashes) and order are not CPython's promise, or the method is about the process.
METHODS_LEFT_OUT = {"__hash__", "__sizeof__", "__dir__", "__subclasses__", "__init_subclass__", "__class__", "__doc__", "__reduce__", "__reduce_ex__",
                    "__getstate__", "__setstate__", "co_code", "_co_code_adaptive", "__globals__", "__builtins__", "replace_",
                    "co_consts", "co_linetable", "co_lines", "co_positions", "co_exceptiontable", "co_stacksize", "co_filename", "__dict__",
                    "__code__", "__subclasshook__", "co_flags", "__del__", "__call__", "gi_frame", "gi_code"}
# Functions of modules; left out is what asks the clock, the machine or the process, and what may make memory or time explode.
MODULES = {
    "math": "comb perm factorial",
    "cmath": "",
    "operator": "pow ipow mul imul lshift ilshift attrgetter methodcaller length_hint",
    "itertools": "count cycle repeat permutations product combinations combinations_with_replacement tee",
    "functools": "get_cache_token",
    "collections": "namedtuple",
    "heapq": "",
    "bisect": "",
    "binascii": "",
    "zlib": "",
    "struct": "",
    "string": "",
    "textwrap": "",
    "json": "load dump",
    "re": "",
    "keyword": "",
    "copy": "",
    "unicodedata": "",
    "fractions": "",
    "statistics": "",
    "types": "FunctionType CodeType",
    "datetime": "",
    "array": "",
    "codecs": "open EncodedFile",
}
BINARY = ("+", "-", "*", "/", "//", "%", "@", "&", "|", "^", "<<", ">>", "**", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "is", "and", "or")
UNARY = ("-", "+", "~", "not ")
# What these get may make memory or time explode.
EXPLOSIVE = {"**", "<<", "*"}
HUGE = ("10**", "2**6", "2**3", "2**5", "range(2**70, 2**70 + 3)")


class Operations:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def pick(self, *choices):
        return self.random.choice(choices)

    def value(self, kinds=tuple(VALUES)):
        return self.pick(*VALUES[self.random.choice(kinds)])

    def modest(self):
        while any(huge in (value := self.value()) for huge in HUGE):
            pass
        return value

    def like(self, kind):
        return self.value((kind,)) if self.random.randrange(2) else self.value()

    def arguments(self, kind):
        made = [self.like(kind) if self.random.randrange(3) else self.value(("int", "str"))
                for _ in range(self.pick(0, 1, 1, 1, 2, 2, 3))]
        if not self.random.randrange(8):
            made.append(f"{self.pick('key', 'default', 'sep', 'maxsplit', 'encoding', 'start', 'reverse', 'end', 'base', 'x')}={self.value()}")
        if not self.random.randrange(12):
            made.insert(0, f"*{self.value(('tuple', 'list', 'str', 'int'))}")
        if not self.random.randrange(20):
            made.append(f"**{self.value(('dict', 'NoneType'))}")
        return ", ".join(made)

    def operation(self):
        """(parameters, expression, values)"""
        kind = self.random.choice(tuple(VALUES))
        which = self.random.randrange(24)
        if which >= 20:
            return self.module_function(kind)
        if which < 6:
            return self.method(kind)
        if which < 10:
            operator = self.pick(*BINARY)
            if operator in EXPLOSIVE:
                return "x, y", f"x {operator} y", f"{self.modest()}, {self.modest()}"
            return "x, y", f"x {operator} y", f"{self.value((kind,))}, {self.like(kind)}"
        if which < 11:
            return "x", f"{self.pick(*UNARY)}x", self.value((kind,))
        if which < 13:
            index = f"{self.value()}" if self.random.randrange(3) else f"{self.pick('', '1', '-1', 'None')}:{self.pick('', '2', '-1')}:{self.pick('', '-1', '2', '0')}"
            return "x", f"x[{index}]", self.value((kind,))
        if which < 14:
            target = self.pick("[1]", "[0]", "['a']", "[1:2]", "[::2]", ".x", ".a", "[None]", "[-1]", "[5:]")
            statement = self.pick(f"x.__setitem__({target[1:-1] or 0}, y)", f"x.__delitem__({target[1:-1] or 0})") if target[0] == "[" and ":" not in target \
                else f"setattr(x, {target[1:]!r}, y)" if target[0] == "." else f"x.__setitem__(slice(*{target!r}.count(':') * (1,)), y)"
            return "x, y", statement, f"{self.value((kind,))}, {self.value()}"
        if which < 18:
            name = self.pick(*FUNCTIONS) if self.random.randrange(8) else self.pick(*EXCEPTIONS)
            if name in ("bytes", "bytearray", "range", "pow", "list", "tuple", "sum", "sorted", "set", "frozenset", "any", "all", "max", "min", "dict", "enumerate", "sleep"):
                return "", f"{name}({', '.join(self.modest() for _ in range(self.pick(0, 1, 1, 1, 2, 3)))})", ""
            return "", f"{name}({self.arguments(kind)})", ""
        if which < 19:
            return "x", f"f'{{x{self.pick('', '!r', '!s', '!a')}{self.pick('', ':', ':>8', ':05d', ':.2f', ':x', ':,', ':_b', ':e', ':%', ':s', ':^10', ':+g', ':#x', ':c', ':n', ':q', ':.3', ':=6')}}}'", self.value((kind,))
        form = self.pick("%s", "%d", "%r", "%5.2f", "%x", "%c", "%i %s", "%(a)s", "%", "%%", "%-5s|", "%+d", "%#o", "%e", "%q", "%*d", "%.3s", "%a")
        return "x", f"{self.pick('', 'b')}'{form}' % x", self.value()

    def module_function(self, kind):
        module = self.random.choice(tuple(MODULES))
        left_out = MODULES[module].split()
        names = [name for name in vars(importlib.import_module(module)) if not name.startswith("_") and name not in left_out
                 and callable(getattr(importlib.import_module(module), name))]
        arguments = ", ".join(self.modest() for _ in range(self.pick(0, 1, 1, 2, 2, 3)))
        return "", f"{module}.{self.random.choice(sorted(names))}({arguments})", ""

    def method(self, kind):
        value = self.value((kind,))
        names = METHODS.get(kind)
        if names is None:
            names = METHODS[kind] = methods_of(kind)
        if not names:
            return "x", "x", value
        name = self.random.choice(names)
        if name in ("__mul__", "__rmul__", "__imul__", "__pow__", "__rpow__", "__lshift__", "__rlshift__", "ljust", "rjust", "center", "zfill", "expandtabs", "to_bytes", "__ipow__"):
            arguments = ", ".join(self.modest() for _ in range(self.pick(0, 1, 1, 2)))
            value = self.pick(*(v for v in VALUES[kind] if not any(huge in v for huge in HUGE)))
        else:
            arguments = self.arguments(kind)
        return "x", f"x.{name}({arguments})", value


METHODS = {}


def methods_of(kind):
    namespace = {}
    exec(PRELUDE, namespace)
    names = set()
    for value in VALUES[kind]:
        names |= set(dir(eval(value, namespace)))
    return sorted(names - METHODS_LEFT_OUT)


def random_operations(seed, count=200):
    writer = Operations(seed)
    lines = []
    for number in range(count):
        parameters, expression, values = writer.operation()
        lines.append(f"check({number}, lambda {parameters}: {expression}{', ' if values else ''}{values})")
    return PRELUDE + "signal.signal(signal.SIGVTALRM, end)\n" + "\n".join(lines) + "\n"
