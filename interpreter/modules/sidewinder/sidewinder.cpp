// Module __sidewinder__: what programs can ask about this implementation.
#include <algorithm>

#include "interpreter/compiler/compiler.h"
#include "interpreter/execution/crossing_meter.h"
#include "interpreter/memory/pins.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/sidewinder/trace_hooks.h"
#include "interpreter/modules/sidewinder/trace_reports.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"
#include "jit/driver/driver.h"

namespace sidewinder {

namespace {

Dict* sidewinder_jit_statistics(Thread& t) {
  const jit::Statistics& s = jit::statistics;
  return dict_of(t, {
                        {"loops", int_from_int64(s.loops)},
                        {"bridges", int_from_int64(s.bridges)},
                        {"functions", int_from_int64(s.functions)},
                        {"joins", int_from_int64(s.joins)},
                        {"exits", int_from_int64(int64_t(s.exits))},
                        {"aborts", int_from_int64(s.aborts)},
                        {"recorded_bytecodes", int_from_int64(int64_t(s.recorded_bytecodes))},
                        {"recorded_ops", int_from_int64(int64_t(s.recorded_ops))},
                        {"compiled_ops", int_from_int64(int64_t(s.compiled_ops))},
                        {"record_seconds", new_float(s.record_seconds)},
                        {"optimize_seconds", new_float(s.optimize_seconds)},
                        {"codegen_seconds", new_float(s.codegen_seconds)},
                        {"code_bytes", int_from_int64(int64_t(jit::code_bytes()))},
                        {"table_bytes", int_from_int64(int64_t(s.table_bytes))},
                    });
}

Dict* sidewinder_jit_parameters(Thread& t) {
  Dict* result = TRY(new_dict(t));
#define PARAMETER(name, value, least, meaning) \
  TRY(dict_set_str(t, result, intern(#name), TRY(int_from_int64(jit::parameters.name))));
#include "jit/driver/parameters.def"
#undef PARAMETER
  return result;
}

Object* mean_nanoseconds(const CrossingMeter::Way& way) {
  return new_float(way.timed ? way.seconds / double(way.timed) * 1e9 : 0);
}

Dict* sidewinder_crossings(Thread& t) {
  CrossingMeter& meter = crossing_meter;
  meter.runs = true;
  return dict_of(t, {
                        {"to_c", int_from_int64(int64_t(meter.to_c.calls))},
                        {"to_c_ns", mean_nanoseconds(meter.to_c)},
                        {"to_python", int_from_int64(int64_t(meter.to_python.calls))},
                        {"to_python_ns", mean_nanoseconds(meter.to_python)},
                        {"pinned", int_from_int64(int64_t(pinned_root_count()))},
                    });
}

bool sidewinder_jit_enabled() { return jit::settings.enabled; }

Status sidewinder_set_jit_parameter(Thread& t, Str* name, ssize value) {
  std::string text = str_to_utf8(name);
  if (value < 0 || value > UINT32_MAX)
    return raise_value_error(t, "%s must be in 0..%zd, not %zd", text.c_str(), ssize(UINT32_MAX), value);
  for (char& c : text)
    if (c == '_') c = '-';
  jit::ParameterResult result = jit::set_parameter(text, uint32_t(value));
  if (result == jit::ParameterResult::Set) return Status::ok();
  if (result == jit::ParameterResult::TooSmall) return raise_value_error(t, "%s must be positive", text.c_str());
  return raise_value_error(t, "no parameter %R: jit_parameters() has their names", name);
}

Result<bool> sidewinder_is_compiled(Thread& t, Object* function) {
  return is_compiled(*TRY(code_argument(t, function, "is_compiled")));
}

List* sidewinder_why(Thread& t, Object* function) { return report_of_code(t, *TRY(code_argument(t, function, "why"))); }

List* sidewinder_traces(Thread& t, Object* function) {
  if (function == none()) return list_of_traces(t, nullptr);
  return list_of_traces(t, TRY(code_argument(t, function, "traces")));
}

Str* dump_trace(Thread& t, ssize id, const std::string& stage) {
  for (const jit::CompiledTrace* trace = jit::newest_trace(); trace; trace = trace->next) {
    if (ssize(trace->id) != id) continue;
    std::string text = jit::text_of(*trace, stage);
    if (text.empty() && stage == "asm")
      return raise_value_error(t, "the text of machine code is kept with -X dump=asm only");
    return new_str(text);
  }
  return raise_value_error(t, "no trace %zd: traces() has those that exist", id);
}

Str* sidewinder_dump(Thread& t, Object* what, Str* stage) {
  std::string name = str_to_utf8(stage);
  constexpr const char* kOfTraces[] = {"ir", "snapshots", "exits", "asm"};
  bool is_of_trace = std::find(std::begin(kOfTraces), std::end(kOfTraces), name) != std::end(kOfTraces);
  if (is_of_trace) {
    ssize id = TRY(index_as_ssize(t, what, &exceptions::OverflowError));
    return dump_trace(t, id, name);
  }
  if (name == "bytecode") return new_str(disassemble(TRY(code_argument(t, what, "dump"))));
  return raise_value_error(t, "stage must be 'bytecode', 'ir', 'snapshots', 'exits' or 'asm', not %R", stage);
}

Status set_hook(Thread& t, TraceEvent event, Object* hook) {
  if (hook != none() && !slots_of(hook).call) return raise_type_error(t, "hook must be callable or None, not %T", hook);
  set_trace_hook(t, event, hook);
  return Status::ok();
}
Status sidewinder_set_compile_hook(Thread& t, Object* hook) { return set_hook(t, TraceEvent::Compile, hook); }
Status sidewinder_set_abort_hook(Thread& t, Object* hook) { return set_hook(t, TraceEvent::Abort, hook); }
Status sidewinder_set_exit_hook(Thread& t, Object* hook) { return set_hook(t, TraceEvent::Exit, hook); }

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
