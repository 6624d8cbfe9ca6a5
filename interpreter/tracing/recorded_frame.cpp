// Frame<PyRecording>: the real frame, in which everything happens, and its shadow in the recorder, which has the
// names. A callee pushes both, a return pops both.
#include "interpreter/execution/ops/call.h"
#include "interpreter/execution/ops/called_frame.h"
#include "interpreter/execution/ops/exception.h"
#include "interpreter/tracing/baseline.h"
#include "interpreter/tracing/recording.h"

namespace sidewinder {

using jit::ShadowFrame;
using jit::Value;
using Ref = PyRecording::Ref;

uint64_t frame_info(uint16_t result_register, FrameKind kind, ResumeMode mode) {
  return uint64_t(result_register) | uint64_t(kind) << 16 | uint64_t(uint8_t(mode)) << 32;
}

namespace {

template <int kMost> struct PlainValues {
  Object* values[kMost];

  PlainValues(const Ref* traced, int count) {
    PY_CHECK(count <= kMost);
    for (int i = 0; i < count; ++i) values[i] = traced[i].value;
  }
};

}  // namespace

// The real callee's frame is the thread's: its shadow. The caller goes on at `return_position`.
ShadowFrame& push_shadow(PyRecording& m, Frame<PyRecording>& f, const Instr* return_position, Value function,
                         FrameKind kind) {
  f.shadow->position = uint64_t(return_position);
  FrameHeader* h = m.thread.frame;
  ShadowFrame& shadow = m.recorder.push_frame(h->registers(), h->code->register_count);
  shadow.header[0] = function;
  shadow.header[1] = m.recorder.name_object(h->code);
  shadow.info = frame_info(h->result_register, kind);
  // What a constructor goes on with may be above the last callee: what it calls is not taken in.
  bool is_last = kind == FrameKind::Continuation && m.recorder.frames.size() == jit::parameters.inline_limit + 1;
  if (m.recorder.frames.size() > jit::parameters.inline_limit && !is_last) m.abort(Abort::TooDeep);
  return shadow;
}

void Frame<PyRecording>::load_top(PyRecording& m) {
  plain.reload(m.thread);
  shadow = &m.recorder.top();
}

// --- In

Next Frame<PyRecording>::enter(PyRecording& m, int result, Function* function, Ref callee, const Ref* values,
                               int count) {
  PySession& session = PySession::of(m);
  if (session.is_own_function(function->code)) m.abort(Abort::Recursion);
  else if (session.calls_rather(*function->code)) return call_compiled(m, result, function, callee, values, count);
  PyDirect direct{m.thread};
  PlainValues<kMaxTracedArguments> plain_values(values, count);
  const Instr* return_position = plain.pc;
  // A request waits: the recording ends soon, and what meeting it runs would not be in the trace.
  Next next = plain.enter<Requests::Leave>(direct, result, function, callee.value, plain_values.values, count);
  if (next != Next::Go) {
    m.abort(Abort::TooDeep);
    return next;
  }
  shadow = &push_shadow(m, *this, return_position, callee.name, FrameKind::Function);
  for (int i = 0; i < count; ++i) shadow->names[i] = values[i].name;
  // The other named registers are unbound: a cell is made of that, too.
  for (int i = count; i < function->code->first_temporary; ++i) shadow->names[i] = m.recorder.name_object(nullptr);
  return Next::Go;
}

// The trace calls the function, whose own code is compiled.
Next Frame<PyRecording>::call_compiled(PyRecording& m, int result, Function* function, Ref callee, const Ref* values,
                                       int count) {
  if (jit::settings.baseline || jit::settings.baseline_recursion) prepare_baseline(m.thread, function->code);
  // While it is recorded they are real, and counted.
  PyRecording::Int levels{0, m.recorder.trace.constant_int(int64_t(m.recorder.frames.size()) - 1)};
  return call_frame(m, *this, result, callee, values, count, levels);
}

Next Frame<PyRecording>::enter_continuation(PyRecording& m, Code* code, int result, const Ref* values, int count) {
  PyDirect direct{m.thread};
  PlainValues<kMaxSavedValues> plain_values(values, count);
  m.recorder.prepare_guards();
  const Instr* return_position = plain.pc;
  Next next = plain.enter_continuation(direct, code, result, plain_values.values, count);
  if (next != Next::Go) {
    m.abort(Abort::TooDeep);
    return next;
  }
  shadow = &push_shadow(m, *this, return_position, Value{}, FrameKind::Continuation);
  for (int i = 0; i < count; ++i) shadow->names[i + 1] = values[i].name;
  return Next::Go;
}

Next Frame<PyRecording>::enter_general(PyRecording& m, int result, Function* function, Ref callee, const Ref* values,
                                       int positional, Tuple* names) {
  int count = positional + (names ? int(names->size) : 0);
  PlainValues<kMaxTracedArguments + 1> plain_values(values, count);
  PyDirect direct{m.thread};
  return plain.enter_general(direct, result, function, callee.value, plain_values.values, positional, names);
}

Ref Frame<PyRecording>::function(PyRecording& m) const {
  Value name = shadow->header[0];
  if (name.is_none()) {
    Value root = m.recorder.emit_call(jit::row_of(helpers::root_function_row), jit::Kind::Ref, nullptr, 0);
    return m.traced<Object*>(real()->function, root);
  }
  return {real()->function, name};
}

// --- Out

Next Frame<PyRecording>::leave(PyRecording& m, Ref v) {
  PyDirect direct{m.thread};
  if (m.recorder.aborted()) return plain.leave(direct, v.value);
  if (m.recorder.frames.size() == 1) {  // the interpreter does it
    PySession::of(m).finish_with_return();
    return plain.again();
  }
  uint16_t result = real()->result_register;
  PySession::of(m).end_inlined_frame(plain.pc);
  if (frame_kind_of(shadow->info) == FrameKind::Generator) return leave_generator(m, v);
  if (frame_kind_of(shadow->info) == FrameKind::Function) PySession::of(m).note_return();
  plain.leave(direct, v.value);
  m.recorder.pop_frame();
  shadow = &m.recorder.top();
  shadow->names[result] = v.name;
  return Next::Go;
}

Next Frame<PyRecording>::leave_nothing(PyRecording& m) {
  PyDirect direct{m.thread};
  if (!m.recorder.aborted()) {
    m.recorder.pop_frame();
    shadow = &m.recorder.top();
  }
  return plain.leave_nothing(direct);
}

// --- Round, and on

Next Frame<PyRecording>::back_edge(PyRecording& m, HotSpot& spot) {
  PySession& session = PySession::of(m);
  session.settle_handled();
  bool goes_on = session.back_edge(start_point_of(spot, *real()->code), uint64_t(plain.pc));
  if (!goes_on) plain.pc = reinterpret_cast<const Instr*>(session.current());
  return Next::Go;
}

}  // namespace sidewinder
