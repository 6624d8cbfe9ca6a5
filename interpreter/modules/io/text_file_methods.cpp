// Text files as Python sees them: io.TextIOWrapper's methods.
#include <unistd.h>

#include "interpreter/modules/io/text_file.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

TextFile* file(Object* self) { return cast<TextFile>(self); }

Result<ssize> size_argument(Thread& t, Args args, const char* name) {
  TRY(args.expect(t, name, 0, 1));
  if (!args.count || args[0] == none()) return ssize(-1);
  return index_as_ssize(t, args[0], &exceptions::OverflowError);
}

Object* text_method_read(Thread& t, Object* self, Args args) {
  ssize n = TRY(size_argument(t, args, "read"));
  return text_read(t, file(self), n);
}
Object* text_method_readline(Thread& t, Object* self, Args args) {
  ssize n = TRY(size_argument(t, args, "readline"));
  return text_read_line(t, file(self), n);
}
Lookup text_slot_next(Thread& t, Object* self) {
  Str* line = TRY(text_read_line(t, file(self)));
  return line->length ? Lookup(line) : Lookup::missing();
}
Object* text_slot_iter(Thread& t, Object* self) {
  TRY(binary_check_open(t, file(self)->buffer));
  return self;
}
Object* text_method_readlines(Thread& t, Object* self, Args args) {
  ssize hint = TRY(size_argument(t, args, "readlines")), total = 0;
  List* lines = TRY(new_list(t));
  for (;;) {
    Str* line = TRY(text_read_line(t, file(self)));
    if (!line->length) return lines;
    TRY(list_append(t, lines, line));
    total += line->length;
    if (hint > 0 && total >= hint) return lines;
  }
}

Object* text_method_write(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "write", 1, 1));
  if (!is_str(args[0])) return raise_type_error(t, "write() argument must be str, not %T", args[0]);
  TRY(text_write(t, file(self), cast<Str>(args[0])));
  return int_from_int64(cast<Str>(args[0])->length);
}
Object* text_method_writelines(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "writelines", 1, 1));
  TRY(for_each(t, args[0], [&](Object* line) -> Status {
    if (!is_str(line)) return raise_type_error(t, "write() argument must be str, not %T", line);
    return text_write(t, file(self), cast<Str>(line));
  }));
  return none();
}
Object* text_method_flush(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "flush", 0, 0));
  TRY(text_flush(t, file(self)));
  return none();
}
Object* text_method_close(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "close", 0, 0));
  TRY(binary_close(t, file(self)->buffer));
  return none();
}
Object* text_method_fileno(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "fileno", 0, 0));
  TRY(binary_check_open(t, file(self)->buffer));
  return int_from_int64(file(self)->buffer->fd);
}
Object* text_method_isatty(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "isatty", 0, 0));
  TRY(binary_check_open(t, file(self)->buffer));
  return bool_object(::isatty(file(self)->buffer->fd));
}
Object* text_method_readable(Thread&, Object* self, Args) { return bool_object(file(self)->buffer->readable); }
Object* text_method_writable(Thread&, Object* self, Args) { return bool_object(file(self)->buffer->writable); }
Object* text_method_seekable(Thread&, Object* self, Args) {
  return bool_object(::lseek(file(self)->buffer->fd, 0, SEEK_CUR) >= 0);
}

// Positions are those of the bytes; in the middle of a line that was decoded there is none.
Object* text_method_tell(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "tell", 0, 0));
  TextFile* f = file(self);
  if (f->rest && f->rest_begin < f->rest->length)
    return raise(t, exceptions::OSError, "telling position in the middle of a line");
  return int_from_int64(TRY(binary_tell(t, f->buffer)));
}
Object* text_method_seek(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "seek", 1, 2));
  TextFile* f = file(self);
  ssize offset = TRY(index_as_ssize(t, args[0], &exceptions::OverflowError));
  ssize whence = TRY(args.index_or(t, 1, SEEK_SET));
  if (whence == SEEK_CUR && offset) return raise_unsupported_operation(t, "can't do nonzero cur-relative seeks");
  if (whence == SEEK_END && offset) return raise_unsupported_operation(t, "can't do nonzero end-relative seeks");
  if (whence < 0 || whence > 2) return raise_value_error(t, "invalid whence (%zd, should be 0, 1 or 2)", whence);
  if (whence == SEEK_CUR) return text_method_tell(t, self, Args{});
  f->rest = nullptr;
  return int_from_int64(TRY(binary_seek(t, f->buffer, offset, int(whence))));
}

Object* text_method_reconfigure(Thread& t, Object* self, Args args) {
  Object* v[5];
  TRY(args.bind(t, "reconfigure", "*,encoding=,errors=,newline=,line_buffering=,write_through=", v));
  TextFile* f = file(self);
  TRY(text_flush(t, f));
  TextFileOptions options{f->encoding, f->errors, f->newline, f->line_buffering, f->write_through};
  if (v[0] && is_str(v[0])) options.encoding = cast<Str>(v[0]), options.errors = nullptr;
  if (v[1] && is_str(v[1])) options.errors = cast<Str>(v[1]);
  if (v[2]) options.newline = v[2];
  if (v[3] && v[3] != none()) options.line_buffering = TRY(truth(t, v[3]));
  if (v[4] && v[4] != none()) options.write_through = TRY(truth(t, v[4]));
  TextFile* like = TRY(new_text_file(t, f->buffer, options));
  f->encoding = like->encoding;
  f->errors = like->errors;
  f->newline = like->newline;
  f->line_buffering = like->line_buffering;
  f->write_through = like->write_through;
  f->ascii_compatible = like->ascii_compatible;
  return none();
}

Object* text_method_enter(Thread& t, Object* self, Args) {
  TRY(binary_check_open(t, file(self)->buffer));
  return self;
}
Object* text_method_exit(Thread& t, Object* self, Args) {
  TRY(binary_close(t, file(self)->buffer));
  return none();
}

Object* get_closed(Thread&, Object* self) { return bool_object(file(self)->buffer->closed); }
Object* get_name(Thread&, Object* self) { return file(self)->buffer->name; }
Object* get_mode(Thread&, Object* self) {
  std::string mode;
  for (const char* p = file(self)->buffer->mode; *p; ++p)
    if (*p != 'b') mode += *p;
  return new_str(mode);
}
Object* get_line_buffering(Thread&, Object* self) { return bool_object(file(self)->line_buffering); }
Object* get_newlines(Thread&, Object*) { return none(); }

Object* text_slot_repr(Thread& t, Object* self) {
  StrBuilder text;
  text.add("<_io.TextIOWrapper name=").add(TRY(repr(t, file(self)->buffer->name))).add(" mode=");
  text.add(TRY(repr(t, TRY(get_mode(t, self))))).add(" encoding=").add(TRY(repr(t, file(self)->encoding)));
  return text.add(">").finish();
}

const NativeMethod text_methods[] = {{"read", text_method_read},
                                     {"readline", text_method_readline},
                                     {"readlines", text_method_readlines},
                                     {"write", text_method_write},
                                     {"writelines", text_method_writelines},
                                     {"flush", text_method_flush},
                                     {"close", text_method_close},
                                     {"fileno", text_method_fileno},
                                     {"isatty", text_method_isatty},
                                     {"readable", text_method_readable},
                                     {"writable", text_method_writable},
                                     {"seekable", text_method_seekable},
                                     {"tell", text_method_tell},
                                     {"seek", text_method_seek},
                                     {"reconfigure", text_method_reconfigure},
                                     {"__enter__", text_method_enter},
                                     {"__exit__", text_method_exit},
                                     {}};
const NativeGetSet text_getsets[] = {{"closed", get_closed},     {"name", get_name},
                                     {"mode", get_mode},         {"line_buffering", get_line_buffering},
                                     {"newlines", get_newlines}, {}};
const NativeMember text_members[] = {{"buffer", MemberKind::ObjectOrNone, offsetof(TextFile, buffer)},
                                     {"encoding", MemberKind::ObjectOrNone, offsetof(TextFile, encoding)},
                                     {"errors", MemberKind::ObjectOrNone, offsetof(TextFile, errors)},
                                     {}};

TypeData text_file_data = {
    .slots = {.repr = text_slot_repr, .iter = text_slot_iter, .next = text_slot_next},
    .spec = {.methods = text_methods, .getsets = text_getsets, .members = text_members},
};

}  // namespace

Type text_file_type = with_dict_at(offsetof(TextFile, dict), static_type("_io.TextIOWrapper", sizeof(TextFile), 0,
                                                                         kTypeDisallowInstantiation, &text_file_data));

}  // namespace sidewinder
