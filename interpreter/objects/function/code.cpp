// Code objects: positions, and what Python sees of them (the co_* attributes).
#include "interpreter/objects/function/code.h"

#include <cstdio>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
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

Code* code_of(Object* o) { return cast<Code>(o); }

Object* code_repr(Thread& t, Object* o) {
  auto* c = code_of(o);
  char address[48], line[32];
  snprintf(address, sizeof address, " at %p, file ", static_cast<void*>(o));
  snprintf(line, sizeof line, ", line %d>", c->first_line);
  (void)t;
  return StrBuilder()
      .add("<code object ")
      .add(c->name)
      .add(address)
      .add("\"")
      .add(c->filename)
      .add("\"")
      .add(line)
      .finish();
}

template <uint16_t Code::*field> Object* get_count(Thread&, Object* o) { return int_from_int64(code_of(o)->*field); }

Object* get_flags(Thread&, Object* o) { return int_from_int64(code_of(o)->flags & 0x3fffffff); }
Object* get_variable_names(Thread&, Object* o) {
  auto* c = code_of(o);
  return new_tuple(c->names_of_registers->items, c->local_count);
}

// The names that instructions use: those of the caches, each once.
Object* get_names(Thread& t, Object* o) {
  auto* c = code_of(o);
  Dict* names = TRY(new_dict(t));
  for (uint32_t i = 0; i < c->cache_count; i++)
    if (c->caches[i].name) TRY(dict_set_str(t, names, c->caches[i].name, none()));
  return tuple_from_iterable(t, names);
}

Object* get_instructions(Thread&, Object* o) {
  auto* c = code_of(o);
  return new_bytes(c->instructions, ssize(c->instruction_count * sizeof(Instr)));
}

Object* code_method_lines(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "code.co_lines", 0, 0));
  auto* c = code_of(self);
  List* rows = TRY(new_list(t));
  for (uint32_t i = 0; i < c->line_count; i++) {
    uint32_t end = i + 1 < c->line_count ? c->lines[i + 1].begin : c->instruction_count;
    Object* line = c->lines[i].line >= 0 ? int_from_int64(c->lines[i].line) : none();
    Object* row[] = {int_from_int64(c->lines[i].begin * ssize(sizeof(Instr))),
                     int_from_int64(end * ssize(sizeof(Instr))), line};
    TRY(list_append(t, rows, TRY(new_tuple(row, 3))));
  }
  return get_iterator(t, rows);
}

// One row for two bytes of co_code, as CPython's instructions have: traceback and dis look it up at f_lasti // 2.
constexpr int kRowsOfInstruction = sizeof(Instr) / 2;

Object* code_method_positions(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "code.co_positions", 0, 0));
  auto* c = code_of(self);
  List* rows = TRY(new_list(t));
  auto number = [](int32_t n) { return n >= 0 ? int_from_int64(n) : none(); };
  for (uint32_t i = 0; i < c->instruction_count; i++) {
    const LineEntry* at = c->position_of(c->instructions + i);
    LineEntry nowhere{0, -1, -1, -1, -1};
    if (!at) at = &nowhere;
    Object* row[] = {number(at->line), number(at->end_line), number(at->column), number(at->end_column)};
    Tuple* position = TRY(new_tuple(row, 4));
    for (int k = 0; k < kRowsOfInstruction; k++) TRY(list_append(t, rows, position));
  }
  return get_iterator(t, rows);
}

Status replace_str(Thread& t, const char* name, Object* value, Str** field) {
  if (!value) return Status::ok();
  if (!is_str(value)) return raise_type_error(t, "replace() argument '%s' must be str, not %T", name, value);
  *field = cast<Str>(value);
  return Status::ok();
}

// A copy with other names, position, flags or constants. The instructions are shared, the caches are not.
Object* code_method_replace(Thread& t, Object* self, Args args) {
  Object* v[6];
  TRY(args.bind(t, "replace", "*,co_name=,co_qualname=,co_filename=,co_firstlineno=,co_flags=,co_consts=", v));
  auto* old = code_of(self);
  Code* c = TRY(new_object<Code>(&code_type));
  auto refcount = c->refcount;
  *c = *old;
  c->refcount = refcount;
  c->caches = TRY(allocate_raw<Cache>(old->cache_count + 1));
  for (uint32_t i = 0; i < old->cache_count; i++) c->caches[i].name = old->caches[i].name;
  c->hot_spots = TRY(allocate_raw<HotSpot>(old->hot_spot_count + 1));
  for (uint32_t i = 0; i < old->hot_spot_count; i++) {
    c->hot_spots[i] = old->hot_spots[i];
    c->hot_spots[i].trace = c->hot_spots[i].state = nullptr;
  }
  c->entry.trace = c->entry.state = nullptr;
  TRY(replace_str(t, "co_name", v[0], &c->name));
  TRY(replace_str(t, "co_qualname", v[1], &c->qualname));
  TRY(replace_str(t, "co_filename", v[2], &c->filename));
  if (v[3]) c->first_line = int32_t(TRY(index_as_ssize(t, v[3], &exceptions::OverflowError)));
  if (v[4]) {
    ssize flags = TRY(index_as_ssize(t, v[4], &exceptions::OverflowError));
    c->flags = (old->flags & 0xc0000000u) | (uint32_t(flags) & 0x3fffffffu);
  }
  if (v[5]) {
    if (!is_exact<Tuple>(v[5]))
      return raise_type_error(t, "replace() argument 'co_consts' must be tuple, not %T", v[5]);
    if (cast<Tuple>(v[5])->size < old->constants->size)
      return raise_value_error(t, "replace(): co_consts has too few constants");
    c->constants = cast<Tuple>(v[5]);
  }
  return c;
}

const NativeMethod code_methods[] = {
    {"co_lines", code_method_lines},
    {"co_positions", code_method_positions},
    {"replace", code_method_replace, MethodKind::Instance,
     "replace($self, /, **changes)\n--\n\nReturn a copy of the code object with new values for the specified fields."},
    {},
};
const NativeGetSet code_getsets[] = {
    {"co_argcount", get_count<&Code::argument_count>},
    {"co_posonlyargcount", get_count<&Code::positional_only_count>},
    {"co_kwonlyargcount", get_count<&Code::keyword_only_count>},
    {"co_nlocals", get_count<&Code::local_count>},
    {"co_stacksize", get_count<&Code::register_count>},
    {"co_flags", get_flags},
    {"co_varnames", get_variable_names},
    {"co_names", get_names},
    {"co_code", get_instructions},
    {},
};
const NativeMember code_members[] = {
    {"co_name", MemberKind::Object, offsetof(Code, name)},
    {"co_qualname", MemberKind::Object, offsetof(Code, qualname)},
    {"co_filename", MemberKind::Object, offsetof(Code, filename)},
    {"co_consts", MemberKind::Object, offsetof(Code, constants)},
    {"co_cellvars", MemberKind::Object, offsetof(Code, cell_names)},
    {"co_freevars", MemberKind::Object, offsetof(Code, free_names)},
    {"co_firstlineno", MemberKind::Int, offsetof(Code, first_line)},
    {},
};
TypeData code_data = {
    .slots = {.repr = code_repr},
    .spec = {.methods = code_methods, .getsets = code_getsets, .members = code_members},
    .allows_weak_references = true,
};

}  // namespace

Type code_type = static_type("code", sizeof(Code), 0, kTypeDisallowInstantiation, &code_data);

}  // namespace sidewinder
