// The liveness of code that is traced, kept.
#pragma once

#include <functional>

#include "interpreter/compiler/liveness.h"
#include "interpreter/execution/frame.h"

namespace sidewinder {

// Computed on first use and kept, with the code object, until traces are freed (forget_liveness).
const Liveness& liveness_of(const Code* code);
// Instructions at which several paths forward meet, each once: true. No loop's header.
const std::vector<bool>& merges_of(const Code* code);
void forget_liveness();
// Debug builds: what is not live at `pc`, where the frame goes on, holds kDeadRegister from here on. Elsewhere nothing
// happens.
void poison_dead_registers(FrameHeader* h, const Instr* pc);
// Of those code objects each.
void for_each_traced_code(const std::function<void(const Code&)>& visit);
// The code object, among those, that the instruction belongs to; null: none.
const Code* traced_code_at(const Instr* at);

}  // namespace sidewinder
