#include "interpreter/tracing/recording.h"

#include <algorithm>
#include <chrono>

#include "interpreter/execution/ops/all.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/tracing/liveness.h"

namespace sidewinder {

using jit::ShadowFrame;
using jit::Value;
using IrOp = jit::Opcode;

namespace {
RecordingSession& session_of(PyRecording& m) { return *static_cast<RecordingSession*>(m.thread.jit); }
uint32_t index_of(const Code* code, const Instr* at) { return uint32_t(at - code->instructions); }
}  // namespace

uint64_t frame_info(uint16_t result_register, FrameKind kind) {
  return uint64_t(result_register) | uint64_t(kind) << 16;
}

// Frame<PyRecording>: the real frame, and its shadow.

void Frame<PyRecording>::load_top(PyRecording& m) {
  plain.reload(m.thread);
  shadow = &m.recorder.top();
}

namespace {
// The real callee frame is t.frame: its shadow, with the names of what was passed.
ShadowFrame& push_shadow(PyRecording& m, Frame<PyRecording>& f, Value function, int result, FrameKind kind) {
  f.shadow->position = uint64_t(f.plain.pc);
  FrameHeader* h = m.thread.frame;
  ShadowFrame& shadow = m.recorder.push_frame(h->registers(), h->code->register_count);
  shadow.header[0] = function;
  shadow.header[1] = m.recorder.name_object(h->code);
  shadow.info = frame_info(uint16_t(result), kind);
  if (m.recorder.frames.size() > jit::parameters.inline_limit) m.abort("TooDeep");
  return shadow;
}
}  // namespace

Next Frame<PyRecording>::enter(PyRecording& m, int result, Function* function, Ref callee, const Ref* values,
                               int count) {
  PyDirect direct{m.thread};
  Object* plain_values[256];
  PY_CHECK(count <= 256);
  for (int i = 0; i < count; ++i) plain_values[i] = values[i].value;
  if (function->code->flags & kCodeGenerator) m.abort("Generator");
  RecordingSession& session = session_of(m);
  if (session.end.kind == jit::TraceKind::Entry && function->code == session.root_code()) m.abort("Recursion");
  const Instr* return_position = plain.pc;
  // A request waits: the recording ends soon, and what meeting it runs would not be in the trace.
  Next next = plain.enter<Requests::Leave>(direct, result, function, callee.value, plain_values, count);
  if (next != Next::Go) {
    m.abort("UnwindsOut");
    return next;
  }
  Frame<PyDirect> callee_plain = plain;
  plain.pc = return_position;
  ShadowFrame& shadow_frame = push_shadow(m, *this, callee.name, result, FrameKind::Function);
  plain = callee_plain;
  for (int i = 0; i < count; ++i) shadow_frame.names[i] = values[i].name;
  // unbound: a cell is made of it
  for (int i = count; i < function->code->first_temporary; ++i) shadow_frame.names[i] = m.recorder.name_object(nullptr);
  shadow = &shadow_frame;
  return Next::Go;
}

Next Frame<PyRecording>::enter_continuation(PyRecording& m, Code* code, int result, const Ref* values, int count) {
  PyDirect direct{m.thread};
  Object* plain_values[8];
  for (int i = 0; i < count; ++i) plain_values[i] = values[i].value;
  const Instr* return_position = plain.pc;
  Next next = plain.enter_continuation(direct, code, result, plain_values, count);
  if (next != Next::Go) {
    m.abort("UnwindsOut");
    return next;
  }
  Frame<PyDirect> callee_plain = plain;
  plain.pc = return_position;
  ShadowFrame& shadow_frame = push_shadow(m, *this, Value{}, result, FrameKind::Continuation);
  plain = callee_plain;
  for (int i = 0; i < count; ++i) shadow_frame.names[i + 1] = values[i].name;
  shadow = &shadow_frame;
  return Next::Go;
}

Next Frame<PyRecording>::enter_general(PyRecording& m, int result, Function* function, Ref callee, const Ref* values,
                                       int positional, Tuple* names) {
  m.abort("ArgumentBinding");
  Object* plain_values[kMaxTracedArguments + 1];
  int count = positional + (names ? int(names->size) : 0);
  PY_CHECK(count <= kMaxTracedArguments);
  for (int i = 0; i < count; ++i) plain_values[i] = values[i].value;
  PyDirect direct{m.thread};
  return plain.enter_general(direct, result, function, callee.value, plain_values, positional, names);
}

Next Frame<PyRecording>::leave(PyRecording& m, Ref v) {
  PyDirect direct{m.thread};
  if (m.recorder.aborted()) return plain.leave(direct, v.value);
  if (m.recorder.frames.size() == 1) {  // the interpreter does it
    plain.again();
    session_of(m).finish_with_return();
    return Next::Go;
  }
  uint16_t result = real()->result_register;
  session_of(m).end_inlined_frame(plain.pc);
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
Next Frame<PyRecording>::make_generator(PyRecording& m) {
  m.abort("Generator");
  PyDirect direct{m.thread};
  return plain.make_generator(direct);
}
Next Frame<PyRecording>::yield(PyRecording& m, Ref) {
  plain.again();  // only a root frame can be a generator's: the interpreter does it
  RecordingSession& session = session_of(m);
  // entering for one iteration each would cost more than it gains
  if (session.end.kind == jit::TraceKind::Loop) m.abort("Generator");
  else session.finish_with_exit();
  return Next::Go;
}
Frame<PyRecording>::Ref Frame<PyRecording>::function(PyRecording& m) const {
  Value name = shadow->header[0];
  if (name.is_none()) {
    m.abort("RootClosure");
    return m.ref(real()->function);
  }
  return {real()->function, name};
}

Next Frame<PyRecording>::back_edge(PyRecording& m, HotSpot& spot) {
  RecordingSession& session = session_of(m);
  jit::Recorder& recorder = m.recorder;
  if (recorder.aborted()) return Next::Go;
  bool in_root = recorder.frames.size() == 1;
  recorder.begin_instruction(uint64_t(plain.pc));
  recorder.guard(IrOp::guard_no_request, Value{});
  if (in_root && session.end.kind == jit::TraceKind::Loop && &spot == session.spot) {
    session.finish_with_jump(nullptr);
    return Next::Go;
  }
  jit::StartPoint* start = start_point_of(spot);
  if (start && !start->versions.empty()) {
    jit::CompiledTrace* version = in_root ? jit::matching_version(*start, python_hooks, plain.r, is_small_int_object)
                                          : nullptr;
    if (version) session.finish_with_jump(version->target.get());
    else session.leave_at_back_edge();
    return Next::Go;
  }
  for (auto& [known, times] : session.passed)
    if (known == &spot) {
      if (++times > jit::parameters.unroll_limit) m.abort("InnerLoop");
      return Next::Go;
    }
  session.passed.emplace_back(&spot, 1);
  return Next::Go;
}

Next finish_recorded(PyRecording& m, Frame<PyRecording>& f, int result, const jit::Helper* row, bool may_raise,
                     Object* value, const Value* names, uint32_t count, uint32_t raised_snapshot) {
  jit::Recorder& recorder = m.recorder;
  Value call;
  if (!recorder.aborted()) {
    call = recorder.emit_call(row, jit::Kind::Ref, names, count);
    recorder.last().snapshot = raised_snapshot;
    if (may_raise) {
      Value before;
      if (result != kNoRegister) before = f.shadow->names[result], f.shadow->names[result] = call;
      uint32_t after = recorder.take_snapshot(uint64_t(f.plain.pc));
      if (!value && result != kNoRegister) f.shadow->names[result] = before;
      recorder.guard_call(call, !value, raised_snapshot, after);
    }
    if (value) recorder.fact(call).present = true;
  }
  if (!value) return Next::Unwind;
  if (result != kNoRegister) f.set(result, {value, call});
  return Next::Go;
}

void abort_recording(Thread& t) {
  if (t.jit) static_cast<RecordingSession*>(t.jit)->recorder.abort("Request");
}

// The session.

void RecordingSession::clear_dead_registers() {
  const Code* code = frame.real()->code;
  if (code != live_code_) live_code_ = code, liveness_ = &liveness_of(code);
  uint32_t at = index_of(code, frame.plain.pc);
  for (int r = liveness_->first_temporary(); r < code->register_count; ++r)
    if (!liveness_->is_live(at, r)) {
      frame.shadow->names[r] = Value{};
#ifndef NDEBUG
      frame.plain.r[r] = kDeadRegister;
#endif
    }
}

void RecordingSession::load_root_registers(Object** registers, uint32_t count) {
  ShadowFrame& root = recorder.push_frame(registers, count);
  end.observed = jit::observe(*end.start, python_hooks, registers, count, is_small_int_object);
  for (uint32_t r = 0; r < count; ++r) {
    if (!end.start->is_live(r)) continue;
    root.names[r] = recorder.emit(IrOp::load_slot, jit::Kind::Ref);
    recorder.last().imm = r;
  }
}

// A loop that is left by a return is recorded again, in the hope of an iteration that stays; the last attempt takes
// what it gets.
void RecordingSession::finish_with_return() {
  if (end.kind == jit::TraceKind::Loop && end.start->failures + 1 < jit::parameters.retry_limit)
    recorder.abort("LeftLoop");
  else finish_with_exit();
}

// Before the jump, so that the interpreter enters the compiled loop at once, or makes another version of it.
void RecordingSession::leave_at_back_edge() {
  frame.plain.pc = current_;
  finish_with_exit();
}

void RecordingSession::finish_with_exit() {
  // A bridge that only leaves would grow bridges on its own exit without end.
  if (end.kind == jit::TraceKind::Bridge && frame.plain.pc == first_) {
    end.parent->blacklisted = true;
    return recorder.abort("EmptyTrace");
  }
  recorder.begin_instruction(uint64_t(frame.plain.pc));
  clear_dead_registers();
  uint32_t snapshot = recorder.take_snapshot(uint64_t(frame.plain.pc));
  recorder.emit(IrOp::exit, jit::Kind::None);
  recorder.last().snapshot = snapshot;
  done = true;
}

void RecordingSession::finish_with_jump(jit::Target* target) {
  clear_dead_registers();
  uint32_t snapshot = recorder.take_snapshot(uint64_t(frame.plain.pc));
  const auto& names = recorder.top().names;
  uint32_t first = recorder.trace.append_arguments(names.data(), uint32_t(names.size()));
  recorder.emit(IrOp::jump, jit::Kind::None);
  jit::Op& jump = recorder.last();
  jump.snapshot = snapshot;
  jump.first_argument = first;
  jump.argument_count = uint32_t(names.size());
  jump.target = target;
  done = true;
}

namespace {
constexpr int kObjectInHeader = 3;  // among the header references: FrameHeader::object
}

Value RecordingSession::name_of_frame_object(FrameHeader* h, size_t index) {
  if (!frame_object_of(machine.thread, h)) PyLanguage::out_of_memory();
  if (index == 0) return recorder.emit_call(jit::row_of(helpers::root_frame_object_row), jit::Kind::Ref, nullptr, 0);
  ShadowFrame& shadow = *recorder.frames[index];
  if (shadow.header[kObjectInHeader].is_none())
    shadow.header[kObjectInHeader] =
        recorder.emit_call(jit::row_of(helpers::inlined_frame_object_row), jit::Kind::Ref, shadow.header, 2);
  return shadow.header[kObjectInHeader];
}

void RecordingSession::end_inlined_frame(const Instr* pc) {
  ShadowFrame& shadow = recorder.top();
  Value object = shadow.header[kObjectInHeader];
  if (object.is_none()) return;
  FrameHeader* h = machine.thread.frame;
  size_t index = recorder.frames.size() - 2;
  FrameHeader* caller = h->caller;
  while (index > 0 && visible_frame(caller) != caller) caller = caller->caller, --index;
  if (!(caller = visible_frame(caller))) return recorder.abort("LooksAtFrames");
  Value back = name_of_frame_object(caller, index);
  int count = h->code->named_register_count();
  for (int first = 0; first < count; first += kMaxShapedTuple) {
    int n = std::min(kMaxShapedTuple, count - first);
    auto tuple = machine.new_object(tuple_shape(n));
    for (int i = 0; i < n; ++i) {
      Value name = shadow.names[size_t(first + i)];
      if (name.is_none()) name = recorder.name_object(nullptr);
      machine.set_item_ref(tuple, machine.int_(i), fields::tuple_items,
                           PyRecording::Ref{h->registers()[first + i], name});
    }
    Value kept[] = {object, recorder.trace.constant(jit::Kind::Int, uint64_t(first)), tuple.name};
    recorder.emit_call(jit::row_of(helpers::keep_registers_row), jit::Kind::None, kept, 3);
  }
  Value ended[] = {object, back, recorder.trace.constant(jit::Kind::Ptr, uint64_t(pc))};
  recorder.emit_call(jit::row_of(helpers::end_inlined_frame_row), jit::Kind::None, ended, 3);
}

bool RecordingSession::unwind_recorded() {
  Thread& t = machine.thread;
  for (;;) {
    FrameHeader* h = t.frame;
    const ExceptionEntry* handler = find_handler(h);
    if (!handler && recorder.frames.size() == 1) {
      recorder.abort("UnwindsOut");
      return false;
    }
    if (wants_traceback_entry(t, h)) {
      add_traceback_entry(t, h);
      Value names[] = {name_of_frame_object(h, recorder.frames.size() - 1),
                       recorder.trace.constant(jit::Kind::Ptr, uint64_t(h->pc))};
      recorder.emit_call(jit::row_of(helpers::add_traceback_row), jit::Kind::None, names, 2);
    }
    if (handler) {
      Object* exception = take_pending(t);
      h->pc = h->code->instructions + handler->handler;
      frame.load_top(machine);
      Value name = recorder.emit_call(jit::row_of(helpers::caught_row), jit::Kind::Ref, nullptr, 0);
      recorder.fact(name).present = true;
      frame.set(handler->reg, {exception, name});
      return true;
    }
    end_inlined_frame(h->pc);
    pop_frame(t);
    recorder.pop_frame();
  }
}

bool RecordingSession::run() {
  Thread& t = machine.thread;
  t.jit = this;
  auto began = std::chrono::steady_clock::now();
  frame.load_top(machine);
  first_ = frame.plain.pc;
  bool ok = true;
  while (!done && !recorder.aborted()) {
    clear_dead_registers();
    if (recorder.trace.ops.size() > jit::parameters.trace_limit) {
      recorder.abort("TooLong");
      break;
    }
    Instr in = *frame.plain.pc;
    current_ = frame.plain.pc;
    recorder.begin_instruction(uint64_t(frame.plain.pc));
    ++frame.plain.pc;
    ++end.bytecodes;
    Next next = step(machine, frame, in);
    if (next == Next::Go) continue;
    if (recorder.aborted() || !unwind_recorded()) {
      ok = false;
      break;
    }
  }
  if (ok) frame.sync();
  t.jit = nullptr;
  end.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  return ok;
}

}  // namespace sidewinder
