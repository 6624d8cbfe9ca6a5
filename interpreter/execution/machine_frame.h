// Frame<M>: what a handler sees of the frame it runs in. Registers, constants, caches, control flow, and the two ways
// to end with a call: finish (a residual call whose result goes to a register) and enter (a Python callee's frame).
#pragma once

#include <span>
#include <type_traits>

#include "interpreter/execution/call_frame.h"
#include "interpreter/execution/hot_code.h"
#include "interpreter/execution/python_machine.h"
#include "interpreter/execution/trace_events.h"
#include "interpreter/objects/function/generator.h"

namespace sidewinder {

template <class M> struct Frame;

// The arguments of a call that machines other than the interpreter's follow. A call with more is made whole, and ends a
// recording (TooManyArguments).
constexpr int kMaxTracedArguments = 64;
// The values that a continuation keeps beside its callee's result.
constexpr int kMaxSavedValues = 3;

// A frame of `function` above the current one with its arguments bound, current afterwards. Null: raised, nothing
// pushed.
FrameHeader* push_bound_frame(Thread& t, Function* function, Object* const* values, int positional, Tuple* names,
                              uint16_t result_register);
// The current frame becomes a generator, which is given to the caller. Null: raised.
Object* generator_of_current_frame(Thread& t);
// The current frame, a generator's, gives value to whoever resumed it. True: back to C++.
bool yield_current_frame(Thread& t, Object* value);

// The interpreter's frame lives in machine registers: every method is inline, and code that is not gets the real frame,
// after sync().
template <> struct Frame<PyDirect> {
  Object** r;
  const Instr* pc;  // the next instruction
  Object** constants;
  Cache* caches;

  Frame() = default;
  explicit PY_ALWAYS_INLINE Frame(FrameHeader* h) { load(h); }
  PY_ALWAYS_INLINE void load(FrameHeader* h) {
    r = h->registers();
    pc = h->pc;
    constants = h->code->constants->items;
    caches = h->code->caches;
  }
  PY_ALWAYS_INLINE FrameHeader* real() const { return FrameHeader::of(r); }
  PY_ALWAYS_INLINE void sync() { real()->pc = pc; }
  PY_ALWAYS_INLINE void reload(Thread& t) { load(t.frame); }

  PY_ALWAYS_INLINE Object* get(int i) const { return r[i]; }
  PY_ALWAYS_INLINE Object* constant(int i) const { return constants[i]; }
  PY_ALWAYS_INLINE Cache& cache(int i) const { return caches[i]; }
  PY_ALWAYS_INLINE void set(int i, Object* v) { r[i] = v; }
  PY_ALWAYS_INLINE Next put(int i, Object* v) {
    r[i] = v;
    return Next::Go;
  }
  PY_ALWAYS_INLINE Next jump(int offset) {
    pc += offset;
    return Next::Go;
  }
  PY_ALWAYS_INLINE Next again() {
    --pc;
    return Next::Go;
  }
  PY_ALWAYS_INLINE const Instr& companion() const { return *pc; }
  PY_ALWAYS_INLINE Object* globals(PyDirect&) const { return reinterpret_cast<Object*>(real()->function->globals); }
  PY_ALWAYS_INLINE Object* builtins(PyDirect&) const { return reinterpret_cast<Object*>(real()->function->builtins); }

  // A Python function's frame, its first `count` registers filled with values.
  template <Requests kRequests = Requests::Meet>
  PY_ALWAYS_INLINE Next enter(PyDirect& m, int result, Function* function, Object* /*callee*/, Object* const* values,
                              int count) {
    Code* code = function->code;
    sync();
    FrameHeader* h = push_frame<kRequests>(m.thread, real(), function, code, uint16_t(result));
    if (!h) [[unlikely]]
      return Next::Unwind;
    Object** registers = h->registers();
    for (int i = 0; i < count; ++i) registers[i] = values[i];
    clear_named_registers(h, count);
    load(h);
    if (--code->entry.counter == 0) [[unlikely]]
      return enter_hot(m);
    return Next::Go;
  }
  PY_ALWAYS_INLINE Next enter_hot(PyDirect& m);  // the function has become hot, or is compiled
  PY_ALWAYS_INLINE Next enter_continuation(PyDirect& m, Code* code, int result, Object* const* values, int count) {
    sync();
    FrameHeader* h = push_continuation(m.thread, real(), code, uint16_t(result));
    if (!h) [[unlikely]]
      return Next::Unwind;
    PY_DCHECK(count < code->register_count);
    for (int i = 0; i < count; ++i) h->registers()[i + 1] = values[i];
    load(h);
    return Next::Go;
  }
  // Gives `v` to the caller. Entry, generator and chunk frames take the slow way.
  PY_ALWAYS_INLINE Next leave(PyDirect& m, Object* v) {
    FrameHeader* h = real();
    if (h->flags) [[unlikely]]
      return leave_slow(m, v);
    FrameHeader* caller = h->caller;
    ++m.thread.recursion_remaining;
    m.thread.frame = caller;
    uint16_t result = h->result_register;
    load(caller);
    r[result] = v;
    return Next::Go;
  }
  PY_ALWAYS_INLINE Next leave_slow(PyDirect& m, Object* v);
  // The instruction under way is executed again by another loop.
  PY_ALWAYS_INLINE Next leave_elsewhere() {
    --pc;
    sync();
    return Next::Switch;
  }
  // The rare ways in and out: any binding of arguments; a continuation whose result nobody wants; generators.
  Next enter_general(PyDirect& m, int result, Function* function, Object* callee, Object* const* values, int positional,
                     Tuple* names) {
    (void)callee;
    sync();
    if (!push_bound_frame(m.thread, function, values, positional, names, uint16_t(result))) return Next::Unwind;
    reload(m.thread);
    return Next::Go;
  }
  Next leave_nothing(PyDirect& m) {
    pop_frame(m.thread);
    reload(m.thread);
    return Next::Go;
  }
  Next make_generator(PyDirect& m) {
    sync();
    Object* generator = generator_of_current_frame(m.thread);
    if (!generator) return Next::Unwind;
    reload(m.thread);
    return Next::Go;
  }
  Next yield(PyDirect& m, Object* value) {
    if (real()->flags & kFrameWatched && must_end_traced(m.thread, real())) return leave_elsewhere();
    sync();
    if (yield_current_frame(m.thread, value)) return Next::Return;
    reload(m.thread);
    return Next::Go;
  }
  PY_ALWAYS_INLINE Object* function(PyDirect&) const { return reinterpret_cast<Object*>(real()->function); }
};

// Pops a frame with flags and delivers v: true = it was the entry frame.
bool leave_flagged_frame(Thread& t, Object* v);

PY_ALWAYS_INLINE Next Frame<PyDirect>::leave_slow(PyDirect& m, Object* v) {
  if (real()->flags & kFrameWatched && must_end_traced(m.thread, real())) return leave_elsewhere();
  sync();
  if (leave_flagged_frame(m.thread, v)) return Next::Return;
  reload(m.thread);
  return Next::Go;
}

PY_ALWAYS_INLINE Next Frame<PyDirect>::enter_hot(PyDirect& m) {
  Next next = at_hot_function(m.thread, *real()->code);
  reload(m.thread);  // compiled code has moved on, also where it raised
  return next == Next::Go && is_tracing(m.thread) ? Next::Switch : next;
}

template <class... A, class... V>
PY_ALWAYS_INLINE Next finish(PyDirect& m, Frame<PyDirect>& f, int result, const TypedHelper<Object*, Thread&, A...>& h,
                             V... v) {
  f.sync();
  Object* o = h.function(m.thread, v...);
  if (!o) [[unlikely]]
    return Next::Unwind;
  if (result != kNoRegister) f.r[result] = o;
  return Next::Go;
}

// The recorder's frame: the plain one, which executes, and the names of its registers.
template <> struct Frame<PyRecording> {
  Frame<PyDirect> plain;
  jit::ShadowFrame* shadow;

  using Ref = PyRecording::Ref;

  FrameHeader* real() const { return plain.real(); }
  void sync() { plain.sync(); }
  Ref get(int i) const { return {plain.r[i], shadow->names[i]}; }
  Ref constant(PyRecording& m, int i) const { return m.ref(plain.constant(i)); }
  Cache& cache(int i) const { return plain.cache(i); }
  void set(int i, Ref v) {
    plain.r[i] = v.value;
    shadow->names[i] = v.name;
  }
  Next put(int i, Ref v) {
    set(i, v);
    return Next::Go;
  }
  Next jump(int offset) { return plain.jump(offset); }
  Next again() { return plain.again(); }
  const Instr& companion() const { return *plain.pc; }
  Ref globals(PyRecording& m) const { return m.ref(reinterpret_cast<Object*>(real()->function->globals)); }
  Ref builtins(PyRecording& m) const { return m.ref(reinterpret_cast<Object*>(real()->function->builtins)); }

  Next enter(PyRecording& m, int result, Function* function, Ref callee, const Ref* values, int count);
  Next call_compiled(PyRecording& m, int result, Function* function, Ref callee, const Ref* values, int count);
  Next enter_continuation(PyRecording& m, Code* code, int result, const Ref* values, int count);
  Next leave(PyRecording& m, Ref v);
  void load_top(PyRecording& m);  // after frames were pushed or popped
  Next enter_general(PyRecording& m, int result, Function* function, Ref callee, const Ref* values, int positional,
                     Tuple* names);
  Next leave_nothing(PyRecording& m);
  Next make_generator(PyRecording& m);
  Next yield(PyRecording& m, Ref value);
  Next leave_generator(PyRecording& m, Ref value);
  Next back_edge(PyRecording& m, HotSpot& spot);
  Ref function(PyRecording& m) const;
  // Exceptions that the trace raises and handles itself (interpreter/tracing/recorded_exception.cpp). False: nothing
  // is done but tests. `what` null: what is being handled; `cause` null: none is given.
  bool raise(PyRecording& m, const Ref* what, const Ref* cause);
  bool reraise(PyRecording& m, Ref exception);
  // What finish_raising does around its call. `operands` of a null name are none.
  bool begin_raise(PyRecording& m, Ref* context);
  void end_raise(PyRecording& m, Ref context, std::span<const Ref> operands);
  bool push_handled(PyRecording& m, int saved, Ref exception);
  bool pop_handled(PyRecording& m, Ref previous);
  void settle_handled(PyRecording& m);
  // The frame of a suspended generator, whose position and function the trace relies on already.
  Next resume(PyRecording& m, int result, Ref generator, Ref sent, ResumeMode mode);
  // Is this a generator's frame? It may delegate to an iterator.
  bool may_delegate() const;
  void delegate(PyRecording& m, Ref iterator);
};

// The plain frame again, with watched values.
template <> struct Frame<PyChecking> {
  Frame<PyDirect> plain;
  using M = PyChecking;
  using Ref = M::Ref;

  FrameHeader* real() const { return plain.real(); }
  void sync() { plain.sync(); }
  Ref get(int i) const { return {plain.r[i]}; }
  Ref constant(M& m, int i) const { return m.ref(plain.constant(i)); }
  Cache& cache(int i) const { return plain.cache(i); }
  void set(int i, Ref v) { plain.r[i] = v.value; }
  Next put(int i, Ref v) { return plain.put(i, v.value); }
  Next jump(int offset) { return plain.jump(offset); }
  Next again() { return plain.again(); }
  const Instr& companion() const { return *plain.pc; }
  Ref globals(M& m) const { return {plain.globals(m.plain_)}; }
  Ref builtins(M& m) const { return {plain.builtins(m.plain_)}; }
  Ref function(M& m) const { return {plain.function(m.plain_)}; }

  Next enter(M& m, int result, Function* function, Ref callee, const Ref* values, int count) {
    return plain.enter(m.plain_, result, function, callee.value, unwatched(values), count);
  }
  Next enter_continuation(M& m, Code* code, int result, const Ref* values, int count) {
    return plain.enter_continuation(m.plain_, code, result, unwatched(values), count);
  }
  Next enter_general(M& m, int result, Function* function, Ref callee, const Ref* values, int positional,
                     Tuple* names) {
    return plain.enter_general(m.plain_, result, function, callee.value, unwatched(values), positional, names);
  }
  Next leave(M& m, Ref v) { return plain.leave(m.plain_, v.value); }
  Next leave_nothing(M& m) { return plain.leave_nothing(m.plain_); }
  Next make_generator(M& m) { return plain.make_generator(m.plain_); }
  Next yield(M& m, Ref v) { return plain.yield(m.plain_, v.value); }
  Next back_edge(M& m, HotSpot& spot);

 private:
  // one word each
  static Object* const* unwatched(const Ref* values) { return reinterpret_cast<Object* const*>(values); }
};

template <class... A, class... V>
Next finish(PyChecking& m, Frame<PyChecking>& f, int result, const TypedHelper<Object*, Thread&, A...>& h, V... v) {
  Next next = finish(m.plain_, f.plain, result, h, v.value...);
  bool raised = next == Next::Unwind;
  if (raised != (m.thread.pending != nullptr))
    jit::rule_violation(raised ? "a call failed without an exception" : "a call returned with an exception pending",
                        m.opcode);
  return next;
}

template <class... A, class... V>
Next finish(PyRecording& m, Frame<PyRecording>& f, int result, const TypedHelper<Object*, Thread&, A...>& h, V... v) {
  f.sync();
  if (h.effects & (jit::kEffectMayRaise | jit::kEffectMayRunPython)) f.settle_handled(m);
  jit::Value* name = result == kNoRegister ? nullptr : &f.shadow->names[result];
  Object* value = m.final_call(h, name, uint64_t(f.plain.pc), v...);
  if (!value) return Next::Unwind;
  if (result != kNoRegister) f.plain.set(result, value);
  return Next::Go;
}

// As finish, where the guards that stand say that `h` raises with such operands, and what: an exception of a built-in
// class, each part of which is an operand, or the same every time. A trace has it by name. `before` is done first,
// unless the answer is false: nothing is done.
template <class M, class Before, class... A, class... V>
bool raise_by_name(M& m, Frame<M>& f, Before before, const TypedHelper<Object*, Thread&, A...>& h, V... v) {
  if constexpr (M::kRecords) {
    typename M::Ref context{};
    if (!f.begin_raise(m, &context)) return false;
    before();
    m.call_helper(h, v...);
    auto operand = [](auto a) {
      if constexpr (std::is_same_v<decltype(a), typename M::Ref>) return a;
      else return typename M::Ref{};
    };
    const typename M::Ref operands[] = {operand(v)...};
    f.end_raise(m, context, operands);
    return true;
  }
  return false;
}
template <class M, class... A, class... V>
Next finish_raising(M& m, Frame<M>& f, const TypedHelper<Object*, Thread&, A...>& h, V... v) {
  if (raise_by_name(
          m, f, [] {}, h, v...))
    return Next::Unwind;
  return finish(m, f, kNoRegister, h, v...);
}

// The mapping of a body's names; null: it has none of its own.
template <class M> PY_ALWAYS_INLINE typename M::Ref body_locals(M& m, Frame<M>& f) {
  if constexpr (kCompiles<M>) return f.locals(m);
  else return m.ref(f.real()->locals);
}

// The registers themselves, for what is handed on; a frame that is compiled for has none.
template <class M> Object** plain_registers(M& m, Frame<M>& f) {
  if constexpr (kCompiles<M>) {
    m.abort(Abort::TooManyArguments);
    return nullptr;
  } else {
    return f.real()->registers();
  }
}

// Constants as operands. In a frame of the recorder they are names, too.
template <class M> PY_ALWAYS_INLINE typename M::Ref constant(M& m, Frame<M>& f, int i) {
  if constexpr (M::kIsDirect) return f.constant(i);
  else return f.constant(m, i);
}

enum class Src : uint8_t { Register, Constant };
template <Src S, class M> PY_ALWAYS_INLINE typename M::Ref source(M& m, Frame<M>& f, int i) {
  if constexpr (S == Src::Register) return f.get(i);
  else return constant(m, f, i);
}

// Runs a handler, or a part of one, out of the interpreter's one big function: what is rare, or long. It gets a frame
// of its own from the real one, so the interpreter's stays in registers.
template <auto kFunction, class... A> PY_NOINLINE Next run_out_of_line(Thread& t, FrameHeader* h, A... a) {
  PyDirect m{t};
  Frame<PyDirect> f(h);
  Next next = kFunction(m, f, a...);
  if (next != Next::Return) f.sync();
  return next;
}
template <auto kFunction, class... A> PY_ALWAYS_INLINE Next out_of_line(PyDirect& m, Frame<PyDirect>& f, A... a) {
  f.sync();
  Next next = run_out_of_line<kFunction>(m.thread, f.real(), a...);
  if (next != Next::Return) f.reload(m.thread);  // also where compiled code raised: `f` may be out of line itself
  return next;
}
template <auto kFunction, class M, class... A> Next out_of_line(M& m, Frame<M>& f, A... a) {
  return kFunction(m, f, a...);
}

}  // namespace sidewinder
