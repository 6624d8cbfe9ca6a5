# Functions that call themselves, called often enough to be compiled: results, exceptions through them, their frames,
# the recursion limit, and what changes while they run.
import sys


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


class Tree:
    def __init__(self, left, right):
        self.left, self.right = left, right

    def count(self):
        if self.left is None:
            return 1
        return 1 + self.left.count() + self.right.count()


def tree(depth):
    if depth == 0:
        return Tree(None, None)
    return Tree(tree(depth - 1), tree(depth - 1))


def loops(n):  # with a loop, which has traces of its own
    total = 0
    for i in range(n):
        total += loops(i) + helper(i)
    return total


def helper(n):
    return n * n if n % 3 else -n


def permutations(items):
    if not items:
        yield ()
        return
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1 :]):
            yield (item,) + rest


def deep(level, number):
    if level == 0:
        if number % 7 == 0:
            raise ValueError(number)
        return number
    try:
        return deep(level - 1, number) + 1
    except ValueError as error:
        if level % 5 == 0:
            raise KeyError(level) from error
        raise


def caught(n):
    total = 0
    for i in range(n):
        try:
            total += deep(6, i)
        except KeyError as error:
            total += len(str(error.__cause__))
            depth, traceback = 0, error.__traceback__
            while traceback:
                depth += 1
                traceback = traceback.tb_next
            total += depth
    return total


def frames(level):
    if level == 0:
        frame, seen = sys._getframe(), []
        while frame and frame.f_code.co_name == "frames":
            seen.append(frame.f_locals["level"])
            frame = frame.f_back
        return seen
    return frames(level - 1)


def endless(n):
    return endless(n + 1) + 1


def mixed(n):
    return n if n < 2 else mixed(n - 1) + mixed(n - 2)


print(fib(18), ackermann(2, 20), tree(9).count(), loops(9))
print(len(list(permutations((1, 2, 3, 4, 5)))), caught(700))
print([frames(5) for i in range(400)][-1])
for i in range(3):
    try:
        endless(0)
    except RecursionError as error:
        print(str(error)[:32])
print(mixed(15), mixed(15.0), mixed(10**20 % 7 + 8), mixed(True))
before = fib
print(fib(16))
fib = lambda n: -n
print(before(16))
fib = before
try:
    fib("a")
except TypeError as error:
    print(error)


def fib_of(kind, n=15):
    return [fib(kind(i)) for i in range(n)]


print(fib_of(int), fib_of(float))
fib.__code__ = mixed.__code__
print(fib(12), before(12))
