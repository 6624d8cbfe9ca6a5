// The code generator's interface: an optimised trace in; machine code, exit tables and label locations out.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "jit/driver/hooks.h"
#include "jit/ir/target.h"
#include "jit/ir/trace.h"

namespace sidewinder::jit {

struct CompiledTrace;

// A live value of an exit: an SSA value that the snapshot (or a sunk object in it) names, and where it is.
struct ExitValue {
  Value value;
  Kind kind;
  Location location;
  const void* known_class = nullptr;  // what the optimiser knew: the bridge starts from it
};

// One way out of a trace.
struct Exit {
  CompiledTrace* owner = nullptr;
  uint32_t op_index = 0;  // of the guard or exit operation
  uint32_t snapshot = 0;  // which snapshot to rebuild (of a two-way guard: the one its failure means)
  std::vector<ExitValue> values;
  uint8_t* patch = nullptr;  // rel32 of the jump that a bridge redirects; null: taken by force only, no bridge
  uint32_t count = 0;        // times taken; the driver's
  CompiledTrace* bridge = nullptr;
  bool blacklisted = false;  // the driver's; set from the start where patch is null
};

// Owns its machine code and roots. Exits and the target point into it and at it, so it stays where it is.
struct CompiledTrace {
  CompiledTrace() = default;
  CompiledTrace(const CompiledTrace&) = delete;
  CompiledTrace& operator=(const CompiledTrace&) = delete;
  // only when no machine stack has a return address into the code, and no trace jumps to it
  ~CompiledTrace();

  uint32_t id = 0;
  Trace trace;              // the optimised trace; exits are decoded from it
  std::vector<Exit> exits;  // stable once compiled
  const Hooks* hooks = nullptr;
  const void* entry = nullptr;     // Loop and Entry: entered through enter_trace; Bridge: where its exit jumps
  std::unique_ptr<Target> target;  // label 0
  uint32_t valid_flag = 1;         // guard_valid tests it; invalidation clears it
  Object** roots = nullptr;        // every object the code or the snapshots embed
  uint8_t* code = nullptr;
  uint32_t code_size = 0;
  std::string listing;            // asmjit's text, if backend_settings.keep_listing was on
  CompiledTrace* next = nullptr;  // of all that exist, for the perf map
  double compile_seconds = 0;
  uint64_t begins_at = 0;  // the driver's. Bridge: the position of its first instruction
  // Bridge: how many bridges that begin there, each from the one before, it is the last of
  uint32_t chain = 0;
};

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
};
CompileResult compile(CompileInput input);

// Redirects an exit to a bridge compiled with it as parent. One aligned 4-byte store; hold the GIL.
void attach_bridge(Exit& exit, CompiledTrace& bridge);

// Enters compiled code with the root frame's registers. Returns the exit through which it was left; by then
// the real frames have been rebuilt (jit/resume/rebuild.h). The root frame's registers are true on entry.
Exit* enter_trace(Thread& t, CompiledTrace& trace, Object** root_registers);

// What the command line sets, before the first compilation.
struct BackendSettings {
  uint32_t force_exits = 0;                  // every Nth execution of a guard leaves the trace; 0: never
  bool keep_listing = false;                 // CompiledTrace::listing
  uint64_t code_limit = uint64_t(64) << 20;  // bytes of machine code
};
extern BackendSettings backend_settings;
// until the next forced exit; afterwards it starts again at force_exits
void set_forced_exit_countdown(uint32_t count);

// One line "address size name" for every trace alive: the file /tmp/perf-PID.map that perf reads.
void write_perf_map(FILE* file);

// Bytes of machine code in use; the budget (-X jit-code-limit).
uint64_t code_bytes();
bool executable_memory_available(std::string* why);
std::string disassemble(const CompiledTrace& trace);  // asmjit's logger text, if logging was on; else ""

}  // namespace sidewinder::jit
