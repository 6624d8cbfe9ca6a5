#include "interpreter/modules/builtin_modules.h"

#include "interpreter/imports/import.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

const BuiltinModule builtin_modules[] = {
#define MODULE(name, create) {name, create},
#include "interpreter/modules/builtin_modules.def"
#undef MODULE
    {nullptr, nullptr}};

Module* create_builtin_module(Thread& t, Str* name) {
  for (const BuiltinModule* m = builtin_modules; m->name; m++)
    if (str_equals(name, m->name)) return m->create(t);
  return nullptr;
}

bool is_builtin_module(const Str* name) {
  for (const BuiltinModule* m = builtin_modules; m->name; m++)
    if (str_equals(name, m->name)) return true;
  return false;
}

}  // namespace sidewinder
