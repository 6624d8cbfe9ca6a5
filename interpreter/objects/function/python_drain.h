// Builtins that drain a generator, or call a function of Python's for each item, in a loop in C++ run an eval loop of
// its own for each item, and no trace sees through that. Where it pays they leave the loop to a body in Python
// (interpreter/execution/ops/drained.cpp), which asks for the items in one eval loop; there is a body for each
// generator's or function's code, so that its trace is that of one of them.
#pragma once

#include "interpreter/objects/core/type.h"
#include "interpreter/objects/function/function.h"
#include "interpreter/objects/function/generator.h"
#include "interpreter/objects/iterator/map_object.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

enum class PythonDrain : uint8_t {
  Sum,     // second: the start, an exact int or float
  Any,     // the answer is a bool
  All,     // the same
  Min,     // second: the answer if there are no items
  Max,     // the same
  Extend,  // second: an exact list, which is the answer
  AddAll,  // second: an exact set, which is the answer
  Keys,    // second: a function; the answer is the list of its results
};

struct PythonDrainHooks {
  // The builtin's result. Missing: nothing was done.
  Lookup (*drain)(Thread& t, PythonDrain drain, const Code* code, Object* iterable, Object* second);
  void (*note)(const Code* code, size_t items);  // so many were asked for in C++
};
inline PythonDrainHooks python_drain_hooks{};

// What `iterable` runs for each item: a generator, or map() of one iterable. Null: something else.
inline const Code* code_that_gives(const Object* iterable) {
  if (is_exact<Generator>(iterable)) return static_cast<const Generator*>(iterable)->header.code;
  if (!is_exact<MapObject>(iterable)) return nullptr;
  auto* map = static_cast<const MapObject*>(iterable);
  bool is_plain = map->function && is_exact<Function>(map->function) && map->iterators->size == 1;
  return is_plain ? static_cast<const Function*>(map->function)->code : nullptr;
}

inline Lookup drain_in_python(Thread& t, PythonDrain drain, Object* iterable, Object* second) {
  const Code* code = python_drain_hooks.drain ? code_that_gives(iterable) : nullptr;
  return code ? python_drain_hooks.drain(t, drain, code, iterable, second) : Lookup::missing();
}
inline void note_drained(Object* iterable, size_t items) {
  const Code* code = python_drain_hooks.note ? code_that_gives(iterable) : nullptr;
  if (code) python_drain_hooks.note(code, items);
}
// for_each, to the end or to an error, and noted if it came to the end.
template <class F> Status for_each_noted(Thread& t, Object* iterable, F&& body) {
  size_t items = 0;
  TRY(for_each(t, iterable, [&](Object* item) -> Status {
    items++;
    return body(item);
  }));
  note_drained(iterable, items);
  return Status::ok();
}

}  // namespace sidewinder
