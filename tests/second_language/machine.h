// Lines for the machines of jit/machine: the compile-time half of the language, and what handlers see of a frame, for
// each of the machines that execute.
#pragma once

#include "jit/machine/checking.h"
#include "jit/machine/direct.h"
#include "jit/machine/recording.h"
#include "tests/second_language/language.h"

namespace sidewinder::lines {

using jit::Abort;
using jit::Compare;
using jit::Next;
using jit::TypedHelper;

struct LinesLanguage {
  static constexpr const jit::Boxes& boxes = lines::boxes;
  static PY_ALWAYS_INLINE const void* class_of(const Object* o) { return lines::class_of(o); }
  static PY_ALWAYS_INLINE int64_t unbox_int(const Object* o) { return as<Int>(o)->value; }
  static PY_ALWAYS_INLINE double unbox_float(const Object* o) { return as<Float>(o)->value; }
  static PY_ALWAYS_INLINE Object* box_int(Thread&, int64_t v) { return new_int(v); }
  static PY_ALWAYS_INLINE Object* box_float(Thread&, double v) { return new_float(v); }
  static PY_ALWAYS_INLINE Object* allocate(Thread&, const jit::Shape& shape) { return new_object(shape); }
  static Object* true_object() { return nullptr; }                      // there are no bools,
  template <class M> static void guard_big_int(M&, typename M::Ref) {}  // and no ints beyond 60 bits
};
static_assert(jit::Language<LinesLanguage>);

using Direct = jit::Direct<LinesLanguage>;
using Recording = jit::Recording<LinesLanguage>;
using Checking = jit::Checking<LinesLanguage>;
static_assert(jit::Machine<Direct>);
static_assert(jit::Machine<Recording>);
static_assert(jit::Machine<Checking>);

// A frame, as machine M sees it. `operand` reads, `put` ends a handler with a result, the others end it by going
// elsewhere.
template <class M> struct Frame;

template <> struct Frame<Direct> {
  Object** r = nullptr;
  const Instr* pc = nullptr;  // the next instruction

  explicit Frame(FrameHeader* h) { load(h); }
  void load(FrameHeader* h) { r = h->registers(), pc = h->pc; }
  FrameHeader* real() const { return FrameHeader::of(r); }
  Function& function() const { return *real()->function; }
  void sync() { real()->pc = pc; }

  Object* operand(Direct&, int i) const { return i >= 0 ? r[i] : function().constants[size_t(~i)]; }
  Next put(int result, Object* v) { return r[result] = v, Next::Go; }
  Next jump(int target) { return pc = function().code.data() + target, Next::Go; }
  Next jump_back(Direct& m, const Instr& in) {
    if (m.thread.request) return interrupted(m);
    jump(in.target);
    Loop& loop = function().loops[size_t(in.operand[0])];
    if (--loop.countdown != 0) return Next::Go;
    sync();
    if (!at_hot_loop(m.thread, loop)) return Next::Unwind;
    load(m.thread.frame);
    return Next::Go;
  }
  Next interrupted(Direct& m) {
    sync();
    raise(m.thread, "interrupted");
    return Next::Unwind;
  }
  Next enter(Direct& m, const Instr& in, Object* const* arguments) {
    sync();
    FrameHeader* h = push_frame(m.thread, &m.thread.program->functions[size_t(in.target)], in.result);
    if (!h) return Next::Unwind;
    for (int i = 0; i < in.count; ++i) h->registers()[i] = arguments[i];
    load(h);
    return Next::Go;
  }
  Next leave(Direct& m, Object* v) {
    FrameHeader* h = real();
    if (!h->caller) return Next::Return;
    m.thread.frame = h->caller;
    load(h->caller);
    return put(int(h->result), v);
  }
};

// A call that ends the handler: its value goes to the register, if there is one.
template <class... A, class... V>
Next finish(Direct& m, Frame<Direct>& f, int result, const TypedHelper<Object*, Thread&, A...>& h, V... v) {
  f.sync();
  Object* value = h.function(m.thread, v...);
  if (!value) return Next::Unwind;
  if (result >= 0) f.put(result, value);
  return Next::Go;
}

// The recorder's: the plain frame, which executes, and its shadow, which has the names.
template <> struct Frame<Recording> {
  Frame<Direct> plain;
  jit::ShadowFrame* shadow;
  using Ref = Recording::Ref;

  Ref operand(Recording& m, int i) {
    Direct direct{m.thread};
    if (i < 0) return m.ref(plain.operand(direct, i));
    return {plain.r[i], shadow->names[size_t(i)]};
  }
  Next put(int result, Ref v) { return shadow->names[size_t(result)] = v.name, plain.put(result, v.value); }
  Next jump(int target) { return plain.jump(target); }
  Next jump_back(Recording& m, const Instr& in);
  Next enter(Recording& m, const Instr& in, const Ref* arguments);
  Next leave(Recording& m, Ref v);
};

template <class... A, class... V>
Next finish(Recording& m, Frame<Recording>& f, int result, const TypedHelper<Object*, Thread&, A...>& h, V... v) {
  f.plain.sync();
  jit::Value* name = result >= 0 ? &f.shadow->names[size_t(result)] : nullptr;
  Object* value = m.final_call(h, name, uint64_t(f.plain.pc), v...);
  if (!value) return Next::Unwind;
  if (result >= 0) f.plain.put(result, value);
  return Next::Go;
}

// The plain frame with watched values; nothing is compiled.
template <> struct Frame<Checking> {
  Frame<Direct> plain;
  using Ref = Checking::Ref;

  Ref operand(Checking& m, int i) { return {plain.operand(m.plain_, i)}; }
  Next put(int result, Ref v) { return plain.put(result, v.value); }
  Next jump(int target) { return plain.jump(target); }
  Next jump_back(Checking& m, const Instr& in) {
    return m.thread.request ? plain.interrupted(m.plain_) : plain.jump(in.target);
  }
  Next enter(Checking& m, const Instr& in, const Ref* arguments) {
    Object* values[kMaxArguments];
    for (int i = 0; i < in.count; ++i) values[i] = arguments[i].value;
    return plain.enter(m.plain_, in, values);
  }
  Next leave(Checking& m, Ref v) { return plain.leave(m.plain_, v.value); }
};

template <class... A, class... V>
Next finish(Checking& m, Frame<Checking>& f, int result, const TypedHelper<Object*, Thread&, A...>& h, V... v) {
  return finish(m.plain_, f.plain, result, h, v.value...);
}

}  // namespace sidewinder::lines
