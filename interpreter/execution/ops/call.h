// Calls. Python functions get a frame; bound methods, classes and instances with __call__ are taken apart; native
// functions are residual calls, but for the few in intrinsics.h.
#pragma once

#include "interpreter/execution/ops/bind.h"
#include "interpreter/execution/ops/call_native.h"
#include "interpreter/execution/ops/call_traced.h"
#include "interpreter/execution/ops/constructor.h"
#include "interpreter/execution/ops/drained.h"
#include "interpreter/execution/ops/exception.h"
#include "interpreter/execution/ops/intrinsics.h"
#include "interpreter/execution/ops/large_temporaries.h"
#include "interpreter/execution/ops/special.h"
#include "interpreter/execution/trace_events.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/descriptor/descriptors.h"
#include "interpreter/objects/descriptor/super.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace help {
Object* call_0(Thread& t, Object* callee);
Object* call_1(Thread& t, Object* callee, Object* a);
Object* call_2(Thread& t, Object* callee, Object* a, Object* b);
Object* call_3(Thread& t, Object* callee, Object* a, Object* b, Object* c);
Object* call_tuple(Thread& t, Object* callee, Object* tuple, Object* names);  // names: tuple of keyword names or null
Object* call_spread(Thread& t, Object* callee, Object* tuple, Object* keywords);
Object* dict_merge(Thread& t, Object* dict, Object* other, Object* callee);
// A native function, and a native method whose self, the first of the values, is of the class that has it: by their
// rows, the arguments where they lie.
Object* call_function_row(Thread& t, Object* callee, Object* const* values, int count, Tuple* names);
Object* call_method_row(Thread& t, Object* callee, Object* const* values, int count, Tuple* names);
}  // namespace help
namespace helpers {
inline constexpr TypedHelper call_0_row{"call_0", &help::call_0, kAny};
inline constexpr TypedHelper call_1_row{"call_1", &help::call_1, kAny};
inline constexpr TypedHelper call_2_row{"call_2", &help::call_2, kAny};
inline constexpr TypedHelper call_3_row{"call_3", &help::call_3, kAny};
inline constexpr TypedHelper call_tuple_row{"call_tuple", &help::call_tuple, kAny};
inline constexpr TypedHelper call_spread_row{"call_spread", &help::call_spread, kAny};
inline constexpr TypedHelper dict_merge_row{"dict_merge", &help::dict_merge, kAny};
}  // namespace helpers

// `count` registers as an array of values: at most kMaxTracedArguments, but in the interpreter, where they lie already.
template <class M> struct Block {
  typename M::Ref values[kMaxTracedArguments];
  template <class F> const typename M::Ref* of(F& f, int first, int count) {
    PY_CHECK(count <= kMaxTracedArguments);
    for (int i = 0; i < count; ++i) values[i] = f.get(first + i);
    return values;
  }
};
template <> struct Block<PyDirect> {
  PY_ALWAYS_INLINE Object* const* of(Frame<PyDirect>& f, int first, int) { return f.r + first; }
};

// The interpreter's calls may have any number of arguments.
template <class M> constexpr bool follows_call(int count) { return M::kIsDirect || count <= kMaxTracedArguments; }

// A call that no trace takes in: it is made here, on plain values, and a recording ends.
template <class M>
Next call_untraced(M& m, Frame<M>& f, int result, typename M::Ref callee, Object* const* values, int positional,
                   Tuple* names) {
  m.abort(Abort::TooManyArguments);
  f.sync();
  Object* o = m.executed([&] { return call(m.thread, m.peek(callee), Args{values, positional, names}); });
  if (!o) return Next::Unwind;
  if (result != kNoRegister) f.set(result, m.ref(o));
  return Next::Go;
}

// What is not Python: with the arguments in place in the interpreter, through a helper of their number in a trace.
template <class M>
Next call_native(M& m, Frame<M>& f, int result, typename M::Ref callee, const typename M::Ref* values, int positional,
                 Tuple* names) {
  if constexpr (M::kIsDirect) {
    f.sync();
    Object* o = call(m.thread, callee, Args{values, positional, names});
    if (!o) return Next::Unwind;
    if (result != kNoRegister) f.r[result] = o;
    return is_tracing(m.thread) ? Next::Switch : Next::Go;
  } else {
    if constexpr (M::kRecords)
      for (int i = 0; i < positional; ++i)  // getattr(frame, "f_lineno")
        if (Object* o = m.peek(values[i]); o && o->cls == FrameObject::type()) m.abort(Abort::LooksAtFrames);
    if (!names) switch (positional) {
        case 0: return finish(m, f, result, helpers::call_0_row, callee);
        case 1: return finish(m, f, result, helpers::call_1_row, callee, values[0]);
        case 2: return finish(m, f, result, helpers::call_2_row, callee, values[0], values[1]);
        case 3: return finish(m, f, result, helpers::call_3_row, callee, values[0], values[1], values[2]);
      }
    int count = positional + (names ? int(names->size) : 0);
    if (count > kMaxShapedTuple) {
      Object* plain[kMaxTracedArguments];
      for (int i = 0; i < count; ++i) plain[i] = m.peek(values[i]);
      return call_untraced(m, f, result, callee, plain, positional, names);
    }
    return finish(m, f, result, helpers::call_tuple_row, callee, tuple_of_values(m, values, count),
                  m.ref(reinterpret_cast<Object*>(names)));
  }
}

// Instances of the class are made by object.__new__, as words of __slots__, a map or neither, and their end is nobody's
// business.
inline bool makes_plain_instances(const Type* cls) {
  bool has_root = !cls->data->map_offset || cls->data->root_map;
  return makes_quiet_instances(cls) && !(cls->flags & kNewInPython) && has_root;
}

// Classes below an exception whose instances hold the call's arguments, and no more, when __init__ begins.
inline bool makes_plain_exceptions(const Type* cls) {
  return (cls->flags & kTypeBaseException) && makes_quiet_instances(cls) && !(cls->flags & kNewInPython) &&
         built_in_base(cls)->data->slots.create == base_exception_new;
}

// A Python class over object, called with fewer than kMaxTracedArguments: the instance is made here, __init__ gets a
// frame.
template <class M>
Next call_class(M& m, Frame<M>& f, int result, typename M::Ref callee, const typename M::Ref* values, int positional,
                Tuple* names) {
  auto* cls = reinterpret_cast<Type*>(m.promote(callee));
  auto general = [&] {
    bool finds_arguments = positional == 0 && is_subtype(cls, Super::type());
    if (finds_arguments || (cls == &type_type && positional == 3)) m.abort(Abort::LooksAtFrames);
    return call_native(m, f, result, callee, values, positional, names);
  };
  if (M::kRecords && !names && (cls->flags & kTypeBaseException) && holds_arguments_alone(cls)) {
    rely_on_version(m, cls);
    return f.put(result, new_exception(m, cls, tuple_of_values(m, values, positional)));
  }
  bool is_exception = M::kRecords && makes_plain_exceptions(cls);
  if (!is_exception && !m.plain(makes_plain_instances(cls), 2)) return general();
  Object* init = M::kIsDirect ? cls->data->special[int(Special::Init)]
                              : class_attribute(m, cls, special_names[int(Special::Init)]);
  auto* made_by = is_exception ? const_cast<Type*>(built_in_base(cls)) : &object_type;
  if (type_lookup_special(cls, Special::New) != type_lookup_special(made_by, Special::New)) return general();
  if (!init || init->cls != Function::type()) return general();
  rely_on_version(m, cls->cls);
  typename M::Ref instance;
  if constexpr (M::kIsDirect) {
    instance = new_instance(m.thread, cls);
    if (!instance) return Next::Unwind;
  } else if (is_exception) {
    instance = new_exception(m, cls, tuple_of_values(m, values, positional));
  } else {
    instance = m.new_object(instance_shape(cls));
  }
  Next next = f.enter_continuation(m, continuations.after_init, result, &instance, 1);
  if (next != Next::Go) return next;
  int count = positional + (names ? int(names->size) : 0);
  typename M::Ref arguments[kMaxTracedArguments];
  arguments[0] = instance;
  for (int i = 0; i < count; ++i) arguments[i + 1] = values[i];
  auto* function = reinterpret_cast<Function*>(init);
  auto init_ref = m.ref(init);
  if (!names && function->code->simple_call(positional + 1))
    return f.enter(m, 0, function, init_ref, arguments, positional + 1);
  return enter_bound(m, f, 0, function, init_ref, arguments, positional + 1, names);
}

// A class whose metaclass is not `type`, but is called like one: an abstract base class, say.
template <class M> bool is_class_of_plain_metaclass(M& m, typename M::Ref callee) {
  auto* metatype = static_cast<const Type*>(m.promote_class(callee));
  if (!m.plain(metatype != &type_type && calls_as_type(metatype), 2)) return false;
  rely_on_version(m, metatype);
  return true;
}

// Anything but a bound method.
template <class M>
Next call_unbound(M& m, Frame<M>& f, int result, typename M::Ref callee, const typename M::Ref* values, int positional,
                  Tuple* names) {
  if (is_exact(m, callee, Function::type())) {
    Function* function = promote_function(m, callee);
    if constexpr (M::kIsDirect)
      if (!names && function->code->simple_call(positional))
        return f.enter(m, result, function, callee, values, positional);
    return enter_bound(m, f, result, function, callee, values, positional, names);
  }
  int count = positional + (names ? int(names->size) : 0);
  if constexpr (M::kRecords) {
    Next next;
    if (call_drained(m, f, result, callee, values, positional, names, &next)) return next;
    if (call_taken_apart(m, f, result, callee, values, positional, names, &next)) return next;
  }
  if (is_exact(m, callee, &type_type)) {
    Next next;
    if (!names && call_intrinsic_class(m, f, result, callee, values, positional, &next)) return next;
    if (count + 1 < kMaxTracedArguments && call_python_new(m, f, result, callee, values, positional, names, &next))
      return next;
    if (count < kMaxTracedArguments) return call_class(m, f, result, callee, values, positional, names);
  }
  if constexpr (M::kIsDirect || M::kRecords)
    if (count + 1 < kMaxTracedArguments && is_class_of_plain_metaclass(m, callee)) {
      Next next;
      if (call_python_new(m, f, result, callee, values, positional, names, &next)) return next;
      return call_class(m, f, result, callee, values, positional, names);
    }
  if (is_exact(m, callee, BuiltinFunction::type())) {
    Next next;
    if (!names && call_intrinsic(m, f, result, callee, values, positional, &next)) return next;
    if (!names && call_constructor(m, f, result, callee, values, positional)) return Next::Go;
    if constexpr (!M::kIsDirect)
      if (!names && call_native_function(m, f, result, callee, values, positional, &next)) return next;
  } else if (is_exact(m, callee, MethodDescriptor::type())) {
    Next next;
    if (!names && call_intrinsic_method(m, f, result, callee, values, positional, &next)) return next;
    if constexpr (!M::kIsDirect)
      if (!names && call_native_descriptor(m, f, result, callee, values, positional, &next)) return next;
  } else if (count + 1 <= kMaxTracedArguments) {
    if (Function* method = python_special(m, callee, Special::Call)) {
      typename M::Ref arguments[kMaxTracedArguments];
      arguments[0] = callee;
      for (int i = 0; i < count; ++i) arguments[i + 1] = values[i];
      return enter_bound(m, f, result, method, m.ref(reinterpret_cast<Object*>(method)), arguments, positional + 1,
                         names);
    }
  }
  return call_native(m, f, result, callee, values, positional, names);
}

template <class M>
Next call_general(M& m, Frame<M>& f, int result, typename M::Ref callee, const typename M::Ref* values, int positional,
                  Tuple* names) {
  int count = positional + (names ? int(names->size) : 0);
  if constexpr (M::kIsDirect)
    if (callee->cls == Method::type() && !names && values > f.r && values < f.real()->top && values[-1] == callee) {
      // The callee's own register takes self: the arguments need not be copied.
      const_cast<Object**>(values)[-1] = static_cast<Method*>(callee)->self;
      return call_unbound(m, f, result, static_cast<Method*>(callee)->function, values - 1, positional + 1, names);
    }
  if (is_exact(m, callee, Method::type()) && count + 1 <= kMaxTracedArguments) {
    typename M::Ref arguments[kMaxTracedArguments];
    arguments[0] = m.load_ref(callee, fields::method_self);
    for (int i = 0; i < count; ++i) arguments[i + 1] = values[i];
    return call_unbound(m, f, result, m.load_ref(callee, fields::method_function), arguments, positional + 1, names);
  }
  return call_unbound(m, f, result, callee, values, positional, names);
}

inline bool is_method_of_first(Object* callee, Object* const* values, int count) {
  return callee->cls == MethodDescriptor::type() && count &&
         values[0]->cls == static_cast<MethodDescriptor*>(callee)->owner;
}

// In the interpreter, native functions and methods go straight to their row; false: it is something else.
PY_ALWAYS_INLINE bool call_native_directly(PyDirect& m, Frame<PyDirect>& f, int result, Object* callee,
                                           Object* const* values, int count, Tuple* names, Next* next) {
  bool is_function = callee->cls == BuiltinFunction::type();
  if (!is_function && !is_method_of_first(callee, values, count)) return false;
  f.sync();
  Object* o = is_function ? help::call_function_row(m.thread, callee, values, count, names)
                          : help::call_method_row(m.thread, callee, values, count, names);
  PY_DCHECK((o == nullptr) == is_pending(m.thread));
  if (has_large_temporary && o) [[unlikely]]
    end_large_temporaries(m.thread, o);
  *next = !o ? Next::Unwind : is_tracing(m.thread) ? Next::Switch : Next::Go;
  if (o && result != kNoRegister) f.r[result] = o;
  return true;
}

template <class M> Next call_block(M& m, Frame<M>& f, int result, int base, int positional, Tuple* names) {
  int count = positional + (names ? int(names->size) : 0);
  if (!follows_call<M>(count))
    return call_untraced(m, f, result, f.get(base), plain_registers(m, f) + base + 1, positional, names);
  Block<M> block;
  if constexpr (M::kIsDirect) {
    Next next;  // without names the instruction has tried already
    if (names && call_native_directly(m, f, result, f.get(base), f.r + base + 1, positional, names, &next)) return next;
  }
  return call_general(m, f, result, f.get(base), block.of(f, base + 1, count), positional, names);
}
template <class M> PY_ALWAYS_INLINE Next op_call(M& m, Frame<M>& f, Instr in) {
  auto callee = f.get(in.b);
  if (is_exact(m, callee, Function::type())) {
    Function* function = promote_function(m, callee);
    if (follows_call<M>(in.c) && m.plain(function->code->simple_call(in.c), 2)) {
      Block<M> block;
      return f.enter(m, in.a, function, callee, block.of(f, in.b + 1, in.c), in.c);
    }
  }
  if constexpr (M::kIsDirect) {
    Next next;
    if (call_native_directly(m, f, in.a, callee, f.r + in.b + 1, in.c, nullptr, &next)) return next;
  }
  return out_of_line<&call_block<M>>(m, f, int(in.a), int(in.b), int(in.c), static_cast<Tuple*>(nullptr));
}

// b: function; b + 1: self, or null when the callable came without one.
template <class M> Next call_method_block(M& m, Frame<M>& f, int result, int base, int count, Tuple* names) {
  int keywords = names ? int(names->size) : 0;
  Block<M> block;
  if (!follows_call<M>(count + 1)) {
    int unbound = m.is_null(f.get(base + 1));
    return call_untraced(m, f, result, f.get(base), plain_registers(m, f) + base + 1 + unbound,
                         count + 1 - unbound - keywords, names);
  }
  if constexpr (M::kIsDirect) {
    Next next;
    int unbound = f.get(base + 1) == nullptr;
    if (names && call_native_directly(m, f, result, f.get(base), f.r + base + 1 + unbound,
                                      count + 1 - unbound - keywords, names, &next))
      return next;
  }
  if (m.is_null(f.get(base + 1)))
    return call_general(m, f, result, f.get(base), block.of(f, base + 2, count), count - keywords, names);
  return call_general(m, f, result, f.get(base), block.of(f, base + 1, count + 1), count + 1 - keywords, names);
}
template <class M> PY_ALWAYS_INLINE Next op_call_method(M& m, Frame<M>& f, Instr in) {
  auto callee = f.get(in.b);
  if (is_exact(m, callee, Function::type()) && !m.is_null(f.get(in.b + 1))) {
    Function* function = promote_function(m, callee);
    if (follows_call<M>(in.c + 1) && m.plain(function->code->simple_call(in.c + 1), 2)) {
      Block<M> block;
      return f.enter(m, in.a, function, callee, block.of(f, in.b + 1, in.c + 1), in.c + 1);
    }
  }
  if constexpr (M::kIsDirect) {
    Next next;
    int unbound = f.get(in.b + 1) == nullptr;
    if (call_native_directly(m, f, in.a, callee, f.r + in.b + 1 + unbound, in.c + 1 - unbound, nullptr, &next))
      return next;
  }
  return out_of_line<&call_method_block<M>>(m, f, int(in.a), int(in.b), int(in.c), static_cast<Tuple*>(nullptr));
}

// The companion `names` is skipped before the callee's frame is entered: the caller goes on behind it.
template <class M> Next op_call_kw(M& m, Frame<M>& f, Instr in) {
  auto* names = reinterpret_cast<Tuple*>(m.peek(constant(m, f, f.companion().a)));
  f.jump(1);
  return call_block(m, f, in.a, in.b, in.c - int(names->size), names);
}
template <class M> Next op_call_method_kw(M& m, Frame<M>& f, Instr in) {
  auto* names = reinterpret_cast<Tuple*>(m.peek(constant(m, f, f.companion().a)));
  f.jump(1);
  return call_method_block(m, f, in.a, in.b, in.c, names);
}
template <class M> Next op_names(M&, Frame<M>&, Instr) { return Next::Go; }

// What op_call_ex may give a frame to.
template <class M> bool is_spread_callee(M& m, typename M::Ref callee) {
  return is_exact(m, callee, Function::type()) || (M::kRecords && is_exact(m, callee, Method::type()));
}

// f(*args, **kw). A Python function called with an exact tuple, and an exact dict if there is one, gets a frame.
template <class M> Next op_call_ex(M& m, Frame<M>& f, Instr in) {
  auto callee = f.get(in.b), tuple = f.get(in.b + 1), keywords = f.get(in.b + 2);
  bool no_keywords = m.is_null(keywords);
  if ((no_keywords || M::kRecords || M::kIsDirect) && is_spread_callee(m, callee) &&
      is_exact(m, tuple, Tuple::type())) {
    auto size = m.load_int(tuple, fields::tuple_size);
    int count = int(m.promote_int(size));
    if (count <= kMaxTracedArguments) {
      typename M::Ref values[kMaxTracedArguments];
      for (int i = 0; i < count; ++i) values[i] = m.item_ref(tuple, m.int_(i), fields::tuple_items);
      Tuple* names = nullptr;
      if (!no_keywords && is_exact(m, keywords, Dict::type())) names = spread_keywords(m, keywords, values, count);
      bool is_bound = no_keywords || names;
      if (names && names->size == 0) names = nullptr;  // what is called without keywords gets no names of any
      if (is_bound) return call_general(m, f, in.a, callee, values, count, names);
    }
  }
  return finish(m, f, in.a, helpers::call_spread_row, callee, tuple, keywords);
}

// The **keywords of f(**a, **b), one mapping at a time.
template <class M> Next op_dict_merge(M& m, Frame<M>& f, Instr in) {
  if constexpr (M::kRecords)
    if (unite_in_trace(m, f, in.a, f.get(in.b), false)) return Next::Go;
  return finish(m, f, kNoRegister, helpers::dict_merge_row, f.get(in.a), f.get(in.b), f.get(in.c));
}

template <class M, Src B> PY_ALWAYS_INLINE Next op_return(M& m, Frame<M>& f, Instr in) {
  return f.leave(m, source<B>(m, f, in.b));
}

}  // namespace sidewinder
