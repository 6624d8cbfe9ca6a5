#include <cmath>

#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/math/math.h"
#include "interpreter/objects/number/float.h"

namespace sidewinder {

Module* create_math(Thread& t) {
  Module* module = TRY(new_module(t, "math"));
  for (const NativeMethod* functions : {math_functions, math_integer_functions, math_series_functions})
    TRY(add_functions(t, module, functions));
  TRY(add_object(t, module, "pi", new_float(M_PI)));
  TRY(add_object(t, module, "e", new_float(M_E)));
  TRY(add_object(t, module, "tau", new_float(2 * M_PI)));
  TRY(add_object(t, module, "inf", new_float(HUGE_VAL)));
  TRY(add_object(t, module, "nan", new_float(std::nan(""))));
  return module;
}

}  // namespace sidewinder
