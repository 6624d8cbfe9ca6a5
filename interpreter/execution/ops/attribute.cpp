// Residual calls of attributes and names.
#include "interpreter/execution/ops/attribute.h"

#include <algorithm>

#include "interpreter/execution/let_go.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/descriptor/descriptors.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

bool changes_with_frame(const Object* o, const Str* name) {
  static const Str* const names[] = {intern("f_back"), intern("f_lineno"), intern("f_lasti"), intern("f_locals"),
                                     intern("clear")};
  return o && o->cls == FrameObject::type() && std::find(std::begin(names), std::end(names), name) != std::end(names);
}

Str* special_of_with(int64_t which) {
  static Str* const names[] = {intern("__enter__"), intern("__exit__"), intern("__aenter__"), intern("__aexit__")};
  return names[which];
}

namespace help {

namespace {

Lookup in_dict(Object* dict, Object* name) {
  Object* value = dict_get_str(as_dict(dict), as_str(name));
  return value ? Lookup(value) : Lookup::missing();
}

}  // namespace

Lookup in_mapping(Thread& t, Object* mapping, Object* name) {
  if (mapping->cls == Dict::type()) return in_dict(mapping, name);
  Object* value = sidewinder::get_item(t, mapping, name);
  if (value) return value;
  if (!pending_matches(t, exceptions::KeyError)) return Raised{};
  clear_pending(t);
  return Lookup::missing();
}

Object* get_attribute(Thread& t, Object* o, Object* name) { return sidewinder::get_attribute(t, o, as_str(name)); }
Object* set_attribute(Thread& t, Object* o, Object* name, Object* value) {
  return none_if_ok(sidewinder::set_attribute(t, o, as_str(name), value));
}
Object* delete_attribute(Thread& t, Object* o, Object* name) {
  return none_if_ok(sidewinder::set_attribute(t, o, as_str(name), nullptr));
}
Object* global_by_name(Thread& t, Object* globals, Object* builtins, Object* name) {
  bool plain = globals->cls == Dict::type() && builtins->cls == Dict::type();
  Lookup found = TRY(plain ? in_dict(globals, name) : in_mapping(t, globals, name));
  if (!found.found()) found = TRY(plain ? in_dict(builtins, name) : in_mapping(t, builtins, name));
  return found.found() ? found.value : raise_name_error(t, as_str(name));
}
int64_t entry_of_name(Object* dict, Object* name) { return dict_find_entry(as_dict(dict), as_str(name)); }
Object* set_global(Thread& t, Object* globals, Object* name, Object* value) {
  return none_if_ok(dict_set_str(t, as_dict(globals), as_str(name), value));
}
Object* load_name(Thread& t, Object* locals, Object* globals, Object* builtins, Object* name) {
  Lookup found = TRY(in_mapping(t, locals, name));
  if (!found.found()) found = in_dict(globals, name);
  if (!found.found()) found = TRY(in_mapping(t, builtins, name));
  return found.found() ? found.value : raise_name_error(t, as_str(name));
}
Object* let_go_of_name(Thread& t, Object* names, Object* name) {
  Object* before = dict_get_str(as_dict(names), as_str(name));
  if (dict_set_str(t, as_dict(names), as_str(name), none()).failed()) return nullptr;
  return before && may_be_noticed(before) ? let_go(t, before) : none();
}
Object* store_name(Thread& t, Object* locals, Object* name, Object* value) {
  if (locals->cls != Dict::type()) return none_if_ok(sidewinder::set_item(t, locals, name, value));
  if (value == none()) return let_go_of_name(t, locals, name);
  return none_if_ok(dict_set_str(t, as_dict(locals), as_str(name), value));
}
Object* delete_name(Thread& t, Object* names, Object* name) {
  if (names->cls == Dict::type()) {
    Object* before = dict_get_str(as_dict(names), as_str(name));
    Truth there = dict_delete(t, as_dict(names), name);
    if (there == Truth::Error) return nullptr;
    if (there == Truth::False) return raise_name_error(t, as_str(name));
    return before && may_be_noticed(before) ? let_go(t, before) : none();
  }
  if (!sidewinder::delete_item(t, names, name).failed()) return none();
  if (!pending_matches(t, exceptions::KeyError)) return nullptr;
  clear_pending(t);
  return raise_name_error(t, as_str(name));
}
// What a call is made of at once: a native method is bound with its descriptor, whose class errors name.
Object* load_method(Thread& t, Object* o, Object* name) {
  Object* found = type_lookup(o->cls, as_str(name));
  if (!found || found->cls != MethodDescriptor::type() || !generic_lookup(o->cls))
    return sidewinder::get_attribute(t, o, as_str(name));
  if (has_own_attributes(o->cls)) {
    Lookup own = TRY(instance_get(t, o, as_str(name)));
    if (own.found()) return own.value;
  }
  return new_method(t, found, o);
}
Object* super_attribute(Thread& t, Object* cls, Object* self, Object* name) {
  if (!self) return raise(t, exceptions::RuntimeError, "super(): arg[0] deleted");
  if (!cls) return raise(t, exceptions::RuntimeError, "super(): empty __class__ cell");
  if (!has_flag(cls, kTypeType))
    return raise(t, exceptions::RuntimeError, "super(): __class__ is not a type (%T)", cls);
  return super_get(t, static_cast<Type*>(cls), self, as_str(name));
}
Object* attribute_of_call(Thread& t, Object* callee, Object* name) {
  return sidewinder::get_attribute(t, TRY(call(t, callee)), as_str(name));
}
Object* bind_special(Thread& t, Object* o, int64_t which) {
  Object* method = type_lookup(o->cls, special_of_with(which));
  if (!method) {
    const char* protocol = which & 2 ? "asynchronous context manager" : "context manager";
    const char* missed = which & 1 ? (which & 2 ? " (missed __aexit__ method)" : " (missed __exit__ method)") : "";
    return raise_type_error(t, "'%T' object does not support the %s protocol%s", o, protocol, missed);
  }
  DescriptorGetFn get = slots_of(method).descriptor_get;
  return get ? get(t, method, o, o->cls) : method;
}

}  // namespace help

}  // namespace sidewinder
