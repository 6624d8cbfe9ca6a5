// Making instances in a trace where the class has a __new__ in Python: its frame, what is left of the call afterwards,
// and what such a __new__ calls: object.__new__(cls) and tuple.__new__(cls, items). False: nothing done.
#pragma once

#include "interpreter/execution/ops/bind.h"
#include "interpreter/execution/ops/continuation.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/type_call.h"
#include "interpreter/objects/descriptor/method_decorators.h"

namespace sidewinder {

// Instances of a class below tuple, with `count` items; lives for ever, and the class with it.
const jit::Shape& tuple_instance_shape(Type* cls, int count);
constexpr int kMostTupleFields = 32;

// Classes of this class are called as those of `type` are.
inline bool calls_as_type(const Type* metatype) {
  return (metatype->flags & kTypeType) && metatype->data->slots.call == type_type.data->slots.call;
}
// The end of the class's instances is nobody's business.
inline bool makes_quiet_instances(const Type* cls) {
  if (!(cls->flags & kTypeHeap) || (cls->flags & kTypeIsAbstract) || !calls_as_type(cls->cls)) return false;
  return !cls->data->slots.finalize && !needs_release(cls);
}
// The built-in class that says what instances of `cls` are made of.
inline const Type* built_in_base(const Type* cls) {
  while (cls->flags & kTypeHeap) cls = cls->base;
  return cls;
}

// The callee is a class that is called as those of `type` are.
template <class M>
bool call_python_new(M& m, Frame<M>& f, int result, typename M::Ref callee, const typename M::Ref* values,
                     int positional, Tuple* names, Next* next) {
  if constexpr (M::kRecords) {
    auto* cls = reinterpret_cast<Type*>(m.promote(callee));
    if (!(cls->flags & kTypeHeap)) return false;
    Object* found = class_attribute(m, cls, special_names[int(Special::New)]);
    if (found && found->cls == StaticMethod::type()) found = static_cast<MethodDecorator*>(found)->function;
    if (!found || found->cls != Function::type()) return false;
    rely_on_found<M>(found);
    int count = positional + (names ? int(names->size) : 0);
    auto keywords = m.ref(names ? reinterpret_cast<Object*>(names) : none());
    typename M::Ref saved[] = {callee, tuple_of_values(m, values, count), keywords};
    *next = f.enter_continuation(m, continuations.after_new, result, saved, 3);
    if (*next != Next::Go) return true;
    typename M::Ref arguments[kMaxTracedArguments];
    arguments[0] = callee;
    for (int i = 0; i < count; ++i) arguments[i + 1] = values[i];
    *next = enter_bound(m, f, 0, reinterpret_cast<Function*>(found), m.ref(found), arguments, positional + 1, names);
    return true;
  }
  return false;
}

// __init__ of what __new__ made; the frame is the continuation's.
template <class M>
Next enter_init_of_made(M& m, Frame<M>& f, Function* init, typename M::Ref made, typename M::Ref values, Tuple* names) {
  auto size = m.load_int(values, fields::tuple_size);
  int count = int(m.promote_int(size));
  typename M::Ref arguments[kMaxTracedArguments];
  arguments[0] = made;
  for (int i = 0; i < count; ++i) arguments[i + 1] = m.item_ref(values, m.int_(i), fields::tuple_items);
  Next next = f.enter_continuation(m, continuations.after_init, 0, &made, 1);
  if (next != Next::Go) return next;
  int positional = count + 1 - (names ? int(names->size) : 0);
  return enter_bound(m, f, 0, init, m.ref(reinterpret_cast<Object*>(init)), arguments, positional, names);
}

template <class M> Next op_after_new(M& m, Frame<M>& f, Instr) {
  auto made = f.get(0), callee = f.get(1), values = f.get(2), names = f.get(3);
  if constexpr (M::kRecords) {
    auto* cls = reinterpret_cast<const Type*>(m.promote(callee));
    auto* actual = static_cast<const Type*>(m.promote_class(made));
    if (!is_subtype(actual, cls)) return f.leave(m, made);
    Object* init = class_attribute(m, actual, special_names[int(Special::Init)]);
    if (actual->data->slots.init == object_init && (actual->flags & kNewInPython)) return f.leave(m, made);
    Object* keywords = m.promote(names);
    if (init && init->cls == Function::type())
      return enter_init_of_made(m, f, reinterpret_cast<Function*>(init), made, values,
                                keywords == none() ? nullptr : reinterpret_cast<Tuple*>(keywords));
  }
  return finish(m, f, 0, helpers::initialized_row, made, callee, values, names);
}

// The callee is a native function, whose row the trace relies on already.
template <class M>
bool call_constructor(M& m, Frame<M>& f, int result, typename M::Ref callee, const typename M::Ref* values, int count) {
  if constexpr (M::kRecords) {
    if (count < 1 || !is_constructor(m.peek(callee))) return false;
    auto of_class = values[0];
    auto* metatype = static_cast<const Type*>(m.promote_class(of_class));
    if (!(metatype->flags & kTypeType)) return false;
    auto self = m.load_ref(callee, fields::builtin_self);
    auto* owner = reinterpret_cast<const Type*>(m.promote(self));
    auto* cls = reinterpret_cast<Type*>(m.promote(of_class));
    if (!makes_quiet_instances(cls) || built_in_base(cls) != owner) return false;
    if (owner == &object_type && count == 1 && cls->data->map_offset == fields::kInstanceMapOffset) {
      if (!cls->data->root_map) return false;
      rely_on_version(m, cls);
      f.set(result, m.new_object(instance_shape(cls)));
      return true;
    }
    if (owner != Tuple::type() || count != 2 || cls->data->map_offset || !is_exact(m, values[1], Tuple::type()))
      return false;
    auto size = m.load_int(values[1], fields::tuple_size);
    int items = int(m.promote_int(size));
    if (items > kMostTupleFields) return false;
    rely_on_version(m, cls);
    auto made = m.new_object(tuple_instance_shape(cls, items));
    for (int i = 0; i < items; ++i)
      m.set_item_ref(made, m.int_(i), fields::tuple_items, m.item_ref(values[1], m.int_(i), fields::tuple_items));
    f.set(result, made);
    return true;
  }
  return false;
}

}  // namespace sidewinder
