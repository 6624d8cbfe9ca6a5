// Python's verbs over the machines' primitives: what handlers are written in, beside the primitives themselves.
#pragma once

#include "interpreter/execution/boxes.h"
#include "interpreter/execution/fields.h"
#include "interpreter/execution/shapes.h"
#include "interpreter/execution/thread.h"
#include "jit/machine/checking.h"
#include "jit/machine/direct.h"
#include "jit/machine/recording.h"

namespace sidewinder {

using jit::Abort;
using jit::Compare;
using jit::Next;
using jit::TypedHelper;

struct PyLanguage {
  static constexpr const jit::Boxes& boxes = python_boxes;
  static PY_ALWAYS_INLINE const void* class_of(const Object* o) { return o->cls; }
  static PY_ALWAYS_INLINE int64_t unbox_int(const Object* o) { return static_cast<const Int*>(o)->small_value(); }
  static PY_ALWAYS_INLINE double unbox_float(const Object* o) { return static_cast<const Float*>(o)->value; }
  static PY_ALWAYS_INLINE Object* box_int(Thread&, int64_t v) {
    Object* o = int_from_int64(v);
    if (!o) [[unlikely]]
      out_of_memory();
    return o;
  }
  static PY_ALWAYS_INLINE Object* box_float(Thread&, double v) {
    Object* o = new_float(v);
    if (!o) [[unlikely]]
      out_of_memory();
    return o;
  }
  static Object* allocate(Thread& t, const jit::Shape& shape);
  static Object* true_object() { return py_true(); }
  // Records that the int `a` has more than 60 bits.
  template <class M> static void guard_big_int(M& m, typename M::Ref a) {
    auto shifted = m.int_add(m.load_int(a, fields::int_size), m.int_(2));
    m.test(m.int_below(shifted, m.int_(5)));
  }
  // No memory even for a number: the collector has tried. Ends the process with a message.
  [[noreturn]] static void out_of_memory();
};

using PyDirect = jit::Direct<PyLanguage>;
using PyRecording = jit::Recording<PyLanguage>;
using PyChecking = jit::Checking<PyLanguage>;

// What a handler finds is taken for granted for other frames of its code later.
template <class M> constexpr bool kCompiles = requires { M::kCompiles; };

static_assert(jit::Language<PyLanguage>);
static_assert(jit::Machine<PyDirect>);
static_assert(jit::Machine<PyRecording>);
static_assert(jit::Machine<PyChecking>);

// Exact tests and values
template <class M> PY_ALWAYS_INLINE bool is_exact(M& m, typename M::Ref a, const Type* type) {
  return m.has_class(a, type);
}
template <class M> PY_ALWAYS_INLINE bool is_small_int(M& m, typename M::Ref a) { return m.is_small_int(a); }
template <class M> PY_ALWAYS_INLINE typename M::Int int_value(M& m, typename M::Ref a) { return m.unbox_int(a); }
template <class M> PY_ALWAYS_INLINE typename M::Float float_value(M& m, typename M::Ref a) { return m.unbox_float(a); }
template <class M> PY_ALWAYS_INLINE typename M::Ref new_int(M& m, typename M::Int v) { return m.box_int(v); }
template <class M> PY_ALWAYS_INLINE typename M::Ref new_float(M& m, typename M::Float v) { return m.box_float(v); }
template <class M> PY_ALWAYS_INLINE typename M::Ref new_bool(M& m, typename M::Flag f) {
  return m.select_ref(f, py_true(), py_false());
}

template <class M> PY_ALWAYS_INLINE typename M::Ref new_complex(M& m, typename M::Float real, typename M::Float imag) {
  auto z = m.new_object(shape_of<Complex, MemoryKind::Leaf>());
  m.store_float(z, fields::complex_real, real);
  m.store_float(z, fields::complex_imag, imag);
  return z;
}
// Shapes of tuples of n <= kMaxShapedTuple items, and of new instances of a class; rows live for ever.
constexpr int kMaxShapedTuple = 256;
const jit::Shape& tuple_shape(int n);
const jit::Shape& instance_shape(Type* cls);

}  // namespace sidewinder
