# except* and exception groups (PEP 654).
def show(e, depth=0):
    pad = "  " * depth
    print(pad + type(e).__name__, e, "| context:", repr(e.__context__), "| cause:", repr(e.__cause__), e.__suppress_context__,
          getattr(e, "__notes__", None))
    if isinstance(e, BaseExceptionGroup):
        for x in e.exceptions:
            show(x, depth + 1)


def attempt(function, *arguments):
    try:
        r = function(*arguments)
        print(r)
    except BaseException as e:
        show(e)
        return e


G, B = ExceptionGroup, BaseExceptionGroup
nested = G("top", [ValueError(1), G("in", [TypeError(2), ValueError(3), OSError(4)]), KeyError(5)])
print(nested.message, nested.exceptions, nested.args, repr(nested), str(nested))
print(nested.split(ValueError))
print(nested.split((ValueError, KeyError)))
print(nested.split(lambda e: isinstance(e, OSError)))
print(nested.split(ZeroDivisionError), nested.split(Exception), nested.split(G))
print(nested.subgroup(TypeError), nested.subgroup(ZeroDivisionError), nested.subgroup(G) is nested)
print(nested.derive([OSError()]), type(nested.derive([KeyboardInterrupt()])))
for bad in (5, "x", (ValueError, 3), [ValueError], int):
    attempt(nested.split, bad)
    attempt(nested.subgroup, bad)
attempt(nested.split)
attempt(nested.derive)
attempt(nested.derive, [])
attempt(nested.derive, 5)
for args in ((), ("m",), ("m", 3), ("m", []), ("m", [3]), (3, [ValueError()]), ("m", {ValueError()}), ("m", [KeyboardInterrupt()]),
             ("m", [ValueError], 3)):
    attempt(G, *args)
attempt(lambda: G(message="m", exceptions=[ValueError()]))
attempt(B, "b", [ValueError()])
attempt(B, "b", [KeyboardInterrupt()])
print(type(B("b", [ValueError()])).__name__, type(B("b", [SystemExit()])).__name__, G[int], G.__mro__)


class Mine(G):
    def __new__(cls, message, exceptions, code=7):
        self = super().__new__(cls, message, exceptions)
        self.code = code
        return self

    def derive(self, excs):
        return Mine(self.message, excs, self.code)


class Plain(G):
    pass


attempt(Plain, "p", [KeyboardInterrupt()])
m = Mine("mine", [ValueError(1), TypeError(2)], 9)
m.add_note("a note")
a, b = m.split(ValueError)
print(type(a), a.code, b.code, a.__notes__, a.__notes__ is b.__notes__, a.__notes__ is m.__notes__)
print(type(Plain("p", [ValueError(1), TypeError(2)]).split(ValueError)[0]))


class BadDerive(G):
    def derive(self, excs):
        return 5


attempt(BadDerive("b", [ValueError(1), TypeError(2)]).split, ValueError)

try:
    try:
        raise OSError("first")
    except OSError:
        raise G("has context", [ValueError(1), G("n", [TypeError(1), ValueError(2)])]) from KeyError("cause")
except G as e:
    whole = e
v, rest = whole.split(ValueError)
show(v)
show(rest)
print(v.__traceback__ is whole.__traceback__, v.__context__ is whole.__context__)


# --- except* ---


def handle(e, reraise=None):
    log = []
    try:
        raise e
    except* ValueError as g:
        log.append(("V", g))
    except* (TypeError, OSError) as g:
        log.append(("T/O", g))
    else:
        log.append("else")
    finally:
        log.append("finally")
        print(log)
    return "done"


attempt(handle, ValueError("plain"))
attempt(handle, KeyError("plain"))
attempt(handle, nested)
attempt(handle, G("all", [ValueError(1), TypeError(2)]))
attempt(handle, B("base", [ValueError(1), KeyboardInterrupt()]))


def no_error():
    try:
        pass
    except* ValueError:
        print("never")
    else:
        print("else")


no_error()


def raising(e, what):
    try:
        raise e
    except* ValueError as g:
        raise what
    except* TypeError as g:
        pass
    finally:
        print("name is unbound:", "g" not in locals())


attempt(raising, ValueError("x"), KeyError("new"))
attempt(raising, nested, KeyError("new"))
attempt(raising, G("v", [ValueError(1)]), KeyError("new"))


def raising_from(e):
    try:
        raise e
    except* ValueError as g:
        raise KeyError("new") from g
    except* TypeError as g:
        raise G("more", [OSError("m")])


attempt(raising_from, nested)


def reraising(e):
    try:
        raise e
    except* ValueError:
        raise
    except* TypeError as g:
        raise g


attempt(reraising, nested)
attempt(reraising, ValueError("naked"))
attempt(reraising, G("two", [ValueError(1), TypeError(2)]))


def nested_handlers(e):
    try:
        try:
            raise e
        except* ValueError as inner:
            print("inner", repr(inner))
    except* TypeError as outer:
        print("outer", repr(outer))
    except* Exception as outer:
        print("others", repr(outer))


nested_handlers(nested)


def handled_state(e):
    import sys
    try:
        raise e
    except* ValueError as g:
        print(sys.exception() is g, repr(sys.exception()))
        try:
            1 / 0
        except ZeroDivisionError as z:
            print(repr(z.__context__))
        print(sys.exception() is g)
    except* TypeError:
        print(repr(sys.exception()))
    print(sys.exception())


handled_state(G("s", [ValueError(1), TypeError(2)]))


def loops(e):
    for i in range(3):
        try:
            raise e
        except* ValueError:
            for j in range(5):
                if j == 1:
                    continue
                if j == 3:
                    break
            print(i, j)

    def inside():
        try:
            raise e
        except* ValueError:
            return_value = (lambda: 1)()
        return return_value

    return inside()


print(loops(ValueError(1)))


def wrong(e, what):
    try:
        raise e
    except* what:
        pass


attempt(wrong, ValueError(), 5)
attempt(wrong, ValueError(), (ValueError, 5))
attempt(wrong, ValueError(), G)
attempt(wrong, ValueError(), (ValueError, B))
attempt(wrong, ValueError(), Mine)



async def in_coroutine(e):
    try:
        raise e
    except* ValueError as g:
        return_later = repr(g)
    return return_later


try:
    in_coroutine(ValueError("c")).send(None)
except StopIteration as s:
    print(s.value)


def gen(e):
    try:
        yield 1
    except* ValueError as g:
        yield repr(g)
    yield 2


g = gen(1)
next(g)
print(g.throw(ValueError("thrown")), next(g))


def hot(n):
    count = 0
    for i in range(n):
        try:
            raise ValueError(i) if i % 2 else G("g", [ValueError(i), TypeError(i)])
        except* ValueError as g:
            count += len(g.exceptions)
        except* TypeError as g:
            count += 100
    return count


print(hot(300))


def deep(n):
    e = ValueError("leaf")
    for i in range(n):
        e = G("d", [e])
    return e


attempt(lambda: type(deep(100).split(ValueError)[0]))
