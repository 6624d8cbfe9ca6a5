# Natives that traces compute with unboxed numbers: odd operands, errors, subclasses, rebound names.
import builtins
import math
import warnings

warnings.simplefilter("ignore")

INF, NAN = float("inf"), float("nan")
ODD = [0, 1, -1, 7, -8, 2**31, 2**59, -(2**59), 2**60, -(2**60), 2**64, True, False, 0.0, -0.0, 0.5, -0.5, 1.5, 2.5,
       -2.5, 1e-320, 1e15 + 0.5, 2.0**51, 2.0**51 - 0.5, -(2.0**52) - 1, 2.0**60, 1e300, -1e300, INF, -INF, NAN]


class I(int):
    pass


class F(float):
    def __round__(self, digits=None):
        return "F rounded", digits


class Rounds:
    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __trunc__(self):
        return "trunc"

    def __float__(self):
        return 2.25

    def __divmod__(self, other):
        return "divmod", other


ONE = ("acos acosh asin asinh atan atanh cbrt ceil cos cosh degrees erf erfc exp exp2 expm1 fabs floor isfinite isinf "
       "isnan log log10 log1p log2 radians sin sinh sqrt tan tanh trunc").split()
TWO = "atan2 copysign fmod gcd hypot log pow remainder".split()


def every_one(function):
    results = []
    for k in range(3):
        for x in ODD + [I(5), F(0.25), Rounds(), "x", None]:
            try:
                results.append(function(x))
            except Exception as error:
                results.append((type(error).__name__, str(error)))
    return results


def every_two(function):
    results = []
    for x in ODD:
        for y in ODD + [I(3), F(2.0), "x"]:
            try:
                results.append(function(x, y))
            except Exception as error:
                results.append((type(error).__name__, str(error)))
    return results


def shown(results):
    # The last bits of C's functions are not what is tested here.
    return [f"{r:.12g}" if isinstance(r, float) else repr(r) for r in results]


for name in ONE:
    print(name, *shown(every_one(getattr(math, name))))
for name in TWO:
    print(name, *shown(every_two(getattr(math, name)))[::7])
for function in (abs, round, divmod, min, max, hash, float, int, bool):
    if function in (divmod, min, max):
        print(function.__name__, *shown(every_two(function))[::5])
    elif function is hash:
        print(function.__name__, *[function(x) for x in ODD if x == x for _ in range(3)])
    else:
        print(function.__name__, *shown(every_one(function)))


# --- in loops, as programs have them -------------------------------------------------------------


def square_roots(n):
    total = 0.0
    for i in range(n):
        total += math.sqrt(i & 1023) + math.sqrt(0.25 * (i & 7))
    return total


def roots_until_negative(n):
    for i in range(n, -n, -1):
        try:
            math.sqrt(i)
        except ValueError as error:
            return i, str(error)


def logarithms_until_zero(n):
    for i in range(n, -n, -1):
        try:
            math.log(i)
        except ValueError as error:
            return i, str(error)


def exponentials_until_overflow(step):
    x = 0.0
    while True:
        x += step
        try:
            math.exp(x)
        except OverflowError as error:
            return x, str(error)


def quotients(n):
    total = 0
    for i in range(-n, n):
        q, r = divmod(i, 7)
        total += q * 3 + r
        q, r = divmod(i, -7)
        total += q * 5 + r
    return total


def division_by_zero(n):
    for i in range(n, -n, -1):
        try:
            divmod(100, i)
        except ZeroDivisionError as error:
            return i, str(error)


def clamped(values, low, high):
    total = 0
    for v in values:
        total += max(low, min(v, high))
    return total


def rounded(n):
    total = 0
    for i in range(-n, n):
        total += round(i * 0.5) * 3 + math.floor(i * 0.3) + math.ceil(i * 0.3) * 5 + math.trunc(i * 0.7)
    return total


def rounded_to_places(n):
    total = 0.0
    for i in range(-n, n):
        total += round(i * 0.1234567, 2) + round(i * 1234.5, -1)
    return f"{total:.6f}"


def nans(n):
    seen = []
    for i in range(n):
        seen = [max(NAN, 1.0) is NAN, max(1.0, NAN), min(NAN, 1.0) is NAN, min(1.0, NAN), max(-0.0, 0.0), min(0.0, -0.0)]
    return seen


print(square_roots(3000), roots_until_negative(300), logarithms_until_zero(300), exponentials_until_overflow(1.5))
print(quotients(500), division_by_zero(300))
print(clamped(range(-100, 300), 5, 90), clamped([x * 0.5 for x in range(-100, 300)], 5.0, 90.0))
print(clamped([True, 3, 2.5, 10**30, -(10**30), I(4)] * 20, 1, 100))
print(rounded(400), rounded_to_places(400), nans(100))
print([max(3, 1, 2), max(1, 2, 3, 4, 5), min(2.5, 1.5, 3.5), max("b", "a"), min([3], [2])])


# --- rebound names -----------------------------------------------------------------------------------


def with_another_sqrt(n):
    total = 0
    original = math.sqrt
    try:
        for i in range(n):
            if i == n // 2:
                math.sqrt = lambda x: 1000
            total += math.sqrt(4)
    finally:
        math.sqrt = original
    return total


def with_another_min(n):
    total = 0
    try:
        for i in range(n):
            if i == n // 2:
                builtins.min = lambda a, b: 1000
            total += min(i & 3, 2)
    finally:
        builtins.min = original_min
    return total


original_min = min
print(with_another_sqrt(400), with_another_min(400))

# --- rounding to places is the correctly rounded decimal ---------------------------------------------
print([round(x, n) for x in (2.675, 1.005, 0.125, 0.375, 2.5, 1e16 + 2, 5e-324, 0.15, 1234567.891, -0.045, 1e22, 0.5)
       for n in (-8, -1, 0, 1, 2, 3, 10, 15, 16, 22, 30)])
