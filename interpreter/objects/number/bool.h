// bool: the two singletons, ints of one digit.
#pragma once

#include "interpreter/objects/number/int.h"

namespace sidewinder {

struct Bool : Int {
  static Type* type();
};
extern Type bool_type;
inline Type* Bool::type() { return &bool_type; }
extern Int true_object, false_object;
PY_ALWAYS_INLINE Object* py_true() { return &true_object; }
PY_ALWAYS_INLINE Object* py_false() { return &false_object; }
PY_ALWAYS_INLINE Object* bool_object(bool b) { return b ? py_true() : py_false(); }

}  // namespace sidewinder
