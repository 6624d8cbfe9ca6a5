// Modules: an object around a namespace dict. CPython's PyModuleObject, 56 bytes.
#pragma once

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Module : Object {
  Dict* dict;         // 16; kDictNamespace
  void* definition;   // 24: PyModuleDef of an extension module
  void* state;        // 32
  Object* weak_list;  // 40
  Str* name;          // 48, as created; `__name__` in dict counts
  static Type* type();
};
static_assert(sizeof(Module) == 56);
extern Type module_type;
inline Type* Module::type() { return &module_type; }

// A module with __name__, __doc__, __package__, __loader__ and __spec__ (all but the name None). Null: MemoryError
// pending.
Module* new_module(Thread& t, Str* name);
Module* new_module(Thread& t, const char* name);
// What built-in modules are filled with. `method` is a static row.
Status add_function(Thread& t, Module* module, const NativeMethod* method);
Status add_functions(Thread& t, Module* module, const NativeMethod* methods /* ends with a null name */);
Status add_object(Thread& t, Module* module, const char* name, Object* value /* null: passes the failure on */);
Lookup module_get_attribute(Thread& t, Object* module, Str* name);

}  // namespace sidewinder
