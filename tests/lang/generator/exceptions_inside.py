def fails():
    yield 1
    raise KeyError("inside")


g = fails()
print(next(g))
try:
    next(g)
except KeyError as error:
    print(repr(error))
print(list(g))


def raises_stop():
    yield 1
    raise StopIteration("wrong")


try:
    list(raises_stop())
except RuntimeError as error:
    print(error, repr(error.__cause__))


def running():
    yield next(me)


me = running()
try:
    next(me)
except ValueError as error:
    print(error)
