import sys


def g():
    try:
        raise KeyError("in generator")
    except KeyError:
        yield sys.exc_info()[0].__name__
        yield sys.exc_info()[0].__name__


try:
    raise ValueError("outside")
except ValueError:
    it = g()
    print(next(it), sys.exc_info()[0].__name__, next(it), sys.exc_info()[0].__name__)
print(sys.exc_info()[0])
