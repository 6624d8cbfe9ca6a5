#include "interpreter/objects/core/module.h"

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/module_repr.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

UnaryFn library_module_repr;

namespace {

Module* allocate_module(Thread& t, Type* cls) {
  auto* module = static_cast<Module*>(TRY(allocate_instance(t, cls)));
  module->dict = TRY(new_dict(t));
  module->dict->flags |= kDictNamespace;
  return module;
}

Status fill_names(Thread& t, Module* module, Str* name, Object* doc) {
  module->name = name;
  TRY(dict_set_str(t, module->dict, names::name, name));
  TRY(dict_set_str(t, module->dict, names::doc, doc));
  for (Str* each : {names::package, names::loader, names::spec}) TRY(dict_set_str(t, module->dict, each, none()));
  return Status::ok();
}

Object* module_create(Thread& t, Type* cls, Args) { return allocate_module(t, cls); }

Status module_init(Thread& t, Module& self, Str* name, Object* doc) { return fill_names(t, &self, name, doc); }

Str* name_in_dict(Module* module) {
  Object* name = dict_get_str(module->dict, names::name);
  return name && is_str(name) ? cast<Str>(name) : nullptr;
}

Object* module_repr(Thread& t, Object* o) {
  if (library_module_repr) return library_module_repr(t, o);
  auto* module = cast<Module>(o);
  Str* name = name_in_dict(module);
  StrBuilder text;
  text.add("<module ");
  if (name) text.add(TRY(repr(t, name)));
  else text.add("'?'");
  Object* file = dict_get_str(module->dict, intern("__file__"));
  if (file && is_str(file)) text.add(" from ").add(TRY(repr(t, file)));
  else if (name) text.add(" (built-in)");
  return text.add(">").finish();
}

// The module is still running its body: a name that is missing is likely a circular import.
bool is_initializing(Thread& t, Module* module) {
  Object* spec = dict_get_str(module->dict, names::spec);
  if (!spec || spec == none()) return false;
  Lookup flag = find_attribute(t, spec, names::initializing);
  if (flag.failed()) clear_pending(t);
  return flag.found() && flag.value == py_true();
}

// A submodule that is running its body is no attribute yet; its package's spec knows it.
bool is_uninitialized_submodule(Thread& t, Module* module, Str* name) {
  Object* spec = dict_get_str(module->dict, names::spec);
  if (!spec || spec == none()) return false;
  Lookup submodules = find_attribute(t, spec, intern("_uninitialized_submodules"));
  Truth there = submodules.found() ? contains(t, submodules.value, name) : Truth::False;
  if (submodules.failed() || there == Truth::Error) clear_pending(t);
  return there == Truth::True;
}

Object* module_dir(Thread& t, Module& self) {
  Object* dict = TRY(get_attribute(t, &self, names::dict));
  if (!has_flag(dict, kTypeDict)) return raise_type_error(t, "%T.__dict__ is not a dictionary", &self);
  if (Object* hook = dict_get_str(cast<Dict>(dict), names::dir)) return call(t, hook);
  return list_from_iterable(t, dict);
}

Object* module_annotations(Thread& t, Module& self) {
  if (Object* annotations = dict_get_str(self.dict, names::annotations)) return annotations;
  Dict* fresh = TRY(new_dict(t));
  TRY(dict_set_str(t, self.dict, names::annotations, fresh));
  return fresh;
}
Status module_set_annotations(Thread& t, Module& self, Object* value) {
  if (value) return dict_set_str(t, self.dict, names::annotations, value);
  bool deleted = TRY(dict_delete(t, self.dict, names::annotations));
  return deleted ? Status::ok() : raise(t, exceptions::AttributeError, "%U", names::annotations);
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/core/module_methods.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX module
#define NATIVE_NAME "module"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_module_data() {
  TypeData d{};
  d.slots.repr = module_repr;
  d.slots.get_attribute = module_get_attribute;
  d.slots.create = module_create;
  d.allows_weak_references = true;
  module_declare(d);
  return d;
}
constinit TypeData module_data = make_module_data();

}  // namespace

// The generic lookup, then the module's own __getattr__ (PEP 562).
Lookup module_get_attribute(Thread& t, Object* o, Str* name) {
  Lookup found = generic_get_attribute(t, o, name);
  if (found.found() || found.failed()) return found;
  auto* module = cast<Module>(o);
  if (Object* hook = dict_get_str(module->dict, names::getattr)) return call(t, hook, name);
  Str* module_name = name_in_dict(module);
  if (!module_name) return raise(t, exceptions::AttributeError, "module has no attribute '%U'", name);
  if (is_initializing(t, module))
    return raise(t, exceptions::AttributeError,
                 "partially initialized module '%U' has no attribute '%U' (most likely due to a circular import)",
                 module_name, name);
  if (is_uninitialized_submodule(t, module, name))
    return raise(t, exceptions::AttributeError,
                 "cannot access submodule '%U' of module '%U' (most likely due to a circular import)", name,
                 module_name);
  return raise(t, exceptions::AttributeError, "module '%U' has no attribute '%U'", module_name, name);
}

Module* new_module(Thread& t, Str* name) {
  Module* module = TRY(allocate_module(t, &module_type));
  TRY(fill_names(t, module, name, none()));
  return module;
}

Module* new_module(Thread& t, const char* name) { return new_module(t, TRY(intern(name))); }

Status add_object(Thread& t, Module* module, const char* name, Object* value) {
  TRY(value);
  return dict_set_str(t, module->dict, intern(name), value);
}

Status add_function(Thread& t, Module* module, const NativeMethod* method) {
  return add_object(t, module, method->name, new_builtin_function(t, method, module, module->name));
}

Status add_functions(Thread& t, Module* module, const NativeMethod* methods) {
  for (; methods->name; methods++) TRY(add_function(t, module, methods));
  return Status::ok();
}

constinit Type module_type = with_dict_at(
    offsetof(Module, dict), static_type("module", sizeof(Module), 0, kTypeBase | kTypeHaveGC, &module_data));

}  // namespace sidewinder
