#include <doctest/doctest.h>

#include "interpreter/testing/interp.h"

using sidewinder::Interp;

TEST_SUITE("math") {
TEST_CASE("domain and range errors") {
  Interp py;
  REQUIRE(py.run("from math import *"));
  for (const char* source : {"sqrt(-1)", "log(0)", "acos(2)", "sin(inf)", "gamma(-1)", "gamma(0)", "lgamma(-2)",
                             "fmod(1, 0)", "pow(0, -1)", "pow(-1, 0.5)", "atanh(1)", "log1p(-1)", "remainder(inf, 2)"})
    CHECK_MESSAGE(py.raises(source, "ValueError", "math domain error"), source);
  for (const char* source : {"exp(1000)", "cosh(1e6)", "gamma(172)", "pow(10, 400)", "ldexp(1.0, 5000)"})
    CHECK_MESSAGE(py.raises(source, "OverflowError", "math range error"), source);
  CHECK(py.raises("sin('a')", "TypeError", "must be real number, not str"));
  CHECK(py.raises("sin()", "TypeError", "math.sin() takes exactly one argument (0 given)"));
}
TEST_CASE("nan and infinities pass through") {
  Interp py;
  REQUIRE(py.run("from math import *"));
  CHECK(py.eval_repr("sqrt(inf), exp(-inf), sqrt(nan), pow(1, nan), pow(nan, 0), hypot(inf, nan), gamma(inf)") ==
        "(inf, 0.0, nan, 1.0, 1.0, inf, inf)");
}
TEST_CASE("logarithms of ints beyond the doubles") {
  Interp py;
  REQUIRE(py.run("from math import *"));
  CHECK(py.eval_repr("log2(2 ** 5000), log10(10 ** 1000), log(10 ** 400, 10), log(8, 2)") ==
        "(5000.0, 1000.0, 399.99999999999994, 3.0)");
  CHECK(py.raises("log(-10 ** 400)", "ValueError", "math domain error"));
}
TEST_CASE("rounding to ints: floats, and the special methods") {
  Interp py;
  REQUIRE(
      py.run("from math import *\nclass C:\n    def __ceil__(self): return 'c'\n    def __floor__(self): return 'f'\n  "
             "  def __trunc__(self): return 't'"));
  CHECK(py.eval_repr("ceil(-0.5), floor(-0.5), trunc(-1.5), ceil(1e20), ceil(C()), floor(C()), trunc(C())") ==
        "(0, -1, -1, 100000000000000000000, 'c', 'f', 't')");
  CHECK(py.raises("floor(nan)", "ValueError", "cannot convert float NaN to integer"));
  CHECK(py.raises("ceil(inf)", "OverflowError", "cannot convert float infinity to integer"));
}
TEST_CASE("parts of floats") {
  Interp py;
  REQUIRE(py.run("from math import *"));
  CHECK(py.eval_repr("frexp(8.0), modf(-1.5), ldexp(0.5, 4), ulp(1.0), nextafter(1.0, 2), copysign(1, -0.0)") ==
        "((0.5, 4), (-0.5, -1.0), 8.0, 2.220446049250313e-16, 1.0000000000000002, -1.0)");
}
TEST_CASE("integers: gcd, lcm, isqrt, factorial, comb, perm") {
  Interp py;
  REQUIRE(py.run("from math import *"));
  CHECK(py.eval_repr("gcd(), gcd(12, -18), gcd(2 ** 100, 6 ** 50) == 2 ** 50, lcm(4, 6), lcm(3, 0), isqrt(10 ** 40)") ==
        "(0, 6, True, 12, 0, 100000000000000000000)");
  CHECK(py.eval_repr("factorial(20), comb(10, 3), comb(3, 10), comb(10 ** 20, 2), perm(5), perm(10, 3)") ==
        "(2432902008176640000, 120, 0, 4999999999999999999950000000000000000000, 120, 720)");
  CHECK(py.raises("factorial(-1)", "ValueError", "factorial() not defined for negative values"));
  CHECK(py.raises("factorial(5.0)", "TypeError", "'float' object cannot be interpreted as an integer"));
  CHECK(py.raises("comb(2, -1)", "ValueError", "k must be a non-negative integer"));
}
TEST_CASE("series: fsum is exact, prod multiplies anything, norms do not overflow") {
  Interp py;
  REQUIRE(py.run("from math import *"));
  CHECK(py.eval_repr("fsum([0.1] * 10), fsum([1e16, 1.0, -1e16]), fsum([]), fsum([inf, 1])") == "(1.0, 1.0, 0.0, inf)");
  CHECK(py.raises("fsum([inf, -inf])", "ValueError", "-inf + inf in fsum"));
  CHECK(py.raises("fsum([1e308, 1e308])", "OverflowError", "intermediate overflow in fsum"));
  CHECK(py.eval_repr(
            "prod([2, 3, 0.5]), prod([]), prod([[1]], start=3), hypot(1e200, 1e200) < inf, dist((1, 2), (4, 6))") ==
        "(3.0, 1, [1, 1, 1], True, 5.0)");
}
}  // TEST_SUITE("math")
