// The steps of tasks.
#pragma once

#include "interpreter/modules/asyncio/asyncio_types.h"

namespace sidewinder {

// The loop will send None into the task's coroutine, or throw `exception` (null: none) into it.
Status schedule_step(Thread& t, Task& task, Object* exception);

}  // namespace sidewinder
