// sys.breakpointhook (PEP 553).
#include <cstdlib>
#include <string>

#include "interpreter/imports/import.h"
#include "interpreter/modules/sys/sys.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/warning.h"
#include "interpreter/startup/settings.h"

namespace sidewinder {

namespace {

// The object with a dotted name: an attribute of a module, or of builtins. Missing: there is no such module or name.
Lookup named_object(Thread& t, const std::string& path) {
  size_t dot = path.rfind('.');
  if (dot == 0) return Lookup::missing();
  std::string module_name = dot == std::string::npos ? "builtins" : path.substr(0, dot);
  Object* module = import_module(t, module_name.c_str());
  if (!module) {
    if (!pending_matches(t, exceptions::ImportError)) return Raised{};
    clear_pending(t);
    return Lookup::missing();
  }
  return find_attribute(t, module, intern(dot == std::string::npos ? path : path.substr(dot + 1)));
}

Object* sys_breakpointhook(Thread& t, Object*, Args args) {
  const char* variable = runtime_settings.ignore_environment ? nullptr : std::getenv("PYTHONBREAKPOINT");
  std::string path = variable && *variable ? variable : "pdb.set_trace";
  if (path == "0") return none();
  Lookup hook = TRY(named_object(t, path));
  if (hook.found()) return call(t, hook.value, args);
  TRY(warn_format(t, exceptions::RuntimeWarning, 1, "Ignoring unimportable $PYTHONBREAKPOINT: \"%s\"", path.c_str()));
  return none();
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/sys/breakpoint_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX sys
#define NATIVE_NAME "sys"
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const sys_breakpoint_functions = sys_method_rows;

}  // namespace sidewinder
