// The register allocator: linear scan, forward, together with emission. It knows where every value is; a lowering asks
// for operands, ends their use, and defines the result. When no register is free, the value whose next use is
// farthest is spilled, once: values are SSA, so a slot once written stays true.
//
// At a loop's label (plan_loop) it decides which invariants enter the loop in registers and writes the others' slots,
// so that spilling inside costs no store; at the jump back it says where everything has to be again.
#pragma once

#include <array>
#include <bitset>
#include <vector>

#include "jit/backend/emitter.h"
#include "jit/backend/liveness.h"
#include "jit/backend/parallel_move.h"

namespace sidewinder::jit {

class Registers {
 public:
  Registers(const Trace& trace, Liveness& liveness, Emitter& emitter);

  // --- one operation -------------------------------------------------------------------------
  void begin(uint32_t op);
  // The operand in a register; it stays there until end_operands.
  x86::Gp gp(Value v) { return x86::gpq(fetch(v, Bank::Gp)); }
  x86::Xmm xmm(Value v) { return x86::xmm(fetch(v, Bank::Xmm)); }
  // The operand as the second one of an instruction: register, slot or pool in memory, or 32-bit immediate.
  asmjit::Operand source(Value v);
  bool is_in_register(Value v) const;
  bool dies_here(Value v) const;    // with this operation's operands
  x86::Gp temporary();              // until the end of the operation
  void take(const x86::Gp& fixed);  // frees this register for the operation's own use
  void end_operands();              // the registers of operands that die here may be the result's
  // The result's register; `wish` is taken if it is free (an operand that was computed in place).
  x86::Gp define_gp(uint32_t op, uint32_t wish = kNoRegister) { return x86::gpq(define(op, Bank::Gp, wish)); }
  x86::Xmm define_xmm(uint32_t op, uint32_t wish = kNoRegister) { return x86::xmm(define(op, Bank::Xmm, wish)); }
  void define_in(uint32_t op, Location location);  // a result that is already there
  void finish(uint32_t op);                        // frees what dies here, temporaries too

  // --- where things are ----------------------------------------------------------------------
  Location location(uint32_t id) const;
  Location location_of(Value v) const;  // constants too

  // --- calls ---------------------------------------------------------------------------------
  // Everything needed after the call is moved or spilled out of the registers that calls change ...
  void save_across_call(uint32_t op);
  Location location_in_call(uint32_t id) const;  // of such a value: a slot, or else a register that calls keep
  // ... and those registers are free. Call end_operands before.
  void clobber_call_registers();

  // --- labels and jumps ----------------------------------------------------------------------
  // Gives the arguments of the label their places; `initial` are the values that fall into it.
  void enter_label(uint32_t label, const std::vector<Value>& initial);
  void plan_loop(uint32_t label, uint32_t argument_count);
  void record_loop_state(uint32_t label, uint32_t argument_count);
  // The moves that bring the loop's invariants and constants back to where the label expects them.
  void add_back_edge_moves(ParallelMove& moves);
  // Registers that hold float constants at the loop's label; a jump from elsewhere has to load them first.
  std::vector<Location> loop_constants(std::vector<uint64_t>& bits) const;
  const std::vector<Location>& loop_arguments() const { return loop_arguments_; }
  void execute(ParallelMove& moves);
  // An operation's value that is alive, other than those, if any: a label that others jump to must have none.
  uint32_t find_alive_above(uint32_t label) const;

  static constexpr uint32_t kNoRegister = ~0u;

 private:
  static constexpr uint32_t kNone = ~0u;
  struct BankState {
    std::array<uint32_t, 16> value;  // id, or kNone
    uint32_t free, pinned = 0, temporaries = 0, wanted = 0;
  };

  BankState& bank(Bank b) { return banks_[int(b)]; }
  Bank bank_of_id(uint32_t id) const;
  uint64_t bits_of_constant(uint32_t id) const { return trace_.constants[id - trace_.ops.size()].bits; }
  Location place(Bank b, uint32_t number) const;

  uint32_t fetch(Value v, Bank b);
  uint32_t load_into_register(uint32_t id, Bank b);
  uint32_t define(uint32_t op, Bank b, uint32_t wish);
  uint32_t choose(Bank b, uint32_t id);  // a register, freed if need be
  uint32_t choose_free(Bank b, uint32_t id, uint32_t candidates);
  uint32_t take_temporary(Bank b);
  void evict(Bank b, uint32_t number);
  void spill(uint32_t id);  // writes its slot, if not yet written
  void occupy(Bank b, uint32_t number, uint32_t id);
  void vacate(Bank b, uint32_t number);
  void release(uint32_t id);  // dead: register and slot are free
  void leave_register(uint32_t id);
  uint32_t new_slot();
  void free_slot(uint32_t slot) {
    slots_used_[slot] = false;
    if (slot < lowest_free_slot_) lowest_free_slot_ = slot;
  }
  void pin(Bank b, uint32_t number) { bank(b).pinned |= bit(number); }

  // plan_loop's parts
  void place_arguments(Bank b, uint32_t label, uint32_t count);
  void place_invariants(Bank b);
  void load_float_constants();
  bool move_to_call_saved(uint32_t number);

  const Trace& trace_;
  Liveness& liveness_;
  Emitter& emitter_;
  BankState banks_[kBanks];
  std::vector<int8_t> register_of_;  // by id; -1: none
  std::vector<int16_t> slot_of_;     // by id; -1: none; written as soon as given
  std::bitset<kSlotCount> slots_used_;
  uint32_t lowest_free_slot_ = 0;
  uint32_t op_ = 0;

  struct Expected {
    uint32_t id;
    Location location;
  };
  std::vector<Expected> loop_state_;  // invariants and constants in registers at the loop's label
  std::vector<Location> loop_arguments_;
};

}  // namespace sidewinder::jit
