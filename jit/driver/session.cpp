#include "jit/driver/session.h"

#include "jit/driver/exit_names.h"

namespace sidewinder::jit {

Session::Session(Thread& t, const Hooks& hooks, IsSmallInt is_small_int)
    : recorder(t, hooks), is_small_int_(is_small_int), began_(std::chrono::steady_clock::now()) {}

void Session::begin_loop(StartPoint& start, Object** registers, uint32_t count, uint64_t position) {
  start.position = position;
  end.kind = TraceKind::Loop;
  end.start = &start;
  end.observed = observe(start, recorder.hooks, registers, count, is_small_int_);
  ShadowFrame& root = recorder.push_frame(registers, count);
  for (uint32_t r = 0; r < count; ++r)
    if (start.is_live(r)) root.names[r] = load_register(r);
}

Value Session::load_register(uint32_t index) {
  Value name = recorder.emit(Opcode::load_slot, Kind::Ref);
  recorder.last().imm = index;
  return name;
}

void Session::begin_bridge(Exit& exit, std::span<Object** const> registers) {
  end.kind = TraceKind::Bridge;
  end.parent = &exit;
  push_exit_frames(recorder, exit, registers);
}

bool Session::next_instruction(uint64_t position) {
  if (done || recorder.aborted()) return false;
  if (recorder.trace.ops.size() > parameters.trace_limit) {
    recorder.abort("TooLong");
    return false;
  }
  recorder.begin_instruction(position);
  ++end.bytecodes;
  return true;
}

void Session::finish_with_exit(uint64_t position) {
  uint32_t snapshot = recorder.take_snapshot(position);
  recorder.emit(Opcode::exit, Kind::None);
  recorder.last().snapshot = snapshot;
  done = true;
}

void Session::finish_with_jump(uint64_t position, Target* target) {
  uint32_t snapshot = recorder.take_snapshot(position);
  const auto& names = recorder.top().names;
  uint32_t first = recorder.trace.append_arguments(names.data(), uint32_t(names.size()));
  recorder.emit(Opcode::jump, Kind::None);
  Op& jump = recorder.last();
  jump.snapshot = snapshot;
  jump.first_argument = first;
  jump.argument_count = uint32_t(names.size());
  jump.target = target;
  done = true;
}

void Session::finish_with_return(uint64_t position) {
  bool try_again = end.kind == TraceKind::Loop && end.start->versions.empty() &&
                   end.start->failures + 1 < parameters.retry_limit;
  if (try_again) recorder.abort("LeftLoop");
  else finish_with_exit(position);
}

bool Session::back_edge(StartPoint& loop, uint64_t position, uint64_t header) {
  if (recorder.aborted()) return true;
  bool in_root = recorder.frames.size() == 1;
  CompiledTrace* version = nullptr;
  if (!loop.versions.empty() && &loop != end.start) {
    if (in_root) version = matching_version(loop, recorder.hooks, recorder.top().registers, is_small_int_);
    if (!version) return finish_with_exit(position), false;
  }
  recorder.begin_instruction(header);
  recorder.guard(Opcode::guard_no_request, Value{});
  if (version) return finish_with_jump(header, version->target.get()), true;
  if (in_root && end.kind == TraceKind::Loop && &loop == end.start) return finish_with_jump(header, nullptr), true;
  for (auto& [known, times] : passed_) {
    if (known != &loop) continue;
    if (++times > parameters.unroll_limit) recorder.abort("InnerLoop");
    return true;
  }
  passed_.emplace_back(&loop, 1);
  return true;
}

CompiledTrace* Session::close() {
  end.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
  const char* reason = recorder.abort_reason;
  if (!reason && !done) reason = "UnwindsOut";
  if (!reason && goes_nowhere()) {
    end.parent->blacklisted = true;
    reason = "EmptyTrace";
  }
  if (reason) return recording_aborted(recorder, end, reason), nullptr;
  // A loop that ran into another compiled one, or out of its frame, has no back edge of its own.
  const Op& last = recorder.trace.ops.back();
  if (end.kind == TraceKind::Loop && (last.opcode != Opcode::jump || last.target)) end.kind = TraceKind::Entry;
  return finish_recording(recorder, end, &reason);
}

// A bridge that ends at the instruction that it started from: the exit is as good.
bool Session::goes_nowhere() const {
  return end.kind == TraceKind::Bridge && end.bytecodes <= 1 && recorder.trace.ops.back().opcode == Opcode::exit;
}

void record_final_call(Recorder& recorder, const Helper* helper, const Value* arguments, uint32_t count,
                       const Object* value, Value* result, uint64_t after, uint32_t raised) {
  if (recorder.aborted()) {
    if (value && result) *result = Value{};
    return;
  }
  Value call = recorder.emit_call(helper, Kind::Ref, arguments, count);
  recorder.last().snapshot = raised;
  Value before = result ? *result : Value{};
  if (result) *result = call;
  if (helper->effects & kEffectMayRaise) recorder.guard_call(call, !value, raised, recorder.take_snapshot(after));
  if (value) recorder.fact(call).present = true;
  else if (result) *result = before;
}

}  // namespace sidewinder::jit
