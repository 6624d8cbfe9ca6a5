# Functions that a trace calls instead of taking them in: recursive ones, and what they call; what they see of their
# callers, what they raise, and how deep they may go.
import sys


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


class Node:
    def __init__(self, value, *children):
        self.value = value
        self.children = children

    def total(self, factor=1):
        result = self.value * factor
        for child in self.children:
            result += child.total(factor=factor)
        return result

    def values(self):
        yield self.value
        for child in self.children:
            yield from child.values()


def tree(depth):
    return Node(depth, *[tree(depth - 1) for _ in range(2)]) if depth else Node(0.5)


def sums(n):
    result = 0
    for i in range(n):
        result += fib(i % 13)
    kept = tree(9)
    for factor in range(n // 20):
        result += kept.total(factor) + sum(kept.values())
    return result


print(sums(200))


# Further down than a trace takes in; with more arguments than go in registers.
def down(n, a, b=2, *rest, c=3, **others):
    if n == 0:
        return a, b, rest, c, sorted(others)
    return down(n - 1, a, b, *rest, c=c, **others)


def downs(n):
    return [down(i % 40, i, i + 1, i + 2, c=i, d=4) for i in range(n)]


print(downs(300)[-3:])


# Frames seen from there.
def callers(n):
    if n:
        return callers(n - 1)
    frame, names = sys._getframe(), []
    while frame:
        names.append((frame.f_code.co_name, frame.f_lineno, sorted(frame.f_locals)))
        frame = frame.f_back
    return names


def look(n):
    seen = set()
    for i in range(n):
        local = i
        seen.add(str(callers(i % 20)))
    return len(seen), max(seen, key=len)


print(look(400))


# Exceptions, caught in the trace's frame, in an inlined one, and nowhere.
def fail(n):
    if n == 0:
        raise ValueError("deep")
    return fail(n - 1)


def catch(n):
    try:
        return fail(n)
    except ValueError as error:
        lines, entry = [], error.__traceback__
        while entry:
            lines.append(entry.tb_lineno)
            entry = entry.tb_next
        return len(lines), lines[0]


def catches(n):
    return [catch(i % 25) for i in range(n)]


print(catches(300)[-26:])


def passes(n):
    for i in range(n):
        fib(9)
        if i == n - 1:
            fail(15)


try:
    passes(300)
except ValueError as error:
    count, entry = 0, error.__traceback__
    while entry:
        count += 1
        entry = entry.tb_next
    print(count)


# As deep as without traces.
def reached():
    deepest = 0

    def count(n):
        nonlocal deepest
        deepest = n
        count(n + 1)

    try:
        count(0)
    except RecursionError:
        return deepest


def limits(n):
    return {reached() for _ in range(n)}


print(len(limits(60)))


def each(n):
    for _ in range(1):
        if n:
            return each(n - 1) + 1
    return 0


sys.setrecursionlimit(20000)
print(each(9000), each(9000), [each(i % 60) for i in range(400)][-1])


# A callee that changes its caller's way: the trace is left where the call returns.
def meddle(n):
    if n:
        return meddle(n - 1)
    frame = sys._getframe()
    while frame.f_code.co_name != "meddled":
        frame = frame.f_back
    return frame.f_locals["i"]


def meddled(n):
    total = 0
    for i in range(n):
        total += meddle(12) - i
        if i == n - 5:
            sys.settrace(lambda *_: None)
        if i == n - 2:
            sys.settrace(None)
    return total


print(meddled(300))
