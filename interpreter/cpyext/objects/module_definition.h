// Modules that C defines by a PyModuleDef.
#pragma once

#include <Python.h>

#include "interpreter/objects/core/module.h"

namespace sidewinder {

// First phase (PEP 489): Py_mod_create or a plain module, with the definition's functions and doc.
Object* module_from_definition(Thread& t, PyModuleDef* definition, Object* spec, Str* name);
// Second phase: memory for its state, Py_mod_exec.
Status exec_definition(Thread& t, Module* module, PyModuleDef* definition);

}  // namespace sidewinder
