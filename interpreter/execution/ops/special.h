// Special methods written in Python: found on the class, entered as frames, never called from C++ here. What has work
// left after such a call pushes a continuation frame first; its registers are {result of the callee, saved values...}.
#pragma once

#include "interpreter/execution/helpers.h"
#include "interpreter/execution/machine_frame.h"

namespace sidewinder {

// The code objects of continuation frames, made once.
struct Continuations {
  Code *after_binary, *after_compare, *after_compare_truth, *after_truth, *after_length_truth, *after_init, *after_new,
      *after_next, *after_send, *after_item, *after_iter, *after_ignore;
  Code* after_special[4];  // by AfterSpecial
};
// What becomes of the result of a special method that a trace has entered.
enum class AfterSpecial : uint8_t { Contains, NotContains, Length, Hash };
extern Continuations continuations;
void initialize_continuations(Thread& t);

extern Str* operator_names[int(BinaryOp::kCount)];
constexpr Special kCompareSpecials[] = {Special::Lt, Special::Le, Special::Eq, Special::Ne, Special::Gt, Special::Ge};

// A trace is about to take the code and the defaults of what was found on a class for granted, as long as the class has
// its version.
template <class M> void rely_on_found(Object* found) {
  constexpr bool kRelies = M::kRecords || kCompiles<M>;
  if (kRelies && found && found->cls == Function::type()) reinterpret_cast<Function*>(found)->version |= kFoundOnClass;
}

// A trace relies on the class being as it is, down to what it inherits.
template <class M> void rely_on_version(M& m, const Type* cls) {
  if (!(cls->flags & kTypeHeap)) return;
  auto version = m.load_int(m.ref(reinterpret_cast<Object*>(const_cast<Type*>(cls))), fields::type_version);
  m.rely_on_int(version);
}

// An instance of tuple, or of a class below it that has tuple's own function in that slot.
template <class Slot> bool has_slot_of_tuple(const Type* cls, Slot slot) {
  return (cls->flags & kTypeTuple) && cls->data->slots.*slot == Tuple::type()->data->slots.*slot;
}

// Of an int below 2**60 the hash is itself, but for -1, which C's functions use for errors.
template <class M> typename M::Int hash_of_small_int(M& m, typename M::Ref a) {
  auto v = int_value(m, a);
  return m.int_sub(v, m.int_from_flag(m.int_eq(v, m.int_(-1))));
}

// What `cls` has for an attribute, by its MRO; a trace relies on the class's version.
template <class M> Object* class_attribute(M& m, const Type* cls, Str* name) {
  Object* found = type_lookup(const_cast<Type*>(cls), name);
  rely_on_version(m, cls);
  rely_on_found<M>(found);
  return found;
}
template <class M> Function* python_method(M& m, const Type* cls, Str* name) {
  if (!(cls->flags & kTypeHeap)) return nullptr;
  Object* found = class_attribute(m, cls, name);
  return found && found->cls == Function::type() ? reinterpret_cast<Function*>(found) : nullptr;
}
template <class M> Function* python_special(M& m, typename M::Ref o, Special s) {
  if constexpr (M::kIsDirect) {
    Object* found = o->cls->flags & kTypeHeap ? o->cls->data->special[int(s)] : nullptr;
    return found && found->cls == Function::type() ? reinterpret_cast<Function*>(found) : nullptr;
  }
  return python_method(m, static_cast<const Type*>(m.promote_class(o)), special_names[int(s)]);
}

// a's method for `a op b`, if it is a Python function and Python would try it first.
template <class M> Function* operator_method(M& m, typename M::Ref a, typename M::Ref b, BinaryOp op) {
  auto* cls = static_cast<const Type*>(m.promote_class(a));
  if (!(cls->flags & kTypeHeap)) return nullptr;
  auto* other = static_cast<const Type*>(m.promote_class(b));
  if (other != cls && is_subtype(other, cls)) return nullptr;
  if constexpr (M::kIsDirect) {
    Object* found = cls->data->forward[int(op)];
    return found && found->cls == Function::type() ? reinterpret_cast<Function*>(found) : nullptr;
  }
  return python_method(m, cls, operator_names[int(op)]);
}
template <class M> Function* compare_method(M& m, typename M::Ref a, typename M::Ref b, CompareOp op) {
  auto* cls = static_cast<const Type*>(m.promote_class(a));
  if (!(cls->flags & kTypeHeap)) return nullptr;
  auto* other = static_cast<const Type*>(m.promote_class(b));
  if (other != cls && is_subtype(other, cls)) return nullptr;
  if constexpr (M::kIsDirect) return python_special(m, a, kCompareSpecials[int(op)]);
  return python_method(m, cls, special_names[int(kCompareSpecials[int(op)])]);
}

// Enters a function that was found on a class (so it is a constant of the trace) with exactly these arguments; binds
// them generally if the function is not simple.
template <class M>
Next enter_special(M& m, Frame<M>& f, int result, Function* function, const typename M::Ref* arguments, int count) {
  auto callee = m.ref(reinterpret_cast<Object*>(function));
  if (function->code->simple_call(count)) return f.enter(m, result, function, callee, arguments, count);
  return enter_bound(m, f, result, function, callee, arguments, count, nullptr);
}

// A trace relies on the namespaces that a function's code sees.
template <class M> void rely_on_namespaces(M& m, typename M::Ref function) {
  auto globals = m.load_ref(function, fields::function_globals);
  m.promote(globals);
  auto builtins = m.load_ref(function, fields::function_builtins);
  m.promote(builtins);
}

// The plain function. A trace relies on its code, its namespaces and the number of its defaults: there may be many
// functions of one code, and one may get others. Compiled code relies on the defaults themselves.
template <class M> PY_ALWAYS_INLINE Function* promote_function(M& m, typename M::Ref& callee) {
  if constexpr (M::kIsDirect) return reinterpret_cast<Function*>(callee);
  else {
    auto* function = reinterpret_cast<Function*>(m.peek(callee));
    if constexpr (M::kRecords)
      if (callee.name.is_constant()) {  // code and defaults change with its version
        rely_on_found<M>(function);     // which says so of itself from now on
        auto version = m.load_int(callee, fields::function_version);
        m.rely_on_int(version);
        return function;
      }
    auto code = m.load_ref(callee, fields::function_code);
    m.promote(code);
    rely_on_namespaces(m, callee);
    auto defaults = m.load_ref(callee, fields::function_defaults);
    if constexpr (!M::kRecords) m.promote(defaults);
    else if (!m.is_null(defaults)) {  // new ones for each function, maybe: `lambda x=i: x`
      auto count = m.load_int(defaults, fields::tuple_size);
      m.rely_on_int(count);
    }
    return function;
  }
}

// Defined in call.h.
template <class M>
Next enter_bound(M& m, Frame<M>& f, int result, Function* function, typename M::Ref callee,
                 const typename M::Ref* values, int positional, Tuple* names);

}  // namespace sidewinder
