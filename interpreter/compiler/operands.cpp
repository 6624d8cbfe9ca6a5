#include "interpreter/compiler/operands.h"

#include <algorithm>

namespace sidewinder {

namespace {

// The block that starts at field Base.
int block_length(const Instr& in) {
  switch (Opcode(in.op)) {
    case Opcode::unpack_sequence_: return std::max<int>(1, in.c);  // a tuple on its slow path
    case Opcode::unpack_tuple_:
    case Opcode::build_slice_:
    case Opcode::build_tuple_:
    case Opcode::build_list_:
    case Opcode::build_set_:
    case Opcode::build_string_: return in.c;
    case Opcode::unpack_star_: return (in.c & 0xff) + 1 + (in.c >> 8);
    case Opcode::build_map_: return 2 * in.c;
    case Opcode::call_:
    case Opcode::call_kw_: return 1 + in.c;
    case Opcode::call_method_:
    case Opcode::call_method_kw_: return 2 + in.c;
    case Opcode::call_ex_:
    case Opcode::match_class_:
    case Opcode::exception_triple_: return 3;
    case Opcode::make_function_: return 4;
    default: return 2;  // load_method, load_special, load_super_*, format, import_name
  }
}

// Base in field a is a result, elsewhere it is an operand.
bool is_written(Opcode op, int field, Field kind) {
  if (kind == Field::Dst) return true;
  if (kind == Field::Base) return field == 0;
  // The scratch register of a test, and make_cell's register.
  return (field == 2 && (is_fused_test(op) || op == Opcode::for_iter_)) || op == Opcode::make_cell_;
}

bool is_read(Opcode op, int field, const Instr& in) {
  if (op == Opcode::raise_) return field < in.c;  // c says how many registers count
  return true;
}

}  // namespace

OperandUse operand_use(const Instr& in) {
  const OpcodeInfo& info = opcode_info(in.op);
  Opcode op = Opcode(in.op);
  const Field kinds[] = {info.a, info.b, info.c};
  const uint16_t values[] = {in.a, in.b, in.c};
  OperandUse use;
  for (int i = 0; i < 3; i++) {
    bool is_register = kinds[i] == Field::Dst || kinds[i] == Field::Reg || kinds[i] == Field::Base;
    if (!is_register || (info.is_jump() && i > 0)) continue;
    RegisterBlock block{values[i], kinds[i] == Field::Base ? block_length(in) : 1};
    if (is_written(op, i, kinds[i])) use.writes[i] = block;
    else if (is_read(op, i, in)) use.reads[i] = block;
  }
  if (op == Opcode::send_) use.writes[0].count = 2;  // the next value, and behind it the result of the whole
  if (op == Opcode::load_super_attr_ || op == Opcode::load_super_method_) use.reads[1].count = 3;
  return use;
}

}  // namespace sidewinder
