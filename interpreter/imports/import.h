// Imports: statements, builtins and the top level call these. The search itself is the distribution's
// importlib._bootstrap (importer.h); what is in sys.modules never leaves C++.
#pragma once

#include "interpreter/objects/core/module.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

// `import name` / `from name import ...`: level and from_list are the statement's operands (an int; a tuple of names or
// None). The top-level package for a plain dotted import, else the module itself. Calls what builtins.__import__ is.
Object* import_from_statement(Thread& t, Str* name, Dict* globals, Object* locals, Object* level, Object* from_list);
// What builtins.__import__ does.
Object* import_name(Thread& t, Str* name, Dict* globals, int64_t level, Object* from_list);
// from module import name; ImportError, with the submodule tried
Object* import_attribute(Thread& t, Object* module, Str* name);
Status import_all(Thread& t, Object* module, Object* names);  // from module import *
Object* import_module(Thread& t, const char* name);           // absolute; the module itself

// The importer itself, from the embedded code; once, when builtins and sys are there.
Status install_importer(Thread& t);
Status install_zip_importer(Thread& t);

// Built-in modules: a row for each in modules/builtin_modules.def.
// null without exception: there is none of that name
Module* create_builtin_module(Thread& t, Str* name);
bool is_builtin_module(const Str* name);

// sys, as C++ sees it.
Object* system_attribute(Thread& t, const char* name);  // RuntimeError if it was deleted
Dict* system_modules(Thread& t);                        // sys.modules as it was at the start
Dict* builtins_dict();                                  // the dict of module builtins

}  // namespace sidewinder
