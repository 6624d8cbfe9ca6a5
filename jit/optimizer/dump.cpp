#include "jit/optimizer/dump.h"

namespace sidewinder::jit {

std::string removals_text(const Trace& recorded, const Trace& optimised, const PrintNames* names) {
  std::string text;
  for (const Removal& r : optimised.removals) {
    text += print_operation(recorded, r.recorded_index, names);
    if (recorded.ops[r.recorded_index].opcode != r.opcode) text += std::string(", as ") + info(r.opcode).name;
    text += std::string("  ; ") + r.pass + ": " + r.reason + "\n";
  }
  return text;
}

std::string text_after_each_pass(OptimizerInput input, const PrintNames* names) {
  static constexpr const char* kNames[] = {
#define PASS(name, Name) #name,
#include "jit/optimizer/passes.def"
#undef PASS
  };
  std::string text;
  uint32_t wanted = input.passes;
  input.passes = 0;
  for (uint32_t i = 0; i < uint32_t(PassIndex::kCount); i++) {
    if (!(wanted & 1u << i)) continue;
    input.passes |= 1u << i;
    OptimizerOutput output = optimize(input);
    text += std::string("-- after ") + kNames[i] + "\n" +
            (output.trace.ops.empty() ? output.abort_detail + "\n" : print(output.trace, names));
  }
  return text;
}

}  // namespace sidewinder::jit
