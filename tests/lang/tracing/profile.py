# What profile functions see: calls and returns of Python functions and of built-in ones.
import sys

def profiled(function, *arguments):
    events = []
    def profile(frame, event, arg):
        if event.startswith("c_"):
            arg = arg.__qualname__
        elif event == "return":
            arg = type(arg).__name__
        events.append((event, frame.f_code.co_name, frame.f_lineno - function.__code__.co_firstlineno, arg))
    sys.setprofile(profile)
    try:
        function(*arguments)
    except Exception as e:
        print(repr(e))
    finally:
        sys.setprofile(None)
    print(function.__name__)
    for event in events:
        print("   ", *event)

def natives(a):
    len(a)
    a.append(1)
    list.append(a, 2)
    max(*a)
    sorted(a, key=lambda x: -x)
    "x".join(["a"])
    int("3")
    print(end="")
    dict(a=1).get("a")
    a.pop(100)
def handlers():
    try:
        1 / 0
    except ZeroDivisionError:
        pass
    try:
        [].index(1)
    except ValueError:
        return 1
def numbers(n):
    for i in range(n):
        yield i
def generators():
    list(numbers(2))
    for x in numbers(1):
        pass
    g = numbers(2)
    next(g)
    try:
        g.throw(KeyError)
    except KeyError:
        pass
class C:
    def __init__(self): self.x = 1
    def __len__(self): return 1
    def __lt__(self, other): return True
    def __iter__(self): return iter([])
    @property
    def p(self): return 1
def methods():
    c = C()
    len(c)
    c < c
    list(c)
    c.p
    C.__len__(c)
    f = [].append
    f(1)
def recursive(n):
    return recursive(n - 1) if n else 0
def comprehensions():
    [i for i in range(2)]
    sum(i for i in range(2))
    class D:
        x = 1
def raises():
    raise KeyError

for _ in range(2):
    profiled(natives, [1])
    for f in handlers, generators, methods, comprehensions, raises:
        profiled(f)
    profiled(recursive, 2)

def raising(frame, event, arg):
    if event == what and frame.f_code is natives.__code__:
        raise LookupError(event)
for what in "call", "return", "c_call", "c_return":
    sys.setprofile(raising)
    try:
        natives([1])
    except (LookupError, IndexError) as e:
        print(what, repr(e), sys.getprofile())
    finally:
        sys.setprofile(None)
