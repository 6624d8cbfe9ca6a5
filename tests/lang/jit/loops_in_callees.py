# Compiled loops in callees: entered from the caller's compiled loop and left to what follows in the caller, with types that change, several
# callers, exceptions, recursion and class bodies in between.
import sys


def inner(n, step):
    total = 0
    for i in range(n):
        total += i * step
    return total


def outer(n, step):
    total = 0
    for k in range(n):
        total += inner(k % 13, step)
        total -= k
    return total


def other_caller(n):
    parts = []
    for k in range(n):
        parts.append(inner(k % 5, 2))
        if k % 7 == 0:
            parts.append(inner(3, 0.5))
    return sum(parts)


def comprehensions(n):
    total = 0
    for k in range(n):
        squares = [x * x + k for x in range(6) if x != k % 6]
        names = {str(x): x for x in squares}
        total += len(names) + max(names.values()) + sum(squares)
    return total


def find(items, wanted):
    for i, item in enumerate(items):
        if item == wanted:
            return i
    raise LookupError(wanted)


def search(n):
    items = list(range(20))
    found = missing = 0
    for k in range(n):
        try:
            found += find(items, k % 25)
        except LookupError as error:
            missing += error.args[0]
    return found, missing


def depth(tree):
    most = 0
    for child in tree:
        most = max(most, depth(child))
    return most + 1


def trees(n):
    tree = [[], [[], [[]]], [[[], []], []]]
    return sum(depth(tree) for k in range(n))


def line_of_caller():
    return sys._getframe(1).f_lineno


def lines(n):
    seen = set()
    for k in range(n):
        inner(4, 1)
        seen.add(line_of_caller())
    return len(seen)


class Matrix:
    def __init__(self, n):
        self.rows = [[i * n + j for j in range(n)] for i in range(n)]

    def times(self, other):
        result = Matrix(len(self.rows))
        for i, row in enumerate(self.rows):
            for j in range(len(row)):
                total = 0
                for k in range(len(row)):
                    total += row[k] * other.rows[k][j]
                result.rows[i][j] = total
        return result


print(outer(2000, 3), outer(500, 1.5), outer(2000, 3))
print(other_caller(2000))
print(comprehensions(800))
print(search(2000))
print(trees(300))
print(lines(1000))
m = Matrix(4)
for _ in range(60):
    product = m.times(m)
print(product.rows)


def endless(n):
    for i in range(1):
        deepest[0] = n
        endless(n + 1)


deepest = [0]
for _ in range(4):
    try:
        endless(0)
    except RecursionError:
        print(deepest[0] > 900)
