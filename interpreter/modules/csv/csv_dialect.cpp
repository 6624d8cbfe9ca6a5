// Dialects: made of another one, of a class with attributes, of options.
#include "interpreter/modules/csv/csv.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

enum Option : int {
  Delimiter,
  Doublequote,
  Escapechar,
  Lineterminator,
  Quotechar,
  Quoting,
  Skipinitialspace,
  Strict,
  kOptions
};
constexpr const char* kNames[] = {"delimiter", "doublequote", "escapechar",       "lineterminator",
                                  "quotechar", "quoting",     "skipinitialspace", "strict"};

Status set_character(Thread& t, const char* name, Object* value, bool may_be_none, uint32_t* out) {
  if (!value) return Status::ok();
  if (may_be_none && value == none()) {
    *out = kNoCharacter;
    return Status::ok();
  }
  if (!is_str(value))
    return raise_type_error(t, "\"%s\" must be string%s, not %T", name, may_be_none ? " or None" : "", value);
  if (cast<Str>(value)->length != 1) return raise_type_error(t, "\"%s\" must be a 1-character string", name);
  *out = cast<Str>(value)->at(0);
  return Status::ok();
}

Status set_flag(Thread& t, Object* value, bool* out) {
  if (value) *out = TRY(truth(t, value));
  return Status::ok();
}

Status set_line_end(Thread& t, Object* value, Str** out) {
  if (!value) return Status::ok();
  if (value == none()) *out = nullptr;
  else if (is_str(value)) *out = cast<Str>(value);
  else return raise_type_error(t, "\"lineterminator\" must be a string");
  return Status::ok();
}

Status set_quoting(Thread& t, Object* value, CsvQuoting* out) {
  if (!value) return Status::ok();
  if (!is_exact<Int>(value)) return raise_type_error(t, "\"quoting\" must be an integer");
  int number;
  TRY(argument_int(t, value, &number));
  *out = CsvQuoting(number);
  return Status::ok();
}

Status set_options(Thread& t, CsvDialect* d, Object* const* given) {
  TRY(set_character(t, "delimiter", given[Delimiter], false, &d->delimiter));
  TRY(set_flag(t, given[Doublequote], &d->doublequote));
  TRY(set_character(t, "escapechar", given[Escapechar], true, &d->escape));
  TRY(set_line_end(t, given[Lineterminator], &d->lineterminator));
  TRY(set_character(t, "quotechar", given[Quotechar], true, &d->quote));
  TRY(set_quoting(t, given[Quoting], &d->quoting));
  TRY(set_flag(t, given[Skipinitialspace], &d->skipinitialspace));
  return set_flag(t, given[Strict], &d->strict);
}

Status check(Thread& t, CsvDialect* d, Object* const* given) {
  if (int(d->quoting) < 0 || int(d->quoting) > 3) return raise_type_error(t, "bad \"quoting\" value");
  if (given[Quotechar] == none() && !given[Quoting]) d->quoting = CsvQuoting::None;
  if (d->quoting != CsvQuoting::None && d->quote == kNoCharacter)
    return raise_type_error(t, "quotechar must be set if quoting enabled");
  if (!d->lineterminator) return raise_type_error(t, "lineterminator must be set");
  return Status::ok();
}

// What an option is not given for comes from the attributes of `base`.
Status fill_from(Thread& t, Object* base, Object** given) {
  for (int i = 0; i < kOptions; i++) {
    if (given[i]) continue;
    Lookup value = find_attribute(t, base, intern(kNames[i]));
    if (value.failed()) clear_pending(t);
    given[i] = value.found() ? value.value : nullptr;
  }
  return Status::ok();
}

Status check_names(Thread& t, const Args& args) {
  for (ssize i = 0; i < args.keyword_count(); i++) {
    bool known = str_equals(args.keyword_name(i), "dialect");
    for (const char* name : kNames) known |= str_equals(args.keyword_name(i), name);
    if (!known) TRY(args.keywords_are_strings(t));
    if (!known)
      return raise_type_error(t, "'%U' is an invalid keyword argument for this function", args.keyword_name(i));
  }
  return Status::ok();
}

Object* dialect_new(Thread& t, Type* cls, Args args) {
  TRY(check_names(t, args));
  Object* all[1 + kOptions];
  TRY(args.bind(
      t, "Dialect",
      "dialect=,delimiter=,doublequote=,escapechar=,lineterminator=,quotechar=,quoting=,skipinitialspace=,strict=",
      all));
  Object* base = all[0];
  Object** given = all + 1;
  if (base && base != none()) {
    if (is_str(base)) base = TRY(csv_dialect_of_name(t, base));
    bool has_options = false;
    for (int i = 0; i < kOptions; i++) has_options |= given[i] != nullptr;
    if (is_instance(base, &csv_dialect_type) && !has_options) return base;
    TRY(fill_from(t, base, given));
  }
  auto* self = static_cast<CsvDialect*>(TRY(allocate_instance(t, cls)));
  self->delimiter = ',';
  self->quote = '"';
  self->escape = kNoCharacter;
  self->doublequote = true;
  self->lineterminator = intern("\r\n");
  TRY(set_options(t, self, given));
  TRY(check(t, self, given));
  return self;
}

Object* dialect_reduce(Thread& t, Object* self, Args) {
  return raise_type_error(t, "cannot pickle '%U' instances", type_name(self->cls));
}

Object* character(uint32_t c) { return c == kNoCharacter ? none() : new_str_char(c); }
Object* dialect_delimiter(CsvDialect& self) { return character(self.delimiter); }
Object* dialect_escapechar(CsvDialect& self) { return character(self.escape); }
Object* dialect_quotechar(CsvDialect& self) { return character(self.quote); }
Object* dialect_line_end(CsvDialect& self) { return self.lineterminator; }
int dialect_quoting_number(CsvDialect& self) { return int(self.quoting); }

}  // namespace

Dict* csv_dialects() { return cast<Dict>(csv_state().dialects); }

Object* csv_dialect_of_name(Thread& t, Object* name) {
  Lookup dialect = TRY(dict_get(t, csv_dialects(), name));
  return dialect.found() ? dialect.value : raise(t, *csv_error(), "unknown dialect");
}

CsvDialect* csv_dialect_of_call(Thread& t, const Args& args) {
  if (args.count < 1 || args.count > 2)
    return raise_type_error(t, " expected at %s argument%s, got %zd", args.count < 1 ? "least 1" : "most 2",
                            args.count < 1 ? "" : "s", args.count);
  return static_cast<CsvDialect*>(call(t, &csv_dialect_type, args.drop_first()));
}

#define NATIVE_TABLE "interpreter/modules/csv/csv_dialect.def"
#define NATIVE_TYPE CsvDialect
#define NATIVE_PREFIX dialect
#define NATIVE_NAME "Dialect"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_dialect_data() {
  TypeData d{};
  dialect_declare(d);
  return d;
}
constinit TypeData dialect_data = make_dialect_data();

}  // namespace

constinit Type csv_dialect_type =
    static_type("_csv.Dialect", sizeof(CsvDialect), 0, kTypeBase | kTypeHaveGC, &dialect_data);

}  // namespace sidewinder
