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
  if (!handled_apart(0).is_none()) return false;
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

// The loop was not compiled in as many frames as there may be; or went round until the recording was given up.
static bool has_loop_of_its_own(const Code& code) {
  return std::any_of(code.hot_spots, code.hot_spots + code.hot_spot_count, [](const HotSpot& spot) {
    auto* loop = static_cast<const jit::StartPoint*>(spot.state);
    return loop && (loop->inlined.size() >= jit::parameters.inlined_limit || loop->is_too_long);
  });
}

bool PySession::calls_rather(const Code& code) const {
  if (code.flags & kCodeSuspends) return false;  // it makes a generator, and returns
  auto is_of_code = [&code](const auto& frame) { return FrameHeader::of(frame->registers)->code == &code; };
  auto times = size_t(std::count_if(recorder.frames.begin(), recorder.frames.end(), is_of_code));
  return times >= jit::parameters.recursion_limit || recorder.frames.size() >= jit::parameters.inline_limit ||
         recorder.trace.ops.size() > jit::parameters.trace_limit / 2 || has_loop_of_its_own(code);
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

PyRecording::Ref PySession::generator_of(const ShadowFrame& frame) {
  Object* generator = Generator::of(FrameHeader::of(frame.registers));
  bool is_root = &frame == recorder.frames.front().get();
  return {generator, is_root ? recorder.emit_call(jit::row_of(helpers::root_generator_row), jit::Kind::Ref, nullptr, 0)
                             : frame.header[kGeneratorInHeader]};
}

}  // namespace sidewinder
