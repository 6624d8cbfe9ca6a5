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
#define PURE1(name, R, A, value)                                                    \
  R name(A x) {                                                                     \
    auto evaluate = [](auto a) { return bits(value); };                             \
    return noted(#name, R{b.pure(Origin::name, x.n, 0, evaluate(seen(x)))}, {x.n}); \
  }
#define PURE2(name, R, A, B, value)                                                                             \
  R name(A x, B y) {                                                                                            \
    auto evaluate = [](auto a, auto b) { return bits(value); };                                                 \
    bool known = b.is_evaluated(x.n, y.n);                                                                      \
    return noted(#name, R{b.pure(Origin::name, x.n, y.n, known ? evaluate(seen(x), seen(y)) : 0)}, {x.n, y.n}); \
  }
#include "jit/ir/primitives.def"
#undef PURE1
#undef PURE2

  // Constants
  Ref ref(Object* o) { return noted("ref", Ref{b.object(o)}, {}); }
  Int int_(int64_t v) { return noted("int_", Int{b.constant(v)}, {}); }
  Float float_(double v) { return noted("float_", Float{b.constant(bits(v))}, {}); }
  Ptr ptr(const void* p) { return {b.constant(int64_t(p))}; }

  // Tests
  bool test(Flag f) { return answered("test", b.test(f.n), {f.n}); }
  bool has_class(Ref a, const void* cls) { return answered("has_class", b.promote_class(a.n) == cls, {a.n}, cls); }
  const void* promote_class(Ref a) {
    const void* cls = b.promote_class(a.n);
    if (b.listing) b.note("promote_class", 0, {a.n});
    return cls;
  }
  bool is_small_int(Ref a) { return answered("is_small_int", b.is_small_int(a.n), {a.n}); }
  bool is_null(Ref a) { return answered("is_null", b.is_null(a.n), {a.n}); }
  bool is_null_ptr(Ptr a) { return answered("is_null_ptr", b.is_null(a.n), {a.n}); }
  bool is_same(Ref a, const Object* constant) { return answered("is_same", b.is_same(a.n, constant), {a.n}, constant); }
  bool int_mul(Int x, Int y, Int* product) {
    int64_t value;
    bool fits = !__builtin_mul_overflow(seen(x), seen(y), &value);
    return answered("int_mul", b.product(x.n, y.n, value, fits, &product->n), {x.n, y.n});
  }
  Object* promote(Ref& a) {
    a = noted("promote", Ref{b.promote(a.n)}, {a.n});
    return reinterpret_cast<Object*>(b[a.n].seen);
  }
  bool promote_bool(Ref& a) { return answered("promote_bool", b.is_same(a.n, L::true_object()), {a.n}); }
  int64_t promote_int(Int& a) {
    a = noted("promote_int", Int{b.promote_word(a.n)}, {a.n});
    return b[a.n].seen;
  }
  void rely_on_int(Int& a) { promote_int(a); }
  bool is_int(Int& a, int64_t v) { return answered("is_int", b.is_word(a.n, v), {a.n}); }
  int64_t plain(int64_t v, int) { return v; }

  // Objects
  Int unbox_int(Ref a) { return noted("unbox_int", Int{b.unbox_int(a.n)}, {a.n}); }
  Float unbox_float(Ref a) { return noted("unbox_float", Float{b.unbox_float(a.n)}, {a.n}); }
  Ref box_int(Int v) { return noted("box_int", Ref{b.box_int(v.n)}, {v.n}); }
  Ref box_float(Float v) { return noted("box_float", Ref{b.box_float(v.n)}, {v.n}); }
  Ref select_ref(Flag f, Object* yes, Object* no) {
    const void* cls = L::class_of(yes) == L::class_of(no) ? L::class_of(yes) : nullptr;
    return noted("select_ref", Ref{b.select(f.n, yes, no, cls)}, {f.n});
  }
  Ref new_object(const Shape&) { b.decline(); }
  Ptr new_storage(const Shape&) { b.decline(); }

  // Memory
  template <class P> Ref load_ref(P o, const Field& f) {
    return noted("load_ref", Ref{b.load(o.n, f.offset, Width::Word64, true, false)}, {o.n}, f.name);
  }
  template <class P> Int load_int(P o, const Field& f) {
    return noted("load_int", Int{b.load(o.n, f.offset, f.width, false, f.small)}, {o.n}, f.name);
  }
  template <class P> Float load_float(P o, const Field& f) {
    return noted("load_float", Float{b.load_float(o.n, f.offset)}, {o.n}, f.name);
  }
  template <class P> Ptr load_ptr(P o, const Field& f) {
    return noted("load_ptr", Ptr{b.load(o.n, f.offset, Width::Word64, false, false)}, {o.n}, f.name);
  }
  template <class P> void store_ref(P o, const Field& f, Ref v) {
    b.store(o.n, f.offset, Width::Word64, v.n);
    done("store_ref", {o.n, v.n}, f.name);
  }
  template <class P> void store_int(P o, const Field& f, Int v) {
    b.store(o.n, f.offset, f.width, v.n);
    done("store_int", {o.n, v.n}, f.name);
  }
  template <class P> void store_float(P o, const Field& f, Float v) {
    b.store_float(o.n, f.offset, v.n);
    done("store_float", {o.n, v.n}, f.name);
  }
  template <class P> void store_ptr(P o, const Field& f, Ptr v) {
    b.store(o.n, f.offset, Width::Word64, v.n);
    done("store_ptr", {o.n, v.n}, f.name);
  }
  template <class P> Ref item_ref(P o, Int i, const Array& a) {
    return noted("item_ref", Ref{b.item(o.n, i.n, a.base_offset, Width::Word64, true)}, {o.n, i.n}, a.name);
  }
  template <class P> Int item_int(P o, Int i, const Array& a) {
    return noted("item_int", Int{b.item(o.n, i.n, a.base_offset, a.width, false)}, {o.n, i.n}, a.name);
  }
  template <class P> Float item_float(P o, Int i, const Array& a) {
    return noted("item_float", Float{b.item_float(o.n, i.n, a.base_offset)}, {o.n, i.n}, a.name);
  }
  template <class P> void set_item_ref(P o, Int i, const Array& a, Ref v) {
    b.set_item(o.n, i.n, a.base_offset, Width::Word64, v.n);
    done("set_item_ref", {o.n, i.n, v.n}, a.name);
  }
  template <class P> void set_item_int(P o, Int i, const Array& a, Int v) {
    b.set_item(o.n, i.n, a.base_offset, a.width, v.n);
    done("set_item_int", {o.n, i.n, v.n}, a.name);
  }
  template <class P> void set_item_float(P o, Int i, const Array& a, Float v) {
    b.set_item_float(o.n, i.n, a.base_offset, v.n);
    done("set_item_float", {o.n, i.n, v.n}, a.name);
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
      done("call", {v.n...}, h.name);
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
    done("final_call", {v.n...}, h.name);
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
  // For dumps: an operation with what it gave, a test with its answer, an effect.
  template <class R>
  R noted(const char* operation, R result, std::initializer_list<int> operands, const char* detail = nullptr) {
    if (b.listing) b.note(operation, result.n, operands, detail ? detail : "");
    return result;
  }
  bool answered(const char* test, bool answer, std::initializer_list<int> operands, const void* other = nullptr) {
    if (b.listing) b.note_answer(test, operands, answer, other);
    return answer;
  }
  void done(const char* operation, std::initializer_list<int> operands, const char* detail) {
    if (b.listing) b.note(operation, 0, operands, detail);
  }

  static int64_t word(int64_t v) { return v; }
  static int64_t word(double v) { return bits(v); }
  static int64_t word(const void* v) { return int64_t(v); }
};

}  // namespace sidewinder::jit::baseline
