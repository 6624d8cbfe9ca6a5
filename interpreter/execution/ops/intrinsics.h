// Native functions that handlers know: in a trace they are operations instead of calls. Recognised by the row of their
// function, which says its `Intrinsic`, so that a rebound name cannot deceive. Anything unusual about the arguments
// goes to the function itself.
#pragma once

#include "interpreter/execution/ops/call_native.h"
#include "interpreter/execution/ops/compare.h"
#include "interpreter/execution/ops/subscript.h"
#include "interpreter/execution/ops/typed_natives.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/descriptor/descriptors.h"

namespace sidewinder {

namespace help {
double hypotenuse(double a, double b);
}  // namespace help
namespace helpers {
inline constexpr TypedHelper hypotenuse_row{"hypotenuse", &help::hypotenuse, kEffectPure};
}  // namespace helpers

// An instance of a class below tuple whose length is that of the tuple, in a trace.
template <class M> bool has_length_of_tuples(M& m, typename M::Ref a) {
  auto* cls = static_cast<const Type*>(m.promote_class(a));
  bool is_tuple = has_slot_of_tuple(cls, &Slots::length);
  if (m.plain(is_tuple, 2)) rely_on_version(m, cls);
  return m.plain(is_tuple, 2);
}
template <class M> bool intrinsic_len(M& m, Frame<M>& f, int result, typename M::Ref a) {
  const jit::Field* size = nullptr;
  if constexpr (M::kRecords) {
    typename M::Int length{};
    if (length_of_unbuilt(m, a, &length)) {
      f.set(result, new_int(m, length));
      return true;
    }
  }
  if (is_exact(m, a, List::type())) size = &fields::list_size;
  else if (is_exact(m, a, Tuple::type())) size = &fields::tuple_size;
  else if (is_exact(m, a, Str::type())) size = &fields::str_length;
  else if (is_exact(m, a, Dict::type())) size = &fields::dict_used;
  else if (is_exact(m, a, Bytes::type())) size = &fields::bytes_size;
  else if (is_exact(m, a, ByteArray::type())) size = &fields::bytearray_size;
  else if (M::kRecords && has_length_of_tuples(m, a)) size = &fields::tuple_size;
  else return false;
  f.set(result, new_int(m, m.load_int(a, *size)));
  return true;
}
template <class M> bool intrinsic_abs(M& m, Frame<M>& f, int result, typename M::Ref a) {
  if (is_small_int(m, a)) {
    auto v = int_value(m, a);
    f.set(result, m.test(m.int_lt(v, m.int_(0))) ? new_int(m, m.int_neg(v)) : a);
    return true;
  }
  if (is_exact(m, a, Float::type())) {
    f.set(result, new_float(m, m.float_abs(float_value(m, a))));
    return true;
  }
  if (is_exact(m, a, Complex::type())) {
    auto r =
        m.call(helpers::hypotenuse_row, m.load_float(a, fields::complex_real), m.load_float(a, fields::complex_imag));
    // An infinite result may be an overflow, which raises: the function itself decides.
    if (!m.test(m.float_lt(r, m.float_(__builtin_inf())))) return false;
    f.set(result, new_float(m, r));
    return true;
  }
  return false;
}

// A trace relies on the native function, not on the object: `append = values.append` makes a new one every time.
template <class M>
bool call_intrinsic(M& m, Frame<M>& f, int result, typename M::Ref callee, const typename M::Ref* values, int count,
                    Next* next) {
  auto* function = reinterpret_cast<BuiltinFunction*>(m.peek(callee));
  *next = Next::Go;
  if (!m.test(m.same_ptr(m.load_ptr(callee, fields::builtin_method), m.ptr(function->method)))) return false;
  int typed = int(function->method->intrinsic) - int(Intrinsic::kCount);
  if (m.plain(typed >= 0, 2)) {
    auto native = TypedNative(m.plain(typed, int(TypedNative::kCount)));
    return call_typed_native(m, f, result, native, values, count, next);
  }
  switch (Intrinsic(m.plain(int(function->method->intrinsic), int(Intrinsic::kCount)))) {
    case Intrinsic::Len:
      if (count != 1) return false;
      if (intrinsic_len(m, f, result, values[0])) return true;
      if constexpr (M::kRecords)
        return enter_special_after<M>(m, f, result, values[0], Special::Len, nullptr, AfterSpecial::Length, next);
      return false;
    case Intrinsic::Abs: return count == 1 && intrinsic_abs(m, f, result, values[0]);
    case Intrinsic::IsInstance: return count == 2 && native_is_instance(m, f, result, values[0], values[1]);
    case Intrinsic::Chr:
      if (count != 1 || !is_small_int(m, values[0])) return false;
      if (!put_character(m, f, result, int_value(m, values[0])))
        *next = finish(m, f, result, helpers::chr_row, int_value(m, values[0]));
      return true;
    case Intrinsic::LooksAtFrames: m.abort(Abort::LooksAtFrames); return false;
    default: return false;
  }
}
template <class M>
bool call_intrinsic_method(M& m, Frame<M>& f, int result, typename M::Ref& callee, const typename M::Ref* values,
                           int count, Next* next) {
  auto* descriptor = reinterpret_cast<MethodDescriptor*>(m.promote(callee));
  *next = Next::Go;
  if (Intrinsic(m.plain(int(descriptor->method->intrinsic), int(Intrinsic::kCount))) == Intrinsic::ListAppend &&
      count == 2 && is_exact(m, values[0], List::type())) {
    *next = append_to_list(m, f, result, values[0], values[1]);
    return true;
  }
  if (m.plain(descriptor->method == list_pop_method(), 2) && count == 1 && is_exact(m, values[0], List::type())) {
    if (pop_from_list(m, f, result, values[0])) return true;
    if constexpr (M::kRecords)
      if (static_cast<const List*>(m.peek(values[0]))->size == 0) {
        *next = finish_raising(m, f, helpers::native_0_row, m.ptr(descriptor->method), values[0]);
        return true;
      }
  }
  return false;
}
// range(...) of small ints: the object with its four ints, which is never built if only iterated over.
template <class M> bool intrinsic_range(M& m, Frame<M>& f, int result, const typename M::Ref* values, int count) {
  for (int i = 0; i < count; ++i)
    if (!is_small_int(m, values[i])) return false;
  auto start = count == 1 ? m.int_(0) : int_value(m, values[0]);
  auto stop = int_value(m, values[count == 1 ? 0 : 1]);
  auto length = m.int_sub(stop, start);
  if (m.test(m.int_lt(length, m.int_(0)))) length = m.int_(0);
  else if (!m.test(m.int_fits(length))) return false;
  auto range = m.new_object(shape_of<Range>());
  m.store_ref(range, fields::range_start, count == 1 ? m.ref(&small_ints[0 - kIntSingletonMin]) : values[0]);
  m.store_ref(range, fields::range_stop, values[count == 1 ? 0 : 1]);
  m.store_ref(range, fields::range_step_object, m.ref(&small_ints[1 - kIntSingletonMin]));
  m.store_ref(range, fields::range_length, new_int(m, length));
  f.set(result, range);
  return true;
}

// int(x) of a plain number. False: by the function itself.
template <class M> bool intrinsic_int(M& m, Frame<M>& f, int result, typename M::Ref a) {
  if (is_small_int(m, a)) {
    f.set(result, a);
    return true;
  }
  if (!is_exact(m, a, Float::type())) return false;
  auto v = float_value(m, a);
  if (!m.test(m.float_lt(m.float_abs(v), m.float_(double(kSmallIntLimit))))) return false;
  f.set(result, new_int(m, m.float_truncate(v)));
  return true;
}
template <class M> bool intrinsic_float(M& m, Frame<M>& f, int result, typename M::Ref a) {
  if (is_exact(m, a, Float::type())) f.set(result, a);
  else if (is_small_int(m, a)) f.set(result, new_float(m, m.float_from_int(int_value(m, a))));
  else return false;
  return true;
}
template <class M> bool intrinsic_complex(M& m, Frame<M>& f, int result, typename M::Ref real, typename M::Ref imag) {
  if (!is_exact(m, real, Float::type()) || !is_exact(m, imag, Float::type())) return false;
  f.set(result, new_complex(m, float_value(m, real), float_value(m, imag)));
  return true;
}

template <class M> bool intrinsic_type(M& m, Frame<M>& f, int result, typename M::Ref a) {
  auto* cls = static_cast<const Type*>(m.promote_class(a));
  f.set(result, m.ref(reinterpret_cast<Object*>(const_cast<Type*>(cls))));
  return true;
}
template <class M> bool intrinsic_bool(M& m, Frame<M>& f, int result, typename M::Ref a) {
  if (is_exact(m, a, &bool_type)) {
    f.set(result, a);
    return true;
  }
  bool answer;
  if (!truth_inline(m, a, [&](bool is_true) { answer = is_true; }) && !truth_of_container(m, a, &answer)) return false;
  f.set(result, m.ref(bool_object(answer)));
  return true;
}

// type(x), bool(x), str and tuple of what is one; int(x) and float(x) of plain numbers, complex(x, y) of floats,
// range(x) and range(x, y).
template <class M>
bool call_intrinsic_class(M& m, Frame<M>& f, int result, typename M::Ref& callee, const typename M::Ref* values,
                          int count, Next* next) {
  *next = Next::Go;
  auto* cls = reinterpret_cast<const Type*>(m.promote(callee));
  if constexpr (M::kRecords)
    if (make_iterator(m, f, result, cls, values, count)) return true;
  if (cls == Range::type() && (count == 1 || count == 2)) return intrinsic_range(m, f, result, values, count);
  if (cls == Complex::type() && count == 2) return intrinsic_complex(m, f, result, values[0], values[1]);
  if (cls == Float::type() && count == 1) return intrinsic_float(m, f, result, values[0]);
  if (cls == Int::type() && count == 1) return intrinsic_int(m, f, result, values[0]);
  if constexpr (!M::kIsDirect) {
    if (cls == &type_type && count == 1) return intrinsic_type(m, f, result, values[0]);
    if (cls == &bool_type && count == 1) return intrinsic_bool(m, f, result, values[0]);
    if ((cls == Str::type() || cls == Tuple::type()) && count == 1 && is_exact(m, values[0], cls)) {
      f.set(result, values[0]);
      return true;
    }
  }
  if constexpr (M::kRecords) {
    if (cls == Str::type() && count == 1 && is_small_int(m, values[0])) {
      f.set(result, text_of_number(m, int_value(m, values[0])));
      return true;
    }
  }
  return false;
}

}  // namespace sidewinder
