#include "interpreter/tracing/recording.h"

#include <algorithm>
#include <utility>

#include "interpreter/execution/eval.h"
#include "interpreter/execution/hot_code.h"
#include "interpreter/execution/ops/all.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/tracing/liveness.h"
#include "jit/driver/hot_loop.h"

namespace sidewinder {

using jit::FrameView;
using jit::ShadowFrame;
using jit::Value;

static_assert(jit::LanguageSession<PySession>);

// What the session refers to is a root of the recorder's, or in the frames.
static PY_NOINLINE Next execute_and_record(PyRecording& m, Frame<PyRecording>& f) {
  Instr in = *f.plain.pc++;
  Next next = sidewinder::step(m, f, in);
  asm volatile("" ::: "memory");  // no tail call: it is looked for on the stack
  return next;
}

PySession::PySession(Thread& t) : Session(t, python_hooks), machine_{t, recorder} {
  t.jit = this;
  recording_loop = reinterpret_cast<const void*>(&execute_and_record);
}

PySession::~PySession() { machine_.thread.jit = nullptr; }

void abort_recording(Thread& t) {
  if (t.jit) static_cast<PySession*>(t.jit)->recorder.abort(Abort::Request);
}

void leave_recording(Thread& t) {
  t.jit = nullptr;
  jit::settings.enabled = false;
}

static FrameView view_of(FrameHeader* h) {
  jit::Context context{h->locals};  // of a class body: new ones every time
  if (const Function* f = h->function; f && !h->locals) context = {f->globals, f->builtins};  // a continuation has none
  return {h->registers(), uint32_t(h->code->register_count), uint64_t(h->pc), context};
}

jit::Context PySession::context_of(const ShadowFrame& frame) const {
  return view_of(FrameHeader::of(frame.registers)).context;
}

bool PySession::is_meeting_point(uint64_t position) {
  bool returned = std::exchange(has_returned_, false) && end.bytecodes >= jit::parameters.join_distance;
  const Code* code = FrameHeader::of(recorder.top().registers)->code;
  const auto* at = reinterpret_cast<const Instr*>(position);
  if (at->op == uint16_t(Opcode::jump_back_)) return false;
  return returned || merges_of(code)[size_t(at - code->instructions)];
}

FrameView PySession::innermost(Thread& t) { return view_of(t.frame); }

FrameView PySession::caller_of(const FrameView& frame) {
  FrameHeader* h = FrameHeader::of(frame.registers)->caller;
  return h ? view_of(h) : FrameView{};
}

void PySession::poison_dead_registers(Thread& t) { sidewinder::poison_dead_registers(t.frame, t.frame->pc); }

bool PySession::is_own_function(const Code* code) const {
  return end.kind == jit::TraceKind::Straight && !end.is_inlined &&
         code == FrameHeader::of(recorder.frames.front()->registers)->code;
}

jit::LiveRegisters PySession::live_registers(const ShadowFrame& frame, uint64_t position) {
  const Code* code = FrameHeader::of(frame.registers)->code;
  if (code != live_code_) {
    live_code_ = code;
    liveness_ = &liveness_of(code);
  }
  auto at = uint32_t(reinterpret_cast<const Instr*>(position) - code->instructions);
  return {uint32_t(liveness_->first_temporary()), liveness_->live_temporaries(at)};
}

jit::LiveRegisters PySession::live_during_call(const ShadowFrame& frame, uint64_t position) {
  jit::LiveRegisters live = live_registers(frame, position);
  const FrameHeader* h = FrameHeader::of(frame.registers);
  const ExceptionEntry* handler = find_handler(h);
  int temporaries = h->code->register_count - liveness_->first_temporary();
  if (!handler || temporaries <= 0) return live;
  const uint64_t* in_handler = liveness_->live_temporaries(handler->handler);
  live_during_call_.assign(live.bits, live.bits + (temporaries + 63) / 64);
  for (size_t i = 0; i < live_during_call_.size(); i++) live_during_call_[i] |= in_handler[i];
  return {live.always, live_during_call_.data()};
}

Next PySession::step() {
  sidewinder::poison_dead_registers(frame_.real(), frame_.plain.pc);
  return execute_and_record(machine_, frame_);
}

bool PySession::unwind() {
  Thread& t = machine_.thread;
  for (;;) {
    FrameHeader* h = t.frame;
    const ExceptionEntry* handler = find_handler(h);
    bool is_root = recorder.frames.size() == 1;
    if (!handler && is_root) return false;
    if (wants_traceback_entry(h) || is_bare_raise(h->code, h->pc)) add_traceback(h);
    else if (handler && h->object && !keeps_place_of_raise(h)) raise_again(h);
    if (handler) {
      enter_handler(h, *handler);
      return true;
    }
    if (keeps_place_of_raise(h)) {
      end_inlined_frame(nullptr);
      if (h->object) h->pc = h->object->pc;
    } else {
      end_inlined_frame(h->pc);
    }
    end_raised_frame();
  }
}

// It is left by an exception, and with it the recorder's innermost frame.
void PySession::end_raised_frame() {
  ShadowFrame& frame = recorder.top();
  bool is_generator = frame_kind_of(frame.info) == FrameKind::Generator;
  bool was_delegated_to = is_generator && resume_mode_of(frame.info) == ResumeMode::Send;
  if (!is_generator) {
    pop_frame(machine_.thread);
  } else {
    PY_CHECK(!generator_finish(machine_.thread, nullptr));
    recorder.emit_call(jit::row_of(helpers::generator_raised_row), jit::Kind::None, &frame.header[kGeneratorInHeader],
                       1);
  }
  recorder.pop_frame();
  ShadowFrame& outer = recorder.top();
  bool is_delegating = FrameHeader::of(outer.registers)->kind == FrameKind::Generator;
  if (!was_delegated_to || !is_delegating) return;
  machine_.store_ref(generator_of(outer), fields::generator_yield_from, machine_.ref(nullptr));
}

PyRecording::Ref PySession::generator_of(const ShadowFrame& frame) {
  Object* generator = Generator::of(FrameHeader::of(frame.registers));
  bool is_root = &frame == recorder.frames.front().get();
  return {generator, is_root ? recorder.emit_call(jit::row_of(helpers::root_generator_row), jit::Kind::Ref, nullptr, 0)
                             : frame.header[kGeneratorInHeader]};
}

// What a bare `raise` raises tells when the trace runs whether it wants an entry.
void PySession::add_traceback(FrameHeader* h) {
  if (wants_traceback_entry(h)) add_traceback_entry(machine_.thread, h);
  else if (h->object) h->object->pc = h->pc;
  Value names[] = {name_of_frame_object(h, recorder.frames.size() - 1),
                   recorder.trace.constant(jit::Kind::Ptr, uint64_t(h->pc))};
  recorder.emit_call(jit::row_of(helpers::add_traceback_row), jit::Kind::None, names, 2);
}

// No line of the traceback, but the place of the raise.
void PySession::raise_again(FrameHeader* h) {
  h->object->pc = h->pc;
  Value names[] = {name_of_frame_object(h, recorder.frames.size() - 1),
                   recorder.trace.constant(jit::Kind::Ptr, uint64_t(h->pc))};
  recorder.emit_call(jit::row_of(helpers::raised_again_row), jit::Kind::None, names, 2);
}

// The handler's register receives the exception.
void PySession::enter_handler(FrameHeader* h, const ExceptionEntry& handler) {
  Object* exception = take_pending(machine_.thread);
  h->pc = h->code->instructions + handler.handler;
  frame_.load_top(machine_);
  Value name = recorder.emit_call(jit::row_of(helpers::caught_row), jit::Kind::Ref, nullptr, 0);
  recorder.fact(name).present = true;
  frame_.set(handler.reg, {exception, name});
}

// --- Frame objects

Value PySession::name_of_frame_object(FrameHeader* h, size_t index) {
  if (!frame_object_of(machine_.thread, h)) PyLanguage::out_of_memory();
  if (index == 0) return recorder.emit_call(jit::row_of(helpers::root_frame_object_row), jit::Kind::Ref, nullptr, 0);
  ShadowFrame& shadow = *recorder.frames[index];
  if (shadow.header[kObjectInHeader].is_none())
    shadow.header[kObjectInHeader] =
        recorder.emit_call(jit::row_of(helpers::inlined_frame_object_row), jit::Kind::Ref, shadow.header, 2);
  return shadow.header[kObjectInHeader];
}

// As a tuple of the trace.
Value PySession::named_registers(FrameHeader* h, int first, int count) {
  auto tuple = machine_.new_object(tuple_shape(count));
  for (int i = 0; i < count; ++i) {
    Value name = recorder.top().names[size_t(first + i)];
    if (name.is_none()) name = recorder.name_object(nullptr);
    PyRecording::Ref item{h->registers()[first + i], name};
    machine_.set_item_ref(tuple, machine_.int_(i), fields::tuple_items, item);
  }
  return tuple.name;
}

void PySession::end_inlined_frame(const Instr* pc) {
  Value object = recorder.top().header[kObjectInHeader];
  if (object.is_none()) return;
  FrameHeader* h = machine_.thread.frame;
  size_t index = recorder.frames.size() - 2;
  FrameHeader* caller = h->caller;
  while (index > 0 && visible_frame(caller) != caller) {
    caller = caller->caller;
    --index;
  }
  caller = visible_frame(caller);
  if (!caller) return recorder.abort(Abort::LooksAtFrames);
  Value back = name_of_frame_object(caller, index);
  int count = h->code->named_register_count();
  for (int first = 0; first < count; first += kMaxShapedTuple) {
    Value registers = named_registers(h, first, std::min(kMaxShapedTuple, count - first));
    Value kept[] = {object, recorder.trace.constant(jit::Kind::Int, uint64_t(first)), registers};
    recorder.emit_call(jit::row_of(helpers::keep_registers_row), jit::Kind::None, kept, 3);
  }
  Value ended[] = {object, back, recorder.trace.constant(jit::Kind::Ptr, uint64_t(pc))};
  recorder.emit_call(jit::row_of(helpers::end_inlined_frame_row), jit::Kind::None, ended, 3);
}

}  // namespace sidewinder
