// SyntaxError: SyntaxError(message, (filename, line, offset, text[, end_line, end_offset])).
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/exception/exception_data.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Status check_detail_count(Thread& t, ssize count) {
  if (count < 4) return raise_type_error(t, "function takes at least 4 arguments (%zd given)", count);
  if (count > 6) return raise_type_error(t, "function takes at most 6 arguments (%zd given)", count);
  if (count == 5) return raise_type_error(t, "end_offset must be provided when end_lineno is provided");
  return Status::ok();
}

Status syntax_error_init(Thread& t, Object* o, Args args) {
  TRY(base_exception_init(t, o, args));
  auto* self = cast<SyntaxErrorObject>(o);
  self->message = args.or_default(0, none());
  for (Object** field : {&self->filename, &self->line, &self->offset, &self->text, &self->end_line, &self->end_offset,
                         &self->print_file_and_line})
    *field = none();
  if (args.count != 2) return Status::ok();
  Tuple* details = TRY(tuple_from_iterable(t, args[1]));
  TRY(check_detail_count(t, details->size));
  self->filename = details->items[0];
  self->line = details->items[1];
  self->offset = details->items[2];
  self->text = details->items[3];
  if (details->size == 6) {
    self->end_line = details->items[4];
    self->end_offset = details->items[5];
  }
  return Status::ok();
}

Object* syntax_error_str(Thread& t, Object* o) {
  auto* self = cast<SyntaxErrorObject>(o);
  StrBuilder text;
  text.add(TRY(to_str(t, self->message ? self->message : none())));
  bool has_line = self->line && is_int(self->line);
  if (self->filename && is_str(self->filename)) {
    std::string path = str_to_utf8(cast<Str>(self->filename));
    text.add(" (").add(path.substr(path.rfind('/') + 1));
    if (has_line) text.add(", line ").add(TRY(to_str(t, self->line)));
    text.add(")");
  } else if (has_line) {
    text.add(" (line ").add(TRY(to_str(t, self->line))).add(")");
  }
  return text.finish();
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/exception/syntax_error_methods.def"
#define NATIVE_TYPE SyntaxErrorObject
#define NATIVE_PREFIX syntax_error
#define NATIVE_NAME "SyntaxError"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_syntax_error_data() {
  TypeData d{};
  d.slots.str = syntax_error_str;
  syntax_error_declare(d);
  return d;
}

}  // namespace

constinit TypeData SyntaxError_data = make_syntax_error_data();

}  // namespace sidewinder
