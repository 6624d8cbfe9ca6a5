"""sympy: expansion, derivatives, integrals, equations."""

import sympy
from sympy.core.cache import clear_cache


def run():
    clear_cache()
    x, y = sympy.symbols("x y")
    results = [sympy.expand((x + y + 1) ** 8), sympy.diff(sympy.sin(x) * sympy.exp(x * y), x, 3), sympy.integrate(x ** 2 * sympy.cos(x), x),
               sympy.factor(x ** 6 - y ** 6), sympy.solve(x ** 3 - 6 * x ** 2 + 11 * x - 6, x), sympy.Matrix(4, 4, lambda i, j: x + i * j).det()]
    return sum(len(str(result)) for result in results)
