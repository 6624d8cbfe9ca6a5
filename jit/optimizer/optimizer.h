// The optimiser's interface: a recorded trace in, an optimised one or a reason out.
//
// Label 0 has one argument for each register: unboxed where the recorder saw a number and the trace tests for it, else
// Ref. A jump to a target passes its registers in the same way.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "jit/ir/target.h"
#include "jit/ir/trace.h"
#include "jit/language/abort.h"

namespace sidewinder::jit {

enum class TraceKind : uint8_t {
  Loop,      // load_register inputs; ends with a jump to itself (target null): label 0 and label 1
  Bridge,    // exit_value inputs; ends with a jump to a Target or an exit
  Straight,  // load_register inputs (a function, or a loop that runs into a compiled one); label 0; ends as a bridge
};

enum class PassIndex : uint32_t {
#define PASS(name, Name) Name,
#include "jit/optimizer/passes.def"
#undef PASS
  kCount
};
enum PassBit : uint32_t {
#define PASS(name, Name) kPass##Name = 1u << uint32_t(PassIndex::Name),
#include "jit/optimizer/passes.def"
#undef PASS
  kAllPasses = (1u << uint32_t(PassIndex::kCount)) - 1,
};
// The bit of a pass by its name in passes.def; 0: there is none.
uint32_t pass_named(std::string_view name);

struct OptimizerInput {
  const Trace& recorded;
  TraceKind kind;
  const Boxes& boxes;
  // Loop and Straight: for each register of the root frame what the recorder saw at the header. The optimiser may turn
  // one into Ref (never the other way), e.g. where `generic` says that other kinds arrived before.
  Signature observed = {};
  std::vector<bool> generic = {};
  uint32_t passes = kAllPasses;

  // Where an object keeps its class word (Hooks::class_offset), to know the classes of constants; negative: not known.
  int32_t class_offset = -1;
  // Classes whose instances never change class (static builtin types), besides the boxes'; null: no others. What is
  // known of another class is forgotten at a call that may write.
  bool (*class_is_constant)(const void* class_word) = nullptr;

  bool entered_by_jumps_only = false;  // the registers are those of several frames: none is loaded
  bool fixed_signature = false;        // `observed` is the signature of label 0, as it stands
};

struct OptimizerOutput {
  Trace trace;
  Signature header;           // of label 0 (Loop and Straight)
  Abort abort = Abort::None;  // else why the trace cannot be used
  std::string abort_detail;
};

OptimizerOutput optimize(const OptimizerInput& input);

}  // namespace sidewinder::jit
