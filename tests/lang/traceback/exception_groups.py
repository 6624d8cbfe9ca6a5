# Groups are drawn as a tree; causes and contexts stand in it where they belong.
# compare: stderr
import sys


def raised(error, cause=None):
    try:
        raise error from cause
    except BaseException as caught:
        return caught


def chained():
    try:
        try:
            {}["key"]
        except KeyError:
            [].pop()
    except IndexError as error:
        return error


def show(error):
    sys.excepthook(type(error), error, error.__traceback__)


inner = raised(ExceptionGroup("inner", [raised(KeyError("k")), chained()]))
show(raised(ExceptionGroup("outer", [raised(ValueError(1)), TypeError("plain"), inner])))
show(ExceptionGroup("never raised", [inner, ValueError("last")]))
show(raised(ExceptionGroup("wide", [ValueError(i) for i in range(17)])))
show(ExceptionGroup("one more", [ValueError(i) for i in range(16)]))
deep = ValueError("bottom")
for level in range(13):
    deep = ExceptionGroup(f"level {level}", [deep])
show(deep)
show(raised(ValueError("from a group"), raised(ExceptionGroup("cause", [OSError(2, "no file")]))))
noted = ExceptionGroup("noted", [ValueError("with a note")])
noted.add_note("of the group")
noted.exceptions[0].add_note("of the member")
show(noted)
raise BaseExceptionGroup("uncaught", [KeyboardInterrupt(), SystemExit(3)])
