"""cloudpickle: functions and classes of the main program, sent whole to another process."""
import math
import subprocess
import sys

import cloudpickle

factor = 3

def helper(x):
    return x * factor + math.floor(1.5)

def total(n):
    result = 0
    for i in range(n):
        try:
            result += helper(i)
        except ValueError as error:
            print(error)
    return result

class Point:
    def __init__(self, x):
        self.x = x
    def double(self):
        return Point(self.x * factor)
    def __repr__(self):
        return f"Point({self.x})"

def counter(k):
    def step(by):
        nonlocal k
        k += by
        return k, helper(by)
    return step

def recursive(n):
    return 1 if n == 0 else n * recursive(n - 1)

def squares(n):
    import itertools
    yield from itertools.takewhile(lambda v: v < n, (i * i for i in itertools.count()))

sent = cloudpickle.dumps((total, Point, counter(5), lambda values: [v + factor for v in values], Point(4), recursive, squares))
receiver = """
import pickle, sys
total, Point, step, added, point, recursive, squares = pickle.load(sys.stdin.buffer)
print(total(10), Point(3).double(), step(2), step(3), added([1, 2]), point, recursive(20), list(squares(50)))
try:
    total("ten")
except TypeError as error:
    print(error, error.__traceback__.tb_next.tb_lineno)
print(total(100_000))
"""
done = subprocess.run([sys.executable, "-c", receiver], input=sent, capture_output=True)
print(done.returncode, done.stdout.decode(), done.stderr.decode()[-500:])
