// classmethod and staticmethod.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct MethodDecorator : Object {
  Object* function;  // null: not initialized
  Object* dict;
};
struct ClassMethod : MethodDecorator {
  static Type* type();
};
struct StaticMethod : MethodDecorator {
  static Type* type();
};
extern Type classmethod_type, staticmethod_type;
inline Type* ClassMethod::type() { return &classmethod_type; }
inline Type* StaticMethod::type() { return &staticmethod_type; }

Object* new_static_method(Thread& t, Object* function);
Object* new_class_method(Thread& t, Object* function);

}  // namespace sidewinder
