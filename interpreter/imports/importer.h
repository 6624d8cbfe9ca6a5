// The library's importer (importlib._bootstrap), as C++ sees it. import.h is what others call.
#pragma once

#include "interpreter/imports/import.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

// What the process's imports stand on; in memory that the collector scans.
struct Importer {
  Module* bootstrap;        // _frozen_importlib; null until install_importer
  Module* external;         // _frozen_importlib_external
  Object* original_import;  // builtins.__import__ as it was at the start
  Object* find_and_load;    // of bootstrap
  Object* module_repr;      // _module_repr
  Object* lock_unlock;      // _lock_unlock_module
};
Importer& importer();

// The module of an absolute name: from sys.modules, else found and loaded. Exceptions have no frames of the importer.
Object* load_module(Thread& t, Str* name);
// Calls _warnings.warn(text, category); nothing happens while that module is not there.
Status warn_import(Thread& t, const char* text);
// The pending exception passes on without the importer's own frames, as CPython has it.
void remove_importer_frames(Thread& t);

bool is_being_initialized(Thread& t, Object* module);  // __spec__._initializing

// Names that only imports look up.
namespace import_names {
#define IMPORT_NAME(name, text)            \
  inline Str* name() {                     \
    static Str* const name = intern(text); \
    return name;                           \
  }
IMPORT_NAME(path, "__path__")
IMPORT_NAME(all, "__all__")
IMPORT_NAME(file, "__file__")
IMPORT_NAME(import, "__import__")
#undef IMPORT_NAME
}  // namespace import_names

}  // namespace sidewinder
