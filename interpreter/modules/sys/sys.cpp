#include "interpreter/modules/sys/sys.h"

#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/io/open.h"
#include "interpreter/modules/posix/path.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/struct_sequence.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/startup/python_paths.h"
#include "interpreter/startup/settings.h"
#include "interpreter/uncaught/traceback.h"

namespace sidewinder {

namespace {

List* list_of(Thread& t, const std::vector<std::string>& texts) {
  List* list = TRY(new_list(t));
  for (const std::string& text : texts) TRY(list_append(t, list, TRY(decode_path(text))));
  return list;
}

// name or name=value
Dict* options_dict(Thread& t) {
  Dict* options = TRY(new_dict(t));
  for (const std::string& option : runtime_settings.x_options) {
    size_t equals = option.find('=');
    Object* value = equals == std::string::npos ? py_true() : TRY(decode_path(option.substr(equals + 1)));
    TRY(dict_set(t, options, TRY(decode_path(option.substr(0, equals))), value));
  }
  return options;
}

Tuple* builtin_module_names(Thread& t) {
  List* names = TRY(new_list(t));
  for (const BuiltinModule* m = builtin_modules; m->name; m++) TRY(list_append(t, names, TRY(intern(m->name))));
  TRY(list_sort(t, names, nullptr, false));
  return tuple_from_iterable(t, names);
}

Set* stdlib_module_names(Thread& t) {
  static const char* const names[] = {
#define NAME(name) name,
#include "interpreter/modules/sys/stdlib_names.def"
#undef NAME
  };
  Set* set = TRY(new_set(t));
  for (const char* name : names) TRY(set_add(t, set, TRY(intern(name))));
  return new_frozenset(t, set);
}

Status add_streams(Thread& t, Module* module) {
  static const char* const names[][2] = {{"stdin", "__stdin__"}, {"stdout", "__stdout__"}, {"stderr", "__stderr__"}};
  for (int i = 0; i < 3; i++) {
    Object* stream = TRY(new_standard_stream(t, StandardStream(i)));
    for (const char* name : names[i]) TRY(add_object(t, module, name, stream));
  }
  return Status::ok();
}

}  // namespace

Status add_sys_state(Thread& t, Module* module) {
  TRY(add_object(t, module, "argv", list_of(t, {""})));
  TRY(add_object(t, module, "orig_argv", list_of(t, python_paths.original_arguments)));
  TRY(add_object(t, module, "path", list_of(t, python_paths.search)));
  TRY(add_object(t, module, "modules", new_dict(t)));
  TRY(add_object(t, module, "meta_path", new_list(t)));
  TRY(add_object(t, module, "path_hooks", new_list(t)));
  TRY(add_object(t, module, "path_importer_cache", new_dict(t)));
  TRY(add_object(t, module, "warnoptions", list_of(t, runtime_settings.warnings)));
  TRY(add_object(t, module, "_xoptions", options_dict(t)));
  TRY(add_object(t, module, "builtin_module_names", builtin_module_names(t)));
  if (runtime_settings.int_max_str_digits >= 0) int_max_str_digits = runtime_settings.int_max_str_digits;
  TRY(add_object(t, module, "_framework", empty_str()));
  TRY(add_object(t, module, "_home", none()));
  TRY(add_object(t, module, "stdlib_module_names", stdlib_module_names(t)));
  TRY(add_object(t, module, "executable", decode_path(python_paths.executable)));
  TRY(add_object(t, module, "_base_executable", decode_path(python_paths.base_executable)));
  TRY(add_object(t, module, "dont_write_bytecode", bool_object(runtime_settings.dont_write_bytecode)));
  return add_streams(t, module);
}

Module* create_sys(Thread& t) {
  Module* module = TRY(new_module(t, "sys"));
  TRY(ready_struct_sequence(t, &unraisable_arguments_type));
  TRY(add_functions(t, module, sys_functions));
  TRY(add_functions(t, module, sys_audit_functions));
  TRY(add_functions(t, module, sys_breakpoint_functions));
  TRY(add_functions(t, module, sys_trace_functions));
  TRY(add_async_functions(t, module));
  TRY(add_object(t, module, "__excepthook__", dict_get_str(module->dict, intern("excepthook"))));
  TRY(add_object(t, module, "__unraisablehook__", dict_get_str(module->dict, intern("unraisablehook"))));
  TRY(add_object(t, module, "__breakpointhook__", dict_get_str(module->dict, intern("breakpointhook"))));
  TRY(add_object(t, module, "__displayhook__", dict_get_str(module->dict, intern("displayhook"))));
  TRY(add_sys_constants(t, module));
  TRY(add_sys_state(t, module));
  return module;
}

}  // namespace sidewinder
