// types.SimpleNamespace: an object that is nothing but its attributes. sys.implementation is one.
#pragma once

#include "interpreter/objects/container/dict.h"

namespace sidewinder {

struct SimpleNamespace : Object {
  Object* dict;  // a Dict, made with the object
  static Type* type();
};
extern Type simple_namespace_type;
inline Type* SimpleNamespace::type() { return &simple_namespace_type; }

SimpleNamespace* new_simple_namespace(Thread& t, Dict* attributes);

}  // namespace sidewinder
