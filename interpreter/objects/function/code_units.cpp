#include "interpreter/objects/function/code_units.h"

#include <algorithm>
#include <array>
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
size_t units_of(Shown shown) { return 3 + shown.caches; }

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
  for (uint32_t i = 0; i < code.instruction_count; i++) {
    const NameUse* use = name_use(code.instructions[i]);
    if (!use) continue;
    count += units_of(use->shown);
    if (use->op == Opcode::import_name_) count += 2 * units_of(kLoadConst);
  }
  return count;
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
