// A code object taken apart into what Python sees of it, and made of that again (cloudpickle sends functions so). What
// the co_ attributes do not say stands in co_exceptiontable, sealed: numbers, the ranges of handlers, which name each
// cache, register and loop has. The rest may be other values of the same kind, as for code.replace().
//
// A byte of it has the bit that says "the number goes on" in CPython's tables of handlers, so that what reads those
// finds no handler here. As in files of compiled code, who makes up a table with the right checksum can crash the
// process.
#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/compiler/compiler.h"
#include "interpreter/imports/marshal.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/function/code_replace.h"
#include "interpreter/objects/function/code_units.h"
#include "interpreter/objects/function/constant_kinds.h"
#include "interpreter/objects/function/line_table.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

// What Python sees some other way is written down too: it says how many there must be.
struct PartsHead {
  char magic[4];
  uint32_t flags, instructions, exceptions, hot_spots, caches, constants, names, repeats;
  uint32_t docstring;  // its place among the constants, from 1 on; 0: none
  uint32_t kinds;      // of the constants
  uint16_t arguments, positional_only, keyword_only, locals, cells, frees, first_free, first_temporary, registers,
      unused;
};
static_assert(sizeof(PartsHead) == 64);

using Words = std::vector<uint32_t>;  // behind the head: all tables
constexpr size_t kRowOfExceptions = 4;

// --- as bytes -------------------------------------------------------------------------------------

constexpr uint8_t kGoesOn = 0x40, kBitsOfByte = 6;

std::string as_table(std::string_view data) {
  std::string table;
  uint32_t bits = 0, count = 0;
  for (char byte : data) {
    bits = bits << 8 | uint8_t(byte);
    for (count += 8; count >= kBitsOfByte; count -= kBitsOfByte)
      table += char(kGoesOn | (bits >> (count - kBitsOfByte) & 63));
  }
  if (count) table += char(kGoesOn | (bits << (kBitsOfByte - count) & 63));
  return table;
}

std::string from_table(const Bytes& table) {
  std::string data;
  uint32_t bits = 0, count = 0;
  for (ssize i = 0; i < table.size; i++) {
    bits = bits << kBitsOfByte | (uint8_t(table.bytes[i]) & 63);
    if ((count += kBitsOfByte) >= 8) data += char(bits >> (count -= 8));
  }
  return data;
}

std::string_view bytes_of(const Code& code) {
  return {reinterpret_cast<const char*>(code.instructions), code.instruction_count * sizeof(Instr)};
}

// Of the parts and of the instructions that they belong to.
uint64_t seal_of(std::string_view parts, std::string_view instructions) {
  return marshal_checksum(parts.data(), parts.size()) * 31 + marshal_checksum(instructions.data(), instructions.size());
}

// --- taken apart ----------------------------------------------------------------------------------

std::optional<uint32_t> index_of(const Tuple* items, const Object* item) {
  for (ssize i = 0; i < items->size; i++)
    if (items->items[i] == item) return uint32_t(i);
  return {};
}

std::optional<uint32_t> index_of_name(const Tuple* names, const Object* name) {
  for (ssize i = 0; i < names->size; i++)
    if (str_equal(static_cast<Str*>(names->items[i]), static_cast<const Str*>(name))) return uint32_t(i);
  return {};
}

// Where a row of the line table begins that has the place of the row before it: co_linetable cannot tell.
Words repeats_of(const Code& code) {
  Words repeats;
  for (uint32_t i = 1; i < code.line_count; i++)
    if (same_place(code.lines[i - 1], code.lines[i])) repeats.push_back(code.lines[i].begin);
  return repeats;
}

PartsHead head_of(const Code& code, const Tuple* names) {
  PartsHead head{};
  std::memcpy(head.magic, code_magic_number().data(), sizeof head.magic);
  head.flags = code.flags;
  head.instructions = code.instruction_count;
  head.exceptions = code.exception_count;
  head.hot_spots = code.hot_spot_count;
  head.caches = code.cache_count;
  head.constants = uint32_t(code.constants->size);
  head.names = uint32_t(names->size);
  head.repeats = uint32_t(repeats_of(code).size());
  if (auto docstring = index_of(code.constants, code.docstring)) head.docstring = *docstring + 1;
  head.kinds = kinds_of_constants(code.instructions, code.instruction_count, code.constants);
  head.arguments = code.argument_count;
  head.positional_only = code.positional_only_count;
  head.keyword_only = code.keyword_only_count;
  head.locals = code.local_count;
  head.cells = uint16_t(code.cell_names->size);
  head.frees = uint16_t(code.free_names->size);
  head.first_free = code.first_free;
  head.first_temporary = code.first_temporary;
  head.registers = code.register_count;
  return head;
}

// Which cell or free variable a register is; behind the cells' numbers come those of the free variables.
std::optional<uint32_t> variable_of(const Code& code, int reg) {
  const Object* name = code.names_of_registers->items[reg];
  if (reg < code.first_free) return index_of_name(code.cell_names, name);
  auto free = index_of_name(code.free_names, name);
  if (!free) return {};
  return uint32_t(code.cell_names->size) + *free;
}

// Nothing: a name of the code does not stand where Python sees it.
std::optional<Words> words_of(const Code& code, const Tuple* names) {
  Words words;
  for (uint32_t i = 0; i < code.exception_count; i++) {
    const ExceptionEntry& row = code.exceptions[i];
    words.insert(words.end(), {row.begin, row.end, row.handler, row.reg});
  }
  for (uint32_t i = 0; i < code.hot_spot_count; i++) words.push_back(code.hot_spots[i].header);
  for (uint32_t i = 0; i < code.cache_count; i++) {
    auto name = index_of_name(names, code.caches[i].name);
    if (!name) return {};
    words.push_back(*name);
  }
  for (int reg = code.local_count; reg < code.first_temporary; reg++) {
    auto variable = variable_of(code, reg);
    if (!variable) return {};
    words.push_back(*variable);
  }
  Words repeats = repeats_of(code);
  words.insert(words.end(), repeats.begin(), repeats.end());
  return words;
}

// --- made again -----------------------------------------------------------------------------------

struct Opened {
  PartsHead head;
  Words words;
  std::string instructions;
};

size_t word_count(const PartsHead& head) {
  return kRowOfExceptions * head.exceptions + head.hot_spots + head.caches + head.repeats +
         (head.first_temporary - head.locals);
}

// Nothing: they do not belong together, or another compiler made them.
std::optional<Opened> open(const Bytes& table, const Bytes& units) {
  std::string data = from_table(table);
  uint64_t seal;
  if (data.size() < sizeof(PartsHead) + sizeof seal) return {};
  std::string_view parts(data.data(), data.size() - sizeof seal);
  std::memcpy(&seal, parts.data() + parts.size(), sizeof seal);
  if (parts.substr(0, 4) != code_magic_number()) return {};
  Opened opened;
  std::memcpy(&opened.head, parts.data(), sizeof opened.head);
  if (size_t(units.size) / sizeof(Instr) < opened.head.instructions) return {};
  opened.instructions.resize(opened.head.instructions * sizeof(Instr));
  if (!instructions_of_units(units, opened.head.instructions, opened.instructions.data())) return {};
  if (seal != seal_of(parts, opened.instructions)) return {};
  opened.words.resize((parts.size() - sizeof opened.head) / sizeof(uint32_t));
  if (opened.words.size() != word_count(opened.head)) return {};
  if (opened.words.empty()) return opened;
  std::memcpy(opened.words.data(), parts.data() + sizeof opened.head, opened.words.size() * sizeof(uint32_t));
  return opened;
}

Status check_count(Thread& t, const Tuple* names, ssize count, const char* what) {
  for (ssize i = 0; i < names->size; i++)
    if (!is_str(names->items[i]))
      return raise_type_error(t, "name tuples must contain only strings, not '%T'", names->items[i]);
  if (names->size == count) return Status::ok();
  return raise_value_error(t, "code: %s must have %zd names, as when it was compiled", what, count);
}

Status check_parts(Thread& t, const CodeChanges& given, const Opened& opened) {
  const PartsHead& head = opened.head;
  TRY(check_count(t, given.names, head.names, "co_names"));
  TRY(check_count(t, given.variable_names, head.locals, "co_varnames"));
  TRY(check_count(t, given.free_names, head.frees, "co_freevars"));
  TRY(check_count(t, given.cell_names, head.cells, "co_cellvars"));
  if (given.constants->size < ssize(head.constants))
    return raise_value_error(t, "code: co_consts has too few constants");
  const auto* instructions = reinterpret_cast<const Instr*>(opened.instructions.data());
  if (kinds_of_constants(instructions, head.instructions, given.constants) != head.kinds)
    return raise_value_error(t, "code: co_consts has something else for a name or a function's code");
  return Status::ok();
}

Status take_registers(Code* code, const CodeChanges& given, const uint32_t* variables) {
  code->names_of_registers = TRY(new_tuple(ssize(code->first_temporary)));
  for (ssize reg = 0; reg < code->first_temporary; reg++) {
    Object* name;
    if (reg < code->local_count) name = given.variable_names->items[reg];
    else if (ssize at = variables[reg - code->local_count]; at < given.cell_names->size)
      name = given.cell_names->items[at];
    else name = given.free_names->items[at - given.cell_names->size];
    code->names_of_registers->items[reg] = TRY(intern(static_cast<Str*>(name)));
  }
  return Status::ok();
}

Status take_tables(Code* code, const CodeChanges& given, const Opened& opened) {
  const PartsHead& head = opened.head;
  code->instruction_count = head.instructions;
  code->exception_count = head.exceptions;
  code->hot_spot_count = head.hot_spots;
  code->cache_count = head.caches;
  code->instructions = TRY(allocate_raw_leaf<Instr>(head.instructions + 1));
  std::memcpy(code->instructions, opened.instructions.data(), opened.instructions.size());
  code->exceptions = TRY(allocate_raw_leaf<ExceptionEntry>(head.exceptions + 1));
  code->hot_spots = TRY(allocate_raw<HotSpot>(head.hot_spots + 1));
  code->caches = TRY(allocate_raw<Cache>(head.caches + 1));
  const uint32_t* word = opened.words.data();
  for (uint32_t i = 0; i < head.exceptions; i++, word += kRowOfExceptions)
    code->exceptions[i] = {word[0], word[1], word[2], uint16_t(word[3])};
  for (uint32_t i = 0; i < head.hot_spots; i++) {
    code->hot_spots[i].header = *word++;
    code->hot_spots[i].counter = initial_loop_counter;
  }
  for (uint32_t i = 0; i < head.caches; i++)
    code->caches[i].name = TRY(intern(static_cast<Str*>(given.names->items[*word++])));
  return take_registers(code, given, word);
}

Status take_lines(Code* code, Bytes* table, const Opened& opened) {
  TRY(replace_lines(code, table));
  std::vector<LineEntry> lines(code->lines, code->lines + code->line_count);
  for (auto begin = opened.words.end() - opened.head.repeats; begin != opened.words.end(); ++begin) {
    auto after = std::find_if(lines.begin(), lines.end(), [&](const LineEntry& row) { return row.begin > *begin; });
    if (after == lines.begin() || (after - 1)->begin == *begin) continue;
    LineEntry row = *(after - 1);
    row.begin = *begin;
    lines.insert(after, row);
  }
  code->line_count = uint32_t(lines.size());
  code->lines = TRY(allocate_raw_leaf<LineEntry>(lines.size() + 1));
  std::copy(lines.begin(), lines.end(), code->lines);
  return Status::ok();
}

void take_head(Code* code, const PartsHead& head) {
  code->flags = head.flags;
  code->argument_count = head.arguments;
  code->positional_only_count = head.positional_only;
  code->keyword_only_count = head.keyword_only;
  code->local_count = head.locals;
  code->first_free = head.first_free;
  code->first_temporary = head.first_temporary;
  code->register_count = head.registers;
  code->entry.counter = head.flags & kCodeSuspends ? ~0u : initial_function_counter;
}

bool has_counts(const Code& code, const CodeChanges& given) {
  return given.argument_count == code.argument_count && given.positional_only_count == code.positional_only_count &&
         given.keyword_only_count == code.keyword_only_count && given.local_count == code.local_count &&
         given.flags == int(code.flags & kShownCodeFlags);
}

}  // namespace

Bytes* parts_of_code(Thread& t, const Code& code) {
  Tuple* names = TRY(names_of_code(t, code));
  auto words = words_of(code, names);
  if (!words) return new_bytes("", 0);
  PartsHead head = head_of(code, names);
  std::string parts(reinterpret_cast<const char*>(&head), sizeof head);
  parts.append(reinterpret_cast<const char*>(words->data()), words->size() * sizeof(uint32_t));
  uint64_t seal = seal_of(parts, bytes_of(code));
  parts.append(reinterpret_cast<const char*>(&seal), sizeof seal);
  return new_bytes(as_table(parts));
}

Code* code_of_parts(Thread& t, const CodeChanges& given) {
  auto opened = open(*given.exception_table, *given.instructions);
  if (!opened)
    return raise_value_error(t, "code: co_code and co_exceptiontable are not of code that this interpreter compiled");
  const PartsHead& head = opened->head;
  TRY(check_parts(t, given, *opened));
  Code* code = TRY(new_object<Code>(Code::type()));
  take_head(code, head);
  code->name = given.name;
  code->qualname = given.qualname;
  code->filename = given.filename;
  code->constants = given.constants;
  code->cell_names = given.cell_names;
  code->free_names = given.free_names;
  code->first_line = given.first_line;
  TRY(take_tables(code, given, *opened));
  if (head.docstring && is_str(code->constants->items[head.docstring - 1]))
    code->docstring = code->constants->items[head.docstring - 1];
  TRY(take_lines(code, given.line_table, *opened));
  if (!code_has_columns) drop_columns(code);
  if (has_counts(*code, given)) return code;
  CodeChanges counts{};
  counts.argument_count = given.argument_count;
  counts.positional_only_count = given.positional_only_count;
  counts.keyword_only_count = given.keyword_only_count;
  counts.local_count = given.local_count;
  counts.flags = given.flags;
  counts.stack_size = counts.first_line = -1;
  return replace_code(t, *code, counts);
}

}  // namespace sidewinder
