# Functions of one code object with free variables, hot at their entry, in frames that lie where other frames left their registers:
# free variables and temporaries hold nothing yet when a recording begins there.
def counter(step, limit):
    total = 0

    def add(x, y=1):
        nonlocal total
        total = (total + x * step + y) % limit
        return total

    return add


def chain(*parts):
    def run(x):
        values = []
        for part in parts:
            x = part(x)
            if x is None:
                return None
            values.append(x)
        return sum(values) if len(values) > 1 else x

    return run


def either(*parts):
    def run(x):
        for part in parts:
            result = part(x)
            if result is not None:
                return result
        return None

    return run


def only(test):
    def run(x):
        return x if test(x) else None

    return run


def mapped(part, function):
    def run(x):
        result = part(x)
        return None if result is None else function(result)

    return run


def leave_garbage(depth, a=1.5, b=2, c="three"):
    xs = [a, b, c, depth, [depth], (a, b)]
    u, v, w = xs[0] * 2, xs[1] + depth, xs[2] + c
    return leave_garbage(depth - 1, u, v, c) if depth else (u, v, w, len(xs))


class Box:
    def __init__(self, function):
        self.function = function

    def __call__(self, x):
        return self.function(x)


even = only(lambda x: isinstance(x, int) and x % 2 == 0)
small = only(lambda x: x < 10)
half = mapped(even, lambda x: x // 2)
up = mapped(small, lambda x: x * 3 + 1)
walk = either(half, up, chain(even, half), lambda x: x - 1)
floats = chain(lambda x: x * 0.5, only(lambda x: x > 1), lambda x: x + 1)
adders = [counter(step, 1009) for step in range(1, 6)]
generators = [lambda n, k=k: (x * k for x in range(n)) for k in range(4)]

seen = []
for i in range(60):
    leave_garbage(i % 7)
    x = i
    for _ in range(12):
        x = walk(x)
        if x is None:
            x = 7
    y = floats(i)
    leave_garbage(5)
    z = [add(i) for add in adders] + [add(i, y=2) for add in adders]
    seen.append((x, y, sum(z), [sum(g(i % 9)) for g in generators], Box(walk)(i)))
print(seen)


class Level:
    def make(self, n):
        me = self
        if n == 0:
            return lambda x: (me is self) + x
        inner = self.make(n - 1)
        return lambda x: inner(x + n) if x % 3 else inner(float(x))


f = Level().make(9)
print([f(i) for i in range(40)])


# Frames of every size below a closure of every number of free variables: where its registers lie, headers lay before.
def make(count):
    names = ", ".join(f"v{i}" for i in range(count))
    space = {}
    exec(f"def outer({names}):\n def inner(x):\n  return x, {names}\n return inner", space)
    return space["outer"](*range(count))


def pad(count):
    names = " = ".join(f"w{i}" for i in range(count))
    space = {}
    exec(f"def padded(f, x):\n {names} = x\n return f(x)", space)
    return space["padded"]


closures = [make(count) for count in range(1, 14)]
pads = [pad(count) for count in range(1, 10)]
deep = lambda n, f, x: deep(n - 1, f, x) if n else f(x)
total = 0
for turn in range(4):
    for padded in pads:
        for f in closures:
            leave_garbage(3)
            deep(4, f, turn)
            total += sum(padded(f, turn))
print(total)
