// What the module _warnings keeps. The module `warnings`, once imported, may have other filters and registries: those
// count then.
#pragma once

#include "interpreter/objects/core/object.h"

namespace sidewinder {

struct WarningState {  // permanent storage
  Object* filters;     // null until ready_warning_state
  Object* once_registry;
  Object* default_action;
  int64_t filters_version;
};
WarningState& warning_state();
Status ready_warning_state(Thread& t);

}  // namespace sidewinder
