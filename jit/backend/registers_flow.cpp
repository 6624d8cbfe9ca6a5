// The allocator at calls, labels and jumps. See registers.h.
#include <algorithm>
#include <bit>

#include "jit/backend/registers.h"

namespace sidewinder::jit {

// --- calls -----------------------------------------------------------------------------------

void Registers::save_across_call(uint32_t op) {
  for (Bank b : {Bank::Gp, Bank::Xmm}) {
    for (uint32_t left = allocatable(b) & ~survives_calls(b); left; left &= left - 1) {
      uint32_t number = uint32_t(std::countr_zero(left)), id = bank(b).value[number];
      if (id == kNone || liveness_.is_constant(id) || liveness_.last_use(id) <= 2 * op || slot_of_[id] >= 0) continue;
      if (b == Bank::Gp && liveness_.next_use(id, op + 1) != Liveness::kNever && move_to_call_saved(number)) continue;
      spill(id);
    }
  }
}

Location Registers::location_in_call(uint32_t id) const {
  if (slot_of_[id] >= 0) return {Location::Where::Slot, 0, uint32_t(slot_of_[id])};
  return location(id);
}

bool Registers::move_to_call_saved(uint32_t number) {
  BankState& state = bank(Bank::Gp);
  uint32_t candidates = state.free & kCalleeSavedGp & ~state.pinned;
  if (!candidates) return false;
  uint32_t id = state.value[number], to = uint32_t(std::countr_zero(candidates));
  emitter_.move(place(Bank::Gp, to), place(Bank::Gp, number));
  vacate(Bank::Gp, number);
  occupy(Bank::Gp, to, id);
  return true;
}

void Registers::clobber_call_registers() {
  for (Bank b : {Bank::Gp, Bank::Xmm})
    for (uint32_t left = allocatable(b) & ~survives_calls(b); left; left &= left - 1) {
      uint32_t number = uint32_t(std::countr_zero(left));
      if (bank(b).value[number] != kNone) vacate(b, number);
    }
}

// --- labels ----------------------------------------------------------------------------------

// A value that ends here hands its place over; others are copied.
void Registers::enter_label(uint32_t label, const std::vector<Value>& initial) {
  for (uint32_t k = 0; k < initial.size(); k++) {
    uint32_t argument = label + 1 + k;
    if (!liveness_.is_used(argument)) continue;
    Value v = initial[k];
    Bank b = bank_of_id(argument);
    bool ends = v.is_op() && liveness_.last_use(v.index()) == 2 * label;
    if (ends && register_of_[v.index()] >= 0) {
      uint32_t number = uint32_t(register_of_[v.index()]);
      release(v.index());
      occupy(b, number, argument);
      continue;
    }
    if (ends && slot_of_[v.index()] >= 0) {
      std::swap(slot_of_[v.index()], slot_of_[argument]);
      continue;
    }
    Location from = location_of(v);
    for (uint32_t j = 0; j < k && from.where == Location::Where::None; j++)
      if (initial[j] == v) from = location(label + 1 + j);
    uint64_t bits = v.is_constant() ? trace_.constants[v.index()].bits : 0;
    if (uint32_t candidates = bank(b).free & ~bank(b).pinned) {
      uint32_t number = choose_free(b, argument, candidates);
      emitter_.move(place(b, number), from, bits);
      occupy(b, number, argument);
    } else {
      slot_of_[argument] = int16_t(new_slot());
      emitter_.move({Location::Where::Slot, 0, uint32_t(slot_of_[argument])}, from, bits);
    }
  }
}

uint32_t Registers::find_alive_above(uint32_t label) const {
  for (uint32_t id = 0; id < label; id++)
    if (location(id).where != Location::Where::None) return id;
  return kNone;
}

// --- the loop --------------------------------------------------------------------------------

void Registers::plan_loop(uint32_t label, uint32_t argument_count) {
  for (Bank b : {Bank::Gp, Bank::Xmm}) {
    place_arguments(b, label, argument_count);
    place_invariants(b);
  }
  load_float_constants();
}

// What the loop computes with is in a register; what only its exits name makes room if room is needed.
void Registers::place_arguments(Bank b, uint32_t label, uint32_t count) {
  const Liveness::Loop& loop = liveness_.loop();
  uint32_t invariants = 0;
  for (uint32_t id : loop.invariants) invariants += bank_of_id(id) == b;
  bool tight = loop.pressure[int(b)] + invariants > uint32_t(std::popcount(allocatable(b)));
  for (uint32_t argument = label + 1; argument <= label + count; argument++) {
    if (!liveness_.is_used(argument) || bank_of_id(argument) != b) continue;
    bool hot = liveness_.loop_uses(argument) != 0;
    if (register_of_[argument] >= 0) {
      if (!hot && tight) evict(b, uint32_t(register_of_[argument]));
    } else if (hot || (!tight && bank(b).free)) {
      uint32_t slot = uint32_t(slot_of_[argument]);
      load_into_register(argument, b);
      bank(b).pinned = 0;
      slot_of_[argument] = -1;
      free_slot(slot);
    }
  }
}

void Registers::place_invariants(Bank b) {
  const Liveness::Loop& loop = liveness_.loop();
  std::vector<uint32_t> ids;
  for (uint32_t id : loop.invariants)
    if (bank_of_id(id) == b) ids.push_back(id);
  std::stable_sort(ids.begin(), ids.end(),
                   [&](uint32_t x, uint32_t y) { return liveness_.loop_uses(x) > liveness_.loop_uses(y); });
  uint32_t registers = uint32_t(std::popcount(allocatable(b))), locals = std::min(registers, loop.pressure[int(b)]);
  uint32_t capacity = registers - locals;
  bool tight = ids.size() > capacity || loop.has_call;
  if (loop.has_call) capacity = std::min(capacity, uint32_t(std::popcount(survives_calls(b))));

  // The less used ones leave first, so that the others find room.
  for (size_t i = ids.size(); i-- > 0;) {
    int number = register_of_[ids[i]];
    if (number < 0) continue;
    bool stays = i < capacity && (!tight || liveness_.loop_uses(ids[i]));
    if (tight) spill(ids[i]);
    if (!stays) vacate(b, uint32_t(number));
  }
  for (size_t i = 0; i < ids.size() && i < capacity; i++) {
    int number = register_of_[ids[i]];
    if (number >= 0) {
      bool lost_in_call = loop.has_call && !(survives_calls(b) & bit(uint32_t(number)));
      if (lost_in_call && !move_to_call_saved(uint32_t(number))) vacate(b, uint32_t(number));
    } else if (liveness_.loop_uses(ids[i])) {
      uint32_t candidates = bank(b).free & (loop.has_call ? survives_calls(b) : ~0u);
      if (!candidates) break;
      uint32_t to = choose_free(b, ids[i], candidates);
      emitter_.move(place(b, to), location(ids[i]));
      occupy(b, to, ids[i]);
    }
  }
}

void Registers::load_float_constants() {
  const Liveness::Loop& loop = liveness_.loop();
  if (loop.has_call) return;
  uint32_t used = loop.pressure[int(Bank::Xmm)];
  for (uint32_t id : loop.invariants) used += bank_of_id(id) == Bank::Xmm && register_of_[id] >= 0;
  for (uint32_t id : loop.float_constants) {
    if (used++ >= uint32_t(std::popcount(kAllocatableXmm)) || !bank(Bank::Xmm).free) return;
    uint32_t number = choose_free(Bank::Xmm, id, bank(Bank::Xmm).free);
    emitter_.load_xmm(x86::xmm(number), bits_of_constant(id));
    occupy(Bank::Xmm, number, id);
  }
}

void Registers::record_loop_state(uint32_t label, uint32_t argument_count) {
  const Op& jump = trace_.ops[liveness_.loop().end];
  for (uint32_t k = 0; k < argument_count; k++) {
    Location home = location(label + 1 + k);
    loop_arguments_.push_back(home);
    Value next = trace_.arguments[jump.first_argument + k];
    if (!next.is_op() || next.index() <= label + argument_count) continue;
    if (home.where == Location::Where::Register) bank(Bank::Gp).wanted |= bit(home.number);
    if (home.where == Location::Where::Xmm) bank(Bank::Xmm).wanted |= bit(home.number);
  }
  for (Bank b : {Bank::Gp, Bank::Xmm})
    for (uint32_t number = 0; number < 16; number++) {
      uint32_t id = bank(b).value[number];
      if (id != kNone && (id < label || liveness_.is_constant(id))) loop_state_.push_back({id, place(b, number)});
    }
}

std::vector<Location> Registers::loop_constants(std::vector<uint64_t>& bits) const {
  std::vector<Location> locations;
  for (const Expected& e : loop_state_) {
    if (!liveness_.is_constant(e.id)) continue;
    locations.push_back(e.location);
    bits.push_back(bits_of_constant(e.id));
  }
  return locations;
}

void Registers::add_back_edge_moves(ParallelMove& moves) {
  for (const Expected& e : loop_state_) {
    Location now = location(e.id);
    if (now.where == Location::Where::None) now = {Location::Where::Constant, 0, uint32_t(e.id - trace_.ops.size())};
    moves.add(e.location, now);
  }
}

void Registers::execute(ParallelMove& moves) {
  const Location scratch{Location::Where::Register, uint8_t(kScratch.id()), 0};
  for (const Move& move : moves.order(scratch))
    emitter_.move(move.to, move.from,
                  move.from.where == Location::Where::Constant ? trace_.constants[move.from.slot].bits : 0);
}

}  // namespace sidewinder::jit
