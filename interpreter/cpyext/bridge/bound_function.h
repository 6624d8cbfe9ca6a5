// C function pointers that carry a value: a few bytes of code that put `bound` into the argument register after those
// that the caller fills, and jump to `adapter`. This is how one adapter serves the slots of all types, and how a C
// function looks like one of the core and the other way round.
#pragma once

#include <cstdint>

namespace sidewinder {

// The same function for the same three values, for ever. `argument` is the position of the bound value among the
// integer arguments of the adapter (0 .. 5). Ends the process if there is no memory for it.
void* bound_function(void* adapter, void* bound, int argument);

struct BoundFunction {
  void* adapter;
  void* bound;
};
// What `function` was made of; null if it is another's.
const BoundFunction* find_bound_function(void* function);

template <class Adapter, class Bound> void* bind_function(Adapter* adapter, Bound* bound, int argument) {
  return bound_function(reinterpret_cast<void*>(adapter), reinterpret_cast<void*>(bound), argument);
}

}  // namespace sidewinder
