"""Keywords of f(**mapping) whose names are of a subclass of str: what keeps names keeps these objects."""
import ast
import functools
import xml.etree.ElementTree
from collections import OrderedDict
from enum import Enum
from types import SimpleNamespace


class Name(str):
    pass


class Color(str, Enum):
    RED = "red"


def kinds(names):
    return [type(name).__name__ for name in names]


def show(**keywords):
    return keywords


def show_others(a, **keywords):
    return a, kinds(keywords)


def generate(**keywords):
    yield kinds(keywords)


@functools.lru_cache
def show_cached(**keywords):
    return kinds(keywords)


class Shows:
    def __init__(self, **keywords):
        print(kinds(keywords))

    def __init_subclass__(cls, **keywords):
        print(kinds(keywords))


class Meta(type):
    def __new__(cls, name, bases, namespace, **keywords):
        print(kinds(keywords))
        return super().__new__(cls, name, bases, namespace)


names = {Name("x"): 1}
print(kinds(show(**names)), show(**names)["x"])
print(show_others(**{Name("a"): 1, Name("b"): 2}), *generate(**names), show_cached(**names))
print(show(**{Color.RED: 1}), dict(**{Color.RED: 1}), dict(a=2, **{Color.RED: 1}))
Shows(**names)


class Derived(Shows, **names):
    pass


class WithMeta(metaclass=Meta, **names):
    pass


partial = functools.partial(show, **names)
print(kinds(partial.keywords), kinds(partial()), kinds(partial(y=2)))
namespace, ordered, updated = SimpleNamespace(**names), OrderedDict(**names), {}
updated.update(**names)
print(kinds(namespace.__dict__), namespace.x, kinds(ordered), kinds(updated), "{x}".format(**names))
print(ast.dump(ast.Name(**{Name("id"): "q"})), kinds(xml.etree.ElementTree.Element("a", **names).attrib))
for bad in ({Name("a"): 1}, {Name("zip"): 1, Name("b"): 2}):
    for function in (lambda a, /: a, lambda a: a, len, sorted):
        try:
            print(function(1, **bad))
        except TypeError as error:
            print(error)


def repeat(count):
    for _ in range(count):
        result = kinds(show(**names)) + kinds(partial()) + kinds(dict(**names))
    return result


print(repeat(3000))
