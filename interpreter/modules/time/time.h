// Module time: the tables of its sources.
#pragma once

#include "interpreter/objects/core/module.h"

namespace sidewinder {

extern const NativeMethod* const clock_functions;
Status add_clock_numbers(Thread& t, Module* module);  // CLOCK_REALTIME and the like

}  // namespace sidewinder
