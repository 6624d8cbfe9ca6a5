# sys: what it says about threads, the end, and what it prints in place of errors.
# compare: stderr
import sys
import threading
import contextlib
import io

print(isinstance(sys._git, tuple), len(sys._git), sys.is_finalizing())
try:
    raise KeyError("a")
except KeyError as error:
    kind, value, traceback = sys._current_exceptions()[threading.get_ident()]
    print(kind is KeyError, value is error, traceback is error.__traceback__)
print(sys._current_exceptions()[threading.get_ident()])
sys.excepthook(1, "1", 1)

out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
with contextlib.redirect_stdout(out):
    sys.displayhook("a\xe9\u20ac\ud800")
out.flush()
print(out.buffer.getvalue())
try:
    raise SyntaxError("msg", (b"bytes_filename", 123, 0, "text"))
except SyntaxError as error:
    sys.excepthook(*sys.exc_info()[:2], None)
try:
    print >>sys.stdout
except TypeError as error:
    print(error)
try:
    print >> 1, "x"
except TypeError as error:
    print(error)


class Last:
    def __del__(self):
        print("finalizing", sys.is_finalizing())


last = Last()


def f(n):
    if n:
        f(n - 1)
    1 / 0


sys.tracebacklimit = 2
f(5)
