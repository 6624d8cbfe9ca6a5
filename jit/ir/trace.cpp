// The table of operations as data, and the pools of a trace.
#include "jit/ir/trace.h"

#include <bit>

namespace sidewinder::jit {

namespace {

constexpr Kind None = Kind::None, Ref = Kind::Ref, Int = Kind::Int, Float = Kind::Float, Flag = Kind::Flag,
               Ptr = Kind::Ptr, Any = Kind::Any;

uint32_t hash_constant(Kind kind, uint64_t bits) {
  uint64_t h = (bits ^ (uint64_t(kind) << 56)) * 0x9e3779b97f4a7c15u;
  return uint32_t(h >> 32);
}

}  // namespace

const OpcodeInfo kOpcodeInfos[] = {
#define IR(name, result, a, b, c, flags) {#name, result, a, b, c, flags},
#include "jit/ir/ops.def"
#undef IR
};

Value Trace::constant(Kind kind, uint64_t bits) {
  constexpr uint32_t kEmpty = ~0u;
  if (constants.size() * 2 >= constant_table_.size()) {  // grow, and enter all again
    constant_table_.assign(constant_table_.empty() ? 16 : constant_table_.size() * 2, kEmpty);
    uint32_t mask = uint32_t(constant_table_.size()) - 1;
    for (uint32_t i = 0; i < constants.size(); i++) {
      uint32_t cell = hash_constant(constants[i].kind, constants[i].bits) & mask;
      while (constant_table_[cell] != kEmpty) cell = (cell + 1) & mask;
      constant_table_[cell] = i;
    }
  }
  uint32_t mask = uint32_t(constant_table_.size()) - 1;
  uint32_t cell = hash_constant(kind, bits) & mask;
  for (; constant_table_[cell] != kEmpty; cell = (cell + 1) & mask) {
    const Constant& known = constants[constant_table_[cell]];
    if (known.kind == kind && known.bits == bits) return Value::constant(constant_table_[cell]);
  }
  constant_table_[cell] = uint32_t(constants.size());
  constants.push_back({kind, bits});
  return Value::constant(uint32_t(constants.size() - 1));
}

Value Trace::constant_float(double value) { return constant(Kind::Float, std::bit_cast<uint64_t>(value)); }

double Trace::float_of(Value v) const { return std::bit_cast<double>(constant_at(v).bits); }

void Trace::clear() {
  ops.clear(), constants.clear(), arguments.clear(), removals.clear(), constant_table_.clear();
  snapshots.clear();
}

uint32_t Trace::append_arguments(const Value* values, uint32_t count) {
  uint32_t first = uint32_t(arguments.size());
  arguments.insert(arguments.end(), values, values + count);
  return first;
}

}  // namespace sidewinder::jit
