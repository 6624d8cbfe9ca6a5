// The machine that is the interpreter: every operation is an inline expression on plain values.
#pragma once

#include "interpreter/base/check.h"
#include "jit/machine/machine.h"

namespace sidewinder::jit {

template <Language L> struct Direct {
  using Language = L;
  using Ref = Object*;
  using Int = int64_t;
  using Float = double;
  using Flag = bool;
  using Ptr = void*;
  static constexpr bool kRecords = false, kIsDirect = true;

  Thread& thread;

#define PURE1(name, R, A, value) \
  PY_ALWAYS_INLINE R name(A a) { return value; }
#define PURE2(name, R, A, B, value) \
  PY_ALWAYS_INLINE R name(A a, B b) { return value; }
#include "jit/ir/primitives.def"
#undef PURE1
#undef PURE2

  // Constants
  PY_ALWAYS_INLINE Ref ref(Object* o) { return o; }
  PY_ALWAYS_INLINE Int int_(int64_t v) { return v; }
  PY_ALWAYS_INLINE Float float_(double v) { return v; }
  PY_ALWAYS_INLINE Ptr ptr(const void* p) { return const_cast<void*>(p); }

  // Tests
  PY_ALWAYS_INLINE bool test(Flag f) { return f; }
  PY_ALWAYS_INLINE bool has_class(Ref a, const void* cls) { return L::class_of(a) == cls; }
  PY_ALWAYS_INLINE bool is_small_int(Ref a) { return jit::is_small_int(L::boxes, L::class_of(a), a); }
  PY_ALWAYS_INLINE bool is_null(Ref a) { return !a; }
  PY_ALWAYS_INLINE bool is_null_ptr(Ptr a) { return !a; }
  PY_ALWAYS_INLINE bool is_same(Ref a, const Object* constant) { return a == constant; }
  // false: overflow
  PY_ALWAYS_INLINE bool int_mul(Int a, Int b, Int* product) { return !__builtin_mul_overflow(a, b, product); }
  // The plain value, which the trace then relies on.
  PY_ALWAYS_INLINE Object* promote(Ref& a) { return a; }
  PY_ALWAYS_INLINE int64_t promote_int(Int& a) { return a; }
  // promote_int where nothing depends on the answer
  PY_ALWAYS_INLINE void rely_on_int(Int&) {}
  // promote_int where only this answer matters
  PY_ALWAYS_INLINE bool is_int(Int& a, int64_t v) { return a == v; }
  // a is one of the language's two bools
  PY_ALWAYS_INLINE bool promote_bool(Ref& a) { return a == L::true_object(); }
  PY_ALWAYS_INLINE const void* promote_class(Ref a) { return L::class_of(a); }
  // of a cache or a code object: not a value of the program
  PY_ALWAYS_INLINE int64_t plain(int64_t v, int /*choices*/) { return v; }

  // Objects
  PY_ALWAYS_INLINE Int unbox_int(Ref a) { return L::unbox_int(a); }
  PY_ALWAYS_INLINE Float unbox_float(Ref a) { return L::unbox_float(a); }
  PY_ALWAYS_INLINE Ref box_int(Int v) { return L::box_int(thread, v); }
  PY_ALWAYS_INLINE Ref box_float(Float v) { return L::box_float(thread, v); }
  PY_ALWAYS_INLINE Ref select_ref(Flag f, Object* yes, Object* no) { return f ? yes : no; }
  PY_ALWAYS_INLINE Ref new_object(const Shape& shape) { return L::allocate(thread, shape); }
  // Raw storage, reached through a field of an object (store_ptr).
  PY_ALWAYS_INLINE Ptr new_storage(const Shape& shape) { return L::allocate(thread, shape); }

  // Memory
  template <class T> static PY_ALWAYS_INLINE T& at(const void* base, ssize offset) {
    return *reinterpret_cast<T*>(const_cast<char*>(static_cast<const char*>(base)) + offset);
  }
  static PY_ALWAYS_INLINE Int load_width(const void* p, ssize offset, Width w) {
    switch (w) {
      case Width::Word64: return at<int64_t>(p, offset);
      case Width::Int32: return at<int32_t>(p, offset);
      case Width::UInt32: return at<uint32_t>(p, offset);
      default: return at<uint8_t>(p, offset);
    }
  }
  static PY_ALWAYS_INLINE void store_width(void* p, ssize offset, Width w, Int v) {
    switch (w) {
      case Width::Word64: at<int64_t>(p, offset) = v; break;
      case Width::Int32: at<int32_t>(p, offset) = int32_t(v); break;
      case Width::UInt32: at<uint32_t>(p, offset) = uint32_t(v); break;
      default: at<uint8_t>(p, offset) = uint8_t(v);
    }
  }
  // P: Ref or Ptr; load_field of an object, load_raw of raw storage
  template <class P> PY_ALWAYS_INLINE Ref load_ref(P o, const Field& f) { return at<Object*>(o, f.offset); }
  template <class P> PY_ALWAYS_INLINE Int load_int(P o, const Field& f) { return load_width(o, f.offset, f.width); }
  template <class P> PY_ALWAYS_INLINE Float load_float(P o, const Field& f) { return at<double>(o, f.offset); }
  template <class P> PY_ALWAYS_INLINE Ptr load_ptr(P o, const Field& f) { return at<void*>(o, f.offset); }
  template <class P> PY_ALWAYS_INLINE void store_ref(P o, const Field& f, Ref v) { at<Object*>(o, f.offset) = v; }
  template <class P> PY_ALWAYS_INLINE void store_int(P o, const Field& f, Int v) {
    store_width(o, f.offset, f.width, v);
  }
  template <class P> PY_ALWAYS_INLINE void store_float(P o, const Field& f, Float v) { at<double>(o, f.offset) = v; }
  template <class P> PY_ALWAYS_INLINE void store_ptr(P o, const Field& f, Ptr v) { at<void*>(o, f.offset) = v; }
  template <class P> PY_ALWAYS_INLINE Ref item_ref(P o, Int i, const Array& a) {
    return at<Object*>(o, a.base_offset + i * 8);
  }
  template <class P> PY_ALWAYS_INLINE Int item_int(P o, Int i, const Array& a) {
    return load_width(o, a.base_offset + i * bytes_of(a.width), a.width);
  }
  template <class P> PY_ALWAYS_INLINE Float item_float(P o, Int i, const Array& a) {
    return at<double>(o, a.base_offset + i * 8);
  }
  template <class P> PY_ALWAYS_INLINE void set_item_ref(P o, Int i, const Array& a, Ref v) {
    at<Object*>(o, a.base_offset + i * 8) = v;
  }
  template <class P> PY_ALWAYS_INLINE void set_item_int(P o, Int i, const Array& a, Int v) {
    store_width(o, a.base_offset + i * bytes_of(a.width), a.width, v);
  }
  template <class P> PY_ALWAYS_INLINE void set_item_float(P o, Int i, const Array& a, Float v) {
    at<double>(o, a.base_offset + i * 8) = v;
  }

  // A call that cannot raise and does not look at frames: its result goes on in the handler.
  template <class R, class... A, class... V> PY_ALWAYS_INLINE R call(const TypedHelper<R, A...>& h, V... v) {
    return h.function(v...);
  }

  template <class R, class... A, class... V>
  PY_ALWAYS_INLINE R call_with_thread(const TypedHelper<R, Thread&, A...>& h, V... v) {
    return h.function(thread, v...);
  }
  // Plain C++ that a recorder does not follow: only after abort().
  template <class F> PY_ALWAYS_INLINE auto executed(F&& f) { return f(); }

  // Caches. warm: nothing here; a recorder fills the row first, so that it does not record a stale one. peek: the plain
  // object, for filling only.
  template <class C, class F> PY_ALWAYS_INLINE void warm(C&, Ref, F*) {}
  PY_ALWAYS_INLINE Object* peek(Ref a) { return a; }
  PY_ALWAYS_INLINE void abort(Abort) {}
};

}  // namespace sidewinder::jit
