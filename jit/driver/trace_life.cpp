#include "jit/driver/trace_life.h"

#include <unordered_set>
#include <vector>

#include "jit/driver/session.h"
#include "jit/language/traces_running.h"

namespace sidewinder::jit {

namespace {

// As old as the process.
struct Life {
  std::vector<std::unique_ptr<CompiledTrace>> bridges;
  std::unordered_set<StartPoint*> places;
  uint32_t times_freed = 0;
  bool is_full = false;
};
Life& life() {
  static Life& it = *new Life;
  return it;
}

void log_freed() {
  if (!settings.log) return;
  for (const CompiledTrace* trace = newest_trace(); trace; trace = trace->next)
    std::fprintf(settings.log, "freed id=%u kind=%s bytes=%u reason=no_room\n", trace->id, trace->kind,
                 trace->code_size);
  std::fflush(settings.log);
}

// As if it had never run; what it is known to be bad at stays known.
void forget_traces(StartPoint& start) {
  start.versions.clear();
  start.inlined.clear();
  start.generic.clear();
  start.mismatches = start.rest = start.fruitless = 0;
  if (start.last_failure == Abort::CodeGeneration) {
    start.failures = 0;
    start.blacklisted = false;
  }
  start.was_freed = true;
}

}  // namespace

void note_place(StartPoint& start) { life().places.insert(&start); }
void keep_bridge(std::unique_ptr<CompiledTrace> bridge) { life().bridges.push_back(std::move(bridge)); }
void note_no_room() { life().is_full = true; }
bool is_code_full() { return life().is_full; }
bool may_make_room() { return life().times_freed < parameters.free_limit; }

void make_room(const Hooks& hooks) {
  Life& it = life();
  if (!it.is_full || !may_make_room() || traces_on_stack || traces_put_aside) return;
  log_freed();
  for (const CompiledTrace* trace = newest_trace(); trace; trace = trace->next) ++statistics.freed;
  for (StartPoint* start : it.places) forget_traces(*start);
  it.places.clear();
  forget_meeting_points();
  it.bridges.clear();
  PY_CHECK(!newest_trace());
  if (hooks.forget_code) hooks.forget_code();
  statistics.table_bytes = 0;
  ++it.times_freed;
  it.is_full = false;
}

}  // namespace sidewinder::jit
