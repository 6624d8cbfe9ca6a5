#include "interpreter/objects/function/code_units.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <unordered_map>

#include "interpreter/compiler/opcode.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/function/code.h"
#include "interpreter/objects/function/code_replace.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

namespace {

// Opcodes of CPython 3.11, and how many units of inline caches follow them.
struct Shown {
  uint8_t opcode, caches;
};
constexpr Shown kNop{9, 0}, kExtendedArg{144, 0}, kLoadConst{100, 0}, kImportName{108, 0}, kLoadGlobal{116, 5};

struct NameUse {
  Opcode op;
  Shown shown;
  char field;  // of the instruction: the cache in 'b' or 'c', or the constant that is the name
  bool is_constant;
};
constexpr NameUse kNameUses[] = {
    {Opcode::load_global_, kLoadGlobal, 'c', false},     {Opcode::store_global_r, {97, 0}, 'c', false},
    {Opcode::store_global_c, {97, 0}, 'c', false},       {Opcode::delete_global_, {98, 0}, 'b', true},
    {Opcode::load_name_, {101, 0}, 'c', false},          {Opcode::store_name_r, {90, 0}, 'c', false},
    {Opcode::store_name_c, {90, 0}, 'c', false},         {Opcode::delete_name_, {91, 0}, 'b', true},
    {Opcode::load_attr_, {106, 4}, 'c', false},          {Opcode::store_attr_r, {95, 4}, 'c', false},
    {Opcode::store_attr_c, {95, 4}, 'c', false},         {Opcode::delete_attr_, {96, 0}, 'b', true},
    {Opcode::load_method_, {160, 10}, 'c', false},       {Opcode::load_super_attr_, {106, 4}, 'c', false},
    {Opcode::load_super_method_, {160, 10}, 'c', false}, {Opcode::import_name_, kImportName, 'b', true},
    {Opcode::import_from_, {109, 0}, 'c', true},
};

const NameUse* name_use(const Instr& in) {
  static const auto by_opcode = [] {
    std::array<const NameUse*, size_t(Opcode::kCount)> table{};
    for (const NameUse& use : kNameUses) table[size_t(use.op)] = &use;
    return table;
  }();
  return by_opcode[in.op];
}

// What an instruction does without a name.
struct Operation {
  const char* stem;  // of the opcode's name
  Shown shown;
  uint8_t argument;
};
constexpr Shown kBinary{122, 1}, kCompare{107, 2}, kIs{117, 0}, kContains{118, 0};
constexpr Operation kOperations[] = {
    {"add", kBinary, 0},
    {"and", kBinary, 1},
    {"floor_div", kBinary, 2},
    {"lshift", kBinary, 3},
    {"matmul", kBinary, 4},
    {"mul", kBinary, 5},
    {"mod", kBinary, 6},
    {"or", kBinary, 7},
    {"pow", kBinary, 8},
    {"rshift", kBinary, 9},
    {"sub", kBinary, 10},
    {"true_div", kBinary, 11},
    {"xor", kBinary, 12},
    {"inplace_add", kBinary, 13},
    {"inplace_and", kBinary, 14},
    {"inplace_floor_div", kBinary, 15},
    {"inplace_lshift", kBinary, 16},
    {"inplace_matmul", kBinary, 17},
    {"inplace_mul", kBinary, 18},
    {"inplace_mod", kBinary, 19},
    {"inplace_or", kBinary, 20},
    {"inplace_pow", kBinary, 21},
    {"inplace_rshift", kBinary, 22},
    {"inplace_sub", kBinary, 23},
    {"inplace_true_div", kBinary, 24},
    {"inplace_xor", kBinary, 25},
    {"compare_lt", kCompare, 0},
    {"compare_le", kCompare, 1},
    {"compare_eq", kCompare, 2},
    {"compare_ne", kCompare, 3},
    {"compare_gt", kCompare, 4},
    {"compare_ge", kCompare, 5},
    {"jump_lt", kCompare, 0},
    {"jump_le", kCompare, 1},
    {"jump_eq", kCompare, 2},
    {"jump_ne", kCompare, 3},
    {"jump_gt", kCompare, 4},
    {"jump_ge", kCompare, 5},
    {"jump_not_lt", kCompare, 0},
    {"jump_not_le", kCompare, 1},
    {"jump_not_eq", kCompare, 2},
    {"jump_not_ne", kCompare, 3},
    {"jump_not_gt", kCompare, 4},
    {"jump_not_ge", kCompare, 5},
    {"is", kIs, 0},
    {"is_not", kIs, 1},
    {"jump_is", kIs, 0},
    {"jump_is_not", kIs, 1},
    {"contains", kContains, 0},
    {"not_contains", kContains, 1},
    {"positive", {10, 0}, 0},
    {"negative", {11, 0}, 0},
    {"not", {12, 0}, 0},
    {"invert", {15, 0}, 0},
    {"subscript", {25, 4}, 0},
    {"store_subscript", {60, 1}, 0},
    {"delete_subscript", {61, 0}, 0},
};

// "add" of "add_rc".
std::string stem_of(uint16_t op) {
  std::string name = opcode_name(op);
  for (const char* suffix : {"_rr", "_rc", "_cr", "_r", "_c"})
    if (name.ends_with(suffix)) return name.substr(0, name.size() - strlen(suffix));
  return name;
}

const Operation* operation(const Instr& in) {
  static const auto by_opcode = [] {
    std::array<const Operation*, size_t(Opcode::kCount)> table{};
    for (uint16_t op = 0; op < table.size(); op++) {
      std::string stem = stem_of(op);
      for (const Operation& o : kOperations)
        if (stem == o.stem) table[op] = &o;
    }
    return table;
  }();
  return by_opcode[in.op];
}

Str* name_of(const Code& code, const Instr& in, const NameUse& use) {
  uint16_t at = use.field == 'b' ? in.b : in.c;
  if (!use.is_constant) return code.caches[at].name;
  Object* constant = code.constants->items[at];
  return is_str(constant) ? static_cast<Str*>(constant) : nullptr;
}

class Units {
 public:
  // Always with the prefixes that the largest number needs.
  void add(Shown shown, uint32_t argument) {
    put(kExtendedArg, argument >> 16);
    put(kExtendedArg, argument >> 8);
    add_short(shown, uint8_t(argument));
  }
  void add_short(Shown shown, uint8_t argument) {
    put(shown, argument);
    bytes_.append(2 * size_t(shown.caches), '\0');
  }
  void add_nops(size_t count) {
    for (size_t i = 0; i < count; i++) put(kNop, 0);
  }
  void add_raw(const char* bytes, size_t size) {
    for (size_t i = 0; i < size; i++) put(kNop, uint8_t(bytes[i]));
  }
  const std::string& bytes() const { return bytes_; }

 private:
  void put(Shown shown, uint32_t argument) {
    bytes_ += char(shown.opcode);
    bytes_ += char(argument & 0xff);
  }

  std::string bytes_;
};
size_t units_of(Shown shown) { return 3 + shown.caches; }  // with the prefixes

// Which constant a register was given before `at`; -1: it was something else.
int constant_in(const Code& code, uint32_t at, int reg) {
  while (at-- > 0) {
    const Instr& in = code.instructions[at];
    if (Opcode(in.op) == Opcode::move_c && in.a == reg) return in.b;
  }
  return -1;
}

// Level and names of an import, if they are constants.
void add_import(Units* units, const Code& code, uint32_t at) {
  for (int reg = code.instructions[at].c, end = reg + 2; reg < end; reg++)
    units->add(kLoadConst, uint32_t(std::max(0, constant_in(code, at, reg))));
}

// The names stay alive with the tuple.
std::unordered_map<const Object*, uint32_t> indices_of(const Tuple* names) {
  std::unordered_map<const Object*, uint32_t> indices;
  for (ssize i = 0; i < names->size; i++) indices[names->items[i]] = uint32_t(i);
  return indices;
}

}  // namespace

Tuple* names_of_code(Thread& t, const Code& code, ssize* of_caches) {
  Dict* names = TRY(new_dict(t));
  for (uint32_t i = 0; i < code.cache_count; i++)
    if (code.caches[i].name) TRY(dict_set_str(t, names, code.caches[i].name, none()));
  if (of_caches) *of_caches = names->used;
  for (uint32_t i = 0; i < code.instruction_count; i++) {
    const NameUse* use = name_use(code.instructions[i]);
    if (!use || !use->is_constant) continue;
    if (Str* name = name_of(code, code.instructions[i], *use)) TRY(dict_set_str(t, names, TRY(intern(name)), none()));
  }
  return tuple_from_iterable(t, names);
}

Bytes* units_of_code(Thread& t, const Code& code) {
  Tuple* names = TRY(names_of_code(t, code));
  auto indices = indices_of(names);
  Units units;
  units.add_nops(code.instruction_count * kUnitsOfInstruction);
  for (uint32_t i = 0; i < code.instruction_count; i++) {
    const Instr& in = code.instructions[i];
    if (const Operation* o = operation(in)) units.add_short(o->shown, o->argument);
    const NameUse* use = name_use(in);
    if (!use) continue;
    if (use->op == Opcode::import_name_) add_import(&units, code, i);
    Str* name = name_of(code, in, *use);
    if (!name) {
      units.add_nops(units_of(use->shown));
      continue;
    }
    uint32_t argument = indices.at(TRY(intern(name)));
    bool has_flag_bit = use->op == Opcode::load_global_;  // the lowest bit: whether a NULL is pushed, too
    units.add(use->shown, has_flag_bit ? argument << 1 : argument);
  }
  units.add_raw(reinterpret_cast<const char*>(code.instructions), code.instruction_count * sizeof(Instr));
  PY_DCHECK(units.bytes().size() == 2 * unit_count_of(code));
  return new_bytes(units.bytes());
}

size_t unit_count_of(const Code& code) {
  size_t count = code.instruction_count * (kUnitsOfInstruction + sizeof(Instr));
  for (uint32_t i = 0; i < code.instruction_count; i++) count += units_behind(code, i);
  return count;
}

size_t units_behind(const Code& code, uint32_t index) {
  const Instr& in = code.instructions[index];
  if (const Operation* o = operation(in)) return size_t(1) + o->shown.caches;
  const NameUse* use = name_use(in);
  if (!use) return 0;
  return units_of(use->shown) + (use->op == Opcode::import_name_ ? 2 * units_of(kLoadConst) : 0);
}

bool instructions_of_units(const Bytes& units, size_t count, char* to) {
  size_t size = count * sizeof(Instr);
  if (size_t(units.size) < 2 * size) return false;
  auto* raw = units.bytes + (size_t(units.size) - 2 * size);
  for (size_t i = 0; i < size; i++) {
    if (uint8_t(raw[2 * i]) != kNop.opcode) return false;
    to[i] = char(raw[2 * i + 1]);
  }
  return true;
}

}  // namespace sidewinder
