"""Calls that are gone

A function calls another. In the trace there is no call: the callee's operations stand among the caller's.
"""


def square(x):
    return x * x


def distance(x, y):
    return square(x) + square(y)


def main(n):
    best = 0.0
    for i in range(n):
        d = distance(i * 0.5, 2.0)
        if d > best:
            best = d
    return best


print(main(100000))
