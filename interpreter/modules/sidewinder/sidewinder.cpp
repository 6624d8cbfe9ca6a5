// Module __sidewinder__: what programs can ask about this implementation.
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "jit/driver/driver.h"

namespace sidewinder {

namespace {

Dict* sidewinder_jit_statistics(Thread& t) {
  const jit::Statistics& s = jit::statistics;
  const struct {
    const char* name;
    Object* value;
  } rows[] = {
      {"loops", int_from_int64(s.loops)},
      {"bridges", int_from_int64(s.bridges)},
      {"functions", int_from_int64(s.functions)},
      {"aborts", int_from_int64(s.aborts)},
      {"recorded_bytecodes", int_from_int64(int64_t(s.recorded_bytecodes))},
      {"recorded_ops", int_from_int64(int64_t(s.recorded_ops))},
      {"compiled_ops", int_from_int64(int64_t(s.compiled_ops))},
      {"record_seconds", new_float(s.record_seconds)},
      {"optimize_seconds", new_float(s.optimize_seconds)},
      {"codegen_seconds", new_float(s.codegen_seconds)},
      {"code_bytes", int_from_int64(int64_t(jit::code_bytes()))},
  };
  Dict* result = TRY(new_dict(t));
  for (auto& row : rows) TRY(dict_set_str(t, result, intern(row.name), TRY(row.value)));
  return result;
}

Dict* sidewinder_jit_parameters(Thread& t) {
  Dict* result = TRY(new_dict(t));
#define PARAMETER(name, value, meaning) \
  TRY(dict_set_str(t, result, intern(#name), TRY(int_from_int64(jit::parameters.name))));
#include "jit/driver/parameters.def"
#undef PARAMETER
  return result;
}

bool sidewinder_jit_enabled() { return jit::settings.enabled; }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/sidewinder/sidewinder_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX sidewinder
#define NATIVE_NAME "__sidewinder__"
#include "interpreter/objects/core/native_table.inc"

Module* create_sidewinder(Thread& t) {
  Module* module = TRY(new_module(t, "__sidewinder__"));
  TRY(add_functions(t, module, sidewinder_method_rows));
  return module;
}

}  // namespace sidewinder
