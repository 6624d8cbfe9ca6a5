// Extension modules: shared libraries that define PyInit_NAME. Declared here, where imports are; interpreter/cpyext has
// it.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

// _imp.create_dynamic and exec_dynamic (PEP 451, PEP 489). ImportError with CPython's words when the file is no
// extension module.
Object* create_extension_module(Thread& t, Object* spec);
Status exec_extension_module(Thread& t, Object* module);

}  // namespace sidewinder
