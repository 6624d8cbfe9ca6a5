#include "interpreter/objects/function/constant_kinds.h"

#include <algorithm>

#include "interpreter/compiler/opcode.h"
#include "interpreter/objects/function/code.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

namespace {

enum class Kind : uint8_t { Any, Name, Names, Code };

// What an instruction takes a constant for, and at which index that is.
struct Taken {
  Kind kind;
  uint16_t index;
};
Taken taken_by(const Instr& in) {
  switch (Opcode(in.op)) {
    case Opcode::make_function_: return {Kind::Code, in.b};
    case Opcode::names_: return {Kind::Names, in.a};
    case Opcode::check_bound_:
    case Opcode::delete_local_:
    case Opcode::delete_attr_:
    case Opcode::delete_global_:
    case Opcode::delete_name_:
    case Opcode::delete_cell_:
    case Opcode::import_name_: return {Kind::Name, in.b};
    case Opcode::load_cell_:
    case Opcode::load_class_cell_:
    case Opcode::import_from_: return {Kind::Name, in.c};
    default: return {Kind::Any, 0};
  }
}

bool is_exact_str(const Object* o) { return o->cls == Str::type(); }

// 0: not of that kind. Else what else counts: as many names as there are arguments, as many free variables as cells.
uint32_t size_of(const Object* o, Kind kind) {
  switch (kind) {
    case Kind::Any: break;
    case Kind::Name: return is_exact_str(o);
    case Kind::Code: return o->cls == Code::type() ? 1 + uint32_t(static_cast<const Code*>(o)->free_names->size) : 0;
    case Kind::Names: {
      if (o->cls != Tuple::type()) return 0;
      const auto* names = static_cast<const Tuple*>(o);
      bool all = std::all_of(names->items, names->items + names->size, is_exact_str);
      return all ? 1 + uint32_t(names->size) : 0;
    }
  }
  return 1;
}

}  // namespace

uint32_t kinds_of_constants(const Instr* instructions, uint32_t count, const Tuple* constants) {
  uint32_t sum = 0;
  for (const Instr* in = instructions; in < instructions + count; in++)
    if (auto [kind, index] = taken_by(*in); kind != Kind::Any)
      sum = (sum ^ size_of(constants->items[index], kind)) * 0x9e3779b1u;
  return sum;
}

}  // namespace sidewinder
