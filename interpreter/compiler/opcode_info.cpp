#include "interpreter/compiler/opcode_info.h"

#include "interpreter/base/check.h"

namespace sidewinder {

namespace {

// The variants of one row of the table: Src becomes what the suffix says.
constexpr OpcodeInfo with_source(const char* name, Field a, Field b, Field c, Field source) {
  return {name, a == Field::Src ? source : a, b == Field::Src ? source : b, c == Field::Src ? source : c};
}

constexpr Field Dst = Field::Dst, Reg = Field::Reg, Const = Field::Const, Src = Field::Src, Base = Field::Base,
                Cache = Field::Cache, Imm = Field::Imm, Jump = Field::Jump, Hot = Field::Hot, None = Field::None;

constexpr OpcodeInfo kInfo[] = {
#define OP(name, a, b, c) {#name, a, b, c},
#define OP_R(name, a, b, c) with_source(#name "_r", a, b, c, Reg), with_source(#name "_c", a, b, c, Const),
#define OP_RR(name) {#name "_rr", Dst, Reg, Reg}, {#name "_rc", Dst, Reg, Const}, {#name "_cr", Dst, Const, Reg},
#define OP_IN(name) {#name "_rr", Dst, Reg, Reg}, {#name "_rc", Dst, Reg, Const},
#define OP_CMP(name) {#name "_rr", Reg, Reg, Reg}, {#name "_rc", Reg, Const, Reg},
#include "interpreter/compiler/opcodes.def"
#undef OP
#undef OP_R
#undef OP_RR
#undef OP_IN
#undef OP_CMP
};
static_assert(sizeof(kInfo) / sizeof(kInfo[0]) == size_t(Opcode::kCount));

}  // namespace

const OpcodeInfo& opcode_info(uint16_t op) {
  PY_DCHECK(op < uint16_t(Opcode::kCount));
  return kInfo[op];
}

const char* opcode_name(uint16_t op) { return op < uint16_t(Opcode::kCount) ? kInfo[op].name : "?"; }

bool is_fused_test(Opcode op) {
  return (op >= Opcode::jump_lt_rr && op <= Opcode::jump_not_ge_rc) ||
         (op >= Opcode::jump_is_ && op <= Opcode::test_false_);
}

Opcode companion_of(Opcode op) {
  if (op >= Opcode::jump_not_lt_rr && op <= Opcode::jump_not_ge_rc) return Opcode::jump_if_false_;
  if (op == Opcode::test_false_) return Opcode::jump_if_false_;
  if (is_fused_test(op)) return Opcode::jump_if_true_;
  switch (op) {
    case Opcode::unpack_sequence_:
    case Opcode::unpack_star_: return Opcode::unpack_tuple_;
    case Opcode::for_iter_:
    case Opcode::send_: return Opcode::for_end_;
    case Opcode::call_kw_:
    case Opcode::call_method_kw_: return Opcode::names_;
    default: return Opcode::kCount;
  }
}

bool ends_flow(Opcode op) {
  switch (op) {
    case Opcode::jump_:
    case Opcode::jump_back_:
    case Opcode::return_r:
    case Opcode::return_c:
    case Opcode::raise_:
    case Opcode::reraise_: return true;
    default: return false;
  }
}

}  // namespace sidewinder
