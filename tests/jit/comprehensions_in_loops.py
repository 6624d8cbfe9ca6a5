# Comprehensions, generator expressions and loops in methods, within a hot loop, with more iterations than are unrolled: all of it
# is machine code, in which the loops of inlined frames have traces of their own.
# options: -X jit-bridge-threshold=60 -X jit-patience=0
# jit: aborts 0, exits <= 3100


class Vector:
    def __init__(self, values):
        self.values = values

    def dot(self, other):
        total = 0
        for i in range(len(self.values)):
            total += self.values[i] * other.values[i]
        return total


def displays(n, values):
    total = 0
    for i in range(n):
        total += len([x + i for x in values]) + len({x for x in values}) + len({x: i for x in values})
    return total


def nested(n, values):
    total = 0
    for i in range(n):
        total += len([[x + y for x in values] for y in values])
    return total


def methods(n, values):
    total = 0
    a, b = Vector(values), Vector(values[::-1])
    for i in range(n):
        total += a.dot(b)
    return total


def while_loops(n):
    def digits(k):
        count = 0
        while k:
            k //= 3
            count += 1
        return count

    total = 0
    for i in range(n):
        total += digits(i * 1000)
    return total


values = list(range(10))
print(displays(3000, values), nested(1000, values), methods(3000, values), while_loops(3000))
