// The machine that records: a value is the plain one and its SSA name; every operation does the real thing and
// appends one instruction. A test appends a guard of the fact (the class a value has), and remembers it, so that
// later tests are free.
#pragma once

#include <bit>

#include "jit/machine/direct.h"
#include "jit/machine/recorder.h"

namespace sidewinder::jit {

// While a helper runs that may call anything.
class CallOfHelper {
 public:
  explicit CallOfHelper(void* frame) { calling_recorded_helper = frame; }
  ~CallOfHelper() { calling_recorded_helper = nullptr; }
  CallOfHelper(const CallOfHelper&) = delete;
};

template <class T> struct Traced {
  T value;
  Value name;
};

template <jit::Language L> struct Recording {
  using Language = L;
  using Plain = Direct<L>;
  using Ref = Traced<Object*>;
  using Int = Traced<int64_t>;
  using Float = Traced<double>;
  using Flag = Traced<bool>;
  using Ptr = Traced<void*>;
  static constexpr bool kRecords = true, kIsDirect = false;

  Thread& thread;
  Recorder& recorder;

  // Constants
  Ref ref(Object* o) { return {o, recorder.name_object(o)}; }
  Int int_(int64_t v) { return {v, recorder.trace.constant_int(v)}; }
  Float float_(double v) { return {v, recorder.trace.constant_float(v)}; }
  Ptr ptr(const void* p) { return {const_cast<void*>(p), recorder.trace.constant(Kind::Ptr, uint64_t(p))}; }
  Int make(int64_t v) { return int_(v); }
  Float make(double v) { return float_(v); }
  Flag make(bool v) { return {v, recorder.trace.constant(Kind::Flag, v)}; }

  template <class T> Traced<T> traced(T value, Value name) {
    recorder.note_value(name, value);
    return {value, name};
  }

  // Pure operations. Constants fold here already.
  template <class R, class A> R pure(Opcode opcode, Kind kind, decltype(R::value) value, const A& a) {
    if (a.name.is_constant()) return make(value);
    return traced(value, recorder.emit(opcode, kind, a.name));
  }
  template <class R, class A, class B>
  R pure(Opcode opcode, Kind kind, decltype(R::value) value, const A& a, const B& b) {
    if (a.name.is_constant() && b.name.is_constant()) return make(value);
    return traced(value, recorder.emit(opcode, kind, a.name, b.name));
  }
#define PURE1(name, R, A, expression)                     \
  R name(A x) {                                           \
    auto a = x.value;                                     \
    return pure<R>(Opcode::name, Kind::R, expression, x); \
  }
#define PURE2(name, R, A, B, expression)                     \
  R name(A x, B y) {                                         \
    auto a = x.value;                                        \
    auto b = y.value;                                        \
    return pure<R>(Opcode::name, Kind::R, expression, x, y); \
  }
#include "jit/ir/primitives.def"
#undef PURE1
#undef PURE2

  // Tests
  bool test(Flag f) {
    if (!f.name.is_constant()) recorder.guard(f.value ? Opcode::guard_true : Opcode::guard_false, f.name);
    return f.value;
  }
  const void* promote_class(Ref a) {
    const void* actual = L::class_of(a.value);
    if (a.name.is_constant()) return actual;
    Fact& fact = recorder.fact(a.name);
    if (!fact.cls) {
      recorder.guard(Opcode::guard_class, a.name, recorder.name_object(static_cast<const Object*>(actual)));
      fact.cls = actual;
      fact.present = true;
    }
    return actual;
  }
  bool has_class(Ref a, const void* cls) { return promote_class(a) == cls; }
  bool is_small_int(Ref a) {
    bool small = jit::is_small_int(L::boxes, L::class_of(a.value), a.value);
    if (a.name.is_constant()) return small;
    Fact& fact = recorder.fact(a.name);
    if (fact.small_int || fact.big_int) return small;
    if (small) {
      recorder.guard(Opcode::guard_small_int, a.name);
      fact.cls = L::boxes.int_class;
      fact.small_int = fact.present = true;
      return true;
    }
    if (promote_class(a) != L::boxes.int_class) return false;
    L::guard_big_int(*this, a);
    recorder.fact(a.name).big_int = true;
    return false;
  }
  bool is_null(Ref a) {
    if (a.name.is_constant() || a.name.is_none()) return !a.value;
    Fact& fact = recorder.fact(a.name);
    if (fact.present) return false;
    recorder.guard(a.value ? Opcode::guard_present : Opcode::guard_absent, a.name);
    fact.present = a.value != nullptr;
    return !a.value;
  }
  bool is_null_ptr(Ptr a) {
    Flag f = same_ptr(a, ptr(nullptr));
    return test(f);
  }
  bool is_same(Ref a, const Object* constant) {
    if (a.name.is_constant()) return a.value == constant;
    if (a.value == constant) {
      recorder.guard(Opcode::guard_same, a.name, recorder.name_object(constant));
      return true;
    }
    return test(same(a, ref(const_cast<Object*>(constant))));
  }
  bool int_mul(Int a, Int b, Int* product) {
    bool fits = !__builtin_mul_overflow(a.value, b.value, &product->value);
    if (a.name.is_constant() && b.name.is_constant()) {
      product->name = recorder.trace.constant_int(product->value);
      return fits;
    }
    if (!fits) {  // rare: the trace has no operation for "overflows"
      recorder.abort(Abort::Overflow);
      return false;
    }
    recorder.guard(Opcode::int_mul, a.name, b.name);
    recorder.last().kind = Kind::Int;
    product->name = Value::op(uint32_t(recorder.trace.ops.size() - 1));
    recorder.note_value(product->name, product->value);
    return true;
  }
  Object* promote(Ref& a) {
    if (!a.name.is_constant() && !a.name.is_none()) {
      Value constant = recorder.name_object(a.value);
      recorder.guard(Opcode::guard_same, a.name, constant);
      a.name = constant;
    }
    return a.value;
  }
  bool promote_bool(Ref& a) { return promote(a) == L::true_object(); }
  int64_t promote_int(Int& a) {
    if (!a.name.is_constant()) {
      Value constant = recorder.trace.constant_int(a.value);
      recorder.guard(Opcode::guard_int, a.name, constant);
      a.name = constant;
    }
    return a.value;
  }
  void rely_on_int(Int& a) { promote_int(a); }
  bool is_int(Int& a, int64_t v) { return promote_int(a) == v; }
  int64_t plain(int64_t v, int) { return v; }

  // Objects
  Int unbox_int(Ref a) {
    int64_t v = L::unbox_int(a.value);
    if (a.name.is_constant()) return int_(v);
    return traced(v, recorder.emit(Opcode::unbox_int, Kind::Int, a.name));
  }
  Float unbox_float(Ref a) {
    double v = L::unbox_float(a.value);
    if (a.name.is_constant()) return float_(v);
    return traced(v, recorder.emit(Opcode::unbox_float, Kind::Float, a.name));
  }
  Ref box_int(Int v) {
    Object* box = L::box_int(thread, v.value);
    Ref r = traced(box, recorder.emit(Opcode::box_int, Kind::Ref, v.name));
    Fact& fact = recorder.fact(r.name);
    fact.cls = L::boxes.int_class;
    fact.present = true;
    return r;  // whether it is small is asked of the value, not assumed
  }
  Ref box_float(Float v) {
    Object* box = L::box_float(thread, v.value);
    Ref r = traced(box, recorder.emit(Opcode::box_float, Kind::Ref, v.name));
    Fact& fact = recorder.fact(r.name);
    fact.cls = L::boxes.float_class;
    fact.present = true;
    return r;
  }
  Ref select_ref(Flag f, Object* yes, Object* no) {
    if (f.name.is_constant()) return ref(f.value ? yes : no);
    Value name =
        recorder.emit(Opcode::select_ref, Kind::Ref, f.name, recorder.name_object(yes), recorder.name_object(no));
    Ref r = traced(f.value ? yes : no, name);
    Fact& fact = recorder.fact(r.name);
    fact.present = true;
    if (L::class_of(yes) == L::class_of(no)) fact.cls = L::class_of(yes);
    return r;
  }
  // Was it made by this trace?
  // Is b - a the same whenever the trace runs, because both were made of one number? Then that is *difference.
  bool has_difference(Int a, Int b, int64_t* difference) const {
    auto [a_base, a_offset] = recorder.as_sum(a.name);
    auto [b_base, b_offset] = recorder.as_sum(b.name);
    *difference = b_offset - a_offset;
    return a_base == b_base;
  }
  bool is_new(Ref a) const { return a.name.is_op() && jit::is_new(recorder.trace.ops[a.name.index()].opcode); }
  Ref new_object(const Shape& shape) {
    Object* object = L::allocate(thread, shape);
    Ref r = traced(object, recorder.emit(Opcode::new_object, Kind::Ref));
    recorder.last().shape = &shape;
    Fact& fact = recorder.fact(r.name);
    fact.cls = shape.class_word;
    fact.present = true;
    return r;
  }
  Ptr new_storage(const Shape& shape) {
    void* storage = L::allocate(thread, shape);
    Ptr p = traced(storage, recorder.emit(Opcode::new_storage, Kind::Ptr));
    recorder.last().shape = &shape;
    return p;
  }

  // Memory
  template <class P> static constexpr bool kIsRef = std::is_same_v<P, Ref>;
  template <class T, class P> Traced<T> load(Kind kind, P o, const Field& f, T value) {
    Traced<T> r = traced(value, recorder.emit(kIsRef<P> ? Opcode::load_field : Opcode::load_raw, kind, o.name));
    recorder.last().field = &f;
    return r;
  }
  template <class P> Ref load_ref(P o, const Field& f) {
    return load<Object*>(Kind::Ref, o, f, Plain::template at<Object*>(o.value, f.offset));
  }
  template <class P> Int load_int(P o, const Field& f) {
    return load<int64_t>(Kind::Int, o, f, Plain::load_width(o.value, f.offset, f.width));
  }
  template <class P> Float load_float(P o, const Field& f) {
    return load<double>(Kind::Float, o, f, Plain::template at<double>(o.value, f.offset));
  }
  template <class P> Ptr load_ptr(P o, const Field& f) {
    return load<void*>(Kind::Ptr, o, f, Plain::template at<void*>(o.value, f.offset));
  }
  template <class P> void note_store(P o, const Field& f, Value v) {
    recorder.emit(kIsRef<P> ? Opcode::store_field : Opcode::store_raw, Kind::None, o.name, v);
    recorder.last().field = &f;
    recorder.effect();
  }
  template <class P> void store_ref(P o, const Field& f, Ref v) {
    Plain::template at<Object*>(o.value, f.offset) = v.value, note_store(o, f, v.name);
  }
  template <class P> void store_int(P o, const Field& f, Int v) {
    Plain::store_width(o.value, f.offset, f.width, v.value), note_store(o, f, v.name);
  }
  template <class P> void store_float(P o, const Field& f, Float v) {
    Plain::template at<double>(o.value, f.offset) = v.value, note_store(o, f, v.name);
  }
  template <class P> void store_ptr(P o, const Field& f, Ptr v) {
    Plain::template at<void*>(o.value, f.offset) = v.value, note_store(o, f, v.name);
  }
  template <class T, class P> Traced<T> item(Kind kind, P o, Int i, const Array& a, T value) {
    Traced<T> r = traced(value, recorder.emit(Opcode::load_item, kind, o.name, i.name));
    recorder.last().array = &a;
    return r;
  }
  template <class P> Ref item_ref(P o, Int i, const Array& a) {
    return item<Object*>(Kind::Ref, o, i, a, Plain::template at<Object*>(o.value, a.base_offset + i.value * 8));
  }
  template <class P> Int item_int(P o, Int i, const Array& a) {
    return item<int64_t>(Kind::Int, o, i, a,
                         Plain::load_width(o.value, a.base_offset + i.value * bytes_of(a.width), a.width));
  }
  template <class P> Float item_float(P o, Int i, const Array& a) {
    return item<double>(Kind::Float, o, i, a, Plain::template at<double>(o.value, a.base_offset + i.value * 8));
  }
  template <class P> void note_item(P o, Int i, const Array& a, Value v) {
    recorder.emit(Opcode::store_item, Kind::None, o.name, i.name, v);
    recorder.last().array = &a;
    recorder.effect();
  }
  template <class P> void set_item_ref(P o, Int i, const Array& a, Ref v) {
    Plain::template at<Object*>(o.value, a.base_offset + i.value * 8) = v.value, note_item(o, i, a, v.name);
  }
  template <class P> void set_item_int(P o, Int i, const Array& a, Int v) {
    Plain::store_width(o.value, a.base_offset + i.value * bytes_of(a.width), a.width, v.value),
        note_item(o, i, a, v.name);
  }
  template <class P> void set_item_float(P o, Int i, const Array& a, Float v) {
    Plain::template at<double>(o.value, a.base_offset + i.value * 8) = v.value, note_item(o, i, a, v.name);
  }

  // Calls that cannot raise
  template <class R, class... A, class... V> auto call(const TypedHelper<R, A...>& h, V... v) {
    Value names[] = {Value{}, v.name...};
    if constexpr (std::is_void_v<R>) {
      h.function(v.value...);
      recorder.emit_call(row_of(h), Kind::None, names + 1, sizeof...(V));
    } else {
      R value = h.function(v.value...);
      return traced(value, recorder.emit_call(row_of(h), KindOf<R>::value, names + 1, sizeof...(V)));
    }
  }

  template <class R, class... A, class... V> R call_helper(const TypedHelper<R, Thread&, A...>& h, V... v) {
    CallOfHelper calling(__builtin_frame_address(0));
    return h.function(thread, v.value...);
  }
  template <class R, class... A, class... V>
  Traced<R> call_with_thread(const TypedHelper<R, Thread&, A...>& h, V... v) {
    Value names[] = {Value{}, v.name...};
    R value = call_helper(h, v...);
    return traced(value, recorder.emit_call(row_of(h), KindOf<R>::value, names + 1, sizeof...(V)));
  }
  template <class F> auto executed(F&& f) { return f(); }
  // A call that ends the handler: the language's finish. `result` is the name of the register that gets the value, or
  // null; `after` the position behind the instruction. What the call returned, null if it raised.
  template <class... A, class... V>
  Object* final_call(const TypedHelper<Object*, Thread&, A...>& h, Value* result, uint64_t after, V... v) {
    Value names[] = {Value{}, v.name...};
    bool may_raise = h.effects & kEffectMayRaise;
    uint32_t raised = may_raise ? recorder.take_snapshot(after, true) : kNoSnapshot;
    Object* value = call_helper(h, v...);
    recorder.final_call(row_of(h), names + 1, sizeof...(V), value, result, after, raised);
    return value;
  }

  template <class C, class F> void warm(C& cache, Ref o, F* fill) { fill(thread, cache, o.value); }
  Object* peek(Ref a) { return a.value; }

  void abort(Abort reason) { recorder.abort(reason); }
};

}  // namespace sidewinder::jit
