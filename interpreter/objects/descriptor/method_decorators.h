// classmethod and staticmethod.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct ClassMethod : Object {
  Object* function;
  Object* dict;
  static Type* type();
};
struct StaticMethod : Object {
  Object* function;
  Object* dict;
  static Type* type();
};
extern Type classmethod_type, staticmethod_type;
inline Type* ClassMethod::type() { return &classmethod_type; }
inline Type* StaticMethod::type() { return &staticmethod_type; }

Object* new_static_method(Thread& t, Object* function);
Object* new_class_method(Thread& t, Object* function);

}  // namespace sidewinder
