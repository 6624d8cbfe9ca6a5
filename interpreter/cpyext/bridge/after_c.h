// What C has left to be done when it returns to the core: few calls leave anything.
#pragma once

#include "interpreter/cpyext/objects/ends_at_once.h"
#include "interpreter/cpyext/objects/type_ready.h"
#include "interpreter/cpyext/objects/unready_strings.h"

namespace sidewinder {

PY_NOINLINE inline void do_what_c_left(Thread& t) {
  if (any_only_of_c) end_what_only_c_had(t);
  if (any_unready) ready_types_of_instances(t);
  if (has_unready_strings) make_strings_ready();
}
PY_ALWAYS_INLINE void after_c(Thread& t) {
  if (any_only_of_c | any_unready | has_unready_strings) [[unlikely]]
    do_what_c_left(t);
}

}  // namespace sidewinder
