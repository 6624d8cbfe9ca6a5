// Module builtins: the functions of this folder, the types of builtin_types.def, the exceptions and the constants.
#include "interpreter/modules/builtins/builtins.h"

#include "interpreter/base/utf8.h"
#include "interpreter/compiler/name_normalizer.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/io/open.h"
#include "interpreter/modules/unicodedata/unicode_database.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/function.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/startup/settings.h"

namespace sidewinder {

#define BUILTIN_TYPE(variable, name) extern Type variable;
#include "interpreter/objects/core/builtin_types.def"
#undef BUILTIN_TYPE

namespace {

Status add_types(Thread& t, Module* module) {
  auto add = [&](Type& cls, const char* name) { return name ? add_object(t, module, name, &cls) : Status::ok(); };
#define BUILTIN_TYPE(variable, name) TRY(add(variable, name));
#include "interpreter/objects/core/builtin_types.def"
#undef BUILTIN_TYPE
  TRY(add(exceptions::BaseException, "BaseException"));
#define EXCEPTION(name, base, layout, doc) TRY(add(exceptions::name, #name));
#include "interpreter/objects/exception/exceptions.def"
#undef EXCEPTION
  TRY(add(exceptions::OSError, "IOError"));
  return add(exceptions::OSError, "EnvironmentError");
}

Status fill(Thread& t, Module* module) {
  for (const NativeMethod* functions :
       {builtin_attribute_functions, builtin_sequence_functions, builtin_number_functions, builtin_text_functions,
        builtin_code_functions, builtin_class_functions})
    TRY(add_functions(t, module, functions));
  TRY(add_object(t, module, "open", open_function(t)));
  TRY(add_types(t, module));
  TRY(add_object(t, module, "None", none()));
  TRY(add_object(t, module, "True", py_true()));
  TRY(add_object(t, module, "False", py_false()));
  TRY(add_object(t, module, "Ellipsis", ellipsis()));
  TRY(add_object(t, module, "NotImplemented", not_implemented()));
  return add_object(t, module, "__debug__", bool_object(!runtime_settings.optimize));
}

// NFKC, as PEP 3131 has it.
std::string normalized_name(std::string_view name) {
  std::vector<uint32_t> characters;
  for (size_t at = 0; at < name.size();) {
    Utf8Char c = wtf8_decode(name.data() + at);
    characters.push_back(c.code_point);
    at += c.length;
  }
  unicode::Database::current().normalize(characters, true, true);
  std::string text;
  for (uint32_t c : characters) utf8_append(text, c);
  return text;
}

}  // namespace

Module* create_builtins(Thread& t) {
  name_normalizer = normalized_name;
  ready_io_types(t);
  Module* module = TRY(new_module(t, "builtins"));
  TRY(fill(t, module));
  TRY(dict_set_str(t, module->dict, intern("__doc__"),
                   new_str("What every program has without an import: functions, types, exceptions and constants.")));
  set_default_builtins(module->dict);
  return module;
}

}  // namespace sidewinder
