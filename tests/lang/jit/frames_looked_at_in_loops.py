# What looks at frames sees them as they are: locals(), globals(), eval, sys._getframe, super() as a value, type() with three arguments.
import sys


def local_names(i):
    y = i + 1
    return sorted(locals()), y


def line():
    return sys._getframe().f_code.co_name, sys._getframe(1).f_lineno


def looks(n):
    seen = []
    for i in range(n):
        x = i * 2
        seen.append((locals()["i"], locals()["x"], local_names(i), line()))
        seen.append((eval("i + x"), sorted(dir()), len(vars()), globals() is sys.modules["__main__"].__dict__))
    return seen[:2], seen[-2:]


class Base:
    def value(self):
        return 1


class Derived(Base):
    def value(self):
        parent = super()
        return parent.value() + 1


def classes(n):
    total = 0
    for i in range(n):
        made = type("Made", (Derived,), {"number": i})
        total += made().value() + made.number + (made.__module__ == __name__)
    return total


for n in 3, 30, 400:
    print(looks(n))
    print(classes(n))
