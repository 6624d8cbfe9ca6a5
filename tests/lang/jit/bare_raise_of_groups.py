# `raise` alone in a compiled function: whether it adds a line to the traceback depends on what is raised, a whole
# exception that has one or a part of a group that has none.
def reraising(e):
    try:
        raise e
    except* ValueError:
        raise
    except* TypeError as g:
        raise g


def show(e):
    lines = 0
    t = e.__traceback__
    while t:
        lines += 1
        t = t.tb_next
    return repr(e), lines, [show(x) for x in getattr(e, "exceptions", ())]


def attempt(e):
    try:
        reraising(e)
    except BaseException as caught:
        print(show(caught))


def groups():
    yield ExceptionGroup("nested", [ValueError(1), ExceptionGroup("in", [TypeError(2), ValueError(3)]), OSError(4)])
    yield ExceptionGroup("one", [ValueError("alone")])
    yield ExceptionGroup("two", [ValueError(1), TypeError(2)])


for i in range(4):
    for e in groups():
        attempt(e)
    for n in range(3):
        attempt(ExceptionGroup("others", [KeyError(n), TypeError(n)]))
    attempt(ExceptionGroup("two", [ValueError(1), TypeError(2)]))
