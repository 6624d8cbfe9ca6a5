// Text files as Python sees them: io.TextIOWrapper's methods.
#include <unistd.h>

#include "interpreter/modules/io/file_arguments.h"
#include "interpreter/modules/io/text_file.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Str* text_file_read(Thread& t, TextFile& self, SizeOrAll n) { return text_read(t, &self, n.size); }

Str* text_file_readline(Thread& t, TextFile& self, ssize most) { return text_read_line(t, &self, most); }

Lookup text_file_next(Thread& t, Object* self) {
  Str* line = TRY(text_read_line(t, cast<TextFile>(self)));
  return line->length ? Lookup(line) : Lookup::missing();
}

Object* text_file_iter(Thread& t, Object* self) {
  TRY(binary_check_open(t, cast<TextFile>(self)->buffer));
  return self;
}

List* text_file_readlines(Thread& t, TextFile& self, SizeOrAll hint) {
  ssize total = 0;
  List* lines = TRY(new_list(t));
  for (;;) {
    Str* line = TRY(text_read_line(t, &self));
    if (!line->length) return lines;
    TRY(list_append(t, lines, line));
    total += line->length;
    if (hint.size > 0 && total >= hint.size) return lines;
  }
}

Result<ssize> text_file_write(Thread& t, TextFile& self, Str* text) {
  TRY(text_write(t, &self, text));
  return text->length;
}

Status text_file_writelines(Thread& t, TextFile& self, Object* lines) {
  TRY(binary_check_open(t, self.buffer));
  return for_each(t, lines, [&](Object* line) -> Status {
    if (!is_str(line)) return raise_type_error(t, "write() argument must be str, not %T", line);
    return text_write(t, &self, cast<Str>(line));
  });
}

Status text_file_flush(Thread& t, TextFile& self) { return text_flush(t, &self); }

Status text_file_close(Thread& t, TextFile& self) { return binary_close(t, self.buffer); }

Result<int> text_file_fileno(Thread& t, TextFile& self) {
  TRY(binary_check_open(t, self.buffer));
  return self.buffer->fd;
}

Truth text_file_isatty(Thread& t, TextFile& self) { return truth_of(::isatty(TRY(text_file_fileno(t, self)))); }

Truth text_file_readable(Thread& t, TextFile& self) {
  TRY(binary_check_open(t, self.buffer));
  return truth_of(self.buffer->readable);
}

Truth text_file_writable(Thread& t, TextFile& self) {
  TRY(binary_check_open(t, self.buffer));
  return truth_of(self.buffer->writable);
}

Truth text_file_seekable(Thread& t, TextFile& self) {
  return truth_of(::lseek(TRY(text_file_fileno(t, self)), 0, SEEK_CUR) >= 0);
}

// Positions are those of the bytes; in the middle of a line that was decoded there is none.
Result<ssize> text_file_tell(Thread& t, TextFile& self) {
  if (self.rest && self.rest_begin < self.rest->length)
    return raise(t, exceptions::OSError, "telling position in the middle of a line");
  return binary_tell(t, self.buffer);
}

Result<ssize> text_file_seek(Thread& t, TextFile& self, ssize offset, int whence) {
  TRY(binary_check_open(t, self.buffer));
  if (whence == SEEK_CUR && offset) return raise_unsupported_operation(t, "can't do nonzero cur-relative seeks");
  if (whence == SEEK_END && offset) return raise_unsupported_operation(t, "can't do nonzero end-relative seeks");
  if (whence < 0 || whence > 2) return raise_value_error(t, "invalid whence (%d, should be 0, 1 or 2)", whence);
  if (offset < 0) return raise_value_error(t, "negative seek position %zd", offset);
  if (whence == SEEK_CUR) return text_file_tell(t, self);
  self.rest = nullptr;
  return binary_seek(t, self.buffer, offset, whence);
}

Result<ssize> text_file_truncate(Thread& t, TextFile& self, Optional<ssize> size) {
  return binary_truncate(t, self.buffer, size.given ? size.value : TRY(text_file_tell(t, self)));
}

Status text_file_reconfigure(Thread& t, TextFile& self, Optional<Str*> encoding, Optional<Str*> errors, Str* newline,
                             Optional<int> line_buffering, Optional<int> write_through) {
  TRY(text_flush(t, &self));
  TextFileOptions options{self.encoding, self.errors, is_str(self.newline) ? cast<Str>(self.newline) : nullptr};
  if (encoding) {
    options.encoding = *encoding;
    options.errors = nullptr;
  }
  if (errors) options.errors = *errors;
  if (newline) options.newline = newline;
  options.line_buffering = line_buffering.or_else(self.line_buffering);
  options.write_through = write_through.or_else(self.write_through);
  return text_set_options(t, &self, options);
}

Object* text_file_enter(Thread& t, TextFile& self) {
  TRY(binary_check_open(t, self.buffer));
  return &self;
}

Status text_file_exit(Thread& t, TextFile& self, Args) { return binary_close(t, self.buffer); }

bool text_file_closed(TextFile& self) { return self.buffer->closed; }

Object* text_file_name(TextFile& self) { return self.buffer->name; }

Str* text_file_mode(TextFile& self) {
  std::string mode;
  for (const char* p = self.buffer->mode; *p; p++)
    if (*p != 'b') mode += *p;
  return new_str(mode);
}

bool text_file_line_buffering(TextFile& self) { return self.line_buffering; }

Object* text_file_newlines(TextFile&) { return none(); }

Object* text_file_repr(Thread& t, Object* o) {
  auto* self = cast<TextFile>(o);
  StrBuilder text;
  text.add("<_io.TextIOWrapper name=").add(TRY(repr(t, self->buffer->name)));
  text.add(" mode=").add(TRY(repr(t, TRY(text_file_mode(*self)))));
  text.add(" encoding=").add(TRY(repr(t, self->encoding)));
  return text.add(">").finish();
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/io/text_file_methods.def"
#define NATIVE_TYPE TextFile
#define NATIVE_PREFIX text_file
#define NATIVE_NAME "TextIOWrapper"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_text_file_data() {
  TypeData d{};
  d.slots.repr = text_file_repr;
  d.allows_weak_references = true;
  d.slots.iter = text_file_iter;
  d.slots.next = text_file_next;
  text_file_declare(d);
  return d;
}
constinit TypeData text_file_data = make_text_file_data();

}  // namespace

constinit Type text_file_type =
    with_dict_at(offsetof(TextFile, dict),
                 static_type("_io.TextIOWrapper", sizeof(TextFile), 0, kTypeDisallowInstantiation, &text_file_data));

}  // namespace sidewinder
