// The machine of debug builds: executes like Direct and watches the handler. Its values are no pointers and no numbers,
// so a handler that touches a value behind the machine's back does not compile; a test after a visible effect stops the
// process at once.
#pragma once

#include <cstdio>
#include <cstdlib>

#include "jit/machine/direct.h"

namespace sidewinder::jit {

template <class T> struct Watched {
  T value;  // the machine's and the frame's
};

// Not a template: what the machines of all languages do about a violation.
[[noreturn]] inline void rule_violation(const char* rule, unsigned opcode) {
  std::fprintf(stderr, "sidewinder: handler rule broken: %s (opcode %u)\n", rule, opcode);
  std::abort();
}

template <jit::Language L> struct Checking {
  using Language = L;
  using Plain = Direct<L>;
  using Ref = Watched<Object*>;
  using Int = Watched<int64_t>;
  using Float = Watched<double>;
  using Flag = Watched<bool>;
  using Ptr = Watched<void*>;
  static constexpr bool kRecords = false, kIsDirect = false;

  Thread& thread;
  Plain plain_{thread};
  unsigned opcode = 0;
  bool effect_seen = false;

  explicit Checking(Thread& t) : thread(t) {}

  void begin(unsigned op) { opcode = op, effect_seen = false; }
  void effect() { effect_seen = true; }
  void tested() {
    if (effect_seen) rule_violation("a test after an effect", opcode);
  }

#define PURE1(name, R, A, value_) \
  R name(A a) { return {plain_.name(a.value)}; }
#define PURE2(name, R, A, B, value_) \
  R name(A a, B b) { return {plain_.name(a.value, b.value)}; }
#include "jit/ir/primitives.def"
#undef PURE1
#undef PURE2

  Ref ref(Object* o) { return {o}; }
  Int int_(int64_t v) { return {v}; }
  Float float_(double v) { return {v}; }
  Ptr ptr(const void* p) { return {const_cast<void*>(p)}; }

  bool test(Flag f) { return tested(), f.value; }
  bool has_class(Ref a, const void* cls) { return tested(), plain_.has_class(a.value, cls); }
  bool is_small_int(Ref a) { return tested(), plain_.is_small_int(a.value); }
  bool is_null(Ref a) { return tested(), !a.value; }
  bool is_null_ptr(Ptr a) { return tested(), !a.value; }
  bool is_same(Ref a, const Object* constant) { return tested(), a.value == constant; }
  bool int_mul(Int a, Int b, Int* product) { return tested(), plain_.int_mul(a.value, b.value, &product->value); }
  Object* promote(Ref& a) { return tested(), a.value; }
  bool promote_bool(Ref& a) { return tested(), plain_.promote_bool(a.value); }
  int64_t promote_int(Int& a) { return tested(), a.value; }
  void rely_on_int(Int&) { tested(); }
  bool is_int(Int& a, int64_t v) { return tested(), a.value == v; }
  const void* promote_class(Ref a) { return tested(), plain_.promote_class(a.value); }
  int64_t plain(int64_t v, int) { return v; }

  Int unbox_int(Ref a) { return {plain_.unbox_int(a.value)}; }
  Float unbox_float(Ref a) { return {plain_.unbox_float(a.value)}; }
  Ref box_int(Int v) { return {plain_.box_int(v.value)}; }
  Ref box_float(Float v) { return {plain_.box_float(v.value)}; }
  Ref select_ref(Flag f, Object* yes, Object* no) { return {f.value ? yes : no}; }
  Ref new_object(const Shape& shape) { return {plain_.new_object(shape)}; }
  Ptr new_storage(const Shape& shape) { return {plain_.new_storage(shape)}; }

  template <class P> Ref load_ref(P o, const Field& f) { return {plain_.load_ref(o.value, f)}; }
  template <class P> Int load_int(P o, const Field& f) { return {plain_.load_int(o.value, f)}; }
  template <class P> Float load_float(P o, const Field& f) { return {plain_.load_float(o.value, f)}; }
  template <class P> Ptr load_ptr(P o, const Field& f) { return {plain_.load_ptr(o.value, f)}; }
  template <class P> void store_ref(P o, const Field& f, Ref v) { effect(), plain_.store_ref(o.value, f, v.value); }
  template <class P> void store_int(P o, const Field& f, Int v) { effect(), plain_.store_int(o.value, f, v.value); }
  template <class P> void store_float(P o, const Field& f, Float v) {
    effect(), plain_.store_float(o.value, f, v.value);
  }
  template <class P> void store_ptr(P o, const Field& f, Ptr v) { effect(), plain_.store_ptr(o.value, f, v.value); }
  template <class P> Ref item_ref(P o, Int i, const Array& a) { return {plain_.item_ref(o.value, i.value, a)}; }
  template <class P> Int item_int(P o, Int i, const Array& a) { return {plain_.item_int(o.value, i.value, a)}; }
  template <class P> Float item_float(P o, Int i, const Array& a) { return {plain_.item_float(o.value, i.value, a)}; }
  template <class P> void set_item_ref(P o, Int i, const Array& a, Ref v) {
    effect(), plain_.set_item_ref(o.value, i.value, a, v.value);
  }
  template <class P> void set_item_int(P o, Int i, const Array& a, Int v) {
    effect(), plain_.set_item_int(o.value, i.value, a, v.value);
  }
  template <class P> void set_item_float(P o, Int i, const Array& a, Float v) {
    effect(), plain_.set_item_float(o.value, i.value, a, v.value);
  }

  template <class R, class... A, class... V> auto call(const TypedHelper<R, A...>& h, V... v) {
    if (h.effects & kEffectWrites) effect();
    if constexpr (std::is_void_v<R>) h.function(v.value...);
    else return Watched<R>{h.function(v.value...)};
  }
  template <class R, class... A, class... V>
  Watched<R> call_with_thread(const TypedHelper<R, Thread&, A...>& h, V... v) {
    if (h.effects & kEffectWrites) effect();
    return {h.function(thread, v.value...)};
  }
  template <class F> auto executed(F&& f) { return f(); }
  template <class C, class F> void warm(C& cache, Ref o, F* fill) { fill(thread, cache, o.value); }
  Object* peek(Ref a) { return a.value; }
  void abort(Abort) {}
};

}  // namespace sidewinder::jit
