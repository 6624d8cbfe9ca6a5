// Operands, results, spilling. Labels, loops and calls are in registers_flow.cpp. See registers.h.
#include "jit/backend/registers.h"

#include <algorithm>
#include <bit>

namespace sidewinder::jit {

Registers::Registers(const Trace& trace, Liveness& liveness, Emitter& emitter)
    : trace_(trace),
      liveness_(liveness),
      emitter_(emitter),
      register_of_(liveness.value_count(), -1),
      slot_of_(liveness.value_count(), -1) {
  for (Bank b : {Bank::Gp, Bank::Xmm}) {
    bank(b).value.fill(kNone);
    bank(b).free = allocatable(b);
  }
}

Bank Registers::bank_of_id(uint32_t id) const {
  return liveness_.is_constant(id) ? Bank::Xmm : bank_of(trace_.ops[id].kind);
}

Location Registers::place(Bank b, uint32_t number) const {
  return {b == Bank::Gp ? Location::Where::Register : Location::Where::Xmm, uint8_t(number), 0};
}

Location Registers::location(uint32_t id) const {
  if (register_of_[id] >= 0) return place(bank_of_id(id), uint32_t(register_of_[id]));
  if (slot_of_[id] >= 0) return {Location::Where::Slot, 0, uint32_t(slot_of_[id])};
  return {};
}

Location Registers::location_of(Value v) const {
  if (v.is_constant() && register_of_[liveness_.id(v)] < 0) return {Location::Where::Constant, 0, v.index()};
  return location(liveness_.id(v));
}

void Registers::begin(uint32_t op) {
  op_ = op;
  for (BankState& b : banks_) b.pinned = b.temporaries = 0;
}

bool Registers::is_in_register(Value v) const { return !v.is_none() && register_of_[liveness_.id(v)] >= 0; }

bool Registers::dies_here(Value v) const { return v.is_op() && liveness_.last_use(v.index()) == 2 * op_; }

asmjit::Operand Registers::source(Value v) {
  uint32_t id = liveness_.id(v);
  if (int number = register_of_[id]; number >= 0) {
    Bank b = bank_of_id(id);
    pin(b, uint32_t(number));
    if (b == Bank::Gp) return x86::gpq(uint32_t(number));
    return x86::xmm(uint32_t(number));
  }
  if (v.is_constant()) {
    const Constant& constant = trace_.constants[v.index()];
    if (constant.kind != Kind::Float && Emitter::fits_int32(constant.bits)) return asmjit::Imm(int64_t(constant.bits));
    return emitter_.pool(constant.bits);
  }
  // A spilled value that is soon used again is worth a register, if one is free.
  Bank b = bank_of_id(id);
  bool again = liveness_.last_use(id) > 2 * op_ && liveness_.next_use(id, op_ + 1) != Liveness::kNever;
  if (again && (bank(b).free & ~bank(b).wanted)) {
    uint32_t number = load_into_register(id, b);
    if (b == Bank::Gp) return x86::gpq(number);
    return x86::xmm(number);
  }
  if (slot_of_[id] < 0) emitter_.fail("operand %" + std::to_string(id) + " is nowhere"), slot_of_[id] = 0;
  return slot_address(uint32_t(slot_of_[id]));
}

uint32_t Registers::fetch(Value v, Bank b) {
  uint32_t id = liveness_.id(v);
  if (int number = register_of_[id]; number >= 0) {
    pin(b, uint32_t(number));
    return uint32_t(number);
  }
  if (!v.is_constant()) return load_into_register(id, b);
  uint32_t number = take_temporary(b);
  emitter_.move(place(b, number), {Location::Where::Constant, 0, 0}, trace_.constants[v.index()].bits);
  return number;
}

uint32_t Registers::load_into_register(uint32_t id, Bank b) {
  if (slot_of_[id] < 0) emitter_.fail("operand %" + std::to_string(id) + " is nowhere"), slot_of_[id] = 0;
  uint32_t number = choose(b, id);
  emitter_.move(place(b, number), {Location::Where::Slot, 0, uint32_t(slot_of_[id])});
  occupy(b, number, id);
  pin(b, number);
  return number;
}

uint32_t Registers::take_temporary(Bank b) {
  uint32_t number = choose(b, kNone);
  bank(b).free &= ~bit(number);
  bank(b).temporaries |= bit(number);
  pin(b, number);
  return number;
}

x86::Gp Registers::temporary() { return x86::gpq(take_temporary(Bank::Gp)); }

void Registers::take(const x86::Gp& fixed) {
  BankState& state = bank(Bank::Gp);
  uint32_t number = fixed.id(), id = state.value[number];
  if (id != kNone) {
    bool pinned = state.pinned & bit(number);
    uint32_t others = state.free & ~state.pinned;
    if (others || pinned) {
      uint32_t to = others ? choose_free(Bank::Gp, id, others) : choose(Bank::Gp, id);
      emitter_.move(place(Bank::Gp, to), place(Bank::Gp, number));
      vacate(Bank::Gp, number);
      occupy(Bank::Gp, to, id);
      if (pinned) pin(Bank::Gp, to);
    } else {
      evict(Bank::Gp, number);
    }
  }
  state.free &= ~bit(number);
  state.temporaries |= bit(number);
  pin(Bank::Gp, number);
}

// Slots stay until the operation is finished: it may read them after it has spilled something for its result.
void Registers::end_operands() {
  for (uint32_t id = liveness_.first_dying(op_); id != Liveness::kNever; id = liveness_.next_dying(id))
    if (liveness_.last_use(id) == 2 * op_) leave_register(id);
}

void Registers::finish(uint32_t op) {
  for (BankState& b : banks_) {
    b.free |= b.temporaries;
    b.temporaries = 0;
  }
  for (uint32_t id = liveness_.first_dying(op); id != Liveness::kNever; id = liveness_.next_dying(id))
    if (liveness_.last_use(id) <= 2 * op + 1) release(id);
  if (!liveness_.is_used(op)) release(op);  // an operation that was needed for its guard only
}

void Registers::leave_register(uint32_t id) {
  int number = register_of_[id];
  if (number < 0) return;
  Bank b = bank_of_id(id);
  bank(b).pinned &= ~bit(uint32_t(number));
  vacate(b, uint32_t(number));
}

void Registers::release(uint32_t id) {
  leave_register(id);
  if (slot_of_[id] < 0) return;
  free_slot(uint32_t(slot_of_[id]));
  slot_of_[id] = -1;
}

uint32_t Registers::define(uint32_t op, Bank b, uint32_t wish) {
  BankState& state = bank(b);
  uint32_t number = kNoRegister;
  if (uint32_t argument = liveness_.hint(op); argument != Liveness::kNever && !loop_arguments_.empty()) {
    const Location& home = loop_arguments_[argument - liveness_.loop().label - 1];
    bool in_bank = home.where == (b == Bank::Gp ? Location::Where::Register : Location::Where::Xmm);
    if (in_bank && (state.free & ~state.pinned & bit(home.number))) number = home.number;
  }
  bool wish_survives = wish != kNoRegister &&
                       (liveness_.last_use(op) / 2 <= liveness_.next_call(op) || (survives_calls(b) & bit(wish)));
  if (number == kNoRegister && wish_survives && (state.free & ~state.pinned & ~state.wanted & bit(wish))) number = wish;
  if (number == kNoRegister) number = choose(b, op);
  occupy(b, number, op);
  pin(b, number);
  return number;
}

void Registers::define_in(uint32_t op, Location location) {
  if (location.where == Location::Where::Slot) {
    slot_of_[op] = int16_t(location.slot);
    slots_used_[location.slot] = true;
  } else {
    Bank b = location.where == Location::Where::Register ? Bank::Gp : Bank::Xmm;
    bank(b).temporaries &= ~bit(location.number);
    occupy(b, location.number, op);
  }
}

// A free register if there is one; else that of the value whose next use is farthest.
uint32_t Registers::choose(Bank b, uint32_t id) {
  BankState& state = bank(b);
  if (uint32_t candidates = state.free & ~state.pinned) return choose_free(b, id, candidates);
  uint32_t best = kNoRegister, best_distance = 0;
  for (uint32_t left = allocatable(b) & ~state.pinned & ~state.temporaries; left; left &= left - 1) {
    uint32_t number = uint32_t(std::countr_zero(left)), value = state.value[number];
    if (value == kNone) continue;
    uint32_t distance = liveness_.next_use(value, op_);
    bool written = liveness_.is_constant(value) || slot_of_[value] >= 0;  // costs no store: the better of equals
    if (best == kNoRegister || distance > best_distance || (distance == best_distance && written))
      best = number, best_distance = distance;
  }
  if (best == kNoRegister) {
    emitter_.fail("one operation needs more registers than there are");
    return 0;
  }
  evict(b, best);
  return best;
}

// What is needed after a call goes into a register that calls keep, the rest does not; and registers that values of
// the jump back are to get are left alone as long as possible.
uint32_t Registers::choose_free(Bank b, uint32_t id, uint32_t candidates) {
  BankState& state = bank(b);
  if (uint32_t rest = candidates & ~state.wanted) candidates = rest;
  bool crosses_call = id != kNone && !liveness_.is_constant(id) &&
                      liveness_.last_use(id) / 2 > liveness_.next_call(op_);
  uint32_t preferred = crosses_call ? candidates & survives_calls(b) : candidates & ~survives_calls(b);
  return uint32_t(std::countr_zero(preferred ? preferred : candidates));
}

void Registers::evict(Bank b, uint32_t number) {
  uint32_t id = bank(b).value[number];
  if (!liveness_.is_constant(id)) spill(id);
  vacate(b, number);
}

void Registers::spill(uint32_t id) {
  if (slot_of_[id] >= 0) return;
  slot_of_[id] = int16_t(new_slot());
  emitter_.move({Location::Where::Slot, 0, uint32_t(slot_of_[id])}, location(id));
}

void Registers::occupy(Bank b, uint32_t number, uint32_t id) {
  BankState& state = bank(b);
  state.value[number] = id;
  state.free &= ~bit(number);
  state.wanted &= ~bit(number);
  register_of_[id] = int8_t(number);
}

void Registers::vacate(Bank b, uint32_t number) {
  BankState& state = bank(b);
  register_of_[state.value[number]] = -1;
  state.value[number] = kNone;
  state.free |= bit(number);
}

uint32_t Registers::new_slot() {
  uint32_t slot = lowest_free_slot_;
  while (slot < kSlotCount && slots_used_[slot]) slot++;
  if (slot == kSlotCount) {
    emitter_.fail("too many values for the slots of a trace's frame");
    return 0;
  }
  slots_used_[slot] = true;
  lowest_free_slot_ = slot + 1;
  return slot;
}

}  // namespace sidewinder::jit
