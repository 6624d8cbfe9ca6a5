// Functions that run when the process forks: os.register_at_fork.
#pragma once

#include "interpreter/objects/core/object.h"

namespace sidewinder {

enum class ForkHook : int { Before, AfterInChild, AfterInParent, kCount };
Status add_fork_hook(Thread& t, ForkHook which, Object* function);

}  // namespace sidewinder
