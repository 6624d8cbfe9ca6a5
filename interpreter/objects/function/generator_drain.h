// Builtins that drain a generator in C++ run its frame in an eval loop of its own for each item, and no trace sees
// through that. Where it pays they leave the loop to a body in Python (interpreter/execution/ops/drained.cpp), which
// asks for the items in one eval loop; there is a body for each generator's code, so that its trace is that of one
// generator.
#pragma once

#include "interpreter/objects/core/type.h"
#include "interpreter/objects/function/generator.h"

namespace sidewinder {

enum class GeneratorDrain : uint8_t {
  Sum,     // second: the start, an exact int or float
  Any,     // the answer is a bool
  All,     // the same
  Extend,  // second: an exact list, which is the answer
};

struct GeneratorDrainHooks {
  // The builtin's result. Missing: nothing was done.
  Lookup (*drain)(Thread& t, GeneratorDrain drain, Generator* generator, Object* second);
  void (*note)(const Generator* generator, size_t items);  // it was drained in C++
};
inline GeneratorDrainHooks generator_drain_hooks{};

inline Lookup drain_in_python(Thread& t, GeneratorDrain drain, Object* iterable, Object* second) {
  if (!is_exact<Generator>(iterable) || !generator_drain_hooks.drain) return Lookup::missing();
  return generator_drain_hooks.drain(t, drain, cast<Generator>(iterable), second);
}
inline void note_drained(Object* iterable, size_t items) {
  if (is_exact<Generator>(iterable) && generator_drain_hooks.note)
    generator_drain_hooks.note(cast<Generator>(iterable), items);
}

}  // namespace sidewinder
