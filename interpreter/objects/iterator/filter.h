// filter(function or None, iterable).
#pragma once

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Filter : Object {
  Object* iterator;
  Object* predicate;  // none(): the items themselves decide
  static Type* type();
};
extern Type filter_type;
inline Type* Filter::type() { return &filter_type; }

}  // namespace sidewinder
