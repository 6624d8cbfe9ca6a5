#include "interpreter/startup/startup.h"

#include <gmp.h>

#include "interpreter/compiler/compiler.h"
#include "interpreter/execution/eval.h"
#include "interpreter/execution/ops/large_temporaries.h"
#include "interpreter/execution/ops/python_drain.h"
#include "interpreter/execution/ops/special.h"
#include "interpreter/execution/request.h"
#include "interpreter/imports/importer.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/memory/out_of_memory.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/weak/reference.h"
#include "interpreter/protocol/protocol.h"
#include "jit/driver/driver.h"
#include "jit/language/bytecode_counts.h"

namespace sidewinder {

Str* operator_names[int(BinaryOp::kCount)];

namespace {

Module* builtins_module;
Module* sys_module;

void initialize_operator_names() {
  static const char* const forward[] = {
#define OPERATOR(name, symbol, forward, ...) forward,
#include "interpreter/objects/core/operators.def"
#undef OPERATOR
  };
  for (int i = 0; i < int(BinaryOp::kCount); ++i) operator_names[i] = intern(forward[i]);
}

Module* builtin_module(Thread& t, const char* name) {
  Module* module = create_builtin_module(t, intern(name));
  if (!module) end_without_memory();
  return module;
}

}  // namespace

Dict* builtins_dict() { return builtins_module->dict; }
Dict* system_modules(Thread& t) {
  static Object** const place = allocate_permanent(1);
  if (*place) [[likely]]
    return static_cast<Dict*>(*place);
  Object* modules = dict_get_str(sys_module->dict, intern("modules"));
  if (modules && modules->cls == Dict::type()) return static_cast<Dict*>(*place = modules);
  return raise(t, exceptions::RuntimeError, "unable to get sys.modules");
}
Object* system_attribute(Thread& t, const char* name) {
  Object* value = dict_get_str(sys_module->dict, intern(name));
  return value ? value : raise(t, exceptions::RuntimeError, "lost sys.%s", name);
}

static bool unicodedata_is_not_blocked(Thread& t) {
  Dict* modules = system_modules(t);
  if (modules) return dict_get_str(modules, intern("unicodedata")) != none();
  clear_pending(t);
  return true;
}

ProcessHooks process_hooks;

Thread& initialize_interpreter() {
  initialize_memory();
  Thread& t = initialize_main_thread();
  ready_builtin_types(t);
  initialize_operator_names();
  initialize_continuations(t);
  install_python_drain();
  push_bottom_frame(t, continuations.after_ignore, nullptr);
  // sys.modules exists before there are modules to put into it.
  builtins_module = builtin_module(t, "builtins");
  sys_module = builtin_module(t, "sys");
  Dict* modules = system_modules(t);
  if (!modules) end_without_memory();
  for (Module* module : {builtins_module, sys_module})
    if (dict_set_str(t, modules, module->name, module).failed()) end_without_memory();
  mp_set_memory_functions(Interruptible::allocate, Interruptible::reallocate, Interruptible::release);
  character_names_are_known = unicodedata_is_not_blocked;
  install_signal_handlers();
  install_collector_hook();
  install_large_temporaries();
  install_reserve_of_memory();
  install_weak_callbacks();
  std::string why;
  if ((jit::settings.enabled || jit::settings.baseline) && !jit::executable_memory_available(&why)) {
    jit::settings.enabled = jit::settings.baseline = false;
    if (jit::settings.log) std::fprintf(jit::settings.log, "off: %s\n", why.c_str());
  }
  // traces would run beside the machine that checks
  if (machine_choice == MachineChoice::Checking) jit::settings.enabled = jit::settings.baseline = false;
  else if (jit::bytecode_counts.wanted) machine_choice = MachineChoice::Counting;
  jit::settle_parameters();
  initial_loop_counter = jit::settings.enabled ? jit::parameters.loop_threshold : ~0u;
  initial_function_counter = jit::settings.enabled ? jit::parameters.function_threshold : ~0u;
  if (jit::settings.baseline) initial_loop_counter = initial_function_counter = jit::parameters.baseline_threshold;
  return t;
}

Module* new_main_module(Thread& t) {
  Module* main = new_module(t, "__main__");
  if (!main) return nullptr;
  TRY(dict_set_str(t, main->dict, intern("__builtins__"), builtins_module));
  TRY(add_object(t, main, "__annotations__", new_dict(t)));
  if (Module* bootstrap = importer().bootstrap)
    TRY(add_object(t, main, "__loader__", get_attribute(t, bootstrap, "BuiltinImporter")));
  TRY(dict_set_str(t, TRY(system_modules(t)), intern("__main__"), main));
  return main;
}

}  // namespace sidewinder
