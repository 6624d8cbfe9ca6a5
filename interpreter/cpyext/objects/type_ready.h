// A type that C describes becomes one of the core's.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

// PyType_Ready. Once; later calls do nothing. Its bases are made ready first.
Status ready_c_type(Thread& t, Type* cls);
void install_class_hooks();  // once

}  // namespace sidewinder
