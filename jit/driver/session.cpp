#include "jit/driver/session.h"

#include "jit/language/bytecode_counts.h"
#include "jit/snapshot/replay.h"

namespace sidewinder::jit {

namespace {

// The last version allowed takes every register whose types differ as it is.
void generalise(StartPoint& start, const Signature& now) {
  start.generic.assign(now.reps.size(), false);
  for (auto& version : start.versions) {
    const Signature& known = version->target->signature;
    for (size_t i = 0; i < now.reps.size(); ++i)
      if (known.reps[i] != now.reps[i]) start.generic[i] = true;
  }
}

}  // namespace

Session::Session(Thread& t, const Hooks& hooks) : recorder(t, hooks), began_(std::chrono::steady_clock::now()) {}

// --- The beginning

// Registers that are dead arrive without a name, and nothing looks at what they hold: it may have been freed long ago.
void Session::begin(StartPoint& start, TraceKind kind, const FrameView& frame) {
  start.position = current_ = frame.position;
  start.context = frame.context;
  end.kind = kind;
  end.start = &start;
  end.observed.reps.assign(frame.count, Rep::Ref);
  ShadowFrame& root = recorder.push_frame(frame.registers, frame.count);
  LiveRegisters live = live_registers(root, frame.position);
  start.live.resize(frame.count);
  for (uint32_t r = 0; r < frame.count; ++r) start.live[r] = live.has(r);
  for (uint32_t r = 0; r < frame.count; ++r) {
    if (!start.is_live(r)) continue;
    root.names[r] = load_register(r);
    recorder.note_value(root.names[r], frame.registers[r]);
    end.observed.reps[r] = observe(recorder.hooks, frame.registers[r]);
  }
  generalise_last_version();
}

void Session::generalise_last_version() {
  StartPoint& start = *end.start;
  bool is_last = start.versions.size() + 1 == parameters.version_limit;
  if (is_last && !start.versions.empty()) generalise(start, end.observed);
}

Value Session::load_register(uint32_t index) {
  Value name = recorder.emit(Opcode::load_register, Kind::Ref);
  recorder.last().imm = index;
  return name;
}

void Session::begin_bridge(Exit& exit, std::span<Object** const> registers) {
  end.kind = TraceKind::Bridge;
  end.parent = &exit;
  push_exit_frames(recorder, exit, registers);
}

// --- The middle

bool Session::run(bool raised) {
  bool ok = record(raised);
  end.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
  return ok;
}

bool Session::record(bool raised) {
  began_ = std::chrono::steady_clock::now();  // what beginning costs (liveness of the code, once) is not a bytecode's
  load_frame();
  if (raised && !unwind()) {
    recorder.abort(Abort::EmptyTrace);
    return false;
  }
  while (next_instruction(position())) {
    if (step() == Next::Go) continue;
    if (recorder.aborted()) return false;
    if (unwind()) continue;
    load_frame();
    finish_with_raise();
    return false;
  }
  sync_frame();
  return true;
}

bool Session::next_instruction(uint64_t position) {
  if (!done && has_left_inlined_loop()) recorder.abort(Abort::LeftLoop);
  if (done || recorder.aborted()) return false;
  current_ = position;
  if (recorder.trace.ops.size() > parameters.trace_limit) {
    recorder.abort(Abort::TooLong);
    return false;
  }
  if (retry_inlined_loop(position) || meet(position)) return false;
  forget_dead_registers(position);
  recorder.begin_instruction(position);
  ++end.bytecodes;
  if (bytecode_counts.wanted) {
    bytecode_counts.count_interpreted();
    recorder.emit(Opcode::count_bytecode, Kind::None);
  }
  return true;
}

// So that snapshots and loop headers hold only what is needed.
void Session::forget_dead_registers(uint64_t position) {
  ShadowFrame& frame = recorder.top();
  LiveRegisters live = live_registers(frame, position);
  for (uint32_t r = live.always; r < frame.names.size(); ++r)
    if (!live.has(r)) frame.names[r] = Value{};
}

void Session::finish_with_exit() {
  forget_dead_registers(current_);
  uint32_t snapshot = recorder.take_snapshot(current_);
  recorder.check_snapshot(snapshot);
  recorder.emit(Opcode::exit, Kind::None);
  recorder.last().snapshot = snapshot;
  done = true;
}

void Session::finish_with_return() {
  if (may_record_again()) recorder.abort(Abort::LeftLoop);
  else {
    end.after = AfterExit::Return;
    finish_with_exit();
  }
}

// A loop that left its frame instead of coming round. A turn that is not worth entering is not compiled at all.
bool Session::may_record_again() const {
  if (end.kind != TraceKind::Loop) return false;
  bool is_short = !place_ && end.bytecodes < parameters.shortest_function;
  return is_short || end.start->failures + 1 < parameters.retry_limit;
}

void Session::finish_with_raise() {
  if (may_record_again()) return recorder.abort(Abort::LeftLoop);
  uint32_t snapshot = recorder.take_snapshot(position(), true);
  recorder.emit(Opcode::exit, Kind::None);
  recorder.last().snapshot = snapshot;
  done = true;
}

bool Session::back_edge(StartPoint& loop, uint64_t header) {
  if (recorder.aborted()) return true;
  if (recorder.frames.size() > 1) return back_edge_in_inlined_frame(loop, header);
  bool is_own = is_own_back_edge(loop);
  CompiledTrace* version = nullptr;
  if (!is_own && !loop.versions.empty()) {
    version = matching_version(loop, recorder.hooks, recorder.top().registers);
    if (!version) return leave_to_interpreter(loop, header);
  }
  recorder.begin_instruction(header);
  recorder.guard(Opcode::guard_no_request, Value{});
  if (is_own) finish_with_jump(header, nullptr);
  else if (version) finish_with_jump(header, version->target.get());
  else go_round(loop);
  return true;
}

// It enters the compiled loop.
bool Session::leave_to_interpreter(StartPoint& loop, uint64_t header) {
  end.after = AfterExit::Loop;
  end.loop = &loop;
  end.loop_header = header;
  finish_with_exit();
  return false;
}

// A call to the function that the loop is in has the loop's back edges, too.
bool Session::is_own_back_edge(const StartPoint& loop) {
  return end.kind == TraceKind::Loop && !place_ && &loop == end.start;
}

// A null target is the trace's own header.
void Session::finish_with_jump(uint64_t header, Target* target) {
  forget_dead_registers(header);
  append_jump(header, target, recorder.top().names);
}

void Session::append_jump(uint64_t header, Target* target, const std::vector<Value>& names) {
  uint32_t snapshot = recorder.take_snapshot(header);
  recorder.check_snapshot(snapshot);
  uint32_t first = recorder.trace.append_arguments(names.data(), uint32_t(names.size()));
  recorder.emit(Opcode::jump, Kind::None);
  Op& jump = recorder.last();
  jump.snapshot = snapshot;
  jump.first_argument = first;
  jump.argument_count = uint32_t(names.size());
  jump.target = target;
  done = true;
}

bool Session::may_go_round(const StartPoint& loop) const {
  for (auto& [known, times] : passed_)
    if (known == &loop) return times < parameters.unroll_limit;
  return true;
}

void Session::go_round(StartPoint& loop) {
  for (auto& [known, times] : passed_) {
    if (known != &loop) continue;
    if (++times > parameters.unroll_limit) {
      loop.is_too_long = true;
      recorder.abort(Abort::InnerLoop);
    }
    return;
  }
  passed_.emplace_back(&loop, 1);
}

// --- The end

CompiledTrace* Session::close() {
  PY_CHECK(done || recorder.aborted());
  if (place_) place_->is_being_recorded = false;
  end.stopped_at = current_;
  judge();
  if (recorder.aborted()) {
    if (recorder.abort_reason == Abort::EmptyTrace && done && end.parent) note_what_follows(*end.parent, end);
    recording_aborted(recorder, end, recorder.abort_reason);
    return nullptr;
  }
  classify();
  CompiledTrace* compiled = finish_recording(recorder, end);
  if (compiled) note_passes();
  return compiled;
}

// Is the trace worth having?
void Session::judge() {
  if (recorder.aborted()) return;
  bool is_empty = end.bytecodes <= 1 && recorder.trace.ops.back().opcode == Opcode::exit;
  if ((end.kind == TraceKind::Bridge || end.is_join) && is_empty) recorder.abort(Abort::EmptyTrace);
  if (end.kind != TraceKind::Straight || end.is_inlined || tail_) return;
  // What follows a return is entered from compiled code; it must pay for the exit alone, which a jump does not have.
  bool is_short_rest = recorder.trace.ops.back().opcode == Opcode::exit && end.bytecodes < parameters.shortest_rest;
  bool is_short = end.bytecodes < parameters.shortest_function;
  if (end.start->is_return_point ? is_short_rest : is_short) recorder.abort(Abort::TooShort);
}

// A loop that ran into another compiled one, or out of its frame, has no back edge of its own.
void Session::classify() {
  const Op& last = recorder.trace.ops.back();
  bool comes_round = last.opcode == Opcode::jump && !last.target;
  if (end.kind == TraceKind::Loop && !comes_round) end.kind = TraceKind::Straight;
}

}  // namespace sidewinder::jit
