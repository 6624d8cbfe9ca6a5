// The machine that compiles: a value is a number of the builder; an operation emits machine code. The handler's path is
// that of the frame which is there while the code is compiled; what a test would have answered otherwise is an exit.
// Nothing is executed. What cannot be compiled declines: the instruction becomes a call of its handler.
#pragma once

#include <bit>

#include "jit/baseline/builder.h"
#include "jit/machine/direct.h"

namespace sidewinder::jit::baseline {

// Found by the type of the machine.
using jit::float_compare;
using jit::int_compare;

template <int kTag> struct Number { int n = 0; };

template <Language L> struct Base {
  using Language = L;
  using Ref = Number<0>;
  using Int = Number<1>;
  using Float = Number<2>;
  using Flag = Number<3>;
  using Ptr = Number<4>;
  static constexpr bool kRecords = false, kIsDirect = false;
  static constexpr bool kCompiles = true;  // what a handler finds is taken for granted later

  Thread& thread;
  Builder& b;

  int64_t seen(Int v) { return b[v.n].seen; }
  double seen(Float v) { return std::bit_cast<double>(b[v.n].seen); }
  bool seen(Flag v) { return b[v.n].seen; }
  const void* seen(Ref v) { return reinterpret_cast<const void*>(b[v.n].seen); }
  void* seen(Ptr v) { return reinterpret_cast<void*>(b[v.n].seen); }
  static int64_t bits(int64_t v) { return v; }
  static int64_t bits(bool v) { return v; }
  static int64_t bits(double v) { return std::bit_cast<int64_t>(v); }

// Operands that are not known are zero: there is no division by them.
#define PURE1(name, R, A, value)                              \
  R name(A x) {                                               \
    auto evaluate = [](auto a) { return bits(value); };       \
    return {b.pure(Origin::name, x.n, 0, evaluate(seen(x)))}; \
  }
#define PURE2(name, R, A, B, value)                                                  \
  R name(A x, B y) {                                                                 \
    auto evaluate = [](auto a, auto b) { return bits(value); };                      \
    bool known = b.is_evaluated(x.n, y.n);                                           \
    return {b.pure(Origin::name, x.n, y.n, known ? evaluate(seen(x), seen(y)) : 0)}; \
  }
#include "jit/ir/primitives.def"
#undef PURE1
#undef PURE2

  // Constants
  Ref ref(Object* o) { return {b.object(o)}; }
  Int int_(int64_t v) { return {b.constant(v)}; }
  Float float_(double v) { return {b.constant(bits(v))}; }
  Ptr ptr(const void* p) { return {b.constant(int64_t(p))}; }

  // Tests
  bool test(Flag f) { return b.test(f.n); }
  bool has_class(Ref a, const void* cls) { return b.promote_class(a.n) == cls; }
  const void* promote_class(Ref a) { return b.promote_class(a.n); }
  bool is_small_int(Ref a) { return b.is_small_int(a.n); }
  bool is_null(Ref a) { return b.is_null(a.n); }
  bool is_null_ptr(Ptr a) { return b.is_null(a.n); }
  bool is_same(Ref a, const Object* constant) { return b.is_same(a.n, constant); }
  bool int_mul(Int x, Int y, Int* product) {
    int64_t value;
    bool fits = !__builtin_mul_overflow(seen(x), seen(y), &value);
    return b.product(x.n, y.n, value, fits, &product->n);
  }
  Object* promote(Ref& a) {
    a.n = b.promote(a.n);
    return reinterpret_cast<Object*>(b[a.n].seen);
  }
  bool promote_bool(Ref& a) { return b.is_same(a.n, L::true_object()); }
  int64_t promote_int(Int& a) {
    a.n = b.promote_word(a.n);
    return b[a.n].seen;
  }
  void rely_on_int(Int& a) { promote_int(a); }
  bool is_int(Int& a, int64_t v) { return b.is_word(a.n, v); }
  int64_t plain(int64_t v, int) { return v; }

  // Objects
  Int unbox_int(Ref a) { return {b.unbox_int(a.n)}; }
  Float unbox_float(Ref a) { return {b.unbox_float(a.n)}; }
  Ref box_int(Int v) { return {b.box_int(v.n)}; }
  Ref box_float(Float v) { return {b.box_float(v.n)}; }
  Ref select_ref(Flag f, Object* yes, Object* no) {
    const void* cls = L::class_of(yes) == L::class_of(no) ? L::class_of(yes) : nullptr;
    return {b.select(f.n, yes, no, cls)};
  }
  Ref new_object(const Shape&) { b.decline(); }
  Ptr new_storage(const Shape&) { b.decline(); }

  // Memory
  template <class P> Ref load_ref(P o, const Field& f) { return {b.load(o.n, f.offset, Width::Word64, true, false)}; }
  template <class P> Int load_int(P o, const Field& f) { return {b.load(o.n, f.offset, f.width, false, f.small)}; }
  template <class P> Float load_float(P o, const Field& f) { return {b.load_float(o.n, f.offset)}; }
  template <class P> Ptr load_ptr(P o, const Field& f) { return {b.load(o.n, f.offset, Width::Word64, false, false)}; }
  template <class P> void store_ref(P o, const Field& f, Ref v) { b.store(o.n, f.offset, Width::Word64, v.n); }
  template <class P> void store_int(P o, const Field& f, Int v) { b.store(o.n, f.offset, f.width, v.n); }
  template <class P> void store_float(P o, const Field& f, Float v) { b.store_float(o.n, f.offset, v.n); }
  template <class P> void store_ptr(P o, const Field& f, Ptr v) { b.store(o.n, f.offset, Width::Word64, v.n); }
  template <class P> Ref item_ref(P o, Int i, const Array& a) {
    return {b.item(o.n, i.n, a.base_offset, Width::Word64, true)};
  }
  template <class P> Int item_int(P o, Int i, const Array& a) {
    return {b.item(o.n, i.n, a.base_offset, a.width, false)};
  }
  template <class P> Float item_float(P o, Int i, const Array& a) { return {b.item_float(o.n, i.n, a.base_offset)}; }
  template <class P> void set_item_ref(P o, Int i, const Array& a, Ref v) {
    b.set_item(o.n, i.n, a.base_offset, Width::Word64, v.n);
  }
  template <class P> void set_item_int(P o, Int i, const Array& a, Int v) {
    b.set_item(o.n, i.n, a.base_offset, a.width, v.n);
  }
  template <class P> void set_item_float(P o, Int i, const Array& a, Float v) {
    b.set_item_float(o.n, i.n, a.base_offset, v.n);
  }

  // Calls. What does not write is evaluated, so that tests of the result have an answer.
  template <class R, class... A, class... V> auto call(const TypedHelper<R, A...>& h, V... v) {
    if constexpr (std::is_void_v<R>) {
      b.decline();
    } else {
      b.before_call();
      bool is_known = (b[v.n].is_known && ...) && !(h.effects & kEffectWrites);
      int64_t result = 0;
      if (is_known) result = word(h.function(plain_value<A>(v)...));
      if constexpr (KindOf<R>::value == Kind::Ref) b.keep_seen(reinterpret_cast<const void*>(result));
      int arguments[] = {v.n...};
      constexpr Kind kinds[] = {KindOf<A>::value...};
      int n = b.call(reinterpret_cast<const void*>(h.function), KindOf<R>::value, arguments, sizeof...(V), kinds,
                     result, is_known);
      return typename ValueOf<KindOf<R>::value>::type{n};
    }
  }
  template <class R, class... A, class... V> auto call_with_thread(const TypedHelper<R, Thread&, A...>&, V...) {
    b.decline();
    if constexpr (!std::is_void_v<R>) return typename ValueOf<KindOf<R>::value>::type{};
  }
  template <class F> auto executed(F&&) -> decltype(std::declval<F>()()) { b.decline(); }
  // A call that ends the handler: the language's finish. What may run code of the language is left to the handler.
  template <class... A, class... V>
  void final_call(const TypedHelper<Object*, Thread&, A...>& h, uint32_t result, V... v) {
    if (h.effects & kEffectMayRunPython) b.decline();
    int arguments[] = {0, v.n...};
    constexpr Kind kinds[] = {Kind::None, KindOf<A>::value...};
    b.finish(reinterpret_cast<const void*>(h.function), h.effects & kEffectMayRaise, result, arguments + 1,
             sizeof...(V), kinds + 1);
  }

  template <class C, class F> void warm(C& cache, Ref o, F* fill) {
    if (b.is_first() && b[o.n].is_known && b[o.n].seen) fill(thread, cache, reinterpret_cast<Object*>(b[o.n].seen));
  }
  Object* peek(Ref a) { return b.object_of(a.n); }
  void abort(Abort) { b.decline(); }

 private:
  template <Kind kKind, class = void> struct ValueOf;
  template <class X> struct ValueOf<Kind::Ref, X> { using type = Ref; };
  template <class X> struct ValueOf<Kind::Int, X> { using type = Int; };
  template <class X> struct ValueOf<Kind::Float, X> { using type = Float; };
  template <class X> struct ValueOf<Kind::Ptr, X> { using type = Ptr; };

  template <class A, class V> A plain_value(V v) {
    if constexpr (KindOf<A>::value == Kind::Ref) return b.object_of(v.n);
    else if constexpr (KindOf<A>::value == Kind::Float) return std::bit_cast<double>(b[v.n].seen);
    else if constexpr (KindOf<A>::value == Kind::Int) return b[v.n].seen;
    else return reinterpret_cast<A>(b[v.n].seen);
  }
  static int64_t word(int64_t v) { return v; }
  static int64_t word(double v) { return bits(v); }
  static int64_t word(const void* v) { return int64_t(v); }
};

}  // namespace sidewinder::jit::baseline
