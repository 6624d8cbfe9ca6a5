// The vocabulary that interpreters are written in. A handler is a template over a machine M; M decides what a value is
// and what an operation does:
//   Direct     values are plain C++ values, operations are inline expressions: the interpreter
//   Recording  a value is the plain one and its SSA name; operations execute and append IR
//   Checking   executes like Direct, and watches that the handler keeps the rules
//   Emit       a value is only a name; tests fork: all paths of a handler, without running anything
// This file has the free functions over all of them. The rules for handlers are in jit/README.md.
//
// A test returns a C++ bool and becomes a guard in a trace. What is not a test never steers C++ control flow.
#pragma once

#include <concepts>
#include <cstdint>

#include "interpreter/base/check.h"
#include "jit/ir/descriptors.h"

namespace sidewinder::jit {

// What a handler tells its machine at the end.
enum class Next : uint8_t {
  Go,      // fetch the next instruction at the frame's pc
  Unwind,  // an exception is pending on the thread
  Return,  // the outermost frame of this activation of the interpreter returned
};

// The compile-time half of a language (the run-time half: jit/driver/hooks.h).
template <class L>
concept Language = requires(Object* o, int64_t i, double d, Thread& t, const Shape& shape) {
  { L::class_of(o) } -> std::convertible_to<const void*>;
  { L::is_small_int(o) } -> std::same_as<bool>;  // an exact int of at most 60 bits
  { L::unbox_int(o) } -> std::same_as<int64_t>;
  { L::unbox_float(o) } -> std::same_as<double>;
  { L::box_int(t, i) } -> std::same_as<Object*>;  // any 64-bit value; never null
  { L::box_float(t, d) } -> std::same_as<Object*>;
  { L::allocate(t, shape) } -> std::same_as<Object*>;
  { L::int_class() } -> std::convertible_to<const void*>;
  { L::float_class() } -> std::convertible_to<const void*>;
  { L::true_object() } -> std::same_as<Object*>;
};

template <class M>
concept Machine = requires(M& m, typename M::Ref r, typename M::Int i, typename M::Float d, typename M::Flag f,
                           const Field& field) {
  { m.test(f) } -> std::same_as<bool>;
  { m.has_class(r, nullptr) } -> std::same_as<bool>;
  { m.is_small_int(r) } -> std::same_as<bool>;
  { m.is_null(r) } -> std::same_as<bool>;
  { m.unbox_int(r) } -> std::same_as<typename M::Int>;
  { m.box_int(i) } -> std::same_as<typename M::Ref>;
  { m.box_float(d) } -> std::same_as<typename M::Ref>;
  { m.load_ref(r, field) } -> std::same_as<typename M::Ref>;
};

#define PURE1(name, R, A, value) \
  template <Machine M> PY_ALWAYS_INLINE typename M::R name(M& m, typename M::A a) { return m.name(a); }
#define PURE2(name, R, A, B, value)                                                                  \
  template <Machine M> PY_ALWAYS_INLINE typename M::R name(M& m, typename M::A a, typename M::B b) { \
    return m.name(a, b);                                                                             \
  }
#include "jit/machine/primitives.def"
#undef PURE1
#undef PURE2

enum class Compare : uint8_t { Lt, Le, Eq, Ne, Gt, Ge };

template <Compare C, Machine M>
PY_ALWAYS_INLINE typename M::Flag int_compare(M& m, typename M::Int a, typename M::Int b) {
  if constexpr (C == Compare::Lt) return m.int_lt(a, b);
  else if constexpr (C == Compare::Le) return m.int_le(a, b);
  else if constexpr (C == Compare::Eq) return m.int_eq(a, b);
  else if constexpr (C == Compare::Ne) return m.int_ne(a, b);
  else if constexpr (C == Compare::Gt) return m.int_gt(a, b);
  else return m.int_ge(a, b);
}
template <Compare C, Machine M>
PY_ALWAYS_INLINE typename M::Flag float_compare(M& m, typename M::Float a, typename M::Float b) {
  if constexpr (C == Compare::Lt) return m.float_lt(a, b);
  else if constexpr (C == Compare::Le) return m.float_le(a, b);
  else if constexpr (C == Compare::Eq) return m.float_eq(a, b);
  else if constexpr (C == Compare::Ne) return m.float_ne(a, b);
  else if constexpr (C == Compare::Gt) return m.float_gt(a, b);
  else return m.float_ge(a, b);
}

// A helper with its C++ type. The thread is the first parameter of every helper with kEffectTakesThread. Object*
// results: null means raised if the row says kEffectMayRaise. The language defines rows as `inline constexpr
// TypedHelper kName{"name", &function, effects}`.
template <class T> struct KindOf;
template <> struct KindOf<Object*> { static constexpr Kind value = Kind::Ref; };
template <> struct KindOf<int64_t> { static constexpr Kind value = Kind::Int; };
template <> struct KindOf<double> { static constexpr Kind value = Kind::Float; };
template <> struct KindOf<void*> { static constexpr Kind value = Kind::Ptr; };
template <> struct KindOf<const void*> { static constexpr Kind value = Kind::Ptr; };
template <> struct KindOf<void> { static constexpr Kind value = Kind::None; };

template <class R, class... A> struct TypedHelper {
  const char* name;
  R (*function)(A...);
  uint16_t effects;
};
template <class R, class... A> TypedHelper(const char*, R (*)(A...), int) -> TypedHelper<R, A...>;

}  // namespace sidewinder::jit
