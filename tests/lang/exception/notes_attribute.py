# Notes are an ordinary attribute of the instance; what is shown of strange ones.
# compare: stderr
import sys
import traceback

error = ValueError("x")
print("__notes__" in dir(error), hasattr(error, "__notes__"), error.__dict__)
error.add_note("first")
print("__notes__" in dir(error), error.__dict__)
error.__notes__ = ("a", "b")
try:
    error.add_note("more")
except TypeError as wrong:
    print(wrong)
del error.__notes__
error.add_note("again")
print(vars(error))


class Bad:
    def __str__(self):
        raise RuntimeError


for notes in (["two\nlines", 1], ("t",), [Bad()]):
    error = ValueError("shown")
    error.__notes__ = notes
    sys.excepthook(type(error), error, None)
