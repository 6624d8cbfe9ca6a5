// itertools.islice: what traces read of it. Its methods: interpreter/modules/itertools/chaining.cpp.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Islice : Object {
  Object* iterator;  // null: exhausted
  ssize next;        // the place of the next item to give,
  ssize stop;        // (-1: no limit)
  ssize step;
  ssize count;  // how many were taken from the iterator
  static Type* type();
};
inline const Type* islice_class = nullptr;  // null: the module is not imported yet

}  // namespace sidewinder
