# _heapq and _bisect: heaps of ints, floats and anything else; wrong calls; comparisons that meddle.
import _bisect
import _heapq
from _heapq import *
from _heapq import _heapify_max, _heappop_max, _heapreplace_max


def attempt(f, *args, **kw):
    try:
        print(repr(f(*args, **kw)))
    except Exception as e:
        print(type(e).__name__, e)


for m in (_heapq, _bisect):
    for name in sorted(dir(m)):
        f = getattr(m, name)
        if not callable(f) or name == "__loader__":
            continue
        print(name, f.__text_signature__, bool(f.__doc__))
        for args in ((), ([],), ([3, 1, 2],), ([1, 2, 3], 2), ((1, 2), 1), (1, 2), ([1, 2, 3], 2, 1), ([1, 2, 3], 2, 0, 9), ([1, 2], "a"), ([1, 2, 3], 2, -1),
                     ([1, 2, 3, 4], 3, 1, 2), (["b", "c"], "a"), ([2.5, 3.5], 3), ([1, 2, 3], 2, 1, 2, 3), ([1, 2, 3], 9, 0, None), ([1, 2], 1, 0, -1), ([1, 2], 1, "a"),
                     ([1, 2, 3], 2, 1, "x"), ("abc", "b"), (None, 1)):
            a = list(args)
            if a and isinstance(a[0], list):
                a[0] = list(a[0])
            attempt(f, *a)
            if a and isinstance(a[0], list):
                print("   ", a[0])
attempt(_bisect.bisect_left, a=[1, 2], x=2)
attempt(_bisect.bisect_left, [1, 2], 2, key=lambda v: -v)
attempt(_bisect.bisect_right, [3, 2, 1], -2, key=lambda v: -v, lo=0, hi=2)
attempt(_bisect.bisect_right, [1], 2, 0, 1, len)
attempt(_bisect.insort_left, [1], key=len)

seed = 12345


def rnd():
    global seed
    seed = (seed * 1103515245 + 12345) % 2**31
    return seed % 1000


class Item:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        return self.v < other.v

    def __repr__(self):
        return "I%d" % self.v


for make in (int, float, str, Item, lambda v: (v, str(v)), lambda v: v if v % 2 else float(v), lambda v: v + 2**70, lambda v: v > 500):
    heap = []
    out = []
    for i in range(60):
        heappush(heap, make(rnd()))
    print(heap)
    for i in range(20):
        out.append(heappop(heap))
    print(out)
    for i in range(10):
        out.append(heapreplace(heap, make(rnd())))
        out.append(heappushpop(heap, make(rnd())))
    print(out[20:], heap)
    l = [make(rnd()) for i in range(50)]
    heapify(l)
    print(l)
    l = [make(rnd()) for i in range(50)]
    _heapify_max(l)
    print(l)
    print([_heappop_max(l) for i in range(10)], _heapreplace_max(l, make(rnd())), l)
nan = float("nan")
l = [3.0, nan, 1.0, 2.0, nan, 0.0]
heapify(l)
print(l, heappop(l), l)
print(_bisect.bisect([1.0, nan, 2.0], 1.5) if hasattr(_bisect, "bisect") else _bisect.bisect_right([1.0, nan, 2.0], 1.5))
l = [3, 1, 2]
heapify(l)
heappush(l, 1.5)
heappush(l, True)
print(l, [type(heappop(l)).__name__ for i in range(5)])
attempt(heapify, [1, "a"])
attempt(heappush, ["a"], 1)


class Meddler:
    def __init__(self, heap):
        self.heap = heap

    def __lt__(self, other):
        self.heap.append(1)
        return False


class Clearer(Meddler):
    def __lt__(self, other):
        del self.heap[:]
        return True


for cls in (Meddler, Clearer):
    for f in (heappop, heapify, _heappop_max, _heapify_max, lambda h: heappush(h, cls(h)), lambda h: heapreplace(h, cls(h)), lambda h: heappushpop(h, cls(h))):
        heap = []
        heap.extend([cls(heap) for i in range(5)])
        try:
            f(heap)
            print("fine")
        except (RuntimeError, IndexError, TypeError) as e:
            print(type(e).__name__, e)


class Fails:
    def __lt__(self, other):
        raise ValueError("lt")


attempt(heapify, [Fails(), Fails()])
attempt(_bisect.bisect_left, [Fails()], 1)


class Sub(list):
    def insert(self, i, x):
        print("insert", i, x)
        list.insert(self, i, x)

    def __getitem__(self, i):
        print("get", i)
        return list.__getitem__(self, i)


s = Sub([1, 3])
_bisect.insort_left(s, 2)
print(list(s))


class Seq:
    def __len__(self):
        return 10**6

    def __getitem__(self, i):
        return i * 2


print(_bisect.bisect_left(Seq(), 777777), _bisect.bisect_right(Seq(), 777778), _bisect.bisect_left(range(2**62), 2**61, hi=2**62))
for x in (0, 1, 2, 2.5, 3, 9, -1, True, 10**20):
    print([_bisect.bisect_left([1, 2, 2, 3], x), _bisect.bisect_right([1, 2, 2, 3], x), _bisect.bisect_left([1.0, 2.5, 2.5], x), _bisect.bisect_right([1.0, 2.5, 2.5], x)])
attempt(_bisect.bisect_left, [1, 2, 3], 5, 0, 10)
l = []
for i in range(50):
    _bisect.insort_right(l, rnd())
print(l)
