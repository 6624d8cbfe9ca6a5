// Functions that make, show or read text: ascii, format, input, print, repr.
#include "interpreter/imports/import.h"
#include "interpreter/modules/builtins/builtins.h"
#include "interpreter/modules/io/text_file.h"
#include "interpreter/objects/core/args.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// Where print writes: our own text files directly, anything else through its write method.
class Writer {
 public:
  Writer(Thread& t, Object* file) : t_(t), file_(file) {}
  Status write(Str* text) {
    if (is_exact<TextFile>(file_)) return text_write(t_, cast<TextFile>(file_), text);
    if (!write_) write_ = TRY(get_attribute(t_, file_, "write"));
    TRY(call(t_, write_, text));
    return Status::ok();
  }
  Status flush() {
    if (is_exact<TextFile>(file_)) return text_flush(t_, cast<TextFile>(file_));
    TRY(call_method(t_, file_, "flush"));
    return Status::ok();
  }

 private:
  Thread& t_;
  Object* file_;
  Object* write_ = nullptr;
};

Result<Str*> separator(Thread& t, Object* value, const char* name, const char* otherwise) {
  if (!value || value == none()) return intern(otherwise);
  if (!is_str(value)) return raise_type_error(t, "%s must be None or a string, not %T", name, value);
  return cast<Str>(value);
}

Object* builtin_print(Thread& t, Object*, Args args) {
  Object* v[4] = {};
  if (args.names) TRY((Args{args.values + args.count, 0, args.names}.bind(t, "print", "*,sep=,end=,file=,flush=", v)));
  Object* file = v[2] && v[2] != none() ? v[2] : TRY(system_attribute(t, "stdout"));
  if (file == none()) return none();
  Str* between = TRY(separator(t, v[0], "sep", " "));
  Str* end = TRY(separator(t, v[1], "end", "\n"));
  Writer writer(t, file);
  for (ssize i = 0; i < args.count; ++i) {
    if (i) TRY(writer.write(between));
    TRY(writer.write(TRY(to_str(t, args[i]))));
  }
  TRY(writer.write(end));
  if (v[3] && TRY(truth(t, v[3]))) TRY(writer.flush());
  return none();
}

Object* builtin_repr(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "repr", 1, 1));
  return repr(t, args[0]);
}
Object* builtin_ascii(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "ascii", 1, 1));
  return ascii(t, args[0]);
}
Object* builtin_format(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "format", 1, 2));
  Object* spec = args.or_default(1, empty_str());
  if (!is_str(spec)) return raise_type_error(t, "format() argument 2 must be str, not %T", spec);
  return format(t, args[0], cast<Str>(spec));
}

Object* builtin_input(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "input", 0, 1));
  Object* source = TRY(system_attribute(t, "stdin"));
  Object* sink = TRY(system_attribute(t, "stdout"));
  if (source == none()) return raise(t, exceptions::RuntimeError, "input(): lost sys.stdin");
  if (sink == none()) return raise(t, exceptions::RuntimeError, "input(): lost sys.stdout");
  Writer writer(t, sink);
  if (args.count) TRY(writer.write(TRY(to_str(t, args[0]))));
  TRY(writer.flush());
  Object* line = is_exact<TextFile>(source) ? text_read_line(t, cast<TextFile>(source))
                                            : call_method(t, source, "readline");
  TRY(line);
  if (!is_str(line)) return raise_type_error(t, "object.readline() returned non-string");
  auto* text = cast<Str>(line);
  if (!text->length) return raise(t, exceptions::EOFError, "EOF when reading a line");
  return text->at(text->length - 1) == '\n' ? str_substring(text, 0, text->length - 1) : text;
}

}  // namespace

const NativeMethod builtin_text_functions[] = {
    {"ascii", builtin_ascii, MethodKind::Instance,
     "ascii($module, obj, /)\n--\n\nReturn an ASCII-only representation of an object."},
    {"format", builtin_format, MethodKind::Instance,
     "format($module, value, format_spec='', /)\n--\n\nReturn type(value).__format__(value, format_spec)"},
    {"input", builtin_input, MethodKind::Instance,
     "input($module, prompt='', /)\n--\n\nRead a string from standard input.  The trailing newline is stripped."},
    {"print", builtin_print, MethodKind::Instance,
     "print($module, /, *args, sep=' ', end='\\n', file=None, flush=False)\n--\n\nPrints the values to a stream, or to "
     "sys.stdout by default."},
    {"repr", builtin_repr, MethodKind::Instance,
     "repr($module, obj, /)\n--\n\nReturn the canonical string representation of the object."},
    {}};

}  // namespace sidewinder
