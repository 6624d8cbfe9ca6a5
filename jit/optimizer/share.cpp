#include "jit/optimizer/share.h"

namespace sidewinder::jit {

Share::Share(Walk& walk) : Pass(walk) {
  size_t size = 64;
  while (size < walk.recorded.ops.size() * 4) size *= 2;
  table_.assign(size, kEmpty);
}

bool Share::is_shared(const Op& op) const {
  switch (op.opcode) {
    case Opcode::box_int:
    case Opcode::box_float:
    case Opcode::int_mul: return true;  // its guard has been passed, too
    case Opcode::call: return is_pure_call(op);
    default: return info(op.opcode).flags & Pure;
  }
}

// Comparisons are entered with < and <= only, operands of commuting operations in one order.
Share::Known Share::key_of(const Op& op) const {
  Known key{op.opcode, op.a, op.b, op.c, nullptr, 0, 0, {}};
  auto mirror = [&](Opcode opcode) {
    key.opcode = opcode;
    std::swap(key.a, key.b);
  };
  switch (op.opcode) {
    case Opcode::int_gt: mirror(Opcode::int_lt); break;
    case Opcode::int_ge: mirror(Opcode::int_le); break;
    case Opcode::float_gt: mirror(Opcode::float_lt); break;
    case Opcode::float_ge: mirror(Opcode::float_le); break;
    case Opcode::call:
      key.helper = op.helper;
      key.first_argument = op.first_argument;
      key.argument_count = op.argument_count;
      break;
    default:
      if ((info(op.opcode).flags & Commutes) && key.a.bits > key.b.bits) std::swap(key.a, key.b);
  }
  return key;
}

uint32_t Share::hash(const Known& key) const {
  uint64_t h = uint64_t(key.opcode) * 0x9e3779b97f4a7c15u;
  auto mix = [&h](uint64_t word) {
    h = (h ^ word) * 0xff51afd7ed558ccdu;
    h ^= h >> 29;
  };
  mix(uint64_t(key.a.bits) << 32 | key.b.bits);
  if (!key.c.is_none()) mix(key.c.bits);
  for (uint32_t i = 0; i < key.argument_count; i++) mix(walk_.out.arguments[key.first_argument + i].bits);
  return uint32_t(h >> 20);
}

bool Share::equal(const Known& x, const Known& y) const {
  if (x.opcode != y.opcode || x.a != y.a || x.b != y.b || x.c != y.c || x.helper != y.helper ||
      x.argument_count != y.argument_count)
    return false;
  for (uint32_t i = 0; i < x.argument_count; i++)
    if (walk_.out.arguments[x.first_argument + i] != walk_.out.arguments[y.first_argument + i]) return false;
  return true;
}

// The cell that holds the entry, or the empty one where it would go.
uint32_t* Share::find_cell(const Known& key) {
  uint32_t mask = uint32_t(table_.size()) - 1;
  uint32_t cell = hash(key) & mask;
  while (table_[cell] != kEmpty && !equal(entries_[table_[cell]], key)) cell = (cell + 1) & mask;
  return &table_[cell];
}

void Share::enter(const Known& entry) {
  if ((entries_.size() + 1) * 2 > table_.size()) {
    table_.assign(table_.size() * 2, kEmpty);
    for (uint32_t i = 0; i < entries_.size(); i++) *find_cell(entries_[i]) = i;
  }
  uint32_t* cell = find_cell(entry);
  if (*cell == kEmpty) {
    *cell = uint32_t(entries_.size());
    entries_.push_back(entry);
  } else {
    entries_[*cell].result = entry.result;
  }
}

Verdict Share::visit(Op& op) {
  if (!is_shared(op)) return Verdict::Next;
  uint32_t index = *find_cell(key_of(op));
  if (index == kEmpty) return Verdict::Next;
  Value result = walk_.resolve(entries_[index].result);
  return walk_.known(result, result.is_constant() ? "a test before it decided this" : "computed before");
}

void Share::emitted(const Op& op, Value result) {
  if (is_shared(op) && op.kind != Kind::None) {
    Known entry = key_of(op);
    entry.result = result;
    enter(entry);
  } else if (op.opcode == Opcode::guard_true || op.opcode == Opcode::guard_false) {
    if (const Op* comparison = walk_.definition(op.a)) learn_comparison(*comparison, op.opcode == Opcode::guard_true);
  }
}

// --- what a comparison that was tested says about others

void Share::learn(Opcode comparison, Value a, Value b, bool truth) {
  Op op = walk_.make(comparison, a, b);
  Known entry = key_of(op);
  entry.result = walk_.out.constant(Kind::Flag, truth);
  enter(entry);
}

void Share::learn_comparison(const Op& op, bool truth) {
  Opcode opcode = op.opcode;
  Value a = op.a, b = op.b;
  if (opcode == Opcode::int_gt || opcode == Opcode::int_ge || opcode == Opcode::float_gt ||
      opcode == Opcode::float_ge) {
    Known key = key_of(op);
    opcode = key.opcode;
    a = key.a, b = key.b;
  }
  switch (opcode) {
    case Opcode::int_lt:  // a < b, or b <= a
      learn(Opcode::int_le, b, a, !truth);
      if (truth) {
        learn(Opcode::int_le, a, b, true);
        learn(Opcode::int_lt, b, a, false);
        learn(Opcode::int_eq, a, b, false);
        learn(Opcode::int_ne, a, b, true);
      }
      break;
    case Opcode::int_le: learn(Opcode::int_lt, b, a, !truth); break;
    case Opcode::int_eq: learn(Opcode::int_ne, a, b, !truth); break;
    case Opcode::int_ne: learn(Opcode::int_eq, a, b, !truth); break;
    // Floats: a false comparison says nothing about the others, for one operand may be NaN.
    case Opcode::float_lt:
      if (!truth) break;
      learn(Opcode::float_le, a, b, true);
      learn(Opcode::float_le, b, a, false);
      learn(Opcode::float_lt, b, a, false);
      learn(Opcode::float_eq, a, b, false);
      learn(Opcode::float_ne, a, b, true);
      break;
    case Opcode::float_le:
      if (truth) learn(Opcode::float_lt, b, a, false);
      break;
    case Opcode::float_eq: learn(Opcode::float_ne, a, b, !truth); break;
    case Opcode::float_ne: learn(Opcode::float_eq, a, b, !truth); break;
    default: break;
  }
}

}  // namespace sidewinder::jit
