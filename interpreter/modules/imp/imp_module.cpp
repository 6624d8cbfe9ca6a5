// Module _imp: what the library's importer needs from the program.
#include <unistd.h>

#include "interpreter/execution/eval.h"
#include "interpreter/imports/extension.h"
#include "interpreter/imports/frozen.h"
#include "interpreter/imports/import.h"
#include "interpreter/imports/import_error.h"
#include "interpreter/imports/marshal.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/imp/import_lock.h"
#include "interpreter/modules/imp/source_hash.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/bytes_argument.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/startup/settings.h"

namespace sidewinder {

namespace {

bool imp_lock_held() { return import_lock_is_held(); }
Status imp_acquire_lock(Thread& t) { return acquire_import_lock(t); }
Status imp_release_lock(Thread& t) { return release_import_lock(t); }

// --- built-in modules -----------------------------------------------------------------------------

bool is_of_the_start(const Str* name) { return str_equals(name, "sys") || str_equals(name, "builtins"); }

int imp_is_builtin(Str* name) { return !is_builtin_module(name) ? 0 : is_of_the_start(name) ? -1 : 1; }

// sys and builtins are made once.
Object* imp_create_builtin(Thread& t, Object* spec) {
  Object* name = TRY(get_attribute(t, spec, "name"));
  if (!is_str(name)) return raise_type_error(t, "name must be string, not %T", name);
  if (is_of_the_start(cast<Str>(name))) {
    Object* there = dict_get_str(TRY(system_modules(t)), cast<Str>(name));
    if (there) return there;
  }
  Module* module = create_builtin_module(t, cast<Str>(name));
  return module ? static_cast<Object*>(module) : is_pending(t) ? nullptr : none();
}

int imp_exec_builtin(Object*) { return 0; }

// --- extension modules ----------------------------------------------------------------------------

Object* imp_create_dynamic(Thread& t, Object* spec, Object*) { return create_extension_module(t, spec); }

Result<int> imp_exec_dynamic(Thread& t, Object* module) {
  TRY(exec_extension_module(t, module));
  return 0;
}

Object* imp_extension_suffixes(Thread& t) {
  List* suffixes = TRY(new_list(t));
  for (const char* suffix : {".cpython-311-x86_64-linux-gnu.so", ".abi3.so", ".so"})
    TRY(list_append(t, suffixes, TRY(new_str(suffix))));
  return suffixes;
}

// --- modules that are part of the program ---------------------------------------------------------

int frozen_override = 0;  // of tests

bool uses_frozen() { return frozen_override ? frozen_override > 0 : runtime_settings.use_frozen_modules; }

const FrozenModule* enabled_frozen(const Str* name) {
  const FrozenModule* module = find_frozen(str_to_utf8(name));
  return module && (uses_frozen() || is_essential(*module)) ? module : nullptr;
}

Raised raise_not_frozen(Thread& t, Str* name) {
  std::string shown = str_to_utf8(str_repr(name));
  if (find_frozen(str_to_utf8(name)))
    return raise_import_error(t, name, nullptr,
                              "Frozen modules are disabled and the frozen object named " + shown + " is not essential");
  return raise_import_error(t, name, nullptr, "No such frozen object named " + shown);
}

bool imp_is_frozen(Str* name) { return enabled_frozen(name); }

Truth imp_is_frozen_package(Thread& t, Str* name) {
  const FrozenModule* module = enabled_frozen(name);
  if (!module) return truth_error(raise_not_frozen(t, name));
  return truth_of(module->is_package);
}

Object* imp_find_frozen(Str* name, bool withdata) {
  const FrozenModule* module = enabled_frozen(name);
  if (!module) return none();
  Object* items[] = {none(), bool_object(module->is_package), TRY(new_str(module->origin))};
  if (withdata) items[0] = TRY(new_bytes(module->data, ssize(module->size)));
  return new_tuple(items, 3);
}

Object* imp_get_frozen_object(Thread& t, Str* name, Object* data) {
  if (data == none()) {
    const FrozenModule* module = enabled_frozen(name);
    if (!module) return raise_not_frozen(t, name);
    return frozen_code(t, *module);
  }
  std::string_view bytes = TRY(as_bytes_view(t, data));
  Object* code = bytes.empty() ? nullptr : marshal_load(t, bytes);
  if (!code) {
    clear_pending(t);
    return raise_import_error(t, name, nullptr, "Frozen object named " + str_to_utf8(str_repr(name)) + " is invalid");
  }
  if (is_exact<Code>(code)) return code;
  return raise_type_error(t, "frozen object %R is not a code object", name);
}

Object* imp_init_frozen(Thread& t, Str* name) {
  const FrozenModule* frozen = enabled_frozen(name);
  if (!frozen) return none();
  Module* module = TRY(new_module(t, name));
  TRY(dict_set_str(t, module->dict, names::builtins, builtins_dict()));
  TRY(add_object(t, module, "__origname__", new_str(frozen->origin)));
  if (frozen->is_package) TRY(add_object(t, module, "__path__", new_list(t)));
  TRY(dict_set_str(t, TRY(system_modules(t)), name, module));
  TRY(run_code(t, TRY(frozen_code(t, *frozen)), module->dict, nullptr));
  return module;
}

Object* imp_frozen_module_names(Thread& t) {
  List* names = TRY(new_list(t));
  for (const FrozenModule* module = frozen_modules; module->name; module++)
    TRY(list_append(t, names, TRY(new_str(module->name))));
  return names;
}

void imp_override_frozen_modules_for_tests(int override) { frozen_override = override; }

// --- code -----------------------------------------------------------------------------------------

// Those inside that have the old name get the new one.
void replace_filename(Code* code, const Str* old_name, Str* name) {
  if (!str_equal(code->filename, old_name)) return;
  code->filename = name;
  for (ssize i = 0; i < code->constants->size; i++)
    if (is_exact<Code>(code->constants->items[i]))
      replace_filename(cast<Code>(code->constants->items[i]), old_name, name);
}

void imp_fix_co_filename(Code* code, Str* path) {
  if (!str_equal(code->filename, path)) replace_filename(code, code->filename, path);
}

Object* imp_source_hash(Thread& t, Object* key, const BytesLike& source) {
  int64_t number = TRY(index_as_ssize(t, key, &exceptions::OverflowError));
  uint64_t digest = source_hash(uint64_t(number), source.bytes);
  return new_bytes(&digest, sizeof digest);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/imp/imp_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX imp
#define NATIVE_NAME "_imp"
#include "interpreter/objects/core/native_table.inc"

Module* create_imp(Thread& t) {
  Module* module = TRY(new_module(t, "_imp"));
  TRY(add_functions(t, module, imp_method_rows));
  TRY(add_object(t, module, "check_hash_based_pycs", new_str(runtime_settings.check_hash_based_pycs)));
  TRY(add_object(t, module, "__doc__", new_str("What the importer needs from the program.")));
  return module;
}

}  // namespace sidewinder
