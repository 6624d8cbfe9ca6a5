// The functions of complex numbers. A domain or range error is a flag of the result.
#pragma once

namespace sidewinder {

struct CmathValue {
  double real, imag;
  enum Error : unsigned char { None, Domain, Range } error = None;
};

CmathValue cmath_sqrt_of(CmathValue z);
CmathValue cmath_acos_of(CmathValue z);
CmathValue cmath_acosh_of(CmathValue z);
CmathValue cmath_asin_of(CmathValue z);
CmathValue cmath_asinh_of(CmathValue z);
CmathValue cmath_atan_of(CmathValue z);
CmathValue cmath_atanh_of(CmathValue z);
CmathValue cmath_cos_of(CmathValue z);
CmathValue cmath_cosh_of(CmathValue z);
CmathValue cmath_sin_of(CmathValue z);
CmathValue cmath_sinh_of(CmathValue z);
CmathValue cmath_tan_of(CmathValue z);
CmathValue cmath_tanh_of(CmathValue z);
CmathValue cmath_exp_of(CmathValue z);
CmathValue cmath_log_of(CmathValue z);
CmathValue cmath_rect_of(double r, double phi);

}  // namespace sidewinder
