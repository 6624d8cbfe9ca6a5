# cmath: values (to 13 digits: the C libraries' last bits differ), special values, errors, wrong calls.
import cmath

inf, nan = float("inf"), float("nan")


def text(x):
    if x != x:
        return "nan"
    return "%.13g" % x


def show(r):
    if isinstance(r, complex):
        return "(%s, %s)" % (text(r.real), text(r.imag))
    if isinstance(r, tuple):
        return "(%s)" % ", ".join(map(show, r))
    return text(r) if isinstance(r, float) else repr(r)


def attempt(f, *args, **kw):
    try:
        return show(f(*args, **kw))
    except Exception as e:
        return "%s %s" % (type(e).__name__, e)


functions = [n for n in sorted(dir(cmath)) if callable(getattr(cmath, n)) and not n.startswith("__")]
values = [0j, -0j, complex(-0.0, 0.0), complex(0.0, -0.0), complex(-0.0, -0.0), 1, -1, 1j, -1j, 0.5, -0.5, 2, -2, 1 + 1j, -1 + 2j, 3 - 4j, -0.3 - 0.7j, 1e-10 + 1e-12j, 100 + 3j, -100 + 3j, 710 + 1j,
          1e308 + 1e308j, 1e-310 + 1e-315j, complex(1, 1e-160), complex(1, -0.0), complex(-1, -0.0), complex(2, -0.0), 5, True, 10**20, 0.8 + 0.6j, 1e200j, complex(0, 0.5), complex(0, -2)]
special = [complex(a, b) for a in (inf, -inf, nan, 0.0, -0.0, 1.5, -1.5) for b in (inf, -inf, nan, 0.0, -0.0, 2.5) if abs(a) == inf or a != a or abs(b) == inf or b != b]
for n in functions:
    f = getattr(cmath, n)
    print(n, f.__text_signature__, bool(f.__doc__))
    if n in ("rect", "isclose"):
        continue
    for z in values:
        print("  ", z, attempt(f, z))
    for z in special:
        r = attempt(f, z)
        # Beside a nan the sign of the other part means nothing.
        print("  ", z, r.replace("-", "") if "nan" in r else r)
for r in (0, 1, -1, 2.5, inf, -inf, nan, -0.0):
    for phi in (0.0, -0.0, 1.0, 3.5, -2, inf, -inf, nan):
        print("rect", r, phi, attempt(cmath.rect, r, phi))
for z, b in ((8, 2), (1j, 10), (2, 1), (0, 2), (2, 0), (3, -1), (4, 2j), (5, "x")):
    print(attempt(cmath.log, z, b))
for args in ((), ("x",), (1, 2, 3), (None,), ([],)):
    print(attempt(cmath.sqrt, *args), attempt(cmath.log, *args), attempt(cmath.rect, *args), attempt(cmath.isclose, *args))
print(attempt(cmath.sqrt, z=1))
for a, b, kw in ((1, 1, {}), (1, 1 + 1e-10, {}), (1j, 1.1j, {}), (1j, 1.1j, {"rel_tol": 0.2}), (0, 1e-12, {"abs_tol": 1e-10}), (inf, inf, {}), (nan, nan, {}), (1, 1, {"rel_tol": -1}), (inf, 1, {}),
                 (complex(inf, 1), complex(inf, 2), {"abs_tol": inf})):
    print(attempt(cmath.isclose, a, b, **kw))
print(attempt(cmath.isclose, a=1, b=2))


class C:
    def __complex__(self):
        return 3 + 4j


class F:
    def __float__(self):
        return 2.0


class I:
    def __index__(self):
        return 4


class Bad:
    def __complex__(self):
        return 1.5


print([attempt(cmath.sqrt, x) for x in (C(), F(), I(), Bad(), object())])
print(cmath.pi, cmath.e, cmath.tau, cmath.inf, cmath.infj, cmath.nan, cmath.nanj)
