// Frame<PyRecording>, generators: one is made from an inlined frame, its frame is resumed as one more inlined frame,
// and left again by a yield, which stores what changed. While it runs, its registers are names like all others; an exit
// puts them back into the generator (write_frames).
#include "interpreter/execution/only_holder.h"
#include "interpreter/execution/ops/generator.h"
#include "interpreter/tracing/recording.h"

namespace sidewinder {

using jit::Kind;
using jit::ShadowFrame;
using jit::Value;
using Ref = PyRecording::Ref;

namespace {

void emit_generator_call(PyRecording& m, const jit::Helper* helper, Value generator) {
  m.recorder.emit_call(helper, Kind::None, &generator, 1);
}

void set_state(PyRecording& m, Ref generator, GeneratorState state) {
  m.store_int(generator, fields::generator_state, m.int_(int64_t(state)));
}

// The registers that are not in its memory as they are.
void store_registers(PyRecording& m, const ShadowFrame& frame, Ref generator, const jit::LiveRegisters& live) {
  for (uint32_t r = 0; r < frame.register_count; ++r) {
    Value name = frame.names[r];
    if (name.is_none() || !live.has(r)) continue;
    if (r < frame.in_memory.size() && frame.in_memory[r] == name) continue;
    m.set_item_ref(generator, m.int_(r), fields::generator_registers, {frame.registers[r], name});
  }
}

}  // namespace

// The frame that makes itself a generator: an inlined one, whose function and arguments have names.
Next Frame<PyRecording>::make_generator(PyRecording& m) {
  PySession& session = PySession::of(m);
  PyDirect direct{m.thread};
  if (m.recorder.aborted()) return plain.make_generator(direct);
  if (m.recorder.frames.size() == 1) {
    session.finish_with_exit();
    return plain.again();
  }
  bool wants_origin = m.thread.coroutine_origin_depth && (real()->code->flags & kCodeCoroutine);
  if (wants_origin || !shadow->header[kObjectInHeader].is_none()) m.abort(Abort::LooksAtFrames);
  uint16_t result = real()->result_register;
  std::vector<Value> names = shadow->names;
  uint32_t count = real()->code->first_temporary;
  Value function = shadow->header[0];
  Next next = plain.make_generator(direct);
  if (next != Next::Go) {
    m.abort(Abort::TooDeep);
    return next;
  }
  m.recorder.pop_frame();
  shadow = &m.recorder.top();
  if (m.recorder.aborted()) return Next::Go;
  Ref generator{plain.r[result],
                m.recorder.emit_call(jit::row_of(helpers::new_suspended_generator_row), Kind::Ref, &function, 1)};
  m.recorder.note_value(generator.name, generator.value);
  m.recorder.learn_class(generator.name, generator.value->cls);
  Object** registers = static_cast<Generator*>(generator.value)->registers();
  for (uint32_t r = 0; r < count; ++r)
    if (registers[r]) m.set_item_ref(generator, m.int_(r), fields::generator_registers, {registers[r], names[r]});
  if (count && is_only_in_loop(registers[0]))
    m.store_int(Ref{registers[0], names[0]}, fields::generator_only_in_loop, m.int_(kOnlyInLoop));
  auto* pc = static_cast<Generator*>(generator.value)->header.pc;
  m.store_int(generator, fields::generator_pc, m.int_(int64_t(pc)));
  shadow->names[result] = generator.name;
  return Next::Go;
}

Next Frame<PyRecording>::resume(PyRecording& m, int result, Ref generator, Ref sent, ResumeMode mode) {
  auto* g = static_cast<Generator*>(generator.value);
  const Instr* return_position = plain.pc;
  bool is_new = g->state == GeneratorState::Created;
  uint16_t received = is_new ? 0 : (g->header.pc - 1)->a;
  sync();
  bool finished = false;
  if (!generator_enter(m.thread, g, sent.value, uint16_t(result), mode, &finished)) {
    m.abort(Abort::TooDeep);
    return Next::Unwind;
  }
  set_state(m, generator, GeneratorState::Running);
  Value function = m.load_ref(generator, fields::generator_function).name;
  shadow = &push_shadow(m, *this, return_position, function, FrameKind::Generator);
  shadow->info = frame_info(uint16_t(result), FrameKind::Generator, mode);
  shadow->header[kGeneratorInHeader] = generator.name;
  load_top(m);
  jit::LiveRegisters live = PySession::of(m).live_at(g->header.pc);
  shadow->in_memory.resize(shadow->register_count);
  for (uint32_t r = 0; r < shadow->register_count; ++r) {
    bool is_sent = !is_new && r == received;
    if (is_sent || !live.has(r)) continue;
    shadow->names[r] = m.item_ref(generator, m.int_(r), fields::generator_registers).name;
    shadow->in_memory[r] = shadow->names[r];
  }
  if (!is_new) shadow->names[received] = sent.name;
  if (g->header.object) {
    shadow->header[kObjectInHeader] = m.load_ref(generator, fields::generator_frame_object).name;
    shadow->info |= kHasItsObject;
  }
  PySession::of(m).begin_generator(generator);
  return Next::Go;
}

bool Frame<PyRecording>::may_delegate() const { return real()->kind == FrameKind::Generator; }

void Frame<PyRecording>::delegate(PyRecording& m, Ref iterator) {
  m.store_ref(PySession::of(m).generator_of(*shadow), fields::generator_yield_from, iterator);
}

// The trace's own frame may be a generator's: the interpreter does it. A loop that is entered for one iteration each
// would cost more than it gains.
Next Frame<PyRecording>::yield(PyRecording& m, Ref value) {
  PySession& session = PySession::of(m);
  PyDirect direct{m.thread};
  if (m.recorder.frames.size() == 1) {
    if (session.end.kind == jit::TraceKind::Loop) m.abort(Abort::Generator);
    else session.finish_with_exit();
    return plain.again();
  }
  if (m.recorder.aborted()) return plain.yield(direct, value.value);
  Ref generator = session.generator_of(*shadow);
  session.keep_frame_object(generator);
  session.settle_own_handled();
  store_registers(m, *shadow, generator, session.live_at(plain.pc));
  m.store_int(generator, fields::generator_pc, m.int_(int64_t(plain.pc)));
  sync();
  bool is_noted = (shadow->info & kGeneratorIsLinked) || has_handler(real());
  uint16_t result = result_register_of(shadow->info);
  if (is_noted) emit_generator_call(m, jit::row_of(helpers::generator_suspended_row), generator.name);
  else set_state(m, generator, GeneratorState::Suspended);
  PY_CHECK(plain.yield(direct, value.value) == Next::Go);
  m.recorder.pop_frame();
  shadow = &m.recorder.top();
  shadow->names[result] = value.name;
  return Next::Go;
}

// It returns: whoever resumed it gets the marker.
Next Frame<PyRecording>::leave_generator(PyRecording& m, Ref value) {
  PyDirect direct{m.thread};
  uint16_t result = result_register_of(shadow->info);
  bool is_sent = resume_mode_of(shadow->info) == ResumeMode::Send;
  PySession::of(m).settle_own_handled();
  emit_generator_call(m, jit::row_of(helpers::generator_ended_row), shadow->header[kGeneratorInHeader]);
  plain.leave(direct, value.value);
  m.recorder.pop_frame();
  shadow = &m.recorder.top();
  shadow->names[result] = m.recorder.name_object(exhausted());
  if (is_sent) shadow->names[result + 1] = value.name;
  if (is_sent && may_delegate())
    m.store_ref(PySession::of(m).generator_of(*shadow), fields::generator_yield_from, m.ref(nullptr));
  return Next::Go;
}

}  // namespace sidewinder
