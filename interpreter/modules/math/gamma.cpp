// Lanczos' approximation with g = 6.0246..., N = 13: gamma(x) = S(x) * (x + g - 1/2)**(x - 1/2) / exp(x + g - 1/2),
// where S is a quotient of polynomials with the published coefficients (Boost's lanczos13m53). C's functions are as
// exact, but have other last digits; programs compare printed ones. Operations are in the order that gives CPython's
// bits.
#include "interpreter/modules/math/gamma.h"

#include <cmath>
#include <iterator>

namespace sidewinder {

namespace {

constexpr double kG = 6.024680040776729583740234375;
constexpr double kGMinusHalf = kG - 0.5;
constexpr double kLogPi = 1.144729885849400174143427351353058711647;
constexpr double kTiny = 1e-20;  // below it gamma(x) is 1/x

// Coefficients of S, the constant ones first: those of the denominator are of x(x+1)...(x+11).
constexpr struct {
  double numerator, denominator;
} kTerms[] = {
    {23531376880.410759688572007674451636754734846804940, 0},
    {42919803642.649098768957899047001988850926355848959, 39916800},
    {35711959237.355668049440185451547166705960488635843, 120543840},
    {17921034426.037209699919755754458931112671403265390, 150917976},
    {6039542586.3520280050642916443072979210699388420708, 105258076},
    {1439720407.3117216736632230727949123939715485786372, 45995730},
    {248874557.86205415651146038641322942321632125127801, 13339535},
    {31426415.585400194380614231628318205362874684987640, 2637558},
    {2876370.6289353724412254090516208496135991145378768, 357423},
    {186056.26539522349504029498971604569928220784236328, 32670},
    {8071.6720023658162106380029022722506138218516325024, 1925},
    {210.82427775157934587250973392071336271166969580291, 66},
    {2.5066282746310002701649081771338373386264310793408, 1},
};

// In powers of x near zero, of 1/x elsewhere: nothing overflows.
double lanczos_quotient(double x) {
  double numerator = 0, denominator = 0;
  if (x < 5) {
    for (auto term = std::rbegin(kTerms); term != std::rend(kTerms); ++term) {
      numerator = numerator * x + term->numerator;
      denominator = denominator * x + term->denominator;
    }
  } else {
    for (auto& term : kTerms) {
      numerator = numerator / x + term.numerator;
      denominator = denominator / x + term.denominator;
    }
  }
  return numerator / denominator;
}

// sin(pi * x) for x >= 0, exact where pi * x is not.
double sine_of_pi_times(double x) {
  double y = std::fmod(x, 2.0);
  switch (int(std::round(2.0 * y))) {
    case 0: return std::sin(M_PI * y);
    case 1: return std::cos(M_PI * (y - 0.5));
    case 2: return std::sin(M_PI * (1.0 - y));
    case 3: return -std::cos(M_PI * (y - 1.5));
    default: return std::sin(M_PI * (y - 2.0));
  }
}

double factorial(int n) {
  double product = 1;
  for (int i = 2; i <= n; i++) product *= i;  // exact up to 22!
  return product;
}

// r * y**exponent or r / y**exponent, in two steps where the power alone would overflow.
double times_power(double r, double y, double x, bool divides) {
  constexpr double kOneStep = 140;
  double power = x < kOneStep ? std::pow(y, x - 0.5) : std::pow(y, x / 2.0 - 0.25);
  for (int i = x < kOneStep ? 1 : 2; i > 0; i--) r = divides ? r / power : r * power;
  return r;
}

bool is_integer(double x) { return x == std::floor(x); }

}  // namespace

double gamma_of(double x) {
  if (!std::isfinite(x)) return x > 0 || std::isnan(x) ? x : std::nan("");
  constexpr int kExactFactorial = 22;
  constexpr double kBeyond = 200;  // larger than any whose gamma is a double
  if (is_integer(x) && x <= 0) return std::nan("");
  if (is_integer(x) && x <= kExactFactorial + 1) return factorial(int(x) - 1);
  double size = std::fabs(x);
  if (size < kTiny) return 1.0 / x;
  if (size > kBeyond) return x > 0 ? HUGE_VAL : 0.0 / -sine_of_pi_times(size);
  double y = size + kGMinusHalf;
  // What rounding lost of y, relative to it.
  double lost = size > kGMinusHalf ? (y - size) - kGMinusHalf : (y - kGMinusHalf) - size;
  lost = lost * kG / y;
  if (x > 0) {
    double r = lanczos_quotient(size) / std::exp(y);
    return times_power(r + lost * r, y, size, false);
  }
  double r = -M_PI / sine_of_pi_times(size) / size * std::exp(y) / lanczos_quotient(size);
  return times_power(r - lost * r, y, size, true);
}

double log_gamma_of(double x) {
  if (!std::isfinite(x)) return std::isnan(x) ? x : HUGE_VAL;
  if (is_integer(x) && x <= 2) return x <= 0 ? std::nan("") : 0.0;
  double size = std::fabs(x);
  if (size < kTiny) return -std::log(size);
  double r = std::log(lanczos_quotient(size)) - kG;
  r += (size - 0.5) * (std::log(size + kG - 0.5) - 1);
  if (x > 0) return r;
  return kLogPi - std::log(std::fabs(sine_of_pi_times(size))) - std::log(size) - r;
}

}  // namespace sidewinder
