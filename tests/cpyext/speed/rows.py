"""Calls from Python to C and back, each in a loop of its own; prints NAME NANOSECONDS a line: the best of some rounds, of the process's time."""
import ctypes
import sqlite3
import sys
import time

import crossing
from crossing import Counter, add_tuple, add_vector, half, keywords, length, nothing, one, sum

CALLS = 100_000
ROUNDS = 7


def py_noargs(n):
    for _ in range(n):
        nothing()


def py_one(n):
    for i in range(n):
        one(i)


def py_fastcall(n):
    total = 0
    for i in range(n):
        total = add_vector(total, 1)


def py_varargs(n):
    total = 0
    for i in range(n):
        total = add_tuple(total, 1)


def py_keywords(n):
    for i in range(n):
        keywords(i, b=1)


def py_float(n):
    x = 1.5
    for _ in range(n):
        x = half(x) + 1.0


def py_text(n):
    for _ in range(n):
        length("some text")


def py_module_attribute(n):
    for i in range(n):
        crossing.one(i)


def c_method(n, c=Counter()):
    for _ in range(n):
        c.next()


def c_method_one(n, c=Counter()):
    for i in range(n):
        c.add(i)


def c_getset(n, c=Counter()):
    for _ in range(n):
        c.value


def c_member(n, c=Counter()):
    for _ in range(n):
        c.real


def c_member_set(n, c=Counter()):
    for i in range(n):
        c.any = i


def c_item(n, c=Counter()):
    c.add(5)
    for _ in range(n):
        c[1]


def c_instance(n):
    for _ in range(n):
        Counter()


def c_buffer(n, data=bytearray(100)):
    for _ in range(n):
        sum(data)


def back_call(n):
    crossing.call_often(lambda value: value + 1, n)


compare_type = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_int))


def back_qsort(n):
    count = n // 100
    values = (ctypes.c_int * count)(*((i * 7919) % count for i in range(count)))
    ctypes.CDLL(None).qsort(values, count, 4, compare_type(lambda a, b: a[0] - b[0]))


connection = sqlite3.connect(":memory:")
connection.execute("create table t (a)")
connection.executemany("insert into t values (?)", [(i,) for i in range(1000)])
connection.create_function("f", 1, lambda value: value + 1)


def back_sqlite(n):
    for _ in range(n // 1000):
        connection.execute("select sum(f(a)) from t").fetchone()


def best(f):
    f(CALLS)
    times = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        f(CALLS)
        times.append(time.process_time() - begin)
    return min(times)


for name, f in list(globals().items()):
    if name.startswith(("py_", "c_", "back_")) and (len(sys.argv) < 2 or name in sys.argv[1:]):
        print(name, best(f) / CALLS * 1e9, flush=True)
