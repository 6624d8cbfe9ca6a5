# _random, _statistics, _typing: the numbers that CPython gives.
import _random
import _statistics
import _typing


def attempt(f, *args, **kw):
    try:
        print(repr(f(*args, **kw)))
    except Exception as e:
        print(type(e).__name__, e)


for seed in (0, 1, -1, 42, 2**31, 2**32, 2**64 + 7, -2**100, 10**50, True, 1.5, 1e300, (1, 2), None.__class__.__name__ and 5):
    r = _random.Random(seed)
    print(seed, r.random(), r.random(), r.getrandbits(1), r.getrandbits(31), r.getrandbits(32), r.getrandbits(33), r.getrandbits(100), r.getrandbits(0))
    state = r.getstate()
    print(len(state), state[:3], state[-1], sum(state))
    a = [r.random() for i in range(1000)]
    r.setstate(state)
    print(a == [r.random() for i in range(1000)], sum(a))
    r.seed(seed)
    print(r.random())
print(_random.Random().random() != _random.Random().random(), _random.Random(None).random() < 1)
attempt(_random.Random, 1, 2)
attempt(_random.Random, [])
attempt(_random.Random, x=1)
r = _random.Random(3)
for name in ("random", "seed", "getstate", "setstate", "getrandbits"):
    f = getattr(r, name)
    print(name, f.__text_signature__, bool(f.__doc__))
    for args in ((), (1,), (1, 2), ("a",), (-1,), (2.5,), ([],), ((1, 2),), (r.getstate()[:-1],), (r.getstate()[:-1] + (625,),), (r.getstate()[:-1] + (-1,),),
                 (("x",) + r.getstate()[1:],), ((-1,) + r.getstate()[1:],), (2**40,) if name != "getrandbits" else (64,)):
        if name in ("random", "getstate") and not args or name == "seed" and args == ("a",):
            continue
        if name == "getstate":
            continue
        try:
            print("  ", f(*args))
        except Exception as e:
            print("  ", type(e).__name__, e)
        r.seed(3)


class Sub(_random.Random):
    def __init__(self, x, y=None):
        self.y = y
        self.seed(x)


s = Sub(5, y=1)
print(s.random(), s.y, s.getrandbits(20))

f = _statistics._normal_dist_inv_cdf
for p in (1e-300, 1e-20, 1e-5, 0.01, 0.05, 0.075, 0.2, 0.5, 0.7, 0.925, 0.95, 0.999, 1 - 1e-12):
    print(p, f(p, 0, 1), f(p, 100.0, 15.0))
for args in ((0, 1, 1), (1, 1, 1), (2, 0, 1), (0.5,), ("a", 1, 2), (0.5, 1, 2, 3), (-0.1, 0, 1)):
    attempt(f, *args)
print(f.__text_signature__, _typing._idfunc(5), _typing._idfunc.__text_signature__)
attempt(_typing._idfunc)


class Odd(int):
    def __abs__(self):
        return None


generator = random.Random()
generator.seed(Odd(-5))
first = generator.random()
generator.seed(5)
print(first == generator.random())
