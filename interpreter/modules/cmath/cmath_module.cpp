// Module cmath: the functions of cmath_values.cpp for Python.
#include <cmath>

#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/cmath/cmath_values.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

static Status to_complex(Thread& t, Object* value, CmathValue* out) {
  ComplexValue z = TRY(as_complex(t, value));
  *out = {z.real, z.imag};
  return Status::ok();
}

template <> struct Argument<CmathValue> {
  static Status convert(Thread& t, Object* value, Site, CmathValue* out) { return to_complex(t, value, out); }
};

namespace {

Object* result_of(Thread& t, const CmathValue& r) {
  if (r.error == CmathValue::Domain) return raise_value_error(t, "math domain error");
  if (r.error == CmathValue::Range) return raise_overflow_error(t, "math range error");
  return new_complex(r.real, r.imag);
}

Object* cmath_acos(Thread& t, CmathValue z) { return result_of(t, cmath_acos_of(z)); }
Object* cmath_acosh(Thread& t, CmathValue z) { return result_of(t, cmath_acosh_of(z)); }
Object* cmath_asin(Thread& t, CmathValue z) { return result_of(t, cmath_asin_of(z)); }
Object* cmath_asinh(Thread& t, CmathValue z) { return result_of(t, cmath_asinh_of(z)); }
Object* cmath_atan(Thread& t, CmathValue z) { return result_of(t, cmath_atan_of(z)); }
Object* cmath_atanh(Thread& t, CmathValue z) { return result_of(t, cmath_atanh_of(z)); }
Object* cmath_cos(Thread& t, CmathValue z) { return result_of(t, cmath_cos_of(z)); }
Object* cmath_cosh(Thread& t, CmathValue z) { return result_of(t, cmath_cosh_of(z)); }
Object* cmath_exp(Thread& t, CmathValue z) { return result_of(t, cmath_exp_of(z)); }
Object* cmath_sin(Thread& t, CmathValue z) { return result_of(t, cmath_sin_of(z)); }
Object* cmath_sinh(Thread& t, CmathValue z) { return result_of(t, cmath_sinh_of(z)); }
Object* cmath_sqrt(Thread& t, CmathValue z) { return result_of(t, cmath_sqrt_of(z)); }
Object* cmath_tan(Thread& t, CmathValue z) { return result_of(t, cmath_tan_of(z)); }
Object* cmath_tanh(Thread& t, CmathValue z) { return result_of(t, cmath_tanh_of(z)); }

Object* cmath_log10(Thread& t, CmathValue z) {
  CmathValue r = cmath_log_of(z);
  return result_of(t, {r.real / M_LN10, r.imag / M_LN10, r.error});
}

Object* cmath_log(Thread& t, CmathValue z, Object* base /* or null */) {
  CmathValue r = cmath_log_of(z);
  if (!base) return result_of(t, r);
  CmathValue b;
  TRY(to_complex(t, base, &b));
  CmathValue log_of_base = cmath_log_of(b);
  if (log_of_base.error || (log_of_base.real == 0 && log_of_base.imag == 0))
    return raise_value_error(t, "math domain error");
  ComplexValue quotient = TRY(complex_divide(t, {r.real, r.imag}, {log_of_base.real, log_of_base.imag}));
  return new_complex(quotient.real, quotient.imag);
}

double cmath_phase(CmathValue z) { return std::atan2(z.imag, z.real); }

Object* cmath_polar(Thread& t, CmathValue z) {
  double length = std::hypot(z.real, z.imag);
  if (std::isinf(length) && std::isfinite(z.real) && std::isfinite(z.imag))
    return raise_overflow_error(t, "math range error");
  Object* parts[] = {TRY(new_float(length)), TRY(new_float(cmath_phase(z)))};
  return new_tuple(parts, 2);
}

Object* cmath_rect(Thread& t, double r, double phi) { return result_of(t, cmath_rect_of(r, phi)); }

bool cmath_isfinite(CmathValue z) { return std::isfinite(z.real) && std::isfinite(z.imag); }
bool cmath_isinf(CmathValue z) { return std::isinf(z.real) || std::isinf(z.imag); }
bool cmath_isnan(CmathValue z) { return std::isnan(z.real) || std::isnan(z.imag); }

Truth cmath_isclose(Thread& t, CmathValue a, CmathValue b, double relative, double absolute) {
  if (relative < 0 || absolute < 0) return truth_error(raise_value_error(t, "tolerances must be non-negative"));
  if (a.real == b.real && a.imag == b.imag) return Truth::True;
  if (cmath_isinf(a) || cmath_isinf(b)) return Truth::False;
  double difference = std::hypot(a.real - b.real, a.imag - b.imag);
  double most = std::fmax(relative * std::hypot(b.real, b.imag), relative * std::hypot(a.real, a.imag));
  return truth_of(difference <= most || difference <= absolute);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/cmath/cmath_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX cmath
#define NATIVE_NAME "cmath"
#include "interpreter/objects/core/native_table.inc"

Module* create_cmath(Thread& t) {
  Module* module = TRY(new_module(t, "cmath"));
  TRY(add_functions(t, module, cmath_method_rows));
  TRY(add_object(t, module, "pi", new_float(M_PI)));
  TRY(add_object(t, module, "e", new_float(M_E)));
  TRY(add_object(t, module, "tau", new_float(2 * M_PI)));
  TRY(add_object(t, module, "inf", new_float(HUGE_VAL)));
  TRY(add_object(t, module, "infj", new_complex(0, HUGE_VAL)));
  TRY(add_object(t, module, "nan", new_float(std::nan(""))));
  TRY(add_object(t, module, "nanj", new_complex(0, std::nan(""))));
  TRY(add_object(t, module, "__doc__", new_str("Functions of complex numbers.")));
  return module;
}

}  // namespace sidewinder
