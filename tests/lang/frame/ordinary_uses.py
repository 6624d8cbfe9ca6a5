# What libraries do with frames: logging's search for the caller, warnings' stack level, inspect and traceback, context managers, debuggers.
import sys

_this_file = (lambda: 0).__code__.co_filename
class Logger:
    internal = ("find_caller", "log", "info")
    def find_caller(self, stack_level=1):
        f = sys._getframe()
        while f and f.f_code.co_name in self.internal:
            f = f.f_back
        while stack_level > 1 and f.f_back:
            f = f.f_back
            stack_level -= 1
        return f.f_code.co_name, f.f_lineno, f.f_code.co_filename == _this_file
    def log(self, level, message, **extra):
        self.records.append((level, message) + self.find_caller(**extra))
    def info(self, message, **extra):
        self.log("INFO", message, **extra)
    def __init__(self):
        self.records = []
log = Logger()
def work(n):
    for i in range(n):
        log.info("a")
        log.info("b", stack_level=2)
work(400)
print(sorted(set(log.records)), len(log.records))
log.info("module")
print(log.records[-1])

seen = {}
def warn(message, stack_level=1):
    try:
        frame = sys._getframe(stack_level)
    except ValueError:
        g, line = sys.__dict__, 1
    else:
        g, line = frame.f_globals, frame.f_lineno
    registry = g.setdefault("__warningregistry__", {})
    key = message, line
    registry[key] = registry.get(key, 0) + 1
    return key
def deprecated():
    return warn("old", 2)
for _ in range(300):
    deprecated()
deprecated()
print(sorted(__warningregistry__.items()))

def extract(tb):
    out = []
    while tb is not None:
        f = tb.tb_frame
        co = f.f_code
        out.append((co.co_name, tb.tb_lineno, f.f_globals["__name__"], sorted(n for n in f.f_locals if not n.startswith("_"))[:3]))
        tb = tb.tb_next
    return out
def a(x): return b(x) + 1
def b(x):
    y = x - 1
    return c(y)
def c(z): return 1 / z
def summary(n):
    last = None
    for i in range(n):
        try:
            a(1)
        except ZeroDivisionError as e:
            last = extract(e.__traceback__)
    return last
print(summary(300))

def stack():
    f, out = sys._getframe(1), []
    while f is not None:
        out.append((f.f_code.co_name, f.f_lineno))
        f = f.f_back
    return out[::-1]
class Managed:
    def __enter__(self):
        self.entered = stack()[-2:]
        return self
    def __exit__(self, kind, value, tb):
        self.left = stack()[-2:]
        self.where = tb and (tb.tb_lineno, tb.tb_frame.f_code.co_name, tb.tb_frame is sys._getframe(1))
        return True
def manage():
    with Managed() as m:
        pass
    with Managed() as k:
        1 / 0
    return m.entered, m.left, m.where, k.where
print(manage())

# Names of variables, as helpers for templates and formatting take them from their caller.
def interpolate(text):
    f = sys._getframe(1)
    return text.format_map({**f.f_globals, **f.f_locals})
greeting = "hello"
def greet(name):
    punctuation = "!"
    return interpolate("{greeting} {name}{punctuation}")
print(greet("you"), [greet(str(i)) for i in range(200)][-1])
def namedtuple_module():
    return sys._getframe(1).f_globals.get("__name__", "__main__")
print(namedtuple_module())

# Tracebacks put together.
Traceback = type(sys.exc_info()[2]) if sys.exc_info()[2] else None
try:
    1 / 0
except ZeroDivisionError as e:
    Traceback = type(e.__traceback__)
def here(): return sys._getframe()
f = here()
tb = Traceback(None, f, f.f_lasti, 77)
print(tb.tb_frame is f, tb.tb_lineno, tb.tb_next, tb.tb_lasti == f.f_lasti)
second = Traceback(tb, sys._getframe(), 0, 5)
print(second.tb_next is tb)
for make in (lambda: Traceback(1, f, 0, 0), lambda: Traceback(None, 1, 0, 0), lambda: Traceback(), lambda: setattr(tb, "tb_next", second),
             lambda: setattr(tb, "tb_next", 5), lambda: delattr(tb, "tb_next")):
    try:
        make()
    except Exception as e:
        print(type(e).__name__, e)
try:
    raise KeyError("x").with_traceback(second)
except KeyError as e:
    names = []
    tb = e.__traceback__
    while tb:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    print(names)
def generator_in_frames():
    for x in (sys._getframe(1).f_code.co_name for _ in range(3)):
        yield x
print(list(generator_in_frames()))
