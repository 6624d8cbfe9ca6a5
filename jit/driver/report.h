// What the driver knows of places and exits, in words for people: what became of them, why, and what to change. The
// log tells it as it happens; this is asked for afterwards.
#pragma once

#include <string>
#include <vector>

#include "jit/driver/driver.h"

namespace sidewinder::jit {

struct PlaceReport {
  // "off", "waiting" (not hot yet), "compiled", "declined" (recordings came to nothing), "given up" (compiled, and
  // left alone again), "leaves" (compiled code goes back to the interpreter there, often)
  const char* state;
  uint64_t position;   // of the instruction that is meant: of a place declined, the one that was in the way
  std::string reason;  // one sentence without its dot
  std::string advice;  // likewise; empty: nothing is to be done
};

// Of a place where compiled code may begin, whose counter stands at `counter`; `start` is null if it was never hot.
PlaceReport report_of(const StartPoint* start, uint64_t position, TraceKind kind, uint32_t counter);
// Every exit of a trace that goes to the interpreter often and got no bridge.
std::vector<PlaceReport> report_of_exits(const CompiledTrace& trace);
// Of a code object's record of jit/baseline: was it compiled from its handlers? ("baseline")
bool has_blocks(const void* compiled);
PlaceReport report_of_blocks(const void* compiled);
// The trace as text: "ir", "snapshots", "exits" (those taken, with how often), "asm" (empty unless -X dump=asm keeps
// it). Empty too if there is no such stage.
std::string text_of(const CompiledTrace& trace, const std::string& stage);
// Is the position that of a frame in the trace, its own or an inlined one's? `is_inside` says what is meant.
bool runs_through(const CompiledTrace& trace, bool (*is_inside)(uint64_t position, const void* argument),
                  const void* argument);

}  // namespace sidewinder::jit
