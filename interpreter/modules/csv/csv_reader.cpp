// Lines to rows: a machine with a state, fed with one character after another. A row may go over several lines.
#include <algorithm>

#include "interpreter/modules/csv/csv.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

enum class State : uint8_t {
  StartRow,
  StartField,
  EscapedCharacter,
  InField,
  InQuotes,
  EscapeInQuotes,
  QuoteInQuotes,
  EatLineEnd,
  AfterEscapedLineEnd
};
constexpr uint32_t kEndOfLine = UINT32_MAX - 1;

struct CsvReader : Object {
  Object* lines;  // an iterator
  CsvDialect* dialect;
  List* fields;     // of the row
  uint32_t* field;  // raw storage: the field's characters
  ssize length, capacity;
  unsigned long line_num;
  State state;
  bool is_numeric;  // the field becomes a float
  static Type* type() { return &csv_reader_type; }
};

Status begin_row(Thread& t, CsvReader* r) {
  r->fields = TRY(new_list(t));
  r->length = 0;
  r->state = State::StartRow;
  r->is_numeric = false;
  return Status::ok();
}

Status add(Thread& t, CsvReader* r, uint32_t c) {
  if (r->length >= csv_state().field_limit)
    return raise(t, *csv_error(), "field larger than field limit (%zd)", csv_state().field_limit);
  if (r->length == r->capacity) {
    ssize capacity = std::max<ssize>(256, r->capacity * 2);
    uint32_t* field = TRY(allocate_raw_leaf<uint32_t>(size_t(capacity)));
    std::copy_n(r->field, r->length, field);
    r->field = field;
    r->capacity = capacity;
  }
  r->field[r->length++] = c;
  return Status::ok();
}

Status save_field(Thread& t, CsvReader* r) {
  Object* field = TRY(new_str_of(r->field, r->length));
  r->length = 0;
  if (r->is_numeric) {
    r->is_numeric = false;
    field = TRY(float_from_text(t, field));
  }
  return list_append(t, r->fields, field);
}

bool ends_line(uint32_t c) { return c == '\n' || c == '\r' || c == kEndOfLine; }
bool is_quote(const CsvDialect* d, uint32_t c) { return c == d->quote && d->quoting != CsvQuoting::None; }

Status end_row(Thread& t, CsvReader* r, uint32_t c) {
  r->state = c == kEndOfLine ? State::StartRow : State::EatLineEnd;
  return save_field(t, r);
}

Status end_field(Thread& t, CsvReader* r) {
  r->state = State::StartField;
  return save_field(t, r);
}

Status in_field(Thread& t, CsvReader* r, uint32_t c) {
  if (ends_line(c)) return end_row(t, r, c);
  if (c == r->dialect->escape) {
    r->state = State::EscapedCharacter;
    return Status::ok();
  }
  return c == r->dialect->delimiter ? end_field(t, r) : add(t, r, c);
}

Status start_field(Thread& t, CsvReader* r, uint32_t c) {
  const CsvDialect* d = r->dialect;
  if (ends_line(c)) return end_row(t, r, c);
  r->state = State::StartField;
  if (is_quote(d, c)) {
    r->state = State::InQuotes;
  } else if (c == d->escape) {
    r->state = State::EscapedCharacter;
  } else if (c == ' ' && d->skipinitialspace) {
    return Status::ok();
  } else if (c == d->delimiter) {
    return save_field(t, r);
  } else {
    r->is_numeric |= d->quoting == CsvQuoting::NonNumeric;
    r->state = State::InField;
    return add(t, r, c);
  }
  return Status::ok();
}

Status in_quotes(Thread& t, CsvReader* r, uint32_t c) {
  const CsvDialect* d = r->dialect;
  if (c == kEndOfLine) return Status::ok();
  if (c == d->escape) r->state = State::EscapeInQuotes;
  else if (is_quote(d, c)) r->state = d->doublequote ? State::QuoteInQuotes : State::InField;
  else return add(t, r, c);
  return Status::ok();
}

// Behind a quote in quotes: either it stood for itself, or the field is over.
Status quote_in_quotes(Thread& t, CsvReader* r, uint32_t c) {
  const CsvDialect* d = r->dialect;
  if (is_quote(d, c)) {
    r->state = State::InQuotes;
    return add(t, r, c);
  }
  if (c == d->delimiter) return end_field(t, r);
  if (ends_line(c)) return end_row(t, r, c);
  if (d->strict)
    return raise(t, *csv_error(), "'%U' expected after '%U'", TRY(new_str_char(d->delimiter)),
                 TRY(new_str_char(d->quote)));
  r->state = State::InField;
  return add(t, r, c);
}

Status eat_line_end(Thread& t, CsvReader* r, uint32_t c) {
  if (c == kEndOfLine) r->state = State::StartRow;
  else if (!ends_line(c))
    return raise(t, *csv_error(),
                 "new-line character seen in unquoted field - do you need to open the file in "
                 "universal-newline mode?");
  return Status::ok();
}

Status take(Thread& t, CsvReader* r, uint32_t c) {
  switch (r->state) {
    case State::StartRow:
      if (c == kEndOfLine) return Status::ok();
      if (!ends_line(c)) return start_field(t, r, c);
      r->state = State::EatLineEnd;
      return Status::ok();
    case State::StartField: return start_field(t, r, c);
    case State::EscapedCharacter:
      r->state = c == '\n' || c == '\r' ? State::AfterEscapedLineEnd : State::InField;
      return add(t, r, c == kEndOfLine ? '\n' : c);
    case State::AfterEscapedLineEnd: return c == kEndOfLine ? Status::ok() : in_field(t, r, c);
    case State::InField: return in_field(t, r, c);
    case State::InQuotes: return in_quotes(t, r, c);
    case State::EscapeInQuotes: r->state = State::InQuotes; return add(t, r, c == kEndOfLine ? '\n' : c);
    case State::QuoteInQuotes: return quote_in_quotes(t, r, c);
    case State::EatLineEnd: return eat_line_end(t, r, c);
  }
  return Status::ok();
}

Status take_line(Thread& t, CsvReader* r, Str* line) {
  for (ssize i = 0; i < line->length; i++) TRY(take(t, r, line->at(i)));
  return take(t, r, kEndOfLine);
}

// The lines are over: what was begun is a row all the same, unless the dialect is strict.
Lookup end_of_lines(Thread& t, CsvReader* r) {
  if (!r->length && r->state != State::InQuotes) return Lookup::missing();
  if (r->dialect->strict) return raise(t, *csv_error(), "unexpected end of data");
  TRY(save_field(t, r));
  return r->fields;
}

Lookup csv_reader_next(Thread& t, Object* o) {
  auto* self = cast<CsvReader>(o);
  TRY(begin_row(t, self));
  do {
    Lookup line = TRY(iterator_next(t, self->lines));
    if (line.is_missing()) return end_of_lines(t, self);
    if (!is_str(line.value))
      return raise(t, *csv_error(), "iterator should return strings, not %T (the file should be opened in text mode)",
                   line.value);
    self->line_num++;
    TRY(take_line(t, self, cast<Str>(line.value)));
  } while (self->state != State::StartRow);
  List* fields = self->fields;
  self->fields = nullptr;
  return fields;
}

Object* csv_reader_self(Thread&, Object* o) { return o; }

}  // namespace

Object* new_csv_reader(Thread& t, const Args& args) {
  CsvDialect* dialect = nullptr;
  if (args.count < 1 || args.count > 2) return csv_dialect_of_call(t, args);
  Object* lines = TRY(get_iterator(t, args[0]));
  dialect = TRY(csv_dialect_of_call(t, args));
  auto* self = TRY(new_object<CsvReader>(&csv_reader_type));
  self->lines = lines;
  self->dialect = dialect;
  return self;
}

#define NATIVE_TABLE "interpreter/modules/csv/csv_reader.def"
#define NATIVE_TYPE CsvReader
#define NATIVE_PREFIX csv_reader
#define NATIVE_NAME "reader"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_reader_data() {
  TypeData d{};
  d.slots.iter = csv_reader_self;
  d.slots.next = csv_reader_next;
  csv_reader_declare(d);
  d.spec.doc = "CSV reader\n\nAn iterator over the rows of a text.";
  return d;
}
constinit TypeData reader_data = make_reader_data();

}  // namespace

constinit Type csv_reader_type = static_type("_csv.reader", sizeof(CsvReader), 0,
                                             kTypeBase | kTypeHaveGC | kTypeDisallowInstantiation, &reader_data);

}  // namespace sidewinder
