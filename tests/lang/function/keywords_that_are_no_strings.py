# What CPython calls with an array looks at the names of keywords before anything else; native code that gets a dict of them sees
# what else is wrong first, or never looks.
import array
import collections
import contextvars
import csv
import datetime
import functools
import io
import itertools
import operator
import random
import socket
import struct
import threading
import types
import weakref


def show(name, call, *arguments, **keywords):
    try:
        call(*arguments, **keywords)
        print(name, "no error")
    except Exception as error:
        print(name, type(error).__name__, str(error).split(" at 0x")[0])


KEYWORDS = {(1,): 2}
POSITIONAL = (), (1,), (1, 2), (1, 2, 3), tuple(range(9))


def calls(name, callee, positional=POSITIONAL):
    for arguments in positional:
        for keywords in (KEYWORDS, {"a": 1, None: 2}):
            try:
                callee(*arguments, **keywords)
                print(name, len(arguments), "no error")
            except Exception as error:
                print(name, len(arguments), type(error).__name__, str(error).split(" at 0x")[0])


for type_ in (bool, bytearray, bytes, classmethod, complex, dict, enumerate, filter, float, frozenset, int, list, map, memoryview, object,
              property, range, reversed, set, slice, staticmethod, str, super, tuple, zip, BaseException, Exception, KeyError, OSError, FileNotFoundError,
              UnicodeDecodeError, ImportError, AttributeError, StopIteration, SystemExit, BaseExceptionGroup, ExceptionGroup, Warning):
    calls(type_.__name__, type_)
    if type_ is not enumerate:  # finds out in another order when it is called so
        calls(type_.__name__ + ".__new__", type_.__new__, ((), (1,), (type_,)))
    calls(type_.__name__ + ".__init__", type_.__init__, ((), (object(),)))

for type_ in (collections.deque, collections.defaultdict, types.SimpleNamespace, itertools.count, itertools.chain,
              itertools.product, itertools.accumulate, datetime.date, datetime.timedelta, io.StringIO, io.BytesIO, io.FileIO, array.array,
              operator.itemgetter, operator.attrgetter, contextvars.ContextVar, struct.Struct, types.MethodType, types.ModuleType,
              types.MappingProxyType, types.CellType, weakref.ref, threading.local, random.Random):
    calls(type_.__name__, type_)


class Plain:
    pass


class OfPython:
    def __init__(self, *arguments, **keywords):
        print("never called with", keywords)


class DictChild(dict):
    pass


class ListChild(list):
    pass


class TupleChild(tuple):
    def __new__(cls, *arguments, **keywords):
        print("never called with", keywords)


class Meta(type):
    def __call__(cls, *arguments, **keywords):
        print("never called with", keywords)


class OfMeta(metaclass=Meta):
    pass


class Error(Exception):
    pass


for type_ in (Plain, OfPython, DictChild, ListChild, TupleChild, OfMeta, Error):
    calls(type_.__name__, type_)
calls("Meta", Meta, (("C", (), {}),))

for name in ("count", "find", "index", "rfind", "rindex", "startswith", "endswith"):
    for value in ("abc", b"abc", bytearray(b"abc")):
        calls(f"{type(value).__name__} {name}", getattr(value, name))
        show(name, getattr(value, name), zz=3)
for name in ("union", "difference", "intersection"):
    for value in (set(), frozenset()):
        calls(f"{type(value).__name__} {name}", getattr(value, name))
        show(name, getattr(value, name), zz=3)
for name in ("update", "difference_update", "intersection_update"):
    calls(name, getattr(set(), name))
    show(name, getattr(set(), name), zz=3)
for name in ("split", "join", "encode", "__getattribute__", "__setattr__"):
    calls(name, getattr("abc", name))
calls("int.__add__", int.__add__)
calls("(1).__add__", (1).__add__)
calls("classmethod.__get__", classmethod.__get__)
calls("function.__call__", (lambda: 1).__call__)
calls("object().__init__", object().__init__)
calls("().__init__", ().__init__)
calls("{}.__init__", {}.__init__)
calls("{}.update", {}.update, ((),))
calls("functools.partial(...)", functools.partial(print, 1))
calls("csv.Dialect", csv.Dialect, ((),))
calls("socket", socket.socket, (tuple(range(9)),))
show("type.__delattr__", object.__delattr__, Plain, object)
show("type.__setattr__", object.__setattr__, Plain, object, 1)
show("ascii iterator", iter("ab").__length_hint__, 1, 2)
show("iterator", iter("\u20ac").__length_hint__, 1, 2)
