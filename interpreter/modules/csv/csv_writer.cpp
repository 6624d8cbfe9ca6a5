// Rows to lines.
#include "interpreter/modules/csv/csv.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

struct CsvWriter : Object {
  Object* write;
  CsvDialect* dialect;
  static Type* type() { return &csv_writer_type; }
};

class RowWriter {
 public:
  RowWriter(Thread& t, const CsvDialect* dialect) : t_(t), d_(dialect) {}

  Status add_field(Object* field) {
    bool quoted = d_->quoting == CsvQuoting::All || (d_->quoting == CsvQuoting::NonNumeric && !is_number(field));
    if (field == none()) return add_text(empty_str(), quoted);
    return add_text(TRY(to_str(t_, field)), quoted);
  }

  Str* finish() {
    // One empty field would be an empty line.
    if (fields_ == 1 && out_.length() == 0) {
      if (d_->quoting == CsvQuoting::None) return raise(t_, *csv_error(), "single empty field record must be quoted");
      fields_ = 0;
      TRY(add_text(empty_str(), true));
    }
    return out_.add(d_->lineterminator).finish();
  }

 private:
  bool is_in_line_end(uint32_t c) const {
    for (ssize i = 0; i < d_->lineterminator->length; i++)
      if (d_->lineterminator->at(i) == c) return true;
    return false;
  }
  bool is_special(uint32_t c) const {
    return c == d_->delimiter || c == d_->escape || c == d_->quote || is_in_line_end(c);
  }
  // A special character that stands behind an escape, even in quotes.
  bool wants_escape(uint32_t c) const {
    if (d_->quoting == CsvQuoting::None) return true;
    return c == d_->quote ? !d_->doublequote : c == d_->escape;
  }

  Status add_text(const Str* text, bool quoted) {
    for (ssize i = 0; i < text->length && !quoted; i++) quoted = is_special(text->at(i)) && !wants_escape(text->at(i));
    if (fields_++) out_.add_char(d_->delimiter);
    if (quoted) out_.add_char(d_->quote);
    for (ssize i = 0; i < text->length; i++) {
      uint32_t c = text->at(i);
      if (is_special(c)) TRY(add_before_special(c));
      out_.add_char(c);
    }
    if (quoted) out_.add_char(d_->quote);
    return Status::ok();
  }

  Status add_before_special(uint32_t c) {
    if (wants_escape(c)) {
      if (d_->escape == kNoCharacter) return raise(t_, *csv_error(), "need to escape, but no escapechar set");
      out_.add_char(d_->escape);
    } else if (c == d_->quote) {
      out_.add_char(c);
    }
    return Status::ok();
  }

  Thread& t_;
  const CsvDialect* d_;
  StrBuilder out_;
  ssize fields_ = 0;
};

Object* csv_writer_writerow(Thread& t, CsvWriter& self, Object* row) {
  Object* iterator = get_iterator(t, row);
  if (!iterator && pending_matches(t, exceptions::TypeError)) {
    clear_pending(t);
    return raise(t, *csv_error(), "iterable expected, not %T", row);
  }
  if (!iterator) return nullptr;
  RowWriter writer(t, self.dialect);
  for (;;) {
    Lookup field = TRY(iterator_next(t, iterator));
    if (field.is_missing()) break;
    TRY(writer.add_field(field.value));
  }
  return call(t, self.write, TRY(writer.finish()));
}

Status csv_writer_writerows(Thread& t, CsvWriter& self, Object* rows) {
  return for_each(t, rows, [&](Object* row) -> Status {
    TRY(csv_writer_writerow(t, self, row));
    return Status::ok();
  });
}

}  // namespace

Object* new_csv_writer(Thread& t, const Args& args) {
  if (args.count < 1 || args.count > 2) return csv_dialect_of_call(t, args);
  Lookup write = TRY(find_attribute(t, args[0], intern("write")));
  if (write.is_missing() || !slots_of(write.value).call)
    return raise_type_error(t, "argument 1 must have a \"write\" method");
  CsvDialect* dialect = TRY(csv_dialect_of_call(t, args));
  auto* self = TRY(new_object<CsvWriter>(&csv_writer_type));
  self->write = write.value;
  self->dialect = dialect;
  return self;
}

#define NATIVE_TABLE "interpreter/modules/csv/csv_writer.def"
#define NATIVE_TYPE CsvWriter
#define NATIVE_PREFIX csv_writer
#define NATIVE_NAME "writer"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_writer_data() {
  TypeData d{};
  csv_writer_declare(d);
  d.spec.doc = "CSV writer\n\nWrites rows as lines of text.";
  return d;
}
constinit TypeData writer_data = make_writer_data();

}  // namespace

constinit Type csv_writer_type = static_type("_csv.writer", sizeof(CsvWriter), 0,
                                             kTypeBase | kTypeHaveGC | kTypeDisallowInstantiation, &writer_data);

}  // namespace sidewinder
