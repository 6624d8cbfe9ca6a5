// What a thread is handling: the exception that a bare `raise` raises again.
#pragma once

#include "interpreter/execution/thread.h"

namespace sidewinder {

// Null: nothing. Generators have stacks of their own, above those of what resumed them.
inline Object* being_handled(const Thread& t) {
  for (HandledStack* s = t.handled; s; s = s->previous)
    if (s->exception) return s->exception;
  return nullptr;
}

}  // namespace sidewinder
