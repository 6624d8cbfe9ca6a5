"""Small random Python programs for random_programs.py: loops over numbers, containers, objects, closures and generators, with
exceptions in them, every one of which ends soon and prints all it computes."""

import random

PRELUDE = '''\
import sys


class Base:
    shared = 3

    def __init__(self, x, y=2):
        self.x = x
        self.y = y

    def add(self, n, scale=1):
        self.x = (self.x + n * scale) % 1000003
        return self.x

    def both(self):
        return self.x + self.y

    @property
    def twice(self):
        return self.x * 2

    def __add__(self, other):
        if isinstance(other, int):
            return Base(self.x + other % 1000, self.y)
        return NotImplemented

    def __lt__(self, other):
        return self.x < other.x

    def __len__(self):
        return abs(int(self.y)) % 7

    def __enter__(self):
        self.y = 1
        return self

    def __exit__(self, kind, error, traceback):
        self.y = 5
        return kind is KeyError


class Derived(Base):
    def both(self):
        return super().both() * 2

    def fail(self, n):
        if n % 3 == 0:
            raise ValueError(n)
        if n % 7 == 1:
            return [1, 2][n]
        return n


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n


def steps(n, step=1):
    i = 0
    while i < n:
        got = yield i
        i += step if got is None else got


def lines_of(error):
    names, traceback = [], error.__traceback__
    while traceback is not None:
        names.append((traceback.tb_frame.f_code.co_name, traceback.tb_lineno))
        traceback = traceback.tb_next
    return names


def other_both(self):
    return self.y - self.x


def first(a, b=7, *rest, c=3):
    return a * 2 + b - c + len(rest)


def second(a, b=1):
    if b == 0:
        raise KeyError(a)
    return a % b


def third(a, b=4):
    total = 0
    for k in range(b % 6):
        total += a
        if total > 100000:
            return total
    return total


def down(n):
    return n if n <= 0 else down(n - 1) + 1


total = 0
names = {}
'''

BIG = (2**59, 2**60 - 1, 2**60, 2**61 + 3, 2**63 - 1, 2**63, 2**64 + 1, -(2**60), -(2**63), 10**25)
FLOATS = ("0.5", "-1.25", "3.0", "1e18", "2.0**53", "1e300", "-0.0", "7.75")


class Writer:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.depth = 1
        self.loops = 0
        self.counter = 0
        self.guarded = 0       # try blocks around: what may raise stands mostly in them

    def line(self, text):
        self.lines.append("    " * self.depth + text)

    def pick(self, *choices):
        return self.random.choice(choices)

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def may_raise(self):
        return self.chance(50) if self.guarded else self.chance(2)

    def fresh(self, prefix):
        self.counter += 1
        return f"{prefix}{self.counter}"

    # --- expressions, by type; the variables exist from the function's first lines

    def int_variable(self):
        return self.pick("i", "j", "k", "n", "a", "i", "j")

    def small(self):
        return str(self.pick(0, 1, 2, 3, 5, 7, 10, 100, -1, -2, -7, 1000))

    def integer(self, depth=2):
        if depth == 0 or self.chance(25):
            return self.int_variable() if self.chance(65) else str(self.pick(*BIG)) if self.chance(12) else self.small()
        left, right = self.integer(depth - 1), self.integer(depth - 1)
        kind = self.random.randrange(26)
        if kind < 6:
            return f"({left} {self.pick('+', '-')} {right})"
        if kind < 8:
            return f"({left} * {right}) % {self.pick(1000003, 2**61 - 1, 2**63 + 9, 97)}"
        if kind < 9:
            return f"({left} * {self.pick(2, 3, -1, 10)}) % {self.pick(2**59 + 1, 2**60 - 3, 2**70)}"
        if kind < 11:
            divisor = right if self.may_raise() else self.pick(3, 7, -5, 2**40, f"({right} or 1)")
            return f"({left} {self.pick('//', '%')} {divisor})"
        if kind < 13:
            return f"({left} {self.pick('&', '|', '^')} {right})"
        if kind < 15:
            return f"(({left}) >> {self.pick(1, 3, 40, 70)})" if self.chance(50) else f"((({left}) & 0xffff) << {self.pick(1, 5, 44, 50)})"
        if kind < 16:
            return f"-{self.int_variable()}" if self.chance(60) else f"~{self.int_variable()}"
        if kind < 17:
            return f"({left} if {self.condition()} else {right})"
        if kind < 18:
            return f"xs[{left}]" if self.may_raise() else f"xs[{left} % len(xs)]"
        if kind < 19:
            return self.pick("len(xs)", "len(d)", "len(s)", "len(t)", "len(o)")
        if kind < 20:
            return f"d[{left} % 17]" if self.may_raise() else f"d.get({left} % 17, {right})"
        if kind < 21:
            return self.pick("o.x", "o.y", "o.both()", "o.shared", "o.twice", f"o.add({self.int_variable()}, {self.small()})",
                             f"o.add({self.int_variable()}, scale={self.small()})",
                             f"p.fail({self.int_variable()} % 50)" if self.may_raise() else "p.add(i % 10)", "p.both()")
        if kind < 23:
            return self.call()
        if kind < 24:
            return f"abs({left})" if self.chance(50) else f"int({self.floating(1)} % 1000)"
        if kind < 25:
            return f"{self.pick('min', 'max')}({left}, {right})"
        return self.pick("total", "bump(1)", f"t[{self.pick(0, 1, -1)}]", "ord(s[-1])", f"sum(xs) % 1009")

    def call(self):
        a, b = self.integer(0), self.integer(0)
        return self.pick(f"first({a})", f"first({a}, {b})", f"first({a}, b={b})", f"first({a}, {b}, 1, 2, c={self.small()})", f"first(*t[:2])",
                         f"second({a}, {b})" if self.may_raise() else f"second({a}, {b} or 1)", f"second({a})", f"second(b={b} or 1, a={a})", f"third({a}, {b} % 9)", f"third({a})", f"inner({a})",
                         f"inner({a}, {b})", f"down({a} % 15)")

    def floating(self, depth=2):
        if depth == 0 or self.chance(25):
            return self.pick("f", "g", "f", "g", self.pick(*FLOATS))
        left = self.floating(depth - 1)
        right = self.floating(depth - 1) if self.chance(70) else f"({self.int_variable()} % 1000)"
        kind = self.random.randrange(10)
        if kind < 5:
            return f"({left} {self.pick('+', '-', '*')} {right})"
        if kind < 7:
            return f"({left} / {right if self.may_raise() else self.pick('3.0', '0.5', f'({right} or 1.0)')})"
        if kind < 8:
            return f"({left} {self.pick('//', '%')} {right if self.may_raise() else self.pick('3.0', '0.7', f'({right} or 1.0)')})"
        if kind < 9:
            return f"({self.int_variable()} % 100003 / {self.pick(3, 7, 1000)})"
        return f"(-{left} if {self.condition(0)} else abs({right}))"

    def condition(self, depth=1):
        a, b = self.integer(depth), self.integer(0)
        kind = self.random.randrange(14)
        operator = self.pick("<", "<=", ">", ">=", "==", "!=")
        if kind < 5:
            return f"{a} {operator} {b}"
        if kind < 6:
            return f"{self.floating(1)} {operator} {self.pick(self.floating(0), b)}"
        if kind < 7:
            return f"{a} % {self.pick(2, 3, 5, 11)} == {self.pick(0, 1)}"
        if kind < 8:
            return f"{self.small()} < {a} <= {b}"
        if kind < 9:
            return f"{a} {self.pick('in', 'not in')} {self.pick('xs', 'd', 't')}"
        if kind < 10:
            return self.pick("last is None", "last is not None", "not xs", "d", "o", "o < p", "m", "isinstance(m, float)", "type(m) is int")
        if kind < 12 and depth:
            return f"({self.condition(0)} {self.pick('and', 'or')} {self.condition(0)})"
        return f"not {a} {operator} {b}" if self.chance(50) else f"m {operator} {b}"

    # --- statements

    def block(self, statements, percent_loop):
        self.depth += 1
        for _ in range(statements):
            self.statement(percent_loop)
        self.depth -= 1

    def statement(self, percent_loop):
        if self.chance(percent_loop) and self.loops < 3 and len(self.lines) < 160:
            return self.loop()
        kind = self.random.randrange(100)
        if kind < 22:
            self.line(f"{self.pick('i', 'j', 'k', 'a')} = {self.integer()}")
        elif kind < 32:
            self.line(f"{self.pick('i', 'j', 'k')} {self.pick('+=', '-=', '^=', '|=')} {self.integer(1)}")
        elif kind < 40:
            self.line(f"{self.pick('f', 'g')} = {self.floating()}")
        elif kind < 43:
            self.line(f"{self.pick('f', 'g')} {self.pick('+=', '-=', '*=')} {self.floating(1)}")
        elif kind < 47:
            self.line(f"m = {self.pick(self.integer(1), self.floating(1), 'm + 1', 'm - f', 'm * 0.5', 'm + k % 7')}")
        elif kind < 52:
            self.line(self.pick("xs.append(i % 1000)", f"xs[{self.int_variable()} % len(xs)] = {self.integer(1)}", "xs = xs[-20:] + [j]",
                                "xs.append(f)" if self.may_raise() else "xs.append(k)", "xs.pop() if len(xs) > 3 else None",
                                "xs.insert(0, i)", "xs = [x for x in xs if x != i][-30:] or [1]", "xs.reverse()"))
        elif kind < 57:
            self.line(self.pick(f"d[{self.int_variable()} % 17] = {self.integer(1)}", f"d.pop({self.int_variable()} % 17, None)",
                                f"d[{self.int_variable()} % 17] = d.get(i % 17, 0) + 1", f"d.setdefault(k % 17, {self.small()})",
                                "del d[j % 17]" if self.may_raise() else "d[3] = 4", "names[i % 9] = k % 100"))
        elif kind < 63:
            self.line(self.pick(f"o.x = {self.integer(1)}", f"o.y = {self.pick(self.integer(0), self.floating(0))}", "o.z = i % 10", "o = o + 1", "p.y = 0.5",
                                "o, p = Base(i % 1000), Derived(j % 1000, k % 9)", "last = o", "last = None",
                                "o = Derived(k % 1000)", "q = Base(i, j); k = q.both() - q.x",
                                self.pick("del o.z", "i = o.z") if self.may_raise() else "o.z = 1"))
        elif kind < 66:
            self.line(self.pick("i, j = j, i", "t = (i, j, k)", "i, (j, k) = k % 100, (i, j)", "a, *rest = xs; k = len(rest)", "i, j = t[:2]",
                                "t = t[1:] + (k,)", "i, j = xs" if self.may_raise() else "i, j = j + 1, i"))
        elif kind < 69:
            self.line(self.pick("total = total + i % 5", "total += 1", "Base.shared = i % 4", "Base.both, m = Base.both, 1", "names = {}"))
            if self.chance(12):
                self.line("Base.both = other_both")
        elif kind < 72:
            self.line(self.pick("s = (s + chr(97 + i % 26))[-12:]", "s = str(k % 1000) + 'x'", "s = s[1:] or 'abc'", "s = f'{i % 100}-{j % 7}'"))
        elif kind < 83:
            self.branch(percent_loop)
        elif kind < 91:
            self.try_block(percent_loop)
        elif kind < 94 and self.loops:
            self.line(f"if {self.condition()}:")
            self.line(f"    {self.pick('break', 'continue', 'continue')}")
        elif kind < 95 and self.loops:
            self.line(f"if {self.condition(0)} and k == {self.small()}:")
            self.line("    return i, j, k, f, g")
        elif kind < 97:
            self.line(f"with o as c{self.depth}:")
            self.block(self.random.randrange(1, 3), percent_loop // 2)
        elif kind < 98:
            self.line(self.pick("del i", "del f"))
            self.line(f"{self.pick('i', 'j', 'f')} = {self.pick('1', 'k', 'i')}")
            self.line("i, f = j, 1.0")
        else:
            self.line(f"show({self.pick('i', 'j', 'k', 'f', 'g', 'm', 'xs', 't', 's', 'len(d)', 'o.x')})")

    def branch(self, percent_loop):
        self.line(f"if {self.condition()}:")
        self.block(self.random.randrange(1, 3), percent_loop // 2)
        if self.chance(25):
            self.line(f"elif {self.condition()}:")
            self.block(1, percent_loop // 2)
        if self.chance(45):
            self.line("else:")
            self.block(self.random.randrange(1, 3), percent_loop // 2)

    def try_block(self, percent_loop):
        self.line("try:")
        self.guarded += 1
        self.block(self.random.randrange(1, 4), percent_loop)
        self.guarded -= 1
        if self.chance(30):
            self.line(f"    if {self.condition(0)}:")
            self.line(f"        raise {self.pick('ValueError(i)', 'KeyError', 'ZeroDivisionError(k)', 'IndexError')}")
        kinds = self.random.randrange(4)
        if kinds:
            self.line(f"except {self.pick('ValueError', 'KeyError', '(IndexError, ZeroDivisionError)', 'ArithmeticError', 'Exception')}"
                      f"{self.pick('', ' as error')}:")
            self.block(1, 0)
        if kinds != 1 or self.chance(80):
            self.line("except Exception as error:")
            self.line("    " + self.pick("k = len(lines_of(error))", "show(lines_of(error))", "show(type(error).__name__)", "j += 1", "raise" if self.chance(10) else "pass"))
        if self.chance(20):
            self.line("else:")
            self.block(1, 0)
        if self.chance(20):
            self.line("finally:")
            self.line("    " + self.pick("k += 1", "j ^= 1", "o.x = 1", "f = 0.5"))

    def loop(self):
        self.loops += 1
        times = self.pick(8, 12, 20, 40) if self.loops == 1 else self.pick(2, 4, 7)
        kind = self.random.randrange(12)
        name = self.fresh("c")
        if kind < 4:
            self.line(f"for {self.pick('i', 'j', name)} in range({self.pick(times, f'{times}, 0, -1', f'2, {times * 3}, 3')}):")
        elif kind < 6:
            self.line(f"{name} = 0")
            self.line(f"while {name} < {times}{self.pick('', '', ' and i != 12')}:")
            self.line(f"    {name} += 1")
        elif kind < 7:
            self.line(f"for {self.pick('i', name)} in {self.pick('xs[:15]', 'list(xs)[:20]', 't', 'tuple(xs[:15])')}:")
        elif kind < 8:
            self.line(f"for {self.pick('i', name)}, {self.pick('j', 'k')} in {self.pick('list(d.items())', 'enumerate(xs[:15])', 'zip(xs[:15], t)')}:")
        elif kind < 9:
            self.line(f"for {self.pick('i', name)} in {self.pick(f'steps({times})', f'steps({times}, 2)', f'(x + 1 for x in range({times}))')}:")
        elif kind < 10:
            self.line(f"for {self.pick('i', name)} in {self.pick(f'Countdown({times})', 'list(d)', 'sorted(d)', 's')}:")
            if self.lines[-1].endswith(" s:"):
                self.lines[-1] = self.lines[-1].replace("for i ", "for ch ")
        elif kind < 11:
            self.line(f"{name} = {times}")
            self.line(f"while {name}:")
            self.line(f"    {name} -= 1")
        else:
            self.line(f"for {name} in range({times}):")
            self.line(f"    f += {name} * 0.5")
        self.block(self.random.randrange(2, 6), 22)
        if self.chance(12):
            self.line("else:")
            self.line("    k += 1")
        self.loops -= 1

    def function(self, name):
        self.lines.append(f"def {name}(n, a=3, f=0.5):")
        self.line("global total, names")
        self.line(f"i, j, k = {self.small()}, {self.pick(self.small(), str(self.pick(*BIG)))}, a")
        self.line(f"g, m, s, last = 1.5, {self.pick('0', '0.0', 'n')}, 'abc', None")
        self.line(f"xs, t, d = [{self.pick('1, 2, 3', '0.5, 1, 2', 'i, j, 5, 6', '1, 2.5, 3, 4')}], (1, 2), {{1: 2, 3: 4}}")
        self.line("o, p = Base(1), Derived(n)")
        self.line("count = 0")
        self.line("")
        self.line("def bump(by):")
        self.line("    nonlocal count")
        self.line("    count += by")
        self.line("    return count")
        self.line("")
        self.line("def inner(u, v=2):")
        self.line(f"    return {self.pick('u + v + count', 'u - v', 'u * 2 % 1009 + bump(v % 3)', 'u if u < v else inner(u % 3, u % 3 + 1)')}")
        self.line("")
        for _ in range(self.random.randrange(0, 3)):
            self.statement(0)
        for _ in range(self.random.randrange(1, 3)):
            self.loop()
        self.line("return i, j, k, f, g, m, s, t, xs, d, o.x, o.y, p.x, count")
        self.lines.append("")
        self.lines.append("")


MAIN = '''\
shown = 0


def show(what):
    global shown
    shown += 1
    if shown < 40:
        print(what)


def run(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as error:
        print(type(error).__name__, lines_of(error))


'''


def random_program(seed):
    writer = Writer(seed)
    functions = [f"work{i}" for i in range(writer.random.randrange(1, 4))]
    for name in functions:
        writer.function(name)
    calls = []
    for name in functions:
        for arguments in writer.random.sample(("1", "7, 2", "3, 4.5", "2, 1, 8.0", "12, a=0", f"5, {2**60}", "4, 2, 1", "0.5"), 4):
            calls.append(f"run({name}, {arguments})" if "=" not in arguments else f"run(lambda n: {name}(n, a=0), 12)")
    return PRELUDE + "\n\n" + MAIN + "\n".join(writer.lines) + "\n".join(calls) + "\nprint(total, names, Base.shared, shown)\n"
