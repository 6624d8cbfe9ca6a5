// Labels, their arguments, jumps; a bridge's inputs.
#include "jit/backend/compiler.h"

namespace sidewinder::jit {

// Label 0 is where others arrive: only its arguments may be alive there. The loop's label is where the jump at the
// end arrives: it brings everything back to where it is now.
void Compiler::lower_label(uint32_t i, const Op& op) {
  const Liveness::Loop& loop = liveness.loop();
  bool is_target = op.imm == 0, is_loop = loop.label == i;
  std::vector<Value> initial(trace.arguments.begin() + op.first_argument,
                             trace.arguments.begin() + op.first_argument + op.argument_count);
  uint32_t count = op.argument_count;
  for (uint32_t k = 0; k < count; k++)
    if (i + 1 + k >= trace.ops.size() || trace.ops[i + 1 + k].opcode != Opcode::argument)
      return fail("a label without its arguments");
  registers.enter_label(i, initial);
  registers.finish(i);
  if (is_target)
    if (uint32_t id = registers.find_alive_above(i); id != ~0u)
      return fail("%" + std::to_string(id) + " is alive across label 0");

  if (is_loop) {
    registers.plan_loop(i, count);
    as.align(asmjit::AlignMode::kCode, 32);
    loop_label = as.newLabel();
    as.bind(loop_label);
    registers.record_loop_state(i, count);
  }
  if (!is_target) return;
  has_target = true;
  target_label = as.newLabel();
  if (!is_loop) as.bind(target_label);  // else the adapter that loads the constants is bound to it
  for (uint32_t k = 0; k < count; k++) target_locations.push_back(registers.location(i + 1 + k));
}

// Who jumps here from outside finds no constants in registers yet.
void Compiler::emit_target_adapter() {
  if (!has_target || as.code()->isLabelBound(target_label)) return;
  as.bind(target_label);
  std::vector<uint64_t> bits;
  std::vector<Location> constants = registers.loop_constants(bits);
  for (size_t k = 0; k < constants.size(); k++) emitter.load_xmm(x86::xmm(constants[k].number), bits[k]);
  as.jmp(loop_label);
}

void Compiler::lower_jump(uint32_t i, const Op& op) {
  bool outside = op.target != nullptr;
  if (!outside && (i + 1 != trace.ops.size() || !liveness.loop().exists()))
    return fail("a jump inside the trace that does not end it");
  if (outside && !op.target->code) return fail("a jump to a label that has no code");
  const std::vector<Location>& homes = outside ? op.target->code->arguments : registers.loop_arguments();
  if (homes.size() != op.argument_count) return fail("a jump's arguments do not match its label's");
  ParallelMove moves;
  for (uint32_t k = 0; k < op.argument_count; k++) {
    if (homes[k].where == Location::Where::None) continue;
    Location from = registers.location_of(trace.arguments[op.first_argument + k]);
    if (from.where == Location::Where::None) return fail("argument " + std::to_string(k) + " of the jump is nowhere");
    moves.add(homes[k], from);
  }
  if (!outside) registers.add_back_edge_moves(moves);
  registers.execute(moves);
  if (outside) emitter.jump(op.target->code->address);
  else as.jmp(loop_label);
}

// The locations were taken over by start_bridge.
void Compiler::lower_exit_value(uint32_t, const Op&) {}
void Compiler::lower_argument(uint32_t, const Op&) {}

}  // namespace sidewinder::jit
