"""sympy: its core's answers, and functions of its own tests run one after another."""
import importlib
import inspect

from sympy import (Eq, Function, Integer, Matrix, Rational, Sum, apart, cos, diff, dsolve, expand, factor, factorint, gcd, integrate, latex, limit, oo, pi,
                   pretty, series, simplify, sin, solve, sqrt, srepr, symbols, sympify, exp)

x, y, n = symbols("x y n")
f = Function("f")
print(expand((x + y) ** 5), factor(x**6 - 1), simplify(sin(x) ** 2 + cos(x) ** 2), apart(1 / (x**2 - 1)))
print(diff(sin(x) * exp(x**2), x, 2), integrate(x**2 * exp(-x), (x, 0, oo)), limit(sin(x) / x, x, 0), series(exp(x), x, 0, 6))
print(solve([x + y - 3, x * y - 2], [x, y]), solve(x**3 - 2 * x + 1, x), dsolve(Eq(f(x).diff(x), f(x)), f(x)))
print(Matrix([[1, 2], [3, 4]]).inv(), Matrix(3, 3, lambda i, j: i + j).eigenvals(), Sum(n**2, (n, 1, 10)).doit())
print(pi.evalf(50), sqrt(Rational(2, 3)), Integer(2) ** 100, factorint(2**64 + 1), gcd(x**2 - 1, x**2 - 2 * x + 1))
print(latex(integrate(1 / (1 + x**4), x)), srepr(sympify("a + b*2")), pretty(x**2 / (y + 1)), sep="\n")

MODULES = ["core.tests.test_containers", "core.tests.test_symbol", "core.tests.test_operations", "printing.tests.test_repr",
           "polys.tests.test_monomials", "ntheory.tests.test_egyptian_fraction", "combinatorics.tests.test_partitions"]
for name in MODULES:
    module = importlib.import_module(f"sympy.{name}")
    outcomes = {}
    for test, function in sorted(vars(module).items()):
        if not test.startswith("test_") or not inspect.isfunction(function):
            continue
        try:
            function()
            outcome = "passed"
        except BaseException as error:
            outcome = type(error).__name__
            print(name, test, outcome, str(error)[:80])
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
    print(name, outcomes)
