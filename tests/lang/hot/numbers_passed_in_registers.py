# Numbers that are passed to functions and returned from them without boxes: of changing classes and sizes, swapped and
# shared, more than there are registers, looked at by locals() and handlers.


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def ack(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))


def mix(a, b, c, d):
    if a <= 0:
        return b * c
    return mix(a - 1, b + 0.5, c * 1.01, d) + d


def big(n, x):
    if n == 0:
        return x
    return big(n - 1, x * 3 + 1)


def swap(a, b, n):
    if n == 0:
        return a * 10 + b
    return swap(b, a, n - 1)


def same(a, b, n):
    if n == 0:
        return a - b
    return same(n, n, n - 1) + a


def many(a, b, c, d, e, f, g, h, n):
    if n == 0:
        return a + b + c + d + e + f + g + h
    return many(b + 1, c + 1, d + 1, e + 1, f + 1, g + 1, h + 1, a + 1, n - 1)


def catch(n, k):
    i = 0
    for j in range(3):
        try:
            i += fail(n - j, k)
        except ValueError as e:
            i += e.args[0] + j
        except TypeError:
            return locals()
    return i, j, n


def fail(n, k):
    if n < 0:
        raise ValueError(n * 2)
    return fail(n - 1, k + 1) + k


def plus(x, n):
    if n == 0:
        return x
    return plus(x + 1, n - 1)


class P:
    def __init__(self, x):
        self.x = x

    def f(self, y, z=1.5):
        return g(y + self.x, z)


def g(a, b):
    return a + b


def loc(a, b):
    if a == 3:
        return sorted(locals().items())
    c = a + 1
    return loc(c, b + 0.25)


def run(n):
    out = []
    for i in range(n):
        out = [fib(i % 12), ack(2, i % 5), mix(i % 5, 0.5 + i, 1.5, 0.25), big(i % 60, i), swap(i, 2 * i, 7)]
        out += [same(i, i, 4), many(1, 2, 3, 4, 5, 6, 7, i, 11), catch(i % 4, i), loc(0, i)]
        out += [plus(i if i % 3 else i + 0.5, 3), plus(True, 2), P(i).f(i * 2), P(0.5).f(1)]
        out += [plus(2**70, 2), g(2**59, 2**59), g(2**62, i)]
    return out


for k in (1, 2, 300, 301, 302, 2000):
    print(run(k))
