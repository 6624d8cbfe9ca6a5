# Most native types show the generic way to attributes as their own: it comes before that of a base further along. Exceptions are weakly referred to
# where they are made by a class statement.
import collections
import datetime
import itertools
import types
import weakref


class Reads:
    def __getattribute__(self, name):
        return "Reads " + name


class Writes:
    def __setattr__(self, name, value):
        print("Writes", name, value)

    def __delattr__(self, name):
        print("Writes", name)


def read(cls, *arguments):
    o = cls(*arguments)
    try:
        return object.__getattribute__(type(o), "__mro__")[1].__name__, o.anything
    except AttributeError as error:
        return str(error)


for native in (dict, list, set, str, int, float, bytes, tuple, frozenset, collections.deque, collections.defaultdict, itertools.count,
               collections.OrderedDict, Exception, complex, staticmethod, datetime.timedelta, types.SimpleNamespace, property, object):
    arguments = (len,) if native is staticmethod else ()
    if native is not object:
        print(native.__name__, read(type("Before", (native, Reads), {}), *arguments))
    print(native.__name__, read(type("Behind", (Reads, native), {}), *arguments))
    print(native.__name__, [name for name in ("__getattribute__", "__setattr__", "__delattr__") if name in vars(native)])

for native in (types.SimpleNamespace, dict, types.ModuleType):
    o = type("Before", (native, Writes), {})(*(["name"] if native is types.ModuleType else []))
    o.x = 1
    print(native.__name__, vars(o).get("x"))

print(str.__getattribute__, str.__getattribute__.__qualname__, str.__getattribute__ is object.__getattribute__)
print("abc".__getattribute__.__qualname__, [].__getattribute__.__objclass__)
for native in (types.FrameType, types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.GeneratorType, types.CodeType, type(None),
               type(NotImplemented), type(...), bool, range, slice, super, classmethod, zip, map, type(iter("")), type(iter("\u20ac"))):
    print(native.__name__, [name for name in ("__getattribute__", "__setattr__", "__delattr__") if name in vars(native)])

group = ExceptionGroup("several", [ValueError(1)])
reference = weakref.ref(group)
print(reference() is group, group.__weakref__ is reference, BaseExceptionGroup("several", [ValueError(1)]).__weakref__)
print("__weakref__" in vars(ExceptionGroup), "__weakref__" in vars(type("Child", (ExceptionGroup,), {})))
for make in (lambda: ValueError(1), lambda: BaseExceptionGroup("several", [KeyboardInterrupt()])):
    try:
        print(weakref.ref(make()))
    except TypeError as error:
        print(error)
