// Functions that make, show or read text: ascii, format, input, print, repr.
#include "interpreter/imports/import.h"
#include "interpreter/modules/builtins/builtins.h"
#include "interpreter/modules/io/text_wrapper.h"
#include "interpreter/modules/posix/path.h"
#include "interpreter/modules/readline/line_editor.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// Where print writes: our own text files directly, anything else through its write method.
class Writer {
 public:
  Writer(Thread& t, Object* file) : t_(t), file_(file) {}
  Status write(Str* text) {
    if (is_exact<TextWrapper>(file_)) return text_write(t_, *cast<TextWrapper>(file_), text);
    if (!write_) write_ = TRY(get_attribute(t_, file_, "write"));
    TRY(call(t_, write_, text));
    return Status::ok();
  }
  Status flush() {
    if (is_exact<TextWrapper>(file_)) return text_flush(t_, *cast<TextWrapper>(file_));
    TRY(call_method(t_, file_, "flush"));
    return Status::ok();
  }

 private:
  Thread& t_;
  Object* file_;
  Object* write_ = nullptr;
};

Str* text_or_default(Thread& t, Object* value, const char* name, const char* otherwise) {
  if (!value || value == none()) return intern(otherwise);
  if (!is_str(value)) return raise_type_error(t, "%s must be None or a string, not %T", name, value);
  return cast<Str>(value);
}

Status builtin_print(Thread& t, Args args, Object* separator, Object* end, Object* file, bool flush) {
  if (file == none()) file = TRY(system_attribute(t, "stdout"));
  if (file == none()) return Status::ok();
  Str* between = TRY(text_or_default(t, separator, "sep", " "));
  Str* last = TRY(text_or_default(t, end, "end", "\n"));
  Writer writer(t, file);
  for (ssize i = 0; i < args.count; i++) {
    if (i) TRY(writer.write(between));
    TRY(writer.write(TRY(to_str(t, args[i]))));
  }
  TRY(writer.write(last));
  return flush ? writer.flush() : Status::ok();
}

Object* builtin_repr(Thread& t, Object* o) { return repr(t, o); }

Object* builtin_ascii(Thread& t, Object* o) { return ascii(t, o); }

Object* builtin_format(Thread& t, Object* value, Str* spec) { return format(t, value, spec ? spec : empty_str()); }

Str* read_line(Thread& t, Object* source) {
  if (is_exact<TextWrapper>(source)) return text_read_line(t, *cast<TextWrapper>(source));
  Object* line = TRY(call_method(t, source, "readline"));
  if (!is_str(line)) return raise_type_error(t, "object.readline() returned non-string");
  return cast<Str>(line);
}

// Whether the stream is the process's own of that number.
Truth is_over(Thread& t, Object* stream, int descriptor) {
  Object* number = call_method(t, stream, "fileno");
  int64_t value;
  if (!number) {
    if (!pending_matches(t, exceptions::Exception)) return Truth::Error;
    clear_pending(t);
    return Truth::False;
  }
  return truth_of(is_int(number) && int_fits_int64(number, &value) && value == descriptor);
}

// At a terminal, with editing and history.
Object* edited_input(Thread& t, Object* prompt) {
  Str* text = prompt ? TRY(to_str(t, prompt)) : empty_str();
  std::string line;
  switch (read_typed_line(t, str_to_utf8(text), &line)) {
    case TypedLine::Raised: return nullptr;
    case TypedLine::End: return raise(t, exceptions::EOFError, "EOF when reading a line");
    case TypedLine::Line: break;
  }
  if (line.ends_with('\n')) line.pop_back();
  return decode_path(line);
}

Object* builtin_input(Thread& t, Object* prompt) {
  Object* source = TRY(system_attribute(t, "stdin"));
  Object* sink = TRY(system_attribute(t, "stdout"));
  if (source == none()) return raise(t, exceptions::RuntimeError, "input(): lost sys.stdin");
  if (sink == none()) return raise(t, exceptions::RuntimeError, "input(): lost sys.stdout");
  TRY(audit(t, "builtins.input", prompt));
  if (edits_lines() && TRY(is_over(t, source, 0)) && TRY(is_over(t, sink, 1))) {
    TRY(call_method(t, sink, "flush"));
    return edited_input(t, prompt);
  }
  Writer writer(t, sink);
  if (prompt) TRY(writer.write(TRY(to_str(t, prompt))));
  if (writer.flush().failed()) clear_pending(t);  // what cannot be flushed can still be written to
  Str* line = TRY(read_line(t, source));
  if (!line->length) return raise(t, exceptions::EOFError, "EOF when reading a line");
  return line->at(line->length - 1) == '\n' ? str_substring(line, 0, line->length - 1) : line;
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/builtins/text_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX builtin
#define NATIVE_NAME ""
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const builtin_text_functions = builtin_method_rows;

}  // namespace sidewinder
