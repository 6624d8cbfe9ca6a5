#include "interpreter/imports/extension.h"

#include <Python.h>
#include <dlfcn.h>

#include <cstdlib>
#include <map>
#include <string>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/cpyext/bridge/slots.h"
#include "interpreter/cpyext/objects/dealloc.h"
#include "interpreter/cpyext/objects/module_definition.h"
#include "interpreter/cpyext/objects/stack_exchange.h"
#include "interpreter/cpyext/objects/type_ready.h"
#include "interpreter/cpyext/runtime.h"
#include "interpreter/imports/import_error.h"
#include "interpreter/memory/pins.h"
#include "interpreter/modules/locale/character_locale.h"
#include "interpreter/modules/sys/sys.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/slot_dispatch.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

void fill_tree(Type* cls) {
  fill_c_slots(cls);
  for (ssize i = 0; i < subclass_count(cls); i++)
    if (Type* each = subclass_at(cls, i)) fill_tree(each);
}

// Not of one whose tp_dealloc has run, in a cycle: what held it may not have been swept yet.
void end_for_lack_of_pins(Object* o) {
  if (o->refcount & kFlagFinalized) return;
  fprintf(stderr, "Fatal Python error: %ld references of C too few to an object at %p of %s\n", long(-pin_count(o)),
          static_cast<void*>(o), o->cls->name);
  abort();
}

// -X cpyext-collect-every=N (bridge/crossing.h)
void take_stress_option() {
  PyObject* options = PySys_GetObject("_xoptions");
  PyObject* value = options ? PyDict_GetItemString(options, "cpyext-collect-every") : nullptr;
  if (!value || !PyUnicode_Check(value)) return;
  collect_every = atoi(PyUnicode_AsUTF8(value));
  watch_pins(end_for_lack_of_pins);
}

// Before the first extension runs: C's view of all that the core has.
void prepare_world(Thread& t) {
  static bool done = false;
  if (done) return;
  done = true;
  take_character_locale();
  initialize_runtime_for_c(t);
  look_for_pins();
  fill_tree(&object_type);
  install_dealloc();
  install_power_hooks();
  install_class_hooks();
  slots_changed_hook = fill_c_slots;
  take_stress_option();
}

// PyInit_NAME, or for a name with other letters PyInitU_ and the name in punycode (PEP 489).
Result<std::string> init_function_name(Thread& t, Str* name) {
  std::string text = str_to_utf8(name);
  size_t dot = text.rfind('.');
  std::string last = dot == std::string::npos ? text : text.substr(dot + 1);
  if (name->is_ascii()) return "PyInit_" + last;
  Object* codec = TRY(new_str("punycode"));
  Object* encoded = TRY(call_method(t, TRY(new_str(last)), intern("encode"), Args{&codec, 1}));
  auto* spelled = cast<Bytes>(encoded);
  std::string bytes(reinterpret_cast<const char*>(spelled->bytes), size_t(spelled->size));
  for (char& c : bytes)
    if (c == '-') c = '_';
  return "PyInitU_" + bytes;
}

using ModuleInit = PyObject* (*)();

ModuleInit open_library(Thread& t, Str* name, Object* path) {
  std::string file = str_to_utf8(cast<Str>(path));
  std::string symbol = TRY(init_function_name(t, name));
  void* handle = dlopen(file.find('/') == std::string::npos ? ("./" + file).c_str() : file.c_str(), library_flags);
  if (!handle) {
    const char* error = dlerror();
    return raise_import_error(t, name, path, error ? error : "unknown dlopen() error");
  }
  void* init = dlsym(handle, symbol.c_str());
  if (!init)
    return raise_import_error(t, name, path, "dynamic module does not define module export function (" + symbol + ")");
  if (str_to_utf8(name) == "greenlet._greenlet") note_exchanger(t, init);
  return reinterpret_cast<ModuleInit>(init);
}

// What PyInit gave: a module (one phase) or its definition (two).
Object* check_result(Thread& t, PyObject* result, const std::string& name) {
  if (!result && !is_pending(t))
    return raise(t, exceptions::SystemError, "initialization of %s failed without raising an exception", name.c_str());
  if (!result) return nullptr;
  if (is_pending(t)) {
    clear_pending(t);
    return raise(t, exceptions::SystemError, "initialization of %s raised unreported exception", name.c_str());
  }
  if (!core(result)->cls)
    return raise(t, exceptions::SystemError, "init function of %s returned uninitialized object", name.c_str());
  return core(result);
}

// Modules of one phase are made once; another import of the name shows the same.
std::map<std::string, Object**> single_phase_modules;

Object* finish_single_phase(Thread& t, Object* module, const std::string& name, const std::string& key, Object* path) {
  if (!is_instance(module, &module_type))
    return raise(t, exceptions::SystemError, "initialization of %s did not return an extension module", name.c_str());
  TRY(set_attribute(t, module, intern("__file__"), path));
  Object** kept = allocate_permanent(1);
  if (!kept) return raise_memory_error(t);
  *kept = module;
  single_phase_modules[key] = kept;
  return module;
}

}  // namespace

const char* package_context = nullptr;

Object* create_extension_module(Thread& t, Object* spec) {
  Object* name_object = TRY(get_attribute(t, spec, "name"));
  if (!is_str(name_object)) return raise_type_error(t, "name must be string, not %T", name_object);
  auto* name = cast<Str>(name_object);
  Object* path = TRY(get_attribute(t, spec, "origin"));
  if (!is_str(path)) return raise_type_error(t, "expected str, got %T", path);
  std::string full_name = str_to_utf8(name);
  std::string key = str_to_utf8(cast<Str>(path)) + ":" + full_name;
  if (auto known = single_phase_modules.find(key); known != single_phase_modules.end()) return *known->second;
  prepare_world(t);
  ModuleInit init = open_library(t, name, path);
  if (!init) return nullptr;
  const char* outer = package_context;
  package_context = full_name.c_str();
  PyObject* result = [&] {
    MakingModule making;
    return init();
  }();
  package_context = outer;
  Object* made = TRY(check_result(t, result, full_name));
  if (made->cls == core(&PyModuleDef_Type))
    return module_from_definition(t, reinterpret_cast<PyModuleDef*>(result), spec, name);
  taken(result);
  return finish_single_phase(t, made, full_name, key, path);
}

Status exec_extension_module(Thread& t, Object* module) {
  if (!is_instance(module, &module_type)) return Status::ok();
  auto* definition = static_cast<PyModuleDef*>(cast<Module>(module)->definition);
  if (!definition || cast<Module>(module)->state) return Status::ok();
  MakingModule making;
  return exec_definition(t, cast<Module>(module), definition);
}

}  // namespace sidewinder
