# float ** number in compiled loops: what C's pow says, and what is infinite, complex, or raises.
import math


def powers(bases, exponents, n):
    results = []
    for i in range(n):
        for base in bases:
            for exponent in exponents:
                try:
                    power = base**exponent
                except (OverflowError, ZeroDivisionError) as error:
                    power = f"{type(error).__name__}: {error}"
                if i == n - 1:
                    results.append(power)
    return results


usual = [0.1, 1.5, 2.5, 3.141592653589793, 1e10]
unusual = [0.0, -0.0, -1.5, -8.0, 1e300, 5e-324, math.inf, -math.inf, math.nan]
for exponents in ([2], [2.0], [0.5, 3], [-1, -1.5, 0, 0.0, 1000, -1000, math.inf, -math.inf, math.nan, 2**59 - 1]):
    print(powers(usual, exponents, 60))
    print(powers(usual + unusual, exponents, 60))
print(powers([2, True, 10**20], [0.5, -2.5], 60))


def one_place(values):
    total = 0
    for value in values:
        total += value**2
    return total


print(one_place([1.5] * 400), one_place([3] * 400), one_place([1.5] * 400 + [2] * 400 + [1j] * 10))
