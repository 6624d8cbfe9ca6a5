# compare: stderr
# How exception groups are printed: nested, with causes, contexts, notes, multi-line messages; too many and too deep.
import sys


def leaf(e):
    try:
        raise e
    except BaseException as caught:
        return caught


def shown(e):
    try:
        raise e
    except BaseException as caught:
        sys.excepthook(type(caught), caught, caught.__traceback__)
        print("-" * 20, file=sys.stderr)


G = ExceptionGroup
shown(G("simple", [ValueError(1)]))
shown(G("two", [leaf(ValueError(1)), leaf(TypeError("a\nb\nc"))]))
shown(G("nested", [ValueError(1), G("in", [leaf(KeyError("k")), G("deeper", [OSError(2, "No")])]), leaf(TypeError())]))
shown(G("multi\nline\nmessage", [ValueError("x\ny")]))


def with_cause():
    try:
        try:
            raise G("first", [leaf(ValueError("one"))])
        except G as e:
            raise KeyError("second") from e
    except KeyError:
        raise G("third", [leaf(OSError("o")), TypeError()])


try:
    with_cause()
except G as e:
    shown(e)

e = ValueError("noted")
e.add_note("first note")
e.add_note("second\nnote")
g = G("g", [e, leaf(KeyError(1))])
g.add_note("of the group")
shown(g)

inner = leaf(ValueError("inner"))
try:
    try:
        raise inner
    except ValueError:
        raise TypeError("outer")
except TypeError as t:
    outer = t
shown(G("member with context", [outer, ValueError("last")]))

shown(G("many", [ValueError(i) for i in range(20)]))
d = ValueError("bottom")
for i in range(14):
    d = G("level %d" % i, [d, OSError(i)])
shown(d)


class Mine(G):
    pass


shown(Mine("mine", [ValueError(1)]))
shown(BaseExceptionGroup("base", [KeyboardInterrupt(), SystemExit(3)]))
same = leaf(ValueError("same"))
shown(G("same twice", [same, same, G("again", [same])]))


def recursive(n):
    if n:
        recursive(n - 1)
    raise G("recursive", [leaf(ValueError())])


shown(leaf(G("frame", [ValueError()])))
try:
    recursive(5)
except G as e:
    shown(e)
try:
    raise SyntaxError("bad", ("file.py", 3, 5, "some text here\n", 3, 9))
except SyntaxError as s:
    shown(G("syntax", [s]))
try:
    raise G("eg", [ValueError(1), TypeError(2)])
except* ValueError:
    raise OSError("in handler")
