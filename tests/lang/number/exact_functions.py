# Functions of numbers give CPython's bits, and its errors.
import cmath
import math
import random

draw = random.Random(9)
NUMBERS = [0.0, -0.0, 1e-20, 9e-21, 5e-324, -5e-324, 171.6243769563027, 171.7, -171.5, -200.5, -201.5, 1e300, 22.0, 23.0,
           24.0, 140.0, 139.5, 1.0, 2.0, 4.999, 5.0, 5.5246800407767296, math.inf, -math.inf, math.nan]
NUMBERS += [draw.uniform(-180, 180) for _ in range(300)] + [draw.uniform(-6, 6) for _ in range(300)]


def show(function, *arguments):
    try:
        result = function(*arguments)
        print(function.__name__, *arguments, result.hex() if isinstance(result, float) else result)
    except (ValueError, OverflowError, ZeroDivisionError) as error:
        print(function.__name__, *arguments, type(error).__name__, error)


for function in math.gamma, math.lgamma, math.degrees, math.radians, math.erf, math.cbrt:
    for x in NUMBERS:
        show(function, x)
for function in math.log, math.log2, math.log10:
    for n in 2**1100, 3**900, 7**5000 + 1, 10**400 - 1, 2**2000 - 1:
        show(function, n)


def power(a, b):
    return a**b


for a in 1j, -2 + 0j, 1e-300j, complex(math.inf, 1), complex(1, math.nan), 3 + 4j, 0j:
    for b in 0j, 2, -3, 2.5, math.inf, complex(1, math.inf), complex(math.nan, 1), 101, -101, 1 + 2j:
        show(power, a, b)
for x in NUMBERS[:24]:
    for y in NUMBERS[:24]:
        show(cmath.log, complex(x, y))
        show(math.hypot, x, y)
