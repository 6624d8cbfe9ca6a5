# _functools: partial, reduce, cmp_to_key, the cached function.
import _functools
from _functools import partial, reduce, cmp_to_key, _lru_cache_wrapper


def attempt(f, *args, **kw):
    try:
        print(repr(f(*args, **kw)))
    except Exception as e:
        print(type(e).__name__, e)


class Capture:
    def __call__(self, *args, **kw):
        return args, kw

    def __repr__(self):
        return "capture"


capture = Capture()


# --- partial
p = partial(capture, 1, 2, a=10, b=20)
print(p(3, 4, b=30, c=40), p(), p(5), p(x=1))
print(p.func is capture, p.args, p.keywords, type(p), partial(capture)(1, a=2))
attempt(partial)
attempt(partial, 3)
attempt(partial, a=1)
attempt(lambda: setattr(p, "func", 1))
attempt(lambda: setattr(p, "args", ()))
attempt(lambda: delattr(p, "keywords"))
attempt(lambda: partial[int])
p.note = "n"
print(p.note, p.__dict__)
p.keywords["b"] = "changed"
print(p(1))
p.keywords.clear()
print(p(1, z=2))
p.keywords[3] = 4
attempt(p)
p.keywords.clear()
attempt(p)
q = partial(partial(capture, 1, k=1), 2, k=2, l=3)
print(q.func is capture, q.args, q.keywords, q())
q = partial(p, 9)
print(q.func is p)
print(partial(capture, 1).__reduce__()[0] is partial, partial(capture, 1, a=2).__reduce__()[1:])
r = partial(capture, 1)
r.__setstate__((max, (1, 2), {}, {"x": 1}))
print(r(), r.x, r.__dict__)
for bad in (None, (), (1, 2, 3, 4), (max, [], {}, None), (max, (), [], None), (max, (), {}), (max, (), {}, None, None)):
    attempt(r.__setstate__, bad)


class T(tuple):
    pass


class D(dict):
    pass


r.__setstate__((capture, T((1,)), D(a=1), None))
print(type(r.args), type(r.keywords), r())
r.__setstate__((capture, (1,), None, None))
print(r.keywords, r())


class Sub(partial):
    def extra(self):
        return self.args


s = Sub(max, 3, 1)
print(s(2), s.extra(), s, type(s))
s.x = 1
print(s.__reduce__()[2][3], s.__dict__)
print(partial(max, 1, key=None))
loop = partial(capture)
loop.__setstate__((loop, (), {}, {}))
attempt(repr, loop)
loop.__setstate__((capture, (loop,), {"a": loop}, {}))
attempt(repr, loop)


class A:
    m = partial(capture, "m")
    c = _lru_cache_wrapper(capture, None, False, tuple)


print(A().m(1))


class BadKey(str):
    def __hash__(self):
        return 1


attempt(partial, capture, **{BadKey("z"): 1})


def recur(f):
    return f


# --- reduce
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, range(1, 6), 1), reduce(max, (), 7), reduce(max, [5]))
for args in ((), (max,), (max, 1), (max, []), (1, [1, 2]), (max, [1], 2, 3), (max, [1, "a"])):
    attempt(reduce, *args)
attempt(reduce, function=max, sequence=[])


class Fails:
    def __iter__(self):
        raise ZeroDivisionError("iter")


attempt(reduce, max, Fails())


class NoIter:
    def __iter__(self):
        return 3


attempt(reduce, max, NoIter())

# --- cmp_to_key
K = cmp_to_key(lambda a, b: (a > b) - (a < b))
print(type(K).__name__, type(K).__module__, sorted([3, 1, 2], key=K), sorted("hello", key=cmp_to_key(lambda a, b: ord(b) - ord(a))))
print(K(1) < K(2), K(1) > K(2), K(1) == K(1), K(1) != K(1), K(2) >= K(1), K(2) <= K(1), K(obj=4).obj)
attempt(cmp_to_key)
attempt(cmp_to_key, 1, 2)
attempt(cmp_to_key, wrong=max)
attempt(K)
attempt(K, 1, 2)
attempt(K, x=1)
attempt(lambda: K(1) < 2)
attempt(lambda: K < K(2))
attempt(lambda: hash(K(1)))
attempt(lambda: type(K)(max))
attempt(lambda: K.obj)
k = K(1)
k.obj = 9
print(k.obj, k > K(3))
attempt(lambda: cmp_to_key(lambda a, b: None)(1) < cmp_to_key(max)(2))
attempt(lambda: cmp_to_key(lambda a, b: 1 / 0)(1) < cmp_to_key(max)(2))

# --- the cache


class Info(tuple):
    pass


def info(*args):
    return args


calls = []


def slow(x, y=0, *rest, **kw):
    calls.append((x, y, rest, kw))
    return (x, y)


for size in (None, 0, 1, 2, 3, 128, -5, True):
    for typed in (False, True):
        f = _lru_cache_wrapper(slow, size, typed, info)
        del calls[:]
        for args, kw in (((1,), {}), ((2,), {}), ((1,), {}), ((1.0,), {}), ((3,), {}), ((1,), {"y": 2}), ((1, 2), {}), ((1,), {"y": 2}),
                         (("a",), {}), (("a",), {}), ((2,), {}), ((True,), {}), ((1, 2, 3), {"k": 4}), ((1, 2, 3), {"k": 4.0}),
                         ((), {"x": 1}), ((), {"x": 1.0})):
            f(*args, **kw)
        print(size, typed, f.cache_info(), len(calls))
        f.cache_clear()
        print(f.cache_info())
        attempt(f, [])
        attempt(f)
        attempt(f.cache_info, 1)
        attempt(f.cache_clear, 1)
attempt(_lru_cache_wrapper)
attempt(_lru_cache_wrapper, 1, 2, 3, 4)
attempt(_lru_cache_wrapper, max, "2", 3, 4)
attempt(_lru_cache_wrapper, max, 2.5, 3, 4)
attempt(_lru_cache_wrapper, max, 1, 1)
attempt(_lru_cache_wrapper, user_function=max, maxsize=1, typed=1, cache_info_type=2, more=3)
f = _lru_cache_wrapper(slow, 3, False, info)
print(type(f), f.__copy__() is f, f.__deepcopy__({}) is f)
f.__qualname__ = "named"
print(f.__reduce__(), f.__dict__)
attempt(lambda: type("X", (_lru_cache_wrapper,), {}))


class Hashed:
    count = 0

    def __init__(self, n):
        self.n = n

    def __hash__(self):
        Hashed.count += 1
        return self.n

    def __eq__(self, other):
        return self.n == other.n


f = _lru_cache_wrapper(lambda x: x.n, 2, False, info)
keys = [Hashed(i) for i in range(4)]
for k in keys + keys[:1] + keys[3:] + keys:
    f(k)
print(Hashed.count, f.cache_info())


def fib(n):
    return n if n < 2 else cached_fib(n - 1) + cached_fib(n - 2)


cached_fib = _lru_cache_wrapper(fib, None, False, info)
print(cached_fib(80), cached_fib.cache_info())
cached_fib = _lru_cache_wrapper(fib, 10, False, info)
print(cached_fib(80), cached_fib.cache_info())


class C:
    def __init__(self, n):
        self.n = n

    def m(self, x):
        print("called", x)
        return self.n + x

    m = _lru_cache_wrapper(m, 4, False, info)


c = C(5)
print(c.m(1), c.m(1), c.m(x=1), C.m(c, 1), C.m.cache_info())


def clears(x):
    g.cache_clear()
    return x


g = _lru_cache_wrapper(clears, 1, False, info)
print([g(i % 3) for i in range(9)], g.cache_info())


def nested(n):
    if n:
        h(n - 1)
        h(n)if n == 1 and not nested.__dict__.setdefault("once", []).append(1) and len(nested.once) < 2 else None
    return n


h = _lru_cache_wrapper(nested, 2, False, info)
print(h(3), h.cache_info())
