// Native functions of numbers, characters and classes in a trace: unboxed operands, a pure C++ function or operations
// of the trace, a boxed result. Which they are: interpreter/objects/descriptor/typed_natives.def. Anything unusual
// about the arguments, and whatever might raise, goes to the function itself: all here answer false for it.
#pragma once

#include <cmath>
#include <numeric>

#include "interpreter/base/norm.h"
#include "interpreter/base/tuple_hash.h"
#include "interpreter/execution/ops/attribute_traced.h"
#include "interpreter/execution/ops/bind.h"
#include "interpreter/execution/ops/compare.h"
#include "interpreter/execution/ops/text.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/descriptor/typed_native.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace help {
#define REAL(name, value) \
  inline double real_##name(double x) { return value; }
#define REAL2(name, value) \
  inline double real_##name(double x, double y) { return value; }
#define LOGARITHM(name, function) \
  inline double real_##name(double x) { return function(x); }
#define OTHER(name)
#include "interpreter/objects/descriptor/typed_natives.def"
#undef REAL
#undef REAL2
#undef LOGARITHM
inline int64_t hash_of_text(Object* s) { return str_hash(static_cast<Str*>(s)); }
inline int64_t hash_mixed(int64_t sum, int64_t lane) {
  return int64_t(tuple_hash_mixed(uint64_t(sum), uint64_t(lane)));
}
inline int64_t hash_finished(int64_t sum, int64_t count) { return tuple_hash_finished(uint64_t(sum), uint64_t(count)); }
inline int64_t gcd(int64_t a, int64_t b) { return std::gcd(a, b); }
Object* float_round(Thread& t, double value, int64_t digits);
}  // namespace help
namespace helpers {
#define REAL(name, value) inline constexpr TypedHelper real_##name##_row{#name, &help::real_##name, kEffectPure};
#define REAL2(name, value) REAL(name, value)
#define LOGARITHM(name, function) REAL(name, value)
#include "interpreter/objects/descriptor/typed_natives.def"
#undef REAL
#undef REAL2
#undef LOGARITHM
#undef OTHER
inline constexpr TypedHelper hash_of_text_row{"hash_of_text", &help::hash_of_text, kEffectPure};
inline constexpr TypedHelper hash_mixed_row{"hash_mixed", &help::hash_mixed, kEffectPure};
inline constexpr TypedHelper hash_finished_row{"hash_finished", &help::hash_finished, kEffectPure};
inline constexpr TypedHelper gcd_row{"gcd", &help::gcd, kEffectPure};
inline constexpr TypedHelper float_round_row{"float_round", &help::float_round, kRaising};
}  // namespace helpers

// An exact float, or an int, as C++ functions of doubles take it.
template <class M> bool real_operand(M& m, typename M::Ref a, typename M::Float* x) {
  if (is_small_int(m, a)) *x = m.float_from_int(int_value(m, a));
  else if (is_exact(m, a, Float::type())) *x = float_value(m, a);
  else return false;
  return true;
}
template <class M> bool put_real(M& m, Frame<M>& f, int result, typename M::Float r) {
  f.set(result, new_float(m, r));
  return true;
}
template <class M> bool put_finite(M& m, Frame<M>& f, int result, typename M::Float r) {
  if (!m.test(m.float_lt(m.float_abs(r), m.float_(__builtin_inf())))) return false;
  return put_real(m, f, result, r);
}
template <class M> bool real_native(M& m, Frame<M>& f, int result, typename M::Ref a, const auto& row) {
  typename M::Float x{};
  return real_operand(m, a, &x) && put_finite(m, f, result, m.call(row, x));
}
template <class M>
bool real_native(M& m, Frame<M>& f, int result, typename M::Ref a, typename M::Ref b, const auto& row) {
  typename M::Float x{}, y{};
  return real_operand(m, a, &x) && real_operand(m, b, &y) && put_finite(m, f, result, m.call(row, x, y));
}
template <class M> bool logarithm_native(M& m, Frame<M>& f, int result, typename M::Ref a, const auto& row) {
  typename M::Float x{};
  if (!real_operand(m, a, &x) || !m.test(m.float_gt(x, m.float_(0.0)))) return false;
  return put_real(m, f, result, m.call(row, x));
}

// --- numbers by operations of the trace --------------------------------------------------------------

template <class M> bool native_sqrt(M& m, Frame<M>& f, int result, typename M::Ref a) {
  typename M::Float x{};
  if (!real_operand(m, a, &x) || !m.test(m.float_ge(x, m.float_(0.0)))) return false;
  return put_real(m, f, result, m.float_sqrt(x));
}
template <class M> bool native_fabs(M& m, Frame<M>& f, int result, typename M::Ref a) {
  typename M::Float x{};
  return real_operand(m, a, &x) && put_real(m, f, result, m.float_abs(x));
}
template <class M> bool native_scaled(M& m, Frame<M>& f, int result, typename M::Ref a, double factor) {
  typename M::Float x{};
  return real_operand(m, a, &x) && put_finite(m, f, result, m.float_mul(x, m.float_(factor)));
}

enum class Rounding : uint8_t { Down, Up, ToZero, ToEven };

// The int that a float is rounded to: below 2**60, to even below 2**51, where adding and subtracting 1.5 * 2**52 leaves
// the integer, rounded as sums of floats are.
template <Rounding R, class M> bool native_rounded(M& m, Frame<M>& f, int result, typename M::Ref a) {
  if (is_small_int(m, a)) {
    f.set(result, a);
    return true;
  }
  if (!is_exact(m, a, Float::type())) return false;
  constexpr double kLimit = R == Rounding::ToEven ? double(int64_t(1) << 51) : double(kSmallIntLimit);
  constexpr double kShift = 1.5 * double(int64_t(1) << 52);
  auto x = float_value(m, a);
  if (!m.test(m.float_lt(m.float_abs(x), m.float_(kLimit)))) return false;
  if constexpr (R == Rounding::ToEven) x = m.float_sub(m.float_add(x, m.float_(kShift)), m.float_(kShift));
  auto r = m.float_truncate(x);
  auto back = m.float_from_int(r);
  if constexpr (R == Rounding::Down) r = m.int_sub(r, m.int_from_flag(m.float_gt(back, x)));
  if constexpr (R == Rounding::Up) r = m.int_add(r, m.int_from_flag(m.float_lt(back, x)));
  f.set(result, new_int(m, r));
  return true;
}
template <class M>
bool native_round(M& m, Frame<M>& f, int result, const typename M::Ref* values, int count, Next* next) {
  if (count == 1) return native_rounded<Rounding::ToEven>(m, f, result, values[0]);
  if (count != 2 || !is_small_int(m, values[1]) || !is_exact(m, values[0], Float::type())) return false;
  *next = finish(m, f, result, helpers::float_round_row, float_value(m, values[0]), int_value(m, values[1]));
  return true;
}

enum class FloatTest : uint8_t { IsFinite, IsInf, IsNan };
template <FloatTest T, class M> bool native_float_test(M& m, Frame<M>& f, int result, typename M::Ref a) {
  typename M::Float x{};
  if (!real_operand(m, a, &x)) return false;
  auto infinity = m.float_(__builtin_inf());
  if constexpr (T == FloatTest::IsNan) f.set(result, new_bool(m, m.float_ne(x, x)));
  else if constexpr (T == FloatTest::IsInf) f.set(result, new_bool(m, m.float_eq(m.float_abs(x), infinity)));
  else f.set(result, new_bool(m, m.float_lt(m.float_abs(x), infinity)));
  return true;
}

template <class M> bool native_gcd(M& m, Frame<M>& f, int result, typename M::Ref a, typename M::Ref b) {
  if (!is_small_int(m, a) || !is_small_int(m, b)) return false;
  f.set(result, new_int(m, m.call(helpers::gcd_row, int_value(m, a), int_value(m, b))));
  return true;
}
template <class M> bool native_divmod(M& m, Frame<M>& f, int result, typename M::Ref a, typename M::Ref b) {
  if (!is_small_int(m, a) || !is_small_int(m, b)) return false;
  auto x = int_value(m, a), y = int_value(m, b);
  if (m.test(m.int_eq(y, m.int_(0)))) return false;
  typename M::Ref parts[] = {new_int(m, m.int_floordiv(x, y)), new_int(m, m.int_mod(x, y))};
  f.set(result, tuple_of_values(m, parts, 2));
  return true;
}
template <class M> bool hash_inline(M& m, typename M::Ref a, typename M::Int* hash) {
  if (is_small_int(m, a)) {
    *hash = hash_of_small_int(m, a);
    return true;
  }
  if (!is_exact(m, a, Str::type())) return false;
  *hash = m.call(helpers::hash_of_text_row, a);
  return true;
}
constexpr int kMostLanes = 8;  // of a tuple that is hashed in a trace
template <class M> bool hash_of_tuple(M& m, typename M::Ref a, typename M::Int* hash) {
  auto size = m.load_int(a, fields::tuple_size);
  int count = int(m.promote_int(size));
  if (count > kMostLanes) return false;
  typename M::Int lanes[kMostLanes];
  for (int i = 0; i < count; ++i)
    if (!hash_inline(m, m.item_ref(a, m.int_(i), fields::tuple_items), &lanes[i])) return false;
  auto sum = m.int_(int64_t(kTupleHashStart));
  for (int i = 0; i < count; ++i) sum = m.call(helpers::hash_mixed_row, sum, lanes[i]);
  *hash = m.call(helpers::hash_finished_row, sum, m.int_(count));
  return true;
}
template <class M> bool native_hash(M& m, Frame<M>& f, int result, typename M::Ref a, Next* next) {
  typename M::Int hash{};
  bool is_tuple = M::kRecords && is_exact(m, a, Tuple::type());
  if (is_tuple ? hash_of_tuple(m, a, &hash) : hash_inline(m, a, &hash)) {
    f.set(result, new_int(m, hash));
    return true;
  }
  if constexpr (M::kRecords)
    return enter_special_after<M>(m, f, result, a, Special::Hash, nullptr, AfterSpecial::Hash, next);
  return false;
}

// max and min of a few ints, or of a few floats: the first of equals; what is not less than a NaN stays.
template <bool kMax, class M>
bool native_extreme(M& m, Frame<M>& f, int result, const typename M::Ref* values, int count) {
  constexpr int kMost = 4;
  if (count < 2 || count > kMost) return false;
  auto best = values[0];
  bool ints = is_small_int(m, best);
  if (!ints && !is_exact(m, best, Float::type())) return false;
  for (int i = 1; i < count; ++i)
    if (ints ? !is_small_int(m, values[i]) : !is_exact(m, values[i], Float::type())) return false;
  for (int i = 1; i < count; ++i) {
    bool better;
    if (ints) {
      auto x = int_value(m, values[i]), y = int_value(m, best);
      better = m.test(kMax ? m.int_gt(x, y) : m.int_lt(x, y));
    } else {
      auto x = float_value(m, values[i]), y = float_value(m, best);
      better = m.test(kMax ? m.float_gt(x, y) : m.float_lt(x, y));
    }
    if (better) best = values[i];
  }
  f.set(result, best);
  return true;
}

// --- classes -------------------------------------------------------------------------------------------

enum class Verdict : uint8_t { No, Yes, Unknown };
constexpr int kMostClasses = 16;  // of a tuple that isinstance looks at

// What instances of `cls` have for __class__ is their class.
template <class M> bool tells_its_class(M& m, const Type* cls) {
  return m.plain(generic_lookup(cls), 2) &&
         m.plain(class_attribute(m, cls, names::class_) == type_lookup(&object_type, names::class_), 2);
}
template <class M> Verdict is_instance_by_class(M& m, const Type* actual, typename M::Ref cls_ref) {
  bool is_plain_class = is_exact(m, cls_ref, &type_type);
  if (!is_plain_class && !is_type(m.peek(cls_ref))) return Verdict::Unknown;
  auto* cls = reinterpret_cast<const Type*>(m.promote(cls_ref));
  if (m.plain(cls == actual, 2)) return Verdict::Yes;
  if (!is_plain_class) return Verdict::Unknown;
  if (!tells_its_class(m, actual)) return Verdict::Unknown;
  return m.plain(is_subtype(actual, cls), 2) ? Verdict::Yes : Verdict::No;
}
template <class M> Verdict is_instance_by_classes(M& m, const Type* actual, typename M::Ref classes) {
  if (!is_exact(m, classes, Tuple::type())) return is_instance_by_class(m, actual, classes);
  auto size = m.load_int(classes, fields::tuple_size);
  int count = int(m.promote_int(size));
  if (count > kMostClasses) return Verdict::Unknown;
  for (int i = 0; i < count; ++i) {
    Verdict verdict = is_instance_by_class(m, actual, m.item_ref(classes, m.int_(i), fields::tuple_items));
    if (verdict != Verdict::No) return verdict;
  }
  return Verdict::No;
}
template <class M> bool native_is_instance(M& m, Frame<M>& f, int result, typename M::Ref a, typename M::Ref classes) {
  auto* actual = static_cast<const Type*>(m.promote_class(a));
  Verdict verdict = is_instance_by_classes(m, actual, classes);
  if (verdict == Verdict::Unknown) return false;
  f.set(result, m.ref(bool_object(verdict == Verdict::Yes)));
  return true;
}
template <class M>
bool native_is_subclass(M& m, Frame<M>& f, int result, typename M::Ref derived, typename M::Ref base) {
  if (!is_exact(m, derived, &type_type) || !is_exact(m, base, &type_type)) return false;
  auto* actual = reinterpret_cast<const Type*>(m.promote(derived));
  auto* cls = reinterpret_cast<const Type*>(m.promote(base));
  rely_on_version(m, actual);
  f.set(result, m.ref(bool_object(m.plain(is_subtype(actual, cls), 2))));
  return true;
}
template <class M> bool native_callable(M& m, Frame<M>& f, int result, typename M::Ref a) {
  auto* cls = static_cast<const Type*>(m.promote_class(a));
  rely_on_version(m, cls);
  f.set(result, m.ref(bool_object(m.plain(cls->data->slots.call != nullptr, 2))));
  return true;
}

// --- all of them ---------------------------------------------------------------------------------------

template <class M>
bool call_typed_native(M& m, Frame<M>& f, int result, TypedNative native, const typename M::Ref* v, int count,
                       Next* next) {
  using enum TypedNative;
  bool one = count == 1, two = count == 2;
#define REAL(name, value) \
  if (native == name) return one && real_native(m, f, result, v[0], helpers::real_##name##_row);
#define REAL2(name, value) \
  if (native == name) return two && real_native(m, f, result, v[0], v[1], helpers::real_##name##_row);
#define LOGARITHM(name, value) \
  if (native == name) return one && logarithm_native(m, f, result, v[0], helpers::real_##name##_row);
#define OTHER(name)
#include "interpreter/objects/descriptor/typed_natives.def"
#undef REAL
#undef REAL2
#undef LOGARITHM
#undef OTHER
  switch (native) {
    case Sqrt: return one && native_sqrt(m, f, result, v[0]);
    case Fabs: return one && native_fabs(m, f, result, v[0]);
    case Degrees: return one && native_scaled(m, f, result, v[0], 180 / M_PI);
    case Radians: return one && native_scaled(m, f, result, v[0], M_PI / 180);
    case Floor: return one && native_rounded<Rounding::Down>(m, f, result, v[0]);
    case Ceil: return one && native_rounded<Rounding::Up>(m, f, result, v[0]);
    case Trunc: return one && native_rounded<Rounding::ToZero>(m, f, result, v[0]);
    case Round: return native_round(m, f, result, v, count, next);
    case IsFinite: return one && native_float_test<FloatTest::IsFinite>(m, f, result, v[0]);
    case IsInf: return one && native_float_test<FloatTest::IsInf>(m, f, result, v[0]);
    case IsNan: return one && native_float_test<FloatTest::IsNan>(m, f, result, v[0]);
    case Gcd: return two && native_gcd(m, f, result, v[0], v[1]);
    case Divmod: return two && native_divmod(m, f, result, v[0], v[1]);
    case Hash: return one && native_hash(m, f, result, v[0], next);
    case Max: return native_extreme<true>(m, f, result, v, count);
    case Min: return native_extreme<false>(m, f, result, v, count);
    case Ord: return one && native_ord(m, f, result, v[0]);
    case IsSubclass: return two && native_is_subclass(m, f, result, v[0], v[1]);
    case Callable: return one && native_callable(m, f, result, v[0]);
    case Getattr: return two && native_getattr(m, f, result, v[0], v[1], next);
    default: return false;
  }
}

}  // namespace sidewinder
