// Module __sidewinder__: what programs can ask about this implementation.
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "jit/driver/driver.h"

namespace sidewinder {

namespace {

Object* jit_statistics(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "jit_statistics", 0, 0));
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

Object* jit_parameters(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "jit_parameters", 0, 0));
  Dict* result = TRY(new_dict(t));
#define PARAMETER(name, value, meaning) \
  TRY(dict_set_str(t, result, intern(#name), TRY(int_from_int64(jit::parameters.name))));
#include "jit/driver/parameters.def"
#undef PARAMETER
  return result;
}

Object* jit_enabled(Thread&, Object*, Args) { return bool_object(jit::settings.enabled); }

const NativeMethod functions[] = {
    {"jit_enabled", jit_enabled, MethodKind::Instance, "jit_enabled($module, /)\n--\n\nWhether hot code is compiled."},
    {"jit_parameters", jit_parameters, MethodKind::Instance,
     "jit_parameters($module, /)\n--\n\nThe JIT's parameters, as -X jit-NAME=N sets them."},
    {"jit_statistics", jit_statistics, MethodKind::Instance,
     "jit_statistics($module, /)\n--\n\nWhat the JIT has done so far, as a dict of numbers."},
    {}};

}  // namespace

Module* create_sidewinder(Thread& t) {
  Module* module = TRY(new_module(t, "__sidewinder__"));
  TRY(add_functions(t, module, functions));
  return module;
}

}  // namespace sidewinder
