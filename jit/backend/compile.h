// The code generator's interface: an optimised trace in; machine code, exit tables and label locations out.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "jit/code/compiled_trace.h"
#include "jit/ir/target.h"
#include "jit/ir/trace.h"
#include "jit/language/hooks.h"

namespace sidewinder::jit {

struct CompileInput {
  Trace trace;                   // moved into the result
  const Hooks& hooks;            // outlives the result
  Signature header;              // of label 0, if there is one
  const Exit* parent = nullptr;  // bridge: starts in the register state of this exit
  uint32_t id = 0;
};

struct CompileResult {
  std::unique_ptr<CompiledTrace> compiled;  // null: failed, with the reason
  std::string error;
  bool is_full = false;  // the code could be made, and there is no place for it
};
CompileResult compile(CompileInput input);

// Redirects an exit to a bridge compiled with it as parent. One aligned 4-byte store; hold the GIL.
void attach_bridge(Exit& exit, CompiledTrace& bridge);

// Enters compiled code with the root frame's registers. Returns the exit through which it was left; by then
// the real frames have been rebuilt (jit/snapshot/rebuild.h). The root frame's registers are true on entry.
Exit* enter_trace(Thread& t, CompiledTrace& trace, Object** root_registers);

// What the command line sets, before the first compilation.
struct BackendSettings {
  uint32_t force_exits = 0;   // every Nth execution of a guard leaves the trace; 0: never
  bool keep_listing = false;  // CompiledTrace::listing
};
extern BackendSettings backend_settings;
// until the next forced exit; afterwards it starts again at force_exits
void set_forced_exit_countdown(uint32_t count);

bool executable_memory_available(std::string* why);

}  // namespace sidewinder::jit
