// iter(function, sentinel): calls the function until it returns the sentinel.
#pragma once

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct CallableIterator : Object {
  Object* callable;  // null: exhausted for good
  Object* sentinel;
};
extern Type callable_iterator_type;

CallableIterator* new_callable_iterator(Object* callable, Object* sentinel);

}  // namespace sidewinder
