// The makers of built-in modules, one for each row of builtin_modules.def. Each gives a fresh, filled module.
#pragma once

#include "interpreter/objects/core/module.h"

namespace sidewinder {

#define MODULE(name, create) Module* create(Thread& t);
#include "interpreter/modules/builtin_modules.def"
#undef MODULE

struct BuiltinModule {
  const char* name;
  Module* (*create)(Thread&);
};
extern const BuiltinModule builtin_modules[];  // ends with a null name

}  // namespace sidewinder
