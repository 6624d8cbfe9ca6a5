#include "jit/driver/hot_loop.h"

#include <algorithm>
#include <utility>

namespace sidewinder::jit {

LoopDecision decide_at_loop(StartPoint& start, const Hooks& hooks, const FrameView& frame) {
  bool has_versions = !start.versions.empty();
  if (has_versions && start.context != frame.context) return {LoopAction::Interpret};
  if (CompiledTrace* version = matching_version(start, hooks, frame.registers)) return {LoopAction::Enter, version};
  if (start.blacklisted || is_code_full()) return {LoopAction::Interpret};
  if (!has_versions) return {LoopAction::Record};
  bool is_time = ++start.mismatches >= patient(parameters.bridge_threshold);
  if (is_time) start.mismatches = 0;
  return {is_time && start.versions.size() < parameters.version_limit ? LoopAction::Record : LoopAction::Interpret};
}

CompiledTrace* version_for(const StartPoint& start, const Hooks& hooks, const FrameView& frame) {
  if (start.versions.empty() || start.context != frame.context) return nullptr;
  return matching_version(start, hooks, frame.registers);
}

bool is_time_to_record(ReturnPoint& place) {
  StartPoint& start = place.start;
  if (start.blacklisted || is_code_full() || start.versions.size() >= parameters.version_limit) return false;
  if (--place.countdown) return false;
  place.countdown = patient(parameters.bridge_threshold);
  return true;
}

void note_fruitless(StartPoint& start, const Hooks& hooks, uint64_t cycles) {
  constexpr uint64_t kAtOnce = 2500;   // most of it the exit itself
  constexpr uint32_t kOutweighed = 8;  // by one entry that was worth it
  if (cycles >= kAtOnce) {
    start.fruitless -= std::min(start.fruitless, kOutweighed);
    return;
  }
  ++start.fruitless;
  if (start.fruitless < parameters.fruitless_limit || start.given_up) return;
  start.given_up = true;
  if (!settings.log) return;
  std::fprintf(settings.log, "given_up at=%s reason=left_at_once exits=%u\n",
               hooks.describe_position(start.position).c_str(), start.fruitless);
}

void note_stay(StartPoint& start, uint64_t cycles, uint32_t longest) {
  constexpr uint64_t kShort = 1000;  // the way in and out, and as much code as saves no more than that
  if (!parameters.patience) return;
  if (cycles >= 8 * kShort) start.rest = 0;
  else if (cycles >= kShort) start.rest /= 2;
  else start.rest = std::min(2 * start.rest + 1, longest);
}

static uint32_t threshold_of(TraceKind kind) {
  return kind == TraceKind::Loop ? parameters.loop_threshold : parameters.function_threshold;
}

uint32_t missing_counts(StartPoint& start, TraceKind kind) {
  if (!start.versions.empty()) return 0;
  if (std::exchange(start.was_freed, false)) return next_countdown(start, kind);
  weigh_costs();
  uint32_t counted = std::max(start.counted, threshold_of(kind));
  start.counted = std::max(counted, patient(threshold_of(kind), start.copies));
  return start.counted - counted;
}

uint32_t next_countdown(const StartPoint& start, TraceKind kind) {
  if (start.given_up) return kNeverHot;
  if (!start.versions.empty()) return 1 + start.rest;
  if (start.blacklisted || (is_code_full() && !may_make_room())) return kNeverHot;
  constexpr uint32_t kMostDoublings = 10;
  uint32_t countdown = patient(threshold_of(kind), start.copies) + 7 * start.failures;  // not in step with the loop
  bool is_left_always = start.failures >= parameters.retry_limit;
  return is_left_always ? countdown << std::min(start.failures - parameters.retry_limit + 1, kMostDoublings)
                        : countdown;
}

bool is_entry_exit(const Exit& exit) {
  return exit.snapshot != kNoSnapshot && exit.owner->trace.snapshots.snapshots[exit.snapshot].frame_count == 0;
}

bool is_raised_exit(const Exit& exit) { return exit.owner->trace.snapshots.snapshots[exit.snapshot].raised; }

void note_exit(Exit& exit) {
  constexpr uint64_t kWeighedAfter = 512;
  ++exit.count;
  if (statistics.exits % kWeighedAfter == 0) weigh_costs();
  if (settings.dumps & kDumpExits) {
    FILE* file = settings.dump_to ? settings.dump_to : stderr;
    std::fprintf(file, "---- exit of %u at %%%u, %u times\n", exit.owner->id, exit.op_index, exit.count);
  }
}

// The interpreter meets what is asked: a bridge would go on, and nobody would be answered.
static bool is_for_request(const Exit& exit) {
  return exit.owner->trace.ops[exit.op_index].opcode == Opcode::guard_no_request;
}

bool wants_bridge(Exit& exit) {
  note_exit(exit);
  if (exit.blacklisted || exit.bridge || is_for_request(exit) || is_code_full()) return false;
  if (exit.count < uint64_t(patient(parameters.bridge_threshold)) * (exit.attempts + 1)) return false;
  ++exit.attempts;
  const CompiledTrace& owner = *exit.owner;
  exit.blacklisted = owner.chain >= parameters.chain_limit && owner.begins_at == position_of(exit);
  return !exit.blacklisted;
}

}  // namespace sidewinder::jit
