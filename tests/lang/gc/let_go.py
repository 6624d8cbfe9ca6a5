# What ends when a variable lets go of it, by del or None, and when a loop over a generator is left.
# needs prompt collection
import gc
import sys
import weakref

class Noticed:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print("  ended:", self.name)

def by_del():
    x = Noticed("local")
    del x
    print("after del")
def by_none():
    x = Noticed("local")
    x = None
    print("after None")
def of_cell():
    x = Noticed("cell")
    def inner():
        return x
    del x
    print("after del of a cell")
def still_referred():
    x = y = Noticed("two names")
    del x
    print("one name is left")
    y = None
    print("none is left")
class Plain:
    pass
def callback():
    x = Plain()
    ref = weakref.ref(x, lambda r: print("  callback", r() is None))
    x = None
    print("after None", ref() is None)
def in_weak_dictionary():
    x, y = Plain(), Plain()
    d = weakref.WeakValueDictionary({1: x, 2: y})
    del x
    print(sorted(d))
by_del()
by_none()
of_cell()
still_referred()
callback()
in_weak_dictionary()

value = Noticed("global")
del value
print("after del of a global")
exec("value = Noticed('of exec')\ndel value\nprint('after del of a name')")
value = Noticed("global")
value = None
print("after None of a global", value)
exec("value = Noticed('of exec')\nvalue = None\nprint('after None of a name')")
def by_none_of_a_global():
    global value
    value = Noticed("global of a function")
    value = None
    print("after None of a global")
by_none_of_a_global()
value = None
value = twice = Plain()
ref = weakref.ref(value, lambda r: print("  callback", r() is None))
value = None
print("one name is left", ref() is twice)
twice = None
print("none is left", ref())
class Body:
    value = Noticed("of a class")
    value = None
    print("end of a class's body")

def numbers(end):
    try:
        for i in range(end):
            yield i
    finally:
        print("  closed")
def by_break():
    for i in numbers(5):
        if i == 0:
            break
    print("after break", i)
def by_return():
    for i in numbers(5):
        for j in numbers(3):
            return i, j
def by_return_through_finally():
    for i in numbers(5):
        try:
            return i
        finally:
            print("  finally")
def exhausted():
    for i in numbers(2):
        pass
    else:
        print("after the end", i)
def kept():
    g = numbers(5)
    for i in g:
        break
    print("kept", next(g))
    del g
    print("let go")
by_break()
print("after return", by_return())
print("after return", by_return_through_finally())
exhausted()
kept()

g = numbers(3)
next(g)
del g
print("after del of a generator")

def ignores():
    while True:
        try:
            yield
        except GeneratorExit:
            pass
def hook(unraisable):
    print("  unraisable:", unraisable.exc_type.__name__, unraisable.exc_value)
sys.unraisablehook = hook
g = ignores()
next(g)
del g
print("after one that ignores its end")

class Cyclic:
    def __del__(self):
        print("  cyclic ended")
def cyclic():
    x = Cyclic()
    x.list = [x]
    del x
    print("after del of a cycle")
    gc.collect()
    print("after a collection")
cyclic()

kept = []
class Resurrected:
    def __del__(self):
        kept.append(self)
def resurrected():
    x = Resurrected()
    ref = weakref.ref(x, lambda r: print("  callback"))
    del x
    print("resurrected", ref() is kept[0])
    kept.clear()
    gc.collect()
    print("gone", ref())
resurrected()

class Nested:
    def __init__(self, name, inner):
        self.name, self.inner = name, inner
    def __del__(self):
        print("  ended:", self.name)
def in_order():
    x = None
    for i in range(4):
        x = Nested(i, x)
    del x
    print("the outermost first")
in_order()
