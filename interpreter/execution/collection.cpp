#include "interpreter/execution/collection.h"

#include <map>

#include "interpreter/compiler/liveness.h"
#include "interpreter/execution/frame.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/memory/collector.h"

namespace sidewinder {

namespace {

constexpr int kMostRounds = 8;

void clear_dead_registers_of(FrameHeader* h, const Liveness& liveness) {
  auto at = uint32_t(h->pc - h->code->instructions);
  for (int r = liveness.first_temporary(); r < h->code->register_count; r++)
    if (!liveness.is_live(at, r)) h->registers()[r] = nullptr;
}

// Overwrites what calls that have returned left on the C stack below here: the collector would take it for references.
PY_NOINLINE void scrub_stack() {
  volatile char below[32 * 1024];
  for (char volatile& c : below) c = 0;
}

}  // namespace

void clear_dead_registers(Thread& t) {
  std::map<const Code*, Liveness> known;
  for (FrameHeader* h = t.frame; h; h = h->caller)
    if (h->function) clear_dead_registers_of(h, known.try_emplace(h->code, h->code).first->second);
}

size_t collect_thoroughly(Thread& t) {
  size_t ran = 0;
  for (int round = 0; round < kMostRounds; round++) {
    clear_dead_registers(t);
    scrub_stack();
    collect_garbage();
    if (!has_deferred_work()) break;
    ran += run_deferred_work();
  }
  return ran;
}

}  // namespace sidewinder
