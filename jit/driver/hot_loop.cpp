#include "jit/driver/hot_loop.h"

namespace sidewinder::jit {

namespace {

// The last version allowed takes every register whose types differ as it is.
void generalise(StartPoint& start, const Signature& now) {
  start.generic.assign(now.slots.size(), false);
  for (auto& version : start.versions) {
    const Signature& known = version->target->signature;
    for (size_t i = 0; i < now.slots.size(); ++i)
      if (known.slots[i] != now.slots[i]) start.generic[i] = true;
  }
}

}  // namespace

LoopDecision decide_at_loop(StartPoint& start, const Hooks& hooks, Object* const* registers, uint32_t count,
                            bool (*is_small_int)(const Object*)) {
  if (CompiledTrace* version = matching_version(start, hooks, registers, is_small_int))
    return {LoopAction::Enter, version};
  if (start.blacklisted) return {LoopAction::Interpret};
  if (start.versions.empty()) return {LoopAction::Record};
  if (++start.mismatches % parameters.bridge_threshold != 0 || start.versions.size() >= parameters.version_limit)
    return {LoopAction::Interpret};
  if (start.versions.size() + 1 == parameters.version_limit)
    generalise(start, observe(start, hooks, registers, count, is_small_int));
  return {LoopAction::Record};
}

uint32_t next_countdown(const StartPoint& start, uint32_t threshold) {
  if (!start.versions.empty()) return 1;
  return start.blacklisted ? kNeverHot : threshold + 7 * start.failures;  // not in step with the loop's length
}

bool is_entry_exit(const Exit& exit) {
  return exit.snapshot != kNoSnapshot && exit.owner->trace.snapshots.snapshots[exit.snapshot].frame_count == 0;
}

bool is_raised_exit(const Exit& exit) { return exit.owner->trace.snapshots.snapshots[exit.snapshot].raised; }

bool wants_bridge(Exit& exit) {
  ++exit.count;
  if (settings.dumps & kDumpExits)
    std::fprintf(settings.dump_to ? settings.dump_to : stderr, "---- exit of %u at %%%u, %u times\n", exit.owner->id,
                 exit.op_index, exit.count);
  if (exit.blacklisted || exit.bridge || exit.count % parameters.bridge_threshold != 0) return false;
  const CompiledTrace& owner = *exit.owner;
  exit.blacklisted = owner.chain >= parameters.chain_limit && owner.begins_at == position_of(exit);
  return !exit.blacklisted;
}

}  // namespace sidewinder::jit
