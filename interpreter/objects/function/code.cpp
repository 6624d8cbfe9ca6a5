// Code objects: positions, and what Python sees of them (the co_* attributes).
#include "interpreter/objects/function/code.h"

#include <algorithm>
#include <cstdio>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/function/code_replace.h"
#include "interpreter/objects/function/code_units.h"
#include "interpreter/objects/function/line_table.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

const LineEntry* Code::position_of(const Instr* at) const {
  ssize index = at - instructions;
  if (index < 0 || index >= ssize(instruction_count)) return nullptr;
  uint32_t low = 0, high = line_count;  // the last entry that begins at or before index
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (lines[middle].begin <= index) low = middle + 1;
    else high = middle;
  }
  return low ? &lines[low - 1] : nullptr;
}

int Code::line_of(const Instr* at) const {
  const LineEntry* entry = position_of(at);
  return entry ? entry->line : -1;
}

int Code::named_register_count() const { return int(names_of_registers->size); }

namespace {

Object* code_repr(Thread&, Object* o) {
  auto* c = cast<Code>(o);
  char address[48];
  char line[32];
  snprintf(address, sizeof address, " at %p, file ", static_cast<void*>(o));
  snprintf(line, sizeof line, ", line %d>", c->first_line);
  StrBuilder text;
  text.add("<code object ").add(c->name).add(address);
  return text.add("\"").add(c->filename).add("\"").add(line).finish();
}

int code_shown_flags(const Code& self) { return int(self.flags & kShownCodeFlags); }
Tuple* code_variable_names(const Code& self) { return new_tuple(self.names_of_registers->items, self.local_count); }

Tuple* code_names(Thread& t, const Code& self) { return names_of_code(t, self); }
Bytes* code_instructions(Thread& t, const Code& self) { return units_of_code(t, self); }

constexpr ssize kUnit = 2;  // bytes of co_code

// f(units, line) for each run of units with one line; -1: none.
template <class F> Status for_each_run(const Code& self, F&& f) {
  size_t at = 0;
  auto run = [&](size_t units, int32_t line) -> Status {
    at += units;
    return units ? f(units, line) : Status::ok();
  };
  if (self.instruction_count) TRY(run(1, start_of_code(self).line));
  for (uint32_t i = 0; i < self.line_count; i++) {
    const LineEntry& entry = self.lines[i];
    uint32_t end = i + 1 < self.line_count ? self.lines[i + 1].begin : self.instruction_count;
    TRY(run((end - entry.begin) * kUnitsOfInstruction - (i == 0), entry.line));
  }
  for (uint32_t i = 0; i < self.instruction_count; i++)
    TRY(run(units_behind(self, i), self.line_of(self.instructions + i)));
  return run(unit_count_of(self) - at, -1);
}

Object* code_lines(Thread& t, const Code& self) {
  List* rows = TRY(new_list(t));
  ssize at = 0;
  TRY(for_each_run(self, [&](size_t units, int32_t line) -> Status {
    Object* row[] = {int_from_int64(at), int_from_int64(at + ssize(units) * kUnit),
                     line >= 0 ? int_from_int64(line) : none()};
    at += ssize(units) * kUnit;
    return list_append(t, rows, TRY(new_tuple(row, 3)));
  }));
  return get_iterator(t, rows);
}

// co_lnotab, the table of Python before 3.10: pairs of a step in co_code (a byte) and a step of the line (a signed
// one).
Object* code_old_line_table(const Code& self) {
  std::string out;
  ssize at = 0, written = 0;
  int32_t line = self.first_line;
  Status done = for_each_run(self, [&](size_t units, int32_t next) {
    if (next >= 0 && next != line) {
      ssize step = at - written;
      for (; step > 255; step -= 255) out.append({char(255), 0});
      for (; next - line > 127; line += 127, step = 0) out.append({char(step), 127});
      for (; next - line < -128; line -= 128, step = 0) out.append({char(step), char(-128)});
      out.append({char(step), char(next - line)});
      line = next;
      written = at;
    }
    at += ssize(units) * kUnit;
    return Status::ok();
  });
  PY_CHECK(!done.failed());
  return new_bytes(out.data(), ssize(out.size()));
}

// One row for two bytes of co_code, as CPython's instructions have: traceback and dis look it up at f_lasti // 2.
Object* code_positions(Thread& t, const Code& self) {
  constexpr LineEntry kNowhere{0, -1, -1, -1, -1};
  auto number = [](int32_t n) { return n >= 0 ? int_from_int64(n) : none(); };
  auto position = [&](const LineEntry& at) {
    Object* row[] = {number(at.line), number(at.end_line), number(at.column), number(at.end_column)};
    return new_tuple(row, 4);
  };
  Tuple* rows = TRY(new_tuple(ssize(unit_count_of(self))));
  std::fill_n(rows->items, rows->size, TRY(position(kNowhere)));
  for (uint32_t i = 0; i < self.line_count; i++) {
    uint32_t end = i + 1 < self.line_count ? self.lines[i + 1].begin : self.instruction_count;
    std::fill(rows->items + self.lines[i].begin * kUnitsOfInstruction, rows->items + end * kUnitsOfInstruction,
              TRY(position(self.lines[i])));
  }
  if (rows->size) rows->items[0] = TRY(position(start_of_code(self)));
  Object** behind = rows->items + self.instruction_count * kUnitsOfInstruction;
  for (uint32_t i = 0; i < self.instruction_count; i++)
    behind = std::fill_n(behind, units_behind(self, i), rows->items[i * kUnitsOfInstruction + 1]);
  return get_iterator(t, rows);
}

ssize code_sizeof(const Code& self) { return ssize(sizeof(Code) + self.instruction_count * sizeof(Instr)); }
Bytes* code_line_table(const Code& self) { return line_table_of(self); }
// Our handlers stand in a table of another form, with what else Python does not see.
Bytes* code_exception_table(Thread& t, const Code& self) { return parts_of_code(t, self); }

Code* code_new(Thread& t, Type&, int argument_count, int positional_only_count, int keyword_only_count, int local_count,
               int stack_size, int flags, Bytes* instructions, Tuple* constants, Tuple* names, Tuple* variable_names,
               Str* filename, Str* name, Str* qualname, int first_line, Bytes* line_table, Bytes* exception_table,
               Tuple* free_names, Tuple* cell_names) {
  TRY(audit(t, "code.__new__", instructions, filename, name, argument_count, positional_only_count, keyword_only_count,
            local_count, stack_size, flags));
  struct Count {
    int value;
    const char* name;
  };
  for (Count count : {Count{argument_count, "argcount"}, Count{positional_only_count, "posonlyargcount"},
                      Count{keyword_only_count, "kwonlyargcount"}, Count{local_count, "nlocals"}})
    if (count.value < 0) return raise_value_error(t, "code: %s must not be negative", count.name);
  return code_of_parts(t, {argument_count, positional_only_count, keyword_only_count, local_count, stack_size, flags,
                           first_line, instructions, constants, names, variable_names, free_names, cell_names, filename,
                           name, qualname, line_table, exception_table});
}

Code* code_replace(Thread& t, const Code& self, int argument_count, int positional_only_count, int keyword_only_count,
                   int local_count, int stack_size, int flags, int first_line, Bytes* instructions, Tuple* constants,
                   Tuple* names, Tuple* variable_names, Tuple* free_names, Tuple* cell_names, Str* filename, Str* name,
                   Str* qualname, Bytes* line_table, Bytes* exception_table) {
  return replace_code(t, self,
                      {argument_count, positional_only_count, keyword_only_count, local_count, stack_size, flags,
                       first_line, instructions, constants, names, variable_names, free_names, cell_names, filename,
                       name, qualname, line_table, exception_table});
}

Object* code_variable_of_operand(Thread& t, const Code& self, int oparg) {
  if (oparg < 0 || oparg >= self.names_of_registers->size) return raise_index_error(t, "tuple index out of range");
  return self.names_of_registers->items[oparg];
}

Object* code_compare(Thread& t, Object* a, Object* b, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !is_exact<Code>(a) || !is_exact<Code>(b))
    return not_implemented();
  bool same = a == b || TRY(code_equal(t, *cast<Code>(a), *cast<Code>(b)));
  return bool_object(same == (op == CompareOp::Eq));
}
Result<ssize> code_hash_slot(Thread&, Object* o) { return code_hash(*cast<Code>(o)); }

}  // namespace

#define NATIVE_TABLE "interpreter/objects/function/code_methods.def"
#define NATIVE_TYPE Code
#define NATIVE_PREFIX code
#define NATIVE_NAME "code"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_code_data() {
  TypeData d{};
  d.slots.repr = code_repr;
  d.slots.compare = code_compare;
  d.slots.hash = code_hash_slot;
  d.allows_weak_references = true;
  code_declare(d);
  return d;
}
constinit TypeData code_data = make_code_data();

}  // namespace

constinit Type code_type = static_type("code", sizeof(Code), 0, 0, &code_data);

}  // namespace sidewinder
