"""Hot loops under signals, threads, forks and finalizers: what each of them computes is what it computes alone."""

import collections
import gc
import os
import signal
import sys
import threading
import time
import weakref


def integers(n):
    total = 0
    for i in range(n):
        total = (total * 31 + i ^ (total >> 7)) % 1000003
    return total


def floats(n):
    x = 0.3
    for _ in range(n):
        x = 3.7 * x * (1.0 - x)
    return round(x, 9)


def big_integers(n):
    a = 1
    for i in range(n):
        a = a * 3 + i
        if a > 1 << 90:
            a >>= 61
    return a


def lists(n):
    items = []
    for i in range(n):
        items.append(i & 15)
        if len(items) > 40:
            del items[::3]
            items.sort()
    return sum(items), len(items)


def dicts(n):
    d = {}
    for i in range(n):
        key = f"k{i % 37}"
        d[key] = d.get(key, 0) + i
        if i % 91 == 90:
            d.pop(key)
    return sorted(d.items())


def texts(n):
    text = ""
    for i in range(n):
        text += chr(97 + i % 26)
        if len(text) > 60:
            text = text[20:].replace("b", "xy")
    return text


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def moved(self, by):
        return Point(self.x + by, self.y - by)


def objects(n):
    p = Point(0, 0)
    for i in range(n):
        p = p.moved(i % 5)
    return p.x, p.y


def generators(n):
    def numbers():
        try:
            for i in range(n):
                yield i, [i]
        finally:
            gc.isenabled()
    return sum(a + len(b) for a, b in numbers())


def exceptions(n):
    caught = 0
    for i in range(n):
        try:
            if i % 3 == 0:
                raise KeyError(i)
            caught += [1, 2][i % 4]
        except KeyError as error:
            caught += error.args[0] % 5
        except IndexError:
            caught -= 1
    return caught


def recursion(n):
    def fib(k):
        return k if k < 2 else fib(k - 1) + fib(k - 2)
    return sum(fib(i % 12) for i in range(n // 100))


WORKS = {f.__name__: f for f in (integers, floats, big_integers, lists, dicts, texts, objects, generators, exceptions, recursion)}


class Interrupted(Exception):
    pass


def handler_of(kind, seen):
    def handler(number, frame):
        seen.append(frame.f_lineno)
        del seen[:-5]
        if kind == "raises":
            raise Interrupted
        if kind == "collects":
            gc.collect()
        if kind == "works":
            objects(50)
        if kind == "looks":
            dict(frame.f_locals), sys._current_frames()
        if kind == "forks":
            pid = os.fork()
            if pid == 0:
                os._exit(7)
            while True:
                try:
                    assert os.waitpid(pid, 0)[1] == 7 << 8
                    break
                except Interrupted:
                    pass
    return handler


def under_signals(work, n, kind, seconds):
    """A timer interrupts again and again; one that raises ends the work, which then begins anew."""
    expected, seen = WORKS[work](n), []
    old = signal.signal(signal.SIGVTALRM, handler_of(kind, seen))
    try:
        for _ in range(20):
            try:
                signal.setitimer(signal.ITIMER_VIRTUAL, seconds, seconds)
                result = WORKS[work](n)
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
                assert result == expected
            except Interrupted:
                pass
            finally:
                while True:
                    try:
                        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
                        break
                    except Interrupted:
                        pass
    finally:
        signal.signal(signal.SIGVTALRM, signal.SIG_IGN)
    signal.signal(signal.SIGVTALRM, old)
    assert WORKS[work](n) == expected
    return "same"


def under_threads(works, n, switch, collects):
    """Each on a thread of its own, with switches as often as they can be."""
    expected = [WORKS[work](n) for work in works]
    results, shared, counts = [None] * len(works), [], collections.Counter()
    lock = threading.Lock()

    def run(place, work):
        for _ in range(3):
            results[place] = WORKS[work](n)
            for i in range(200):
                shared.append(i)
                with lock:
                    counts[i % 3] += 1

    interval = sys.getswitchinterval()
    sys.setswitchinterval(switch)
    try:
        threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            gc.collect() if collects else time.sleep(0.0005)
    finally:
        sys.setswitchinterval(interval)
    assert results == expected, (results, expected)
    return len(shared), sorted(counts.items())


def under_forks(work, n, times, threaded):
    """Children go on with the same work, and what they come to is told by how they end."""
    expected = hash(str(WORKS[work](n))) % 251
    stop = threading.Event()
    others = [threading.Thread(target=lambda: [objects(300) for _ in iter(stop.is_set, True)]) for _ in range(2 if threaded else 0)]
    for other in others:
        other.start()
    pids = []
    for i in range(times):
        WORKS[work](n // 3)
        pid = os.fork()
        if pid == 0:
            code = 255
            try:
                gc.collect() if i % 3 == 0 else None
                code = hash(str(WORKS[work](n))) % 251
            finally:
                os._exit(code)
        pids.append(pid)
    codes = {os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids}
    stop.set()
    for other in others:
        other.join()
    assert codes == {expected}, (codes, expected)
    return "same"


def under_finalizers(work, n, mischief):
    """The loop makes garbage whose ends work, raise, come back to life, or make more of it."""
    expected, ended, revived = WORKS[work](n), [0], []

    class Ends:
        def __init__(self, i):
            self.i, self.me = i, self

        def __del__(self):
            ended[0] += 1
            if mischief == "raises":
                raise ValueError(self.i)
            if mischief == "revives":
                revived.append(self)
                del revived[:-20]
            if mischief == "works":
                WORKS[work](20)
            if mischief == "makes more" and self.i < 3:
                Ends(self.i + 1)
            if mischief == "collects" and self.i % 50 == 0:
                gc.collect()

    def suspended():
        try:
            yield
        finally:
            ended[0] += 1
            if mischief == "raises":
                raise ValueError

    called = []
    keep = [weakref.ref(Ends(0), called.append)]
    for i in range(60):
        for j in range(20):
            Ends(j)
            next(suspended())
            keep.append(weakref.ref(Ends(j), called.append))
        assert WORKS[work](n) == expected
    gc.collect()
    return ended[0] > 0, len(keep)


def make_case(random):
    kind, work, n = random.randrange(4), random.choice(sorted(WORKS)), random.choice([500, 3000, 10000])
    if kind == 0:
        return under_signals, work, n, random.choice(["counts", "raises", "collects", "works", "looks", "forks"]), random.choice([0.0005, 0.002])
    if kind == 1:
        return under_threads, random.choices(sorted(WORKS), k=random.randrange(2, 6)), n, random.choice([1e-6, 1e-4, 5e-3]), random.random() < 0.5
    if kind == 2:
        return under_forks, work, n, random.randrange(2, 9), random.random() < 0.4
    return under_finalizers, work, n // 5, random.choice(["nothing", "raises", "revives", "works", "makes more", "collects"])
