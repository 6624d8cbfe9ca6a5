// Python functions as objects. Calling them is execution/eval.cpp's and protocol/bind_arguments.cpp's work.
#include "interpreter/objects/function/function.h"
#include "interpreter/execution/frame.h"

#include <cstdio>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/descriptor/held_by_classes.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Dict* default_builtins = nullptr;
uint32_t last_function_version = 0;

// What compiled code may assume of a function ends here.
void changed(Thread& t, Function* f) {
  bool was_found_on_class = f->version & kFoundOnClass;
  f->version = ++last_function_version & ~kFoundOnClass;
  if (was_found_on_class) held_by_classes_changed(t, f);
}

// The builtins of code with these globals: what they name, else those of the running code.
Dict* builtins_for(Thread& t, Dict* globals) {
  Object* named = dict_get_str(globals, names::builtins);
  if (named && is_instance(named, &module_type)) return cast<Module>(named)->dict;
  if (named && has_flag(named, kTypeDict)) return cast<Dict>(named);
  if (named) return raise_type_error(t, "'%T' object is not subscriptable", named);
  if (FrameHeader* frame = function_frame(t.frame)) return frame->function->builtins;
  PY_CHECK(default_builtins);
  return default_builtins;
}

}  // namespace

void set_default_builtins(Dict* builtins) { default_builtins = builtins; }

Function* new_function(Thread& t, Code* code, Dict* globals, Tuple* closure) {
  Dict* builtins = TRY(builtins_for(t, globals));
  Function* f = TRY(new_object<Function>(&function_type));
  f->globals = globals;
  f->builtins = builtins;
  f->name = code->name;
  f->qualname = code->qualname;
  f->code = code;
  f->closure = closure;
  f->doc = code->docstring ? code->docstring : none();
  Object* module = dict_get_str(globals, names::name);
  f->module = module ? module : none();
  return f;
}

namespace {

Object* function_call(Thread& t, Object* callee, Args args) { return call_function(t, cast<Function>(callee), args); }

Object* function_get(Thread& t, Object* descriptor, Object* instance, Type*) {
  return instance ? new_method(t, descriptor, instance) : descriptor;
}

Object* function_repr(Thread&, Object* o) {
  char address[32];
  snprintf(address, sizeof address, " at %p>", static_cast<void*>(o));
  return StrBuilder().add("<function ").add(cast<Function>(o)->qualname).add(address).finish();
}

// TypeError or ValueError if the cells do not fit the code's free variables.
Status check_closure(Thread& t, const Code* code, const Tuple* closure /* or null */) {
  ssize needed = code->free_names->size;
  ssize given = closure ? closure->size : 0;
  if (needed && !closure) return raise_type_error(t, "arg 5 (closure) must be tuple");
  if (needed != given)
    return raise_value_error(t, "%U requires closure of length %zd, not %zd", code->name, needed, given);
  for (ssize i = 0; i < given; i++)
    if (!is_exact<Cell>((*closure)[i]))
      return raise_type_error(t, "arg 5 (closure) expected cell, found %T", (*closure)[i]);
  return Status::ok();
}

Function* function_new(Thread& t, Type&, Code* code, Dict* globals, Object* name, Object* defaults, Object* closure) {
  if (name != none() && !is_str(name)) return raise_type_error(t, "arg 3 (name) must be None or string");
  if (defaults != none() && !has_flag(defaults, kTypeTuple))
    return raise_type_error(t, "arg 4 (defaults) must be None or tuple");
  if (closure != none() && !has_flag(closure, kTypeTuple))
    return raise_type_error(t, "arg 5 (closure) must be %s", code->free_names->size ? "tuple" : "None or tuple");
  Tuple* cells = closure == none() ? nullptr : cast<Tuple>(closure);
  TRY(check_closure(t, code, cells));
  Function* f = TRY(new_function(t, code, globals, cells && cells->size ? cells : nullptr));
  if (name != none()) f->name = cast<Str>(name);
  if (defaults != none()) f->defaults = cast<Tuple>(defaults);
  return f;
}

// --- attributes ---

Object* or_none(Object* o) { return o ? o : none(); }
Object* none_to_null(Object* o) { return o == none() ? nullptr : o; }

Status take_str(Thread& t, Object* value, const char* name, Str** field) {
  if (!value || !is_str(value)) return raise_type_error(t, "%s must be set to a string object", name);
  *field = cast<Str>(value);
  return Status::ok();
}
Str* function_name(const Function& self) { return self.name; }
Status function_set_name(Thread& t, Function& self, Object* value) {
  return take_str(t, value, "__name__", &self.name);
}
Str* function_qualname(const Function& self) { return self.qualname; }
Status function_set_qualname(Thread& t, Function& self, Object* value) {
  return take_str(t, value, "__qualname__", &self.qualname);
}

Code* function_code(const Function& self) { return self.code; }
Status function_set_code(Thread& t, Function& self, Object* value) {
  if (!value || !is_exact<Code>(value)) return raise_type_error(t, "__code__ must be set to a code object");
  TRY(audit(t, "object.__setattr__", &self, "__code__", value));
  ssize has = self.closure ? self.closure->size : 0;
  ssize needs = cast<Code>(value)->free_names->size;
  if (has != needs)
    return raise_value_error(t, "%U() requires a code object with %zd free vars, not %zd", self.name, has, needs);
  self.code = cast<Code>(value);
  changed(t, &self);
  return Status::ok();
}

// `value` null: deleted, or set to None.
Status audit_change(Thread& t, Function& self, const char* name, Object* value) {
  if (!value) return audit(t, "object.__delattr__", &self, name);
  return audit(t, "object.__setattr__", &self, name, value);
}

Object* function_defaults(const Function& self) { return or_none(self.defaults); }
Status function_set_defaults(Thread& t, Function& self, Object* value) {
  value = none_to_null(value);
  if (value && !has_flag(value, kTypeTuple)) return raise_type_error(t, "__defaults__ must be set to a tuple object");
  TRY(audit_change(t, self, "__defaults__", value));
  self.defaults = cast<Tuple>(value);
  changed(t, &self);
  return Status::ok();
}

Object* function_keyword_defaults(const Function& self) { return or_none(self.keyword_defaults); }
Status function_set_keyword_defaults(Thread& t, Function& self, Object* value) {
  value = none_to_null(value);
  if (value && !has_flag(value, kTypeDict)) return raise_type_error(t, "__kwdefaults__ must be set to a dict object");
  TRY(audit_change(t, self, "__kwdefaults__", value));
  self.keyword_defaults = cast<Dict>(value);
  changed(t, &self);
  return Status::ok();
}

// The compiler leaves annotations as a tuple of names and values; they become a dict when asked for.
Object* function_annotations(Thread& t, Function& self) {
  if (self.annotations && has_flag(self.annotations, kTypeDict)) return self.annotations;
  Dict* dict = TRY(new_dict(t));
  if (self.annotations && is_exact<Tuple>(self.annotations)) {
    auto* pairs = cast<Tuple>(self.annotations);
    for (ssize i = 0; i + 1 < pairs->size; i += 2) TRY(dict_set(t, dict, (*pairs)[i], (*pairs)[i + 1]));
  }
  self.annotations = dict;
  return dict;
}
Status function_set_annotations(Thread& t, Function& self, Object* value) {
  value = none_to_null(value);
  if (value && !has_flag(value, kTypeDict)) return raise_type_error(t, "__annotations__ must be set to a dict object");
  self.annotations = value;
  return Status::ok();
}

Dict* function_dict(Thread& t, Function& self) { return instance_dict(t, &self); }
Status function_set_dict(Thread& t, Function& self, Object* value) { return instance_dict_getset.set(t, &self, value); }

}  // namespace

#define NATIVE_TABLE "interpreter/objects/function/function_methods.def"
#define NATIVE_TYPE Function
#define NATIVE_PREFIX function
#define NATIVE_NAME "function"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_function_data() {
  TypeData d{};
  d.slots.repr = function_repr;
  d.slots.call = function_call;
  d.slots.descriptor_get = function_get;
  d.allows_weak_references = true;
  function_declare(d);
  return d;
}
constinit TypeData function_data = make_function_data();

}  // namespace

constinit Type function_type =
    with_dict_at(offsetof(Function, dict),
                 static_type("function", sizeof(Function), 0, kTypeHaveGC | kTypeMethodDescriptor, &function_data));

}  // namespace sidewinder
