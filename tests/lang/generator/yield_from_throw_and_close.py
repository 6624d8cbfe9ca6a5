# throw() and close() are passed on to the iterator of a `yield from`, whatever it is.
def inner():
    while True:
        try:
            x = yield "inner"
            print("sent", x)
        except ValueError as e:
            print("inner caught", e)
            return "returned by throw"
        except KeyError as e:
            print("inner goes on after", e)


def outer():
    result = yield from inner()
    print("outer got", result)
    yield "outer"
    return "end"


g = outer()
print(next(g), g.send(1), g.throw(KeyError("k")))
print(g.throw(ValueError("v")))
try:
    next(g)
except StopIteration as e:
    print("stop", e.value)


def three():
    try:
        got = yield from outer()
        print("three got", got)
    finally:
        print("three: finally")
    yield "last"


g = three()
print(next(g))
print(g.throw(ValueError, "as class and value"))
print(next(g))
print(list(g))


class Steps:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        return self.n

    def throw(self, *args):
        print("Steps.throw", [a if isinstance(a, type) else repr(a) for a in args])
        if self.n > 2:
            stop = StopIteration("value of throw")
            raise stop
        if self.n > 1:
            raise LookupError("other")
        return "thrown into"

    def close(self):
        print("Steps.close")


def over(it):
    while True:
        try:
            value = yield from it
            print("over: value", value)
            return value
        except LookupError as e:
            print("over: caught", type(e).__name__, e)
        except GeneratorExit:
            print("over: exit")
            raise


g = over(Steps())
print(next(g))
print(g.throw(ValueError("one")))
print(next(g), g.throw(ValueError, "two"))
try:
    g.throw(ValueError)
except StopIteration as e:
    print("stopped with", e.value)

g = over(Steps())
next(g)
g.close()
g.close()


class NoThrow:
    def __iter__(self):
        return self

    def __next__(self):
        return "no throw"


def tolerant():
    try:
        yield from NoThrow()
    except ZeroDivisionError as e:
        print("tolerant", e)
        yield "recovered"


g = tolerant()
print(next(g), g.throw(ZeroDivisionError("z")))
g.close()

g = tolerant()
next(g)
g.close()


# What the inner iterator raises arrives at the `yield from`, and afterwards nothing is delegated any more.
def fails():
    yield 1
    raise OSError("inner failed")


def catches():
    try:
        yield from fails()
    except OSError as e:
        print("caught", e)
    try:
        yield "plain"
    except RuntimeError as e:
        print("plain caught", e)
        yield "after"


g = catches()
print(next(g), next(g), g.gi_yieldfrom, g.throw(RuntimeError("r")))


# close() of nested generators runs from the inside out.
def nested(n):
    try:
        if n:
            yield from nested(n - 1)
        else:
            yield "deep"
    finally:
        print("leave", n)


g = nested(3)
print(next(g))
g.close()
g = nested(2)
next(g)
try:
    g.throw(GeneratorExit)
except GeneratorExit:
    print("GeneratorExit came out")


def stubborn():
    while True:
        try:
            yield 1
        except GeneratorExit:
            print("ignored")
            yield 2
            return


g = stubborn()
next(g)
try:
    g.close()
except RuntimeError as e:
    print("RuntimeError:", e)


def around():
    yield from stubborn()


g = around()
next(g)
try:
    g.close()
except RuntimeError as e:
    print("RuntimeError:", e)

# Wrong arguments
for arguments in [(1,), (ValueError("a"), 1), (ValueError, "x", 5), (int,)]:
    g = nested(0)
    next(g)
    try:
        g.throw(*arguments)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
    g.close()


# Into one that has not begun, and into one that has ended.
def plain():
    yield 1


g = plain()
try:
    g.throw(ValueError("not begun"))
except ValueError as e:
    print(e, list(g))
g = plain()
try:
    g.throw(StopIteration("s"))
except RuntimeError as e:
    print(e, repr(e.__cause__))
try:
    g.throw(KeyError("ended"))
except KeyError as e:
    print("KeyError", e)
try:
    raise ValueError("with traceback")
except ValueError as e:
    saved = e
g = plain()
next(g)
try:
    g.throw(ValueError, saved, saved.__traceback__)
except ValueError as e:
    print(e is saved)
