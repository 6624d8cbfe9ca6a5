# Functions that a compiled loop makes: what they know, closures, comprehensions, defaults, identity, tracebacks.
import sys


def makes(n):
    kept = []
    total = 0
    for i in range(n):
        def add(x, by=i, *, twice=2):
            "adds"
            return x + by * twice

        total += add(1) + add(2, by=3) + (lambda y: y - i)(i)
        if i % 40 == 7:
            kept.append(add)
    names = [(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__) for f in kept]
    return total, names, kept[0] is kept[1], kept[0](1), kept[0].__globals__ is globals()


def counts(n):
    total = 0
    for i in range(n):
        seen = 0

        def bump():
            nonlocal seen
            seen += i & 3
            return seen

        bump()
        total += bump() + seen
    return total, bump.__closure__[0].cell_contents, bump()


def comprehensions(n, data):
    out = None
    for i in range(n):
        a = [x + i for x in data if x != 3]
        b = {x: i for x in data}
        c = {x & 1 for x in data}
        d = tuple(x * i for x in data)
        e = [[y + x for y in data[:x & 1]] for x in data]
        out = a, b, c, d, e, sum(x for x in a), any(x > i for x in a), sorted(data, key=lambda x: -x)
    return out


def raising(n):
    lines = []
    for i in range(n):
        def fails(x):
            return 10 // x

        try:
            fails(i % 3)
        except ZeroDivisionError as e:
            tb = e.__traceback__.tb_next
            lines.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
            function = fails
            function.mark = i
    return len(lines), lines[-1], function.mark


def looked_at(n):
    def caller():
        return sys._getframe(1).f_code.co_name

    for i in range(n):
        def outer():
            return caller(), i

        got = outer()
    return got


def changed(n):
    results = 0
    for i in range(n):
        def f():
            return 1

        def g():
            return 2

        if i % 10 == 9:
            f.__code__ = g.__code__
        results += f()
    return results


def with_builtins(n):
    space = {"n": n, "__name__": "made up"}
    exec("""
def run():
    for i in range(n):
        def f():
            return len([i])
        total = f()
        if i == n - 2:
            __builtins__["len"] = lambda x: 77
    return total, f.__module__, f(), (lambda: len([])).__module__
""", space)
    space["__builtins__"] = dict(space["__builtins__"])
    return space["run"]()


print(makes(200))
print(counts(200))
print(comprehensions(60, [1, 2, 3, 4]))
print(raising(90))
print(looked_at(90))
print(changed(100))
print(with_builtins(90))
