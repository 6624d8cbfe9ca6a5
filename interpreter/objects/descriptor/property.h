// property: CPython's layout.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Property : Object {
  Object *getter, *setter, *deleter;  // null: none
  Object* doc;
  Object* name;  // from __set_name__, for messages
  bool doc_is_getters;
  static Type* type();
};
extern Type property_type;
inline Type* Property::type() { return &property_type; }

}  // namespace sidewinder
