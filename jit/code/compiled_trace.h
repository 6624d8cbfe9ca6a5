// What compiled code is to the rest of jit/: a trace with its machine code, its ways out and its label that others jump
// to.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "jit/code/exit_plan.h"
#include "jit/code/location.h"
#include "jit/ir/target.h"
#include "jit/ir/trace.h"
#include "jit/language/abort.h"
#include "jit/language/hooks.h"

namespace sidewinder::jit {

struct CompiledTrace;

// A live value of an exit: an SSA value that the snapshot (or a sunk object in it) names, and where it is.
struct ExitValue {
  Value value;
  Kind kind;
  Location location;
  const void* known_class = nullptr;  // what the optimiser knew: the bridge starts from it
};

// What the interpreter would do first after an exit, where the driver can do it as well.
enum class AfterExit : uint8_t {
  Interpret,  // anything
  Loop,       // take a back edge: the innermost frame goes on at the header of `loop`
  Return,     // return from the frame that the trace began in
};
struct StartPoint;  // the driver's

// One way out of a trace.
struct Exit {
  CompiledTrace* owner = nullptr;
  uint32_t op_index = 0;  // of the guard or exit operation
  uint32_t snapshot = 0;  // which snapshot to rebuild (of a two-way guard: the one its failure means)
  std::vector<ExitValue> values;
  uint8_t* patch = nullptr;  // rel32 of the jump that a bridge redirects; null: taken by force only, no bridge
  uint32_t count = 0;        // times taken; the driver's
  CompiledTrace* bridge = nullptr;
  std::unique_ptr<ExitPlan> plan;  // what leaving here does; made when it is first taken
  bool blacklisted = false;        // the driver's; set from the start where patch is null
  uint32_t attempts = 0;           // the driver's: recordings that began here
  AfterExit after = AfterExit::Interpret;
  StartPoint* loop = nullptr;
  uint64_t loop_header = 0;
  Abort last_failure = Abort::None;  // why the last recording from here came to nothing,
  uint64_t failed_at = 0;            // and the position of the instruction under way then
};

// A call from a trace that may look at frames, or run code that does. Its values are where they are while it runs: in
// slots, or in TraceFrame::gp, where registers that calls keep have been copied to.
struct CallSite {
  static constexpr uint32_t kNoRegister = ~0u;
  const void* return_address = nullptr;
  uint32_t result_register = kNoRegister;  // of the innermost frame, for the call's result
  Exit raised;                             // the frames during the call, and where it goes on if it raised
  Exit returned;                           // and if it did not: only the position differs, and the result's register
};

// Owns its machine code and roots. Exits and the target point into it and at it, so it stays where it is.
struct CompiledTrace {
  CompiledTrace() = default;
  CompiledTrace(const CompiledTrace&) = delete;
  CompiledTrace& operator=(const CompiledTrace&) = delete;
  // only when no machine stack has a return address into the code, and no trace jumps to it
  ~CompiledTrace();

  uint32_t id = 0;
  Trace trace;                  // the optimised trace; exits are decoded from it
  std::vector<Exit> exits;      // stable once compiled
  std::vector<CallSite> calls;  // by return address; stable, too
  const Hooks* hooks = nullptr;
  const void* entry = nullptr;     // Loop and Straight: entered through enter_trace; Bridge: where its exit jumps
  std::unique_ptr<Target> target;  // label 0
  LabelCode target_code;           // and where it lies
  Object** roots = nullptr;        // every object the code or the snapshots embed
  uint8_t* code = nullptr;
  uint32_t code_size = 0;
  std::string listing;            // asmjit's text, if backend_settings.keep_listing was on
  CompiledTrace* next = nullptr;  // of all that exist, for the perf map
  double compile_seconds = 0;
  // The driver's: "loop", "function", "bridge" or "join"; the trace that a bridge hangs on; the position of the first
  // instruction.
  const char* kind = "";
  uint32_t parent = 0;
  uint64_t begins_at = 0;
  // Bridge: how many bridges that begin there, each from the one before, it is the last of
  uint32_t chain = 0;
};

// Adds a trace to those that exist; its destructor takes it out again.
void remember_trace(CompiledTrace& trace);
// Of those that exist the newest; CompiledTrace::next leads to the others. Null: there is none.
const CompiledTrace* newest_trace();
// The call that returns there, or null.
CallSite* call_site_at(const void* return_address);
// One line "address size name" for every trace alive: the file /tmp/perf-PID.map that perf reads.
void write_perf_map(FILE* file);
uint64_t code_bytes();  // of machine code in use
// What a trace takes beside its machine code, about.
uint64_t table_bytes(const CompiledTrace& trace);

}  // namespace sidewinder::jit
