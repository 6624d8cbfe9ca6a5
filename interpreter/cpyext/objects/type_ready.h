// A type that C describes becomes one of the core's.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

// PyType_Ready. Once; later calls do nothing. Its bases are made ready first.
Status ready_c_type(Thread& t, Type* cls);
void take_late_slots();      // once C's function that makes a module is back: what it wrote into ready types
void install_class_hooks();  // once

}  // namespace sidewinder
