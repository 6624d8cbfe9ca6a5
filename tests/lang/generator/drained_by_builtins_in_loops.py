# Builtins that go over generators, in loops that become hot: results, errors, what is left of the generator, tracebacks.
import traceback


def numbers(values):
    for x in values:
        yield x


def attempt(f):
    try:
        return f()
    except Exception as e:
        lines = [line.strip() for line in traceback.format_exc().splitlines()]
        places = [line.rsplit(", ", 1)[1] for line in lines if line.startswith("File ")]
        return type(e).__name__, str(e), places


def failing(values):
    for x in values:
        if x == 3:
            raise KeyError(x)
        yield x


class Odd:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        return self.v > other.v

    def __add__(self, other):
        return Odd(self.v + getattr(other, "v", other))

    __radd__ = __add__

    def __bool__(self):
        return self.v > 5


cases = {
    "sum": lambda v: sum(numbers(v)),
    "sum from 10": lambda v: sum(numbers(v), 10),
    "sum from 0.5": lambda v: sum(numbers(v), 0.5),
    "sum of lists": lambda v: sum(([x] for x in v), []),
    "sum of strings": lambda v: sum(str(x) for x in v),
    "sum with keyword": lambda v: sum((x for x in v), start=3),
    "sum of failing": lambda v: sum(failing(v)),
    "sum of odd": lambda v: sum(Odd(x) for x in v).v,
    "any": lambda v: any(numbers(v)),
    "all": lambda v: all(numbers(v)),
    "any odd": lambda v: any(Odd(x) for x in v),
    "min": lambda v: min(numbers(v)),
    "max": lambda v: max(numbers(v)),
    "min of nothing": lambda v: min(x for x in v if x > 100),
    "max of nothing": lambda v: max(x for x in v if x > 100),
    "max of nothing, default": lambda v: max((x for x in v if x > 100), default=-1),
    "max of nothing by key": lambda v: max((x for x in v if x > 100), key=lambda x: x),
    "min by key": lambda v: min((x for x in v), key=lambda x: -x % 7),
    "max by key": lambda v: max((x for x in v), key=lambda x: -x % 7),
    "max by failing key": lambda v: max((x for x in v), key=lambda x: 1 / (x - 3)),
    "max by no key": lambda v: max((x for x in v), key=None),
    "min of both kinds": lambda v: min(x if x else "a" for x in v),
    "max of odd": lambda v: min(Odd(x) for x in v).v,
    "sorted": lambda v: sorted(-x for x in v),
    "sorted by key": lambda v: sorted((x for x in v), key=lambda x: x % 3),
    "sorted, reverse": lambda v: sorted((x for x in v), reverse=True),
    "sorted of both kinds": lambda v: sorted(x if x else "a" for x in v),
    "list": lambda v: list(numbers(v)),
    "list of failing": lambda v: list(failing(v)),
    "tuple": lambda v: tuple(numbers(v)),
    "set": lambda v: sorted(set(x & 3 for x in v)),
    "set of lists": lambda v: set([x] for x in v),
    "join": lambda v: "-".join(str(x) for x in v),
    "join of numbers": lambda v: "-".join(x for x in v),
    "next, default": lambda v: next((x for x in v if x > 3), "none"),
    "next, nothing": lambda v: next((x for x in v if x > 300), "none"),
    "next of failing": lambda v: next((x for x in failing(v) if x > 10), "none"),
    "frozenset": lambda v: sorted(frozenset(x for x in v)),
    "too many": lambda v: any((x for x in v), 1),
}


def run(case, n, v):
    seen = []
    for i in range(n):
        r = attempt(lambda: case(v))
        if not seen or seen[-1] != r:
            seen.append(r)
    return seen


def plain(case, n, v):
    r = None
    for i in range(n):
        try:
            r = case(v)
        except Exception as e:
            r = repr(e)
    return r


for name, case in cases.items():
    print(name, run(case, 25, [1, 2, 3, 4, 0, 9, 6, 7]), plain(case, 25, [1, 2, 3, 4, 0, 9, 6, 7]), plain(case, 9, []))


# What is left of a generator that was not drained; one that has ended; one that runs itself.
def rest(n):
    seen = []
    for i in range(n):
        g = numbers([0, 0, 1, 5, 7])
        found = any(g)
        left = list(g)
        again = (any(g), all(g), sum(g), list(g), next(g, "end"))
        seen.append((found, left, again))
    return len(set(map(str, seen))), seen[0]


print(rest(30))


def own():
    g = None

    def inner():
        yield 1
        yield sum(g)

    seen = []
    for i in range(20):
        g = inner()
        seen.append(attempt(lambda: sum(g))[:2])
    return set(seen)


print(own())


# Names that are other things midway.
def renamed(n):
    global sum
    seen = []
    for i in range(n):
        if i == n - 5:
            sum = max
        seen.append(sum(x for x in (1, 2, i)))
    del sum
    return seen


print(renamed(30))


# The values' types change midway, and numbers outgrow machine words.
def changing(n):
    seen = []
    for i in range(n):
        k = 2**62 if i > 20 else 0.5 if i > 10 else 1
        seen.append(sum(x * k for x in range(4)))
        seen.append(max(x * k for x in range(4)))
    return seen


print(changing(30))


# Early exits by the consumer: break, and generators with finally.
log = []


def guarded(values):
    try:
        for x in values:
            yield x
    finally:
        log.append("end")


for i in range(20):
    sum(guarded([1, 2]))
print(len(log))
