#!/usr/bin/env python3
"""PIL, sqlite3, numpy, ctypes, ssl and greenlet in one process, in several threads: what each computes is compared with what it computed the first
time, and memory is to stay flat. Packages that are not installed are left out, which a line says.

usage: soak.py [--seconds N | --rounds N]     (under the Python that is to be soaked)
"""

import argparse
import ctypes
import gc
import hashlib
import io
import sqlite3
import ssl
import sys
import threading
import time


def use_sqlite(n):
    connection = sqlite3.connect(":memory:")
    connection.create_function("twice", 1, lambda value: value * 2)
    connection.execute("create table t (a integer, b text)")
    connection.executemany("insert into t values (?, ?)", [(i, str(i) * 5) for i in range(n)])
    result = connection.execute("select sum(twice(a)), count(b) from t").fetchone()
    rows = connection.execute("select b from t order by b desc limit 3").fetchall()
    connection.close()
    return result, rows


def use_ctypes(n):
    values = (ctypes.c_int * n)(*((i * 7919) % n for i in range(n)))
    kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_int))
    ctypes.CDLL(None).qsort(values, n, 4, kind(lambda a, b: a[0] - b[0]))

    class Point(ctypes.Structure):
        _fields_ = [("x", ctypes.c_double), ("next", ctypes.py_object)]

    points = [Point(i, [i]) for i in range(50)]
    for i, point in enumerate(points):
        point.next = [point, i]  # a cycle through C's memory
    return list(values[:5]), sum(point.x + point.next[1] for point in points)


def use_ssl(_):
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    context = ssl.create_default_context()
    client = context.wrap_bio(incoming, outgoing, server_hostname="example.org")
    try:
        client.do_handshake()
    except ssl.SSLWantReadError:
        pass
    hello = outgoing.read()
    return hello[:3], len(context.get_ciphers()), hashlib.sha256(b"x" * 10000).hexdigest()


def use_pil(n):
    from PIL import Image, ImageDraw, ImageFilter

    image = Image.new("RGB", (n, n), (10, 20, 30))
    ImageDraw.Draw(image).ellipse((5, 5, n - 5, n - 5), fill=(200, 100, 0))
    image = image.filter(ImageFilter.BLUR).resize((n // 2, n // 2)).rotate(30)
    out = io.BytesIO()
    image.save(out, "PNG")
    return hashlib.md5(Image.open(io.BytesIO(out.getvalue())).tobytes()).hexdigest()


def use_numpy(n):
    import numpy

    a = numpy.arange(n * n, dtype=float).reshape(n, n)
    boxed = numpy.array([{"i": i} for i in range(50)], dtype=object)
    return float((a @ a.T).trace()), len({id(o) for o in boxed}), str(numpy.vectorize(lambda x: x + 1)(numpy.arange(4)))


def use_greenlet(n):
    import greenlet

    def counting(total):
        while True:
            total += greenlet.getcurrent().parent.switch(total)

    counters = [greenlet.greenlet(counting) for _ in range(5)]
    for counter in counters:
        counter.switch(0)
    return [sum(counter.switch(i) for i in range(n)) for counter in counters]


USES = (use_sqlite, 300), (use_ctypes, 200), (use_ssl, 0), (use_pil, 120), (use_numpy, 40), (use_greenlet, 100)


def resident_megabytes():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 / 1e6


class Soak:
    def __init__(self, uses):
        self.uses = uses
        self.expected = {use: use(size) for use, size in uses}
        self.mistakes = []
        self.ended = False

    def one_round(self):
        for use, size in self.uses:
            got = use(size)
            if got != self.expected[use]:
                self.mistakes.append((use.__name__, got, self.expected[use]))
                self.ended = True

    def round_in_threads(self):
        threads = [threading.Thread(target=self.one_round) for _ in range(3)]
        for thread in threads:
            thread.start()
        self.one_round()
        for thread in threads:
            thread.join()


def available():
    for use, size in USES:
        try:
            use(size)
            yield use, size
        except ImportError as e:
            print("left out:", e)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    soak = Soak(list(available()))
    begin, rounds, sizes = time.monotonic(), 0, []
    while not soak.ended:
        soak.round_in_threads()
        gc.collect()
        sizes.append(resident_megabytes())
        rounds += 1
        if time.monotonic() - begin > options.seconds if options.seconds else rounds >= options.rounds:
            break
    settled = max(sizes[: len(sizes) // 2 + 1])
    print(f"{rounds} rounds of {[use.__name__ for use, _ in soak.uses]}, {settled:.0f} MB after half of them, {sizes[-1]:.0f} MB at the end")
    if soak.mistakes:
        sys.exit(f"wrong: {soak.mistakes[:3]}")
    if sizes[-1] > settled * 1.25 + 20:
        sys.exit("memory grows")


if __name__ == "__main__":
    main()
