# dict.__getitem__ and a few others are methods, not slot wrappers; subclasses look up as ever. Exceptions show __init__.
import inspect

for o in {}, [], set(), frozenset(), (), "":
    for name in "__contains__", "__getitem__", "__len__":
        if hasattr(o, name):
            method = getattr(o, name)
            print(type(o).__name__, name, type(method).__name__, type(getattr(type(o), name)).__name__,
                  hasattr(method, "__module__"), inspect.isbuiltin(method))


class D(dict):
    pass


class M(D):
    def __missing__(self, key):
        return ("missing", key)


class G(dict):
    def __getitem__(self, key):
        return ("got", super().__getitem__(key))


class L(list):
    pass


class S(set):
    def __contains__(self, element):
        return not super().__contains__(element)


for i in range(3000):
    d, m, g, l, s = D(a=1), M(a=2), G(a=3), L([1, 2, 3]), S({1})
    result = d["a"], m["a"], m["b"], g["a"], l[0], l[1:], 1 in s, 2 in s, "a" in d, "b" in d
print(result)
print(dict.__getitem__({1: 2}, 1), list.__getitem__([1, 2], -1), dict.__contains__({}, 1), D.__getitem__ is dict.__getitem__)
for f in (lambda: dict.__getitem__(1, 2), lambda: list.__getitem__({}, 0), lambda: set.__contains__([], 1), lambda: {}["x"],
          lambda: [][0], lambda: dict.__getitem__({}, []), lambda: frozenset().__contains__([])):
    try:
        print(f())
    except (TypeError, LookupError) as e:
        print(type(e).__name__, e)
D.__getitem__ = lambda self, key: "late"
print(D(a=1)["a"], M(a=1)["a"])
del D.__getitem__
print(D(a=1)["a"], M(a=1)["a"], M()["c"])
for cls in (BaseException, Exception, ValueError, KeyError, OSError, FileNotFoundError, UnicodeDecodeError, ExceptionGroup,
            BaseExceptionGroup, StopIteration, ModuleNotFoundError, UnboundLocalError, Warning):
    print(cls.__name__, "__init__" in vars(cls), cls.__init__.__objclass__.__name__)
