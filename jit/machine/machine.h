// The vocabulary that interpreters are written in. A handler is a template over a machine M; M decides what a value
// is and what an operation does:
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
#include <type_traits>
#include <utility>

#include "interpreter/base/check.h"
#include "jit/language/abort.h"
#include "jit/language/descriptors.h"

namespace sidewinder::jit {

// What a handler tells its machine at the end.
enum class Next : uint8_t {
  Go,      // fetch the next instruction at the frame's pc
  Unwind,  // an exception is pending on the thread
  Return,  // the outermost frame of this activation of the interpreter returned
  Switch,  // another loop of the interpreter is to go on at the frame's pc (plain execution only)
};

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

// The compile-time half of a language (the run-time half: jit/language/hooks.h). `boxes` is a constant, and the one
// that the language's hooks name: what an int and a float are is said there alone.
struct AnyMachine {  // of which guard_big_int is asked here
  struct Ref {};
};
template <class L>
concept Language = requires(Object* o, const Object* c, int64_t i, double d, Thread& t, const Shape& shape,
                            AnyMachine& m, AnyMachine::Ref r) {
  typename std::bool_constant<(L::boxes.int_format == IntFormat::Plain)>;
  { L::boxes } -> std::convertible_to<const Boxes&>;
  { L::class_of(c) } -> std::convertible_to<const void*>;
  { L::unbox_int(c) } -> std::same_as<int64_t>;  // of a small int
  { L::unbox_float(c) } -> std::same_as<double>;
  { L::box_int(t, i) } -> std::same_as<Object*>;  // any 64-bit value; never null
  { L::box_float(t, d) } -> std::same_as<Object*>;
  { L::allocate(t, shape) } -> std::same_as<Object*>;
  { L::true_object() } -> std::same_as<Object*>;     // null: the language has no bools
  { L::guard_big_int(m, r) } -> std::same_as<void>;  // records that the int `r` has more than 60 bits
};

// What handlers may use of a machine M, by what it is for.

template <class M>
concept MachineValues = requires(M& m, Object* o, int64_t i, double d, const void* p) {
  requires Language<typename M::Language>;
  { M::kIsDirect } -> std::convertible_to<bool>;  // the interpreter: values are plain C++ values
  { M::kRecords } -> std::convertible_to<bool>;
  { m.thread } -> std::convertible_to<Thread&>;
  { m.ref(o) } -> std::same_as<typename M::Ref>;
  { m.int_(i) } -> std::same_as<typename M::Int>;
  { m.float_(d) } -> std::same_as<typename M::Float>;
  { m.ptr(p) } -> std::same_as<typename M::Ptr>;
};

template <class M>
concept MachinePrimitives = requires(M& m) {
#define PURE1(name, R, A, value) \
  { m.name(std::declval<typename M::A>()) } -> std::same_as<typename M::R>;
#define PURE2(name, R, A, B, value) \
  { m.name(std::declval<typename M::A>(), std::declval<typename M::B>()) } -> std::same_as<typename M::R>;
#include "jit/ir/primitives.def"
#undef PURE1
#undef PURE2
};

// Their answers steer the handler; a trace has a guard for each.
template <class M>
concept MachineTests = requires(M& m, typename M::Ref r, typename M::Int i, typename M::Flag f, typename M::Ptr p,
                                const Object* o, int64_t v) {
  { m.test(f) } -> std::same_as<bool>;
  { m.has_class(r, nullptr) } -> std::same_as<bool>;
  { m.is_small_int(r) } -> std::same_as<bool>;
  { m.is_null(r) } -> std::same_as<bool>;
  { m.is_null_ptr(p) } -> std::same_as<bool>;
  { m.is_same(r, o) } -> std::same_as<bool>;
  { m.is_int(i, v) } -> std::same_as<bool>;
  { m.int_mul(i, i, &i) } -> std::same_as<bool>;
  { m.promote(r) } -> std::same_as<Object*>;
  { m.promote_bool(r) } -> std::same_as<bool>;
  { m.promote_class(r) } -> std::same_as<const void*>;
  { m.promote_int(i) } -> std::same_as<int64_t>;
  { m.rely_on_int(i) } -> std::same_as<void>;
  { m.plain(v, 2) } -> std::same_as<int64_t>;
};

template <class M>
concept MachineObjects = requires(M& m, typename M::Ref r, typename M::Int i, typename M::Float d, typename M::Flag f,
                                  Object* o, const Shape& shape) {
  { m.unbox_int(r) } -> std::same_as<typename M::Int>;
  { m.unbox_float(r) } -> std::same_as<typename M::Float>;
  { m.box_int(i) } -> std::same_as<typename M::Ref>;
  { m.box_float(d) } -> std::same_as<typename M::Ref>;
  { m.select_ref(f, o, o) } -> std::same_as<typename M::Ref>;
  { m.new_object(shape) } -> std::same_as<typename M::Ref>;
  { m.new_storage(shape) } -> std::same_as<typename M::Ptr>;
};

// Base: an object (Ref) or raw storage (Ptr).
template <class M, class Base>
concept MachineMemory = requires(M& m, Base b, typename M::Ref r, typename M::Int i, typename M::Float d,
                                 typename M::Ptr p, const Field& field, const Array& array) {
  { m.load_ref(b, field) } -> std::same_as<typename M::Ref>;
  { m.load_int(b, field) } -> std::same_as<typename M::Int>;
  { m.load_float(b, field) } -> std::same_as<typename M::Float>;
  { m.load_ptr(b, field) } -> std::same_as<typename M::Ptr>;
  { m.store_ref(b, field, r) } -> std::same_as<void>;
  { m.store_int(b, field, i) } -> std::same_as<void>;
  { m.store_float(b, field, d) } -> std::same_as<void>;
  { m.store_ptr(b, field, p) } -> std::same_as<void>;
  { m.item_ref(b, i, array) } -> std::same_as<typename M::Ref>;
  { m.item_int(b, i, array) } -> std::same_as<typename M::Int>;
  { m.item_float(b, i, array) } -> std::same_as<typename M::Float>;
  { m.set_item_ref(b, i, array, r) } -> std::same_as<void>;
  { m.set_item_int(b, i, array, i) } -> std::same_as<void>;
  { m.set_item_float(b, i, array, d) } -> std::same_as<void>;
};

template <class M>
concept MachineCalls = requires(M& m, typename M::Ref r, const TypedHelper<Object*, Object*>& pure,
                                const TypedHelper<void, Object*>& nothing,
                                const TypedHelper<Object*, Thread&, Object*>& with_thread, Object* (&plain)(),
                                int& cache, void (*fill)(Thread&, int&, Object*), Abort reason) {
  { m.call(pure, r) } -> std::same_as<typename M::Ref>;
  { m.call(nothing, r) } -> std::same_as<void>;
  { m.call_with_thread(with_thread, r) } -> std::same_as<typename M::Ref>;
  { m.executed(plain) } -> std::same_as<Object*>;
  { m.warm(cache, r, fill) } -> std::same_as<void>;
  { m.peek(r) } -> std::same_as<Object*>;
  { m.abort(reason) } -> std::same_as<void>;
};

template <class M>
concept Machine = MachineValues<M> && MachinePrimitives<M> && MachineTests<M> && MachineObjects<M> &&
    MachineMemory<M, typename M::Ref> && MachineMemory<M, typename M::Ptr> && MachineCalls<M>;

#define PURE1(name, R, A, value) \
  template <Machine M> PY_ALWAYS_INLINE typename M::R name(M& m, typename M::A a) { return m.name(a); }
#define PURE2(name, R, A, B, value)                                                                  \
  template <Machine M> PY_ALWAYS_INLINE typename M::R name(M& m, typename M::A a, typename M::B b) { \
    return m.name(a, b);                                                                             \
  }
#include "jit/ir/primitives.def"
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

}  // namespace sidewinder::jit
