#include "interpreter/objects/core/reduce.h"

#include "interpreter/execution/frame.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/map.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Object* builtin_named(Thread& t, const char* name) {
  FrameHeader* frame = function_frame(t.frame);
  Object* found = frame ? dict_get_str(frame->function->builtins, intern(name)) : nullptr;
  return found ? found : raise(t, exceptions::RuntimeError, "lost builtins.%s", name);
}

Tuple* reduce_to_call(Thread& t, const char* builtin, Object* argument) {
  Object* items[] = {TRY(builtin_named(t, builtin)), TRY(new_tuple(&argument, 1))};
  return new_tuple(items, 2);
}
Tuple* reduce_to_call(Thread& t, const char* builtin, Object* argument, ssize index) {
  return reduce_to_call(t, builtin, argument, TRY(int_from_int64(index)));
}
Tuple* reduce_to_call(Thread& t, const char* builtin, Object* argument, Object* state) {
  Object* items[] = {TRY(builtin_named(t, builtin)), TRY(new_tuple(&argument, 1)), state};
  return new_tuple(items, 3);
}
Tuple* reduce_to_attribute(Thread& t, Object* owner, Object* name) {
  Object* pair[] = {owner, name};
  Object* items[] = {TRY(builtin_named(t, "getattr")), TRY(new_tuple(pair, 2))};
  return new_tuple(items, 2);
}

namespace {

Object* copyreg_function(Thread& t, const char* name) {
  Object* module = TRY(call(t, TRY(builtin_named(t, "__import__")), TRY(new_str("copyreg"))));
  return get_attribute(t, module, name);
}

Raised cannot_pickle(Thread& t, Object* o) { return raise_type_error(t, "cannot pickle '%T' object", o); }

// --- state ------------------------------------------------------------------------------------------

// The values of the slots of an object whose classes have __slots__.
Dict* values_of_slots(Thread& t, Object* o, Object* names) {
  Dict* values = TRY(new_dict(t));
  auto* list = cast<List>(names);
  for (ssize i = 0; i < list->size; i++) {
    Object* name = TRY(list_get(t, list, i));
    if (!is_str(name)) return raise_type_error(t, "attribute name must be string, not '%T'", name);
    Lookup value = TRY(find_attribute(t, o, cast<Str>(name)));
    if (value.found()) TRY(dict_set(t, values, name, value.value));
  }
  return values;
}

// copyreg._slotnames keeps them in the class.
Object* slot_names_of(Thread& t, Type* cls) {
  if (!is_heap_type(cls)) return none();
  Object* names = dict_get_str(cls->dict, intern("__slotnames__"));
  if (!names) names = TRY(call(t, TRY(copyreg_function(t, "_slotnames")), cls));
  if (names != none() && !is_list(names)) return raise_type_error(t, "copyreg._slotnames didn't return a list or None");
  return names;
}

// Has the object memory of its own that no attribute shows? `required`: nothing but the state says what is in it.
Status check_has_no_hidden_state(Thread& t, Object* o) {
  const Type* native = o->cls;
  if (native->item_size) return raise_type_error(t, "cannot pickle %T objects", o);
  while (is_heap_type(native)) native = native->base;
  if (native->basic_size > ssize(sizeof(Object)) || needs_release(o->cls)) return cannot_pickle(t, o);
  return Status::ok();
}

Object* default_state(Thread& t, Object* o, bool required) {
  Object* attributes = none();
  if (has_own_attributes(o->cls)) {
    Dict* dict = TRY(instance_dict(t, o));
    if (dict->used) attributes = dict;
  }
  Object* names = TRY(slot_names_of(t, o->cls));
  if (required) TRY(check_has_no_hidden_state(t, o));
  if (names == none() || !cast<List>(names)->size) return attributes;
  Dict* slots = TRY(values_of_slots(t, o, names));
  if (!slots->used) return attributes;
  Object* both[] = {attributes, slots};
  return new_tuple(both, 2);
}

// Does the class take this method from object?
bool has_default(const Type* cls, Str* name) {
  return type_lookup(const_cast<Type*>(cls), name) == dict_get_str(object_type.dict, name);
}

Object* state_of(Thread& t, Object* o, bool required) {
  if (!is_type(o) && has_default(o->cls, names::get_state)) return default_state(t, o, required);
  return call(t, TRY(get_attribute(t, o, names::get_state)));
}

// --- protocol 2 -------------------------------------------------------------------------------------

// What __new__ is to be called with; keywords null: positional ones only. `positional` null: the class does not say.
struct NewArguments {
  Tuple* positional = nullptr;
  Dict* keywords = nullptr;
};

Status new_arguments_ex(Thread& t, Object* method, NewArguments* result) {
  Object* both = TRY(call(t, method));
  if (!has_flag(both, kTypeTuple))
    return raise_type_error(t, "__getnewargs_ex__ should return a tuple, not '%T'", both);
  auto* pair = cast<Tuple>(both);
  if (pair->size != 2)
    return raise_value_error(t, "__getnewargs_ex__ should return a tuple of length 2, not %zd", pair->size);
  if (!has_flag(pair->items[0], kTypeTuple))
    return raise_type_error(t, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%T'",
                            pair->items[0]);
  if (!has_flag(pair->items[1], kTypeDict))
    return raise_type_error(t, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%T'",
                            pair->items[1]);
  result->positional = cast<Tuple>(pair->items[0]);
  result->keywords = cast<Dict>(pair->items[1]);
  return Status::ok();
}

Status new_arguments(Thread& t, Object* o, NewArguments* result) {
  Lookup method = TRY(lookup_on_class(t, o, intern("__getnewargs_ex__")));
  if (method.found()) return new_arguments_ex(t, method.value, result);
  method = TRY(lookup_on_class(t, o, names::get_new_arguments));
  if (method.is_missing()) return Status::ok();
  Object* arguments = TRY(call(t, method.value));
  if (!has_flag(arguments, kTypeTuple))
    return raise_type_error(t, "__getnewargs__ should return a tuple, not '%T'", arguments);
  result->positional = cast<Tuple>(arguments);
  return Status::ok();
}

Tuple* class_and(Thread&, Type* cls, Tuple* arguments) {
  Tuple* all = TRY(new_tuple(1 + (arguments ? arguments->size : 0)));
  all->items[0] = cls;
  for (ssize i = 1; i < all->size; i++) all->items[i] = arguments->items[i - 1];
  return all;
}

Object* reduce_for_new(Thread& t, Object* o) {
  Type* cls = o->cls;
  if (!cls->data->slots.create || (cls->flags & kTypeDisallowInstantiation)) return cannot_pickle(t, o);
  NewArguments arguments;
  TRY(new_arguments(t, o, &arguments));
  Object* items[5] = {};
  if (!arguments.keywords || !arguments.keywords->used) {
    items[0] = TRY(copyreg_function(t, "__newobj__"));
    items[1] = TRY(class_and(t, cls, arguments.positional));
  } else {
    items[0] = TRY(copyreg_function(t, "__newobj_ex__"));
    Object* of_new[] = {cls, arguments.positional, arguments.keywords};
    items[1] = TRY(new_tuple(of_new, 3));
  }
  bool is_a_list = has_flag(o, kTypeList), is_a_dict = has_flag(o, kTypeDict);
  items[2] = TRY(state_of(t, o, !(arguments.positional || is_a_list || is_a_dict)));
  items[3] = is_a_list ? TRY(get_iterator(t, o)) : none();
  items[4] = is_a_dict ? TRY(get_iterator(t, TRY(call_method(t, o, "items")))) : none();
  return new_tuple(items, 5);
}

}  // namespace

Object* reduce_by_protocol(Thread& t, Object* o, int protocol) {
  if (protocol >= 2) return reduce_for_new(t, o);
  return call(t, TRY(copyreg_function(t, "_reduce_ex")), o, TRY(int_from_int64(protocol)));
}

Object* object_reduce(Thread& t, Object& self) { return reduce_by_protocol(t, &self, 0); }

Object* object_reduce_ex(Thread& t, Object& self, int protocol) {
  if (is_type(&self)) return reduce_by_protocol(t, &self, protocol);
  if (has_default(self.cls, names::reduce)) return reduce_by_protocol(t, &self, protocol);
  return call(t, TRY(get_attribute(t, &self, names::reduce)));
}

Object* object_getstate(Thread& t, Object& self) { return default_state(t, &self, false); }

}  // namespace sidewinder
