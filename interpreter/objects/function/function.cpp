// Python functions as objects. Calling them is execution/eval.cpp's and protocol/bind_arguments.cpp's work.
#include "interpreter/objects/function/function.h"
#include "interpreter/execution/frame.h"

#include <cstdio>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Dict* default_builtins = nullptr;
uint32_t last_function_version = 0;

// What compiled code may assume of a function ends here.
void changed(Function* f) { f->version = ++last_function_version; }

// The builtins of code with these globals: what they name, else those of the running code.
Dict* builtins_for(Thread& t, Dict* globals) {
  Object* named = dict_get_str(globals, names::builtins);
  if (named && is_instance(named, &module_type)) return cast<Module>(named)->dict;
  if (named && is_exact<Dict>(named)) return cast<Dict>(named);
  for (FrameHeader* frame = t.frame; frame; frame = frame->caller)
    if (frame->function) return frame->function->builtins;
  PY_CHECK(default_builtins);
  return default_builtins;
}

}  // namespace

void set_default_builtins(Dict* builtins) { default_builtins = builtins; }

Function* new_function(Thread& t, Code* code, Dict* globals, Tuple* closure) {
  Dict* builtins = TRY(builtins_for(t, globals));
  Function* f = new_object<Function>(&function_type);
  if (!f) return nullptr;
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

Function* fn(Object* o) { return cast<Function>(o); }

Object* function_call(Thread& t, Object* callee, Args args) { return call_function(t, fn(callee), args); }

Object* function_get(Thread& t, Object* descriptor, Object* instance, Type*) {
  return instance ? new_method(t, descriptor, instance) : descriptor;
}

Object* function_repr(Thread&, Object* o) {
  char address[32];
  snprintf(address, sizeof address, " at %p>", static_cast<void*>(o));
  return StrBuilder().add("<function ").add(fn(o)->qualname).add(address).finish();
}

// FunctionType(code, globals, name=None, argdefs=None, closure=None)
Object* function_create(Thread& t, Type*, Args args) {
  Object* v[5];
  TRY(args.bind(t, "function", "code,globals,name=,argdefs=,closure=", v));
  if (!is_exact<Code>(v[0])) return raise_type_error(t, "function() argument 'code' must be code, not %T", v[0]);
  if (!has_flag(v[1], kTypeDict))
    return raise_type_error(t, "function() argument 'globals' must be dict, not %T", v[1]);
  for (int i = 2; i < 5; i++)
    if (v[i] == none()) v[i] = nullptr;
  if (v[2] && !is_str(v[2])) return raise_type_error(t, "arg 3 (name) must be None or string");
  if (v[3] && !has_flag(v[3], kTypeTuple)) return raise_type_error(t, "arg 4 (defaults) must be None or tuple");
  if (v[4] && !has_flag(v[4], kTypeTuple)) return raise_type_error(t, "arg 5 (closure) must be tuple");
  auto* code = cast<Code>(v[0]);
  ssize free_count = code->free_names->size, given = v[4] ? cast<Tuple>(v[4])->size : 0;
  if (free_count != given) {
    if (!v[4]) return raise_type_error(t, "arg 5 (closure) must be tuple");
    return raise_value_error(t, "%U requires closure of length %zd, not %zd", code->name, free_count, given);
  }
  for (ssize i = 0; i < given; i++)
    if (!is_exact<Cell>((*cast<Tuple>(v[4]))[i]))
      return raise_type_error(t, "arg 5 (closure) expected cell, found %T", (*cast<Tuple>(v[4]))[i]);
  Function* f = TRY(new_function(t, code, cast<Dict>(v[1]), given ? cast<Tuple>(v[4]) : nullptr));
  if (v[2]) f->name = cast<Str>(v[2]);
  f->defaults = cast<Tuple>(v[3]);
  return f;
}

// --- attributes
// ---------------------------------------------------------------------------------------------------------------

Object* or_none(Object* o) { return o ? o : none(); }

Status set_str(Thread& t, Object* value, const char* name, Str** field) {
  if (!value || !is_str(value)) return raise_type_error(t, "%s must be set to a string object", name);
  *field = cast<Str>(value);
  return Status::ok();
}
Object* get_name(Thread&, Object* o) { return fn(o)->name; }
Status set_name(Thread& t, Object* o, Object* value) { return set_str(t, value, "__name__", &fn(o)->name); }
Object* get_qualname(Thread&, Object* o) { return fn(o)->qualname; }
Status set_qualname(Thread& t, Object* o, Object* value) { return set_str(t, value, "__qualname__", &fn(o)->qualname); }

Object* get_code(Thread&, Object* o) { return fn(o)->code; }
Status set_code(Thread& t, Object* o, Object* value) {
  if (!value || !is_exact<Code>(value)) return raise_type_error(t, "__code__ must be set to a code object");
  ssize has = fn(o)->closure ? fn(o)->closure->size : 0, needs = cast<Code>(value)->free_names->size;
  if (has != needs)
    return raise_value_error(t, "%U() requires a code object with %zd free vars, not %zd", fn(o)->name, has, needs);
  fn(o)->code = cast<Code>(value);
  changed(fn(o));
  return Status::ok();
}

Object* get_defaults(Thread&, Object* o) { return or_none(fn(o)->defaults); }
Status set_defaults(Thread& t, Object* o, Object* value) {
  if (value == none()) value = nullptr;
  if (value && !has_flag(value, kTypeTuple)) return raise_type_error(t, "__defaults__ must be set to a tuple object");
  fn(o)->defaults = cast<Tuple>(value);
  changed(fn(o));
  return Status::ok();
}

Object* get_keyword_defaults(Thread&, Object* o) { return or_none(fn(o)->keyword_defaults); }
Status set_keyword_defaults(Thread& t, Object* o, Object* value) {
  if (value == none()) value = nullptr;
  if (value && !has_flag(value, kTypeDict)) return raise_type_error(t, "__kwdefaults__ must be set to a dict object");
  fn(o)->keyword_defaults = cast<Dict>(value);
  changed(fn(o));
  return Status::ok();
}

// The compiler leaves annotations as a tuple of names and values; they become a dict when asked for.
Object* get_annotations(Thread& t, Object* o) {
  auto* f = fn(o);
  if (f->annotations && has_flag(f->annotations, kTypeDict)) return f->annotations;
  Dict* dict = TRY(new_dict(t));
  if (f->annotations && is_exact<Tuple>(f->annotations)) {
    auto* pairs = cast<Tuple>(f->annotations);
    for (ssize i = 0; i + 1 < pairs->size; i += 2) TRY(dict_set(t, dict, (*pairs)[i], (*pairs)[i + 1]));
  }
  f->annotations = dict;
  return dict;
}
Status set_annotations(Thread& t, Object* o, Object* value) {
  if (value == none()) value = nullptr;
  if (value && !has_flag(value, kTypeDict)) return raise_type_error(t, "__annotations__ must be set to a dict object");
  fn(o)->annotations = value;
  return Status::ok();
}

Status set_dict(Thread& t, Object* o, Object* value) {
  if (!value || !has_flag(value, kTypeDict)) return raise_type_error(t, "__dict__ must be set to a dictionary");
  fn(o)->dict = value;
  return Status::ok();
}

const NativeGetSet function_getsets[] = {
    {"__name__", get_name, set_name},
    {"__qualname__", get_qualname, set_qualname},
    {"__code__", get_code, set_code},
    {"__defaults__", get_defaults, set_defaults},
    {"__kwdefaults__", get_keyword_defaults, set_keyword_defaults},
    {"__annotations__", get_annotations, set_annotations},
    {"__dict__", instance_dict_getset.get, set_dict},
    {},
};
const NativeMember function_members[] = {
    {"__closure__", MemberKind::ObjectOrNone, offsetof(Function, closure)},
    {"__globals__", MemberKind::ObjectOrNone, offsetof(Function, globals)},
    {"__builtins__", MemberKind::ObjectOrNone, offsetof(Function, builtins)},
    {"__module__", MemberKind::ObjectOrNone, offsetof(Function, module), false},
    {"__doc__", MemberKind::ObjectOrNone, offsetof(Function, doc), false},
    {},
};
TypeData function_data = {
    .slots = {.repr = function_repr, .call = function_call, .descriptor_get = function_get, .create = function_create},
    .spec = {.getsets = function_getsets,
             .members = function_members,
             .doc = "function(code, globals, name=None, argdefs=None, closure=None)\n--\n\nCreate a function object."},
    .allows_weak_references = true,
};

}  // namespace

Type function_type =
    with_dict_at(offsetof(Function, dict),
                 static_type("function", sizeof(Function), 0, kTypeHaveGC | kTypeMethodDescriptor, &function_data));

}  // namespace sidewinder
