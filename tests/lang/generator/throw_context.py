"""What is thrown into a generator has the context that the generator gives it, not what its caller handles."""


def rethrows(exception):
    try:
        yield
    finally:
        raise exception


def chain(e):
    found = []
    while e:
        found.append(str(e))
        e = e.__context__
    return found


def step(generator, exception):
    try:
        generator.throw(exception)
    except Exception as e:
        return e


first = Exception("first")
third = Exception("third")
second = rethrows(third)
next(second)
try:
    raise first
except Exception:
    thrown = Exception("thrown")
    print(chain(step(second, thrown)))
    print(chain(thrown))


def handles():
    try:
        raise KeyError("inside")
    except KeyError:
        try:
            yield
        except Exception as e:
            print(chain(e))
            yield


g = handles()
next(g)
try:
    raise first
except Exception:
    g.throw(ValueError("thrown"))
    print(chain(first))


# delegated close: an attribute that cannot be read is reported, and the generator ends all the same
import sys

sys.unraisablehook = lambda report: print("unraisable:", repr(report.exc_value), report.object)


class Broken:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def __getattr__(self, name):
        1 / 0

    def __repr__(self):
        return "Broken()"


def delegates():
    yield from Broken()


g = delegates()
next(g)
g.close()
try:
    next(g)
except StopIteration:
    print("ended")
g = delegates()
next(g)
try:
    g.throw(AttributeError)
except ZeroDivisionError as e:
    print(repr(e))
