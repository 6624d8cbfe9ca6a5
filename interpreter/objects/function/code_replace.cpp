#include "interpreter/objects/function/code_replace.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "interpreter/compiler/opcode.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/function/code_units.h"
#include "interpreter/objects/function/constant_kinds.h"
#include "interpreter/objects/function/line_table.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

// --- replace ----------------------------------------------------------------------------------------

namespace {

constexpr ssize kMostNamedRegisters = 10000;  // of code without a body

// The instructions are shared, the caches are not.
Code* copy_code(const Code& old) {
  Code* c = TRY(new_object<Code>(&code_type));
  auto refcount = c->refcount;
  *c = old;
  c->refcount = refcount;
  c->caches = TRY(allocate_raw<Cache>(old.cache_count + 1));
  for (uint32_t i = 0; i < old.cache_count; i++) c->caches[i].name = old.caches[i].name;
  c->hot_spots = TRY(allocate_raw<HotSpot>(old.hot_spot_count + 1));
  for (uint32_t i = 0; i < old.hot_spot_count; i++) {
    c->hot_spots[i] = old.hot_spots[i];
    c->hot_spots[i].state = nullptr;
    c->hot_spots[i].trace_counter = 0;
  }
  c->entry.state = nullptr;
  c->entry.trace_counter = 0;
  c->compiled = c->compiled_roots = nullptr;
  return c;
}

// Names are taken over where there are as many as before: the registers stay what they are.
Status check_names(Thread& t, const Tuple* names, ssize count, const char* what) {
  for (ssize i = 0; i < names->size; i++)
    if (!is_str(names->items[i]))
      return raise_type_error(t, "name tuples must contain only strings, not '%T'", names->items[i]);
  if (names->size == count) return Status::ok();
  return raise_value_error(t, "replace(): %s must have %zd names, as it has now", what, count);
}

Status replace_variables(Thread& t, Code* c, Tuple* names) {
  TRY(check_names(t, names, c->local_count, "co_varnames"));
  Tuple* registers = TRY(new_tuple(c->names_of_registers->items, c->names_of_registers->size));
  for (ssize i = 0; i < names->size; i++) registers->items[i] = TRY(intern(cast<Str>(names->items[i])));
  c->names_of_registers = registers;
  return Status::ok();
}

// A cell's or free variable's name also stands among the names of registers; a captured parameter's stays.
Status replace_captured(Thread& t, Code* c, Tuple** field, Tuple* names, const char* what) {
  TRY(check_names(t, names, (*field)->size, what));
  Tuple* registers = TRY(new_tuple(c->names_of_registers->items, c->names_of_registers->size));
  for (ssize i = 0; i < names->size; i++)
    for (ssize reg = c->local_count; reg < registers->size; reg++)
      if (registers->items[reg] == (*field)->items[i]) registers->items[reg] = TRY(intern(cast<Str>(names->items[i])));
  c->names_of_registers = registers;
  *field = names;
  return Status::ok();
}

// Names that instructions have as constants stay.
Status replace_names(Thread& t, Code* c, Tuple* names) {
  ssize of_caches;
  Tuple* old = TRY(names_of_code(t, *c, &of_caches));
  TRY(check_names(t, names, old->size, "co_names"));
  for (ssize k = of_caches; k < old->size; k++)
    if (!str_equal(static_cast<Str*>(names->items[k]), static_cast<Str*>(old->items[k])))
      return raise_value_error(t, "replace(): co_names has another name for an import or a deletion");
  for (uint32_t i = 0; i < c->cache_count; i++)
    for (ssize k = 0; k < of_caches; k++)
      if (c->caches[i].name == old->items[k]) {
        c->caches[i].name = TRY(intern(cast<Str>(names->items[k])));
        break;
      }
  return Status::ok();
}

// Lines count from the first one, as in CPython's table.
Status move_lines(Thread&, Code* c, int first_line) {
  int delta = int(unsigned(first_line) - unsigned(c->first_line));
  auto moved = [delta](int line) { return int(unsigned(line) + unsigned(delta)); };  // past the largest int, as in C
  c->first_line = first_line;
  if (!delta) return Status::ok();
  auto* lines = TRY(allocate_raw_leaf<LineEntry>(c->line_count + 1));
  for (uint32_t i = 0; i < c->line_count; i++) {
    lines[i] = c->lines[i];
    if (lines[i].line < 0) continue;
    lines[i].line = moved(lines[i].line);
    if (lines[i].end_line >= 0) lines[i].end_line = moved(lines[i].end_line);
  }
  c->lines = lines;
  return Status::ok();
}

Status check_counts(Thread& t, const CodeChanges& changes) {
  struct Count {
    int value;
    const char* name;
  };
  for (Count count :
       {Count{changes.argument_count, "co_argcount"}, Count{changes.positional_only_count, "co_posonlyargcount"},
        Count{changes.keyword_only_count, "co_kwonlyargcount"}, Count{changes.local_count, "co_nlocals"},
        Count{changes.stack_size, "co_stacksize"}, Count{changes.flags, "co_flags"},
        Count{changes.first_line, "co_firstlineno"}})
    if (count.value < -1) return raise_value_error(t, "%s must be a positive integer", count.name);
  return Status::ok();
}

int parameter_count(const Code& c) {
  return c.argument_count + c.keyword_only_count + bool(c.flags & kCodeVarArgs) + bool(c.flags & kCodeVarKeywords);
}

Status replace_counts(Thread& t, Code* c, const CodeChanges& changes) {
  auto or_old = [](int change, int old) { return change >= 0 ? change : old; };
  int positional = or_old(changes.argument_count, c->argument_count);
  int positional_only = or_old(changes.positional_only_count, c->positional_only_count);
  int keyword_only = or_old(changes.keyword_only_count, c->keyword_only_count);
  ssize variables = changes.variable_names ? changes.variable_names->size : c->local_count;
  if (positional_only > positional || positional > variables || keyword_only > variables)
    return raise_value_error(t, "code: co_varnames is too small");
  c->argument_count = uint16_t(positional);
  c->positional_only_count = uint16_t(positional_only);
  c->keyword_only_count = uint16_t(keyword_only);
  if (changes.flags >= 0) c->flags = (c->flags & ~kShownCodeFlags) | (uint32_t(changes.flags) & kShownCodeFlags);
  if (parameter_count(*c) > variables) return raise_value_error(t, "code: co_varnames is too small");
  if (changes.local_count >= 0 ? changes.local_count != variables : variables != c->local_count)
    return raise_value_error(t, "code: co_nlocals != len(co_varnames)");
  return Status::ok();
}

// --- parameters that are none any more

void move_tables(Code* c, uint32_t by) {
  for (uint32_t i = 0; i < c->exception_count; i++) {
    c->exceptions[i].begin += by;
    c->exceptions[i].end += by;
    c->exceptions[i].handler += by;
  }
  for (uint32_t i = 1; i < c->line_count; i++) c->lines[i].begin += by;
  for (uint32_t i = 0; i < c->hot_spot_count; i++) c->hot_spots[i].header += by;
}

template <class Row> Status own(Row*& rows, uint32_t count) {
  Row* copy = TRY(allocate_raw_leaf<Row>(count + 1));
  std::copy(rows, rows + count, copy);
  rows = copy;
  return Status::ok();
}

// The instructions take parameters for bound. Those that no call binds any more are looked at before the first of them.
Status check_at_start(Thread& t, Code* c, int first, int end) {
  if (first >= end) return Status::ok();
  auto added = uint32_t(end - first);
  ssize names = c->constants->size;
  if (names + ssize(added) > UINT16_MAX) return raise_value_error(t, "replace(): too many constants");
  Tuple* constants = TRY(new_tuple(names + ssize(added)));
  std::copy(c->constants->items, c->constants->items + names, constants->items);
  Instr* instructions = TRY(allocate_raw_leaf<Instr>(c->instruction_count + added + 1));
  for (uint32_t i = 0; i < added; i++) {
    constants->items[names + i] = c->names_of_registers->items[first + int(i)];
    instructions[i] = Instr{uint16_t(Opcode::check_bound_), uint16_t(first + int(i)), uint16_t(names + i), 0};
  }
  std::copy(c->instructions, c->instructions + c->instruction_count, instructions + added);
  TRY(own(c->exceptions, c->exception_count));
  TRY(own(c->lines, c->line_count));
  move_tables(c, added);
  c->instructions = instructions;
  c->instruction_count += added;
  c->constants = constants;
  return Status::ok();
}

// Empty bytecode is that of code which is never run but says what a function of C looks like and names a place in
// tracebacks (Cython makes such). It keeps the instructions it has, with their tables, and gets any names.
bool is_without_body(const CodeChanges& changes) { return changes.instructions && !changes.instructions->size; }

// Bytecode and what belongs to it can only be given back as they are: nothing else is known to be sound.
Status check_unchanged(Thread& t, const Code& code, const CodeChanges& changes) {
  if (changes.instructions) {
    Bytes* units = TRY(units_of_code(t, code));
    bool same = changes.instructions->size == units->size &&
                !std::memcmp(changes.instructions->bytes, units->bytes, size_t(units->size));
    if (!same) return raise_value_error(t, "code: co_code is malformed");
  }
  if (!changes.exception_table || !changes.exception_table->size) return Status::ok();
  Bytes* table = TRY(parts_of_code(t, code));
  bool same = changes.exception_table->size == table->size &&
              !std::memcmp(changes.exception_table->bytes, table->bytes, size_t(table->size));
  return same ? Status::ok() : raise_value_error(t, "replace(): co_exceptiontable cannot be replaced");
}

Status replace_line_table(Code* c, const Bytes* table, const Bytes* old) {
  bool same = table->size == old->size && !std::memcmp(table->bytes, old->bytes, size_t(old->size));
  return same ? Status::ok() : replace_lines(c, table);
}

Status set_registers(Thread& t, Code* c, const CodeChanges& changes) {
  uint16_t temporaries = uint16_t(c->register_count - c->first_temporary), before = c->register_count;
  if (changes.cell_names) c->cell_names = changes.cell_names;
  if (changes.free_names) c->free_names = changes.free_names;
  List* registers = TRY(new_list(t));
  ssize counts[3], kind = 0;
  for (Tuple* names : {changes.variable_names, c->cell_names, c->free_names}) {
    TRY(check_names(t, names, names->size, ""));
    for (ssize i = 0; i < names->size; i++) TRY(list_append(t, registers, TRY(intern(cast<Str>(names->items[i])))));
    counts[kind++] = registers->length();
  }
  if (counts[2] > kMostNamedRegisters) return raise_value_error(t, "replace(): too many names");
  c->names_of_registers = TRY(tuple_from_iterable(t, registers));
  c->local_count = uint16_t(counts[0]);
  c->first_free = uint16_t(counts[1]);
  c->first_temporary = uint16_t(counts[2]);
  c->register_count = std::max<uint16_t>(before, uint16_t(c->first_temporary + temporaries));
  return Status::ok();
}

Code* replace_code_without_body(Thread& t, const Code& code, CodeChanges changes) {
  Code* c = TRY(copy_code(code));
  TRY(replace_counts(t, c, changes));
  if (changes.variable_names) TRY(set_registers(t, c, changes));
  if (changes.first_line >= 0) TRY(move_lines(t, c, changes.first_line));
  if (changes.filename) c->filename = changes.filename;
  if (changes.name) c->name = changes.name;
  if (changes.qualname) c->qualname = changes.qualname;
  return c;
}

}  // namespace

Code* replace_code(Thread& t, const Code& code, const CodeChanges& changes) {
  TRY(check_counts(t, changes));
  if (is_without_body(changes)) return replace_code_without_body(t, code, changes);
  TRY(check_unchanged(t, code, changes));
  if (changes.constants && changes.constants->size < code.constants->size)
    return raise_value_error(t, "replace(): co_consts has too few constants");
  auto kinds = [&](const Tuple* constants) {
    return kinds_of_constants(code.instructions, code.instruction_count, constants);
  };
  if (changes.constants && kinds(changes.constants) != kinds(code.constants))
    return raise_value_error(t, "replace(): co_consts has something else for a name or a function's code");
  Code* c = TRY(copy_code(code));
  TRY(replace_counts(t, c, changes));
  if (changes.variable_names) TRY(replace_variables(t, c, changes.variable_names));
  if (changes.cell_names) TRY(replace_captured(t, c, &c->cell_names, changes.cell_names, "co_cellvars"));
  if (changes.free_names) TRY(replace_captured(t, c, &c->free_names, changes.free_names, "co_freevars"));
  if (changes.names) TRY(replace_names(t, c, changes.names));
  if (changes.first_line >= 0) TRY(move_lines(t, c, changes.first_line));
  if (changes.line_table) TRY(replace_line_table(c, changes.line_table, TRY(line_table_of(code))));
  if (changes.constants) c->constants = changes.constants;
  if (changes.filename) c->filename = changes.filename;
  if (changes.name) c->name = changes.name;
  if (changes.qualname) c->qualname = changes.qualname;
  TRY(check_at_start(t, c, parameter_count(*c), parameter_count(code)));
  return c;
}

// --- comparison -------------------------------------------------------------------------------------

namespace {

bool same_text(const Str* a, const Str* b) { return a == b || str_equal(a, b); }

// Constants are equal only if their types are, and 0.0 is not -0.0: what their texts say.
Truth same_constant(Thread& t, Object* a, Object* b) {
  if (!native_stack_left(t, " in comparison")) return Truth::Error;
  if (a == b) return Truth::True;
  if (a->cls != b->cls) return Truth::False;
  if (is_exact<Code>(a)) return code_equal(t, *cast<Code>(a), *cast<Code>(b));
  if (!is_exact<Tuple>(a)) {
    Str* text_of_a = TRY(repr(t, a));
    return truth_of(same_text(text_of_a, TRY(repr(t, b))));
  }
  auto *x = cast<Tuple>(a), *y = cast<Tuple>(b);
  if (x->size != y->size) return Truth::False;
  for (ssize i = 0; i < x->size; i++) {
    Truth same = same_constant(t, x->items[i], y->items[i]);
    if (same != Truth::True) return same;
  }
  return Truth::True;
}

bool same_names(const Tuple* a, const Tuple* b) {
  bool same = a->size == b->size;
  for (ssize i = 0; same && i < a->size; i++) same = same_text(cast<Str>(a->items[i]), cast<Str>(b->items[i]));
  return same;
}

template <class T> bool same_rows(const T* a, const T* b, uint32_t count) {
  return !std::memcmp(a, b, count * sizeof(T));
}

bool same_tables(const Code& a, const Code& b) {
  if (a.instruction_count != b.instruction_count || a.exception_count != b.exception_count ||
      a.line_count != b.line_count || a.cache_count != b.cache_count)
    return false;
  for (uint32_t i = 0; i < a.exception_count; i++) {
    const ExceptionEntry &x = a.exceptions[i], &y = b.exceptions[i];
    if (x.begin != y.begin || x.end != y.end || x.handler != y.handler || x.reg != y.reg) return false;
  }
  for (uint32_t i = 0; i < a.cache_count; i++)
    if (!same_text(a.caches[i].name, b.caches[i].name)) return false;
  return same_rows(a.instructions, b.instructions, a.instruction_count) && same_rows(a.lines, b.lines, a.line_count);
}

}  // namespace

Truth code_equal(Thread& t, const Code& a, const Code& b) {
  bool same = a.argument_count == b.argument_count && a.positional_only_count == b.positional_only_count &&
              a.keyword_only_count == b.keyword_only_count && a.flags == b.flags && a.first_line == b.first_line &&
              same_text(a.name, b.name) && same_names(a.names_of_registers, b.names_of_registers) &&
              same_names(a.cell_names, b.cell_names) && same_names(a.free_names, b.free_names) && same_tables(a, b);
  if (!same) return Truth::False;
  return same_constant(t, a.constants, b.constants);
}

ssize code_hash(const Code& code) {
  size_t h = std::hash<std::string>()(str_to_utf8(code.name));
  for (size_t part : {size_t(code.instruction_count), size_t(code.argument_count), size_t(code.flags),
                      size_t(code.first_line), size_t(code.constants->size)})
    h = h * 1000003 ^ part;
  return h == size_t(-1) ? -2 : ssize(h);
}

}  // namespace sidewinder
