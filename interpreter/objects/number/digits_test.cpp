// Arrays of digits: carries and borrows that run through whole groups, products of odd and even lengths.
#include "interpreter/objects/number/digits.h"

#include <doctest/doctest.h>

#include <vector>

using namespace sidewinder;

namespace {

using Digits = std::vector<Digit>;
constexpr Digit kMost = kDigitMask;

Digits sum(const Digits& x, const Digits& y) {
  Digits out(x.size() + 1);
  out[x.size()] = add_digits(x.data(), ssize(x.size()), y.data(), ssize(y.size()), out.data());
  return out;
}
Digits difference(const Digits& x, const Digits& y) {
  Digits out(x.size());
  subtract_digits(x.data(), ssize(x.size()), y.data(), ssize(y.size()), out.data());
  return out;
}
Digits product(const Digits& x, const Digits& y) {
  Digits out(x.size() + y.size());
  multiply_digits(x.data(), ssize(x.size()), y.data(), ssize(y.size()), out.data());
  return out;
}

}  // namespace

TEST_SUITE("digits") {
TEST_CASE("add_digits: a carry that every digit hands on, of any length") {
  for (size_t n = 1; n < 20; n++) {
    Digits expected(n + 1, 0);
    expected[n] = 1;
    Digits one(n, 0);
    one[0] = 1;
    CHECK(sum(Digits(n, kMost), {1}) == expected);
    CHECK(sum(Digits(n, kMost), one) == expected);
    CHECK(difference(expected, {1}) == [&] {
      Digits all(n + 1, kMost);
      all[n] = 0;
      return all;
    }());
  }
}
TEST_CASE("add_digits: a carry that begins in the middle of a group") {
  Digits x(12, 0), y(12, 0);
  x[5] = kMost, y[5] = 1, x[6] = kMost, x[7] = kMost - 1, y[7] = 1;
  Digits expected(13, 0);
  expected[8] = 1;
  CHECK(sum(x, y) == expected);
}
TEST_CASE("multiply_digits: the largest numbers of n and m digits") {
  for (size_t n = 1; n < 12; n++) {
    for (size_t m = 1; m <= n; m++) {
      Digits x(n, kMost), y(m, kMost);
      Digits expected(n + m, kMost);  // (B**n - 1) * (B**m - 1) = B**(n+m) - B**n - B**m + 1
      expected = difference(expected, [&] {
        Digits taken(n + m, 0);
        taken[n]++, taken[m]++;
        return taken;
      }());
      expected = sum(expected, {2});
      expected.pop_back();
      CHECK(product(x, y) == expected);
    }
  }
}
TEST_CASE("subtract_product: leaves the remainder in the low digits") {
  for (size_t n = 2; n < 9; n++) {
    Digits y(n, kMost), x = product(y, Digits{kMost, kMost});
    x = sum(x, {5});
    x.resize(n);
    subtract_product(x.data(), y.data(), ssize(n), kPairMask);
    Digits expected(n, 0);
    expected[0] = 5;
    CHECK(x == expected);
  }
}
TEST_CASE("negate_digits: in place, twice is the number again") {
  Digits x{0, 0, 7, 0, kMost, 1, 0, 3, 9}, twice = x;
  negate_digits(twice.data(), ssize(x.size()), twice.data());
  CHECK(twice[0] == 0);
  CHECK(twice[2] == kMost + 1 - 7);
  CHECK(twice[3] == kMost);
  negate_digits(twice.data(), ssize(x.size()), twice.data());
  CHECK(twice == x);
}
}  // TEST_SUITE("digits")
