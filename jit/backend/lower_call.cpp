// Residual calls, by the C ABI. What is needed afterwards goes to registers that calls keep, or to slots.
#include "jit/backend/compiler.h"

namespace sidewinder::jit {

namespace {

const x86::Gp kIntegerArguments[] = {x86::rdi, x86::rsi, x86::rdx, x86::rcx, x86::r8, x86::r9};
static_assert(std::size(kIntegerArguments) == kMaxIntegerArguments);

}  // namespace

void Compiler::lower_call(uint32_t i, const Op& op) {
  const Helper& helper = *op.helper;
  bool takes_thread = helper.effects & kEffectTakesThread;
  uint32_t integers = takes_thread ? 1 : 0, floats = 0;
  registers.save_across_call(i);
  ParallelMove moves;
  for (uint32_t k = 0; k < op.argument_count; k++) {
    Value v = trace.arguments[op.first_argument + k];
    bool is_float = bank_of(trace.kind_of(v)) == Bank::Xmm;
    if (is_float ? floats == kMaxFloatArguments : integers == kMaxIntegerArguments)
      return fail(std::string("too many arguments for a call of ") + helper.name);
    Location to = is_float ? Location{Location::Where::Xmm, uint8_t(floats++), 0}
                           : Location{Location::Where::Register, uint8_t(kIntegerArguments[integers++].id()), 0};
    moves.add(to, registers.location_of(v));
  }
  registers.execute(moves);
  const Op* visible = guard_of_visible_call(i, op);
  if (visible) copy_kept_registers(op);
  if (takes_thread) as.mov(x86::rdi, kThread);
  emitter.call(helper.address);
  size_t return_offset = as.offset();
  registers.end_operands();
  registers.clobber_call_registers();
  if (visible) add_call_site(i, op, *visible, return_offset);
  if (!liveness.is_used(i)) return;
  bool in_xmm = bank_of(op.kind) == Bank::Xmm;
  if (op.kind == Kind::Flag) as.movzx(x86::eax, x86::al);
  registers.define_in(i, {in_xmm ? Location::Where::Xmm : Location::Where::Register, 0, 0});
}

}  // namespace sidewinder::jit
