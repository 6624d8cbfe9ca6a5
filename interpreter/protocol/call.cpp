// Calling objects from C++.
#include <algorithm>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/slot_dispatch.h"
#include "interpreter/objects/core/type_call.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/descriptor/slot_wrapper.h"
#include "interpreter/objects/descriptor/super.h"
#include "interpreter/objects/function/function.h"
#include "interpreter/objects/iterator/enumerate.h"
#include "interpreter/objects/iterator/filter.h"
#include "interpreter/objects/iterator/map_object.h"
#include "interpreter/objects/iterator/range.h"
#include "interpreter/objects/iterator/reversed.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/recursion.h"

namespace sidewinder {

Object* call(Thread& t, Object* callee, Args args) {
  CallFn function = slots_of(callee).call;
  if (!function) return raise_type_error(t, "'%T' object is not callable", callee);
  RecursionLevel level(t, " while calling a Python object");
  if (level.too_deep()) return Raised{};
  Object* result = function(t, callee, args);
  PY_DCHECK((result == nullptr) == is_pending(t));
  return result;
}

Object* call(Thread& t, Object* callee) { return call(t, callee, Args{}); }
Object* call(Thread& t, Object* callee, Object* a) { return call(t, callee, Args{&a, 1}); }
Object* call(Thread& t, Object* callee, Object* a, Object* b) {
  Object* values[] = {a, b};
  return call(t, callee, Args{values, 2});
}

Object* call_found(Thread& t, Object* found, Args self_and_arguments) {
  if (is_exact<Function>(found)) return call_function(t, cast<Function>(found), self_and_arguments);
  if (has_flag(found, kTypeMethodDescriptor)) return call(t, found, self_and_arguments);
  Object* self = self_and_arguments[0];
  Object* bound = TRY(bind_found(t, found, self, self->cls));
  return call(t, bound, self_and_arguments.drop_first());
}

Object* call_method(Thread& t, Object* o, Str* name, Args args) {
  if (slots_of(o).get_attribute == generic_get_attribute) {
    Object* found = type_lookup(o->cls, name);
    if (found && has_flag(found, kTypeMethodDescriptor)) {
      Lookup own = has_own_attributes(o->cls) ? instance_get(t, o, name) : Lookup::missing();
      if (own.failed()) return Raised{};
      if (own.found()) return call(t, own.value, args);
      PrependedArgs with_self(o, args);
      return with_self.failed() ? nullptr : call_found(t, found, with_self.args());
    }
  }
  return call(t, TRY(get_attribute(t, o, name)), args);
}

Object* call_method(Thread& t, Object* o, const char* name) { return call_method(t, o, intern(name), Args{}); }

namespace {

// Classes that CPython calls with an array (its tp_vectorcall).
bool has_vectorcall(const Type* cls) {
  static const Type* const all[] = {&bool_type,      &dict_type,  &enumerate_type,  &filter_type, &float_type,
                                    &frozenset_type, &list_type,  &map_object_type, &range_type,  &reversed_type,
                                    &set_type,       &super_type, &tuple_type,      &type_type};
  return std::ranges::find(all, cls) != std::end(all);
}

// Is nothing in Python asked when this is called? Metaclasses ask __init_subclass__.
bool is_made_natively(const Type* cls) {
  const Slots& slots = cls->data->slots;
  return slots_of(cls).call == type_type.data->slots.call && !is_subtype(cls, &type_type) &&
         slots.create != slot_dispatchers.create && slots.init != slot_dispatchers.init;
}

// Native code that CPython gives a dict of keywords, whose names are looked at late or not at all.
bool takes_dict_of_keywords(Object* callee) {
  if (is_type(callee)) return !has_vectorcall(cast<Type>(callee)) && is_made_natively(cast<Type>(callee));
  if (is_constructor(callee)) return is_made_natively(cast<Type>(cast<BuiltinFunction>(callee)->self));
  if (is_exact<BuiltinFunction>(callee)) return cast<BuiltinFunction>(callee)->method->takes_tuple;
  if (!is_exact<SlotWrapper>(callee) && !is_exact<MethodWrapper>(callee)) return false;
  const auto* w = is_exact<SlotWrapper>(callee) ? cast<SlotWrapper>(callee) : cast<MethodWrapper>(callee)->wrapper;
  return w->definition->kind != SlotKind::Call;
}

}  // namespace

Object* call_with_tuple(Thread& t, Object* callee, Tuple* positional, Dict* keywords) {
  if (!keywords || keywords->used == 0) return call(t, callee, Args{positional->items, positional->size});
  ssize count = positional->size, keyword_count = keywords->used;
  Tuple* names = TRY(new_tuple(keyword_count));
  Object** values = TRY(allocate_raw<Object*>(size_t(count + keyword_count)));
  for (ssize i = 0; i < count; i++) values[i] = (*positional)[i];
  ssize position = 0, n = 0;
  Object *key, *value;
  while (n < keyword_count && dict_next(keywords, &position, &key, &value)) {
    if (!is_str(key)) {
      if (!slots_of(callee).call) return call(t, callee);  // that it cannot be called comes first
      if (!takes_dict_of_keywords(callee)) return raise_type_error(t, "keywords must be strings");
    }
    names->items[n] = is_str(key) ? cast<Str>(key) : not_a_name();
    values[count + n++] = value;
  }
  return call(t, callee, Args{values, count, names});
}

}  // namespace sidewinder
