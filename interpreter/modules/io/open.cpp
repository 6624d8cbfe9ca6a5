// open() and the module _io.
#include "interpreter/modules/io/open.h"

#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "interpreter/execution/descriptors.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/io/buffered_pair.h"
#include "interpreter/modules/io/bytes_io.h"
#include "interpreter/modules/io/string_io.h"
#include "interpreter/modules/posix/path.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/warning.h"
#include "interpreter/startup/settings.h"

namespace sidewinder {

namespace {

struct Mode {
  char action = 0;  // r w a x
  bool updates = false, text = false, binary = false;
};

Result<Mode> parse_mode(Thread& t, Str* text) {
  Mode mode;
  std::string letters = str_to_utf8(text);
  int actions = 0;
  for (size_t i = 0; i < letters.size(); i++) {
    char c = letters[i];
    bool repeated = letters.find(c, i + 1) != std::string::npos;
    bool known = std::string_view("rwax+tb").find(c) != std::string_view::npos;
    if (repeated || !known) return raise_value_error(t, "invalid mode: '%U'", text);
    if (c == '+') mode.updates = true;
    else if (c == 't') mode.text = true;
    else if (c == 'b') mode.binary = true;
    else actions++, mode.action = c;
  }
  if (mode.text && mode.binary) return raise_value_error(t, "can't have text and binary mode at once");
  if (actions > 1) return raise_value_error(t, "must have exactly one of create/read/write/append mode");
  return mode;
}

Status check_binary_options(Thread& t, const TextOptions& options) {
  const char* given = nullptr;
  if (options.encoding) given = "an encoding";
  else if (options.errors) given = "an errors";
  else if (options.newline) given = "a newline";
  if (!given) return Status::ok();
  return raise_value_error(t, "binary mode doesn't take %s argument", given);
}

Str* raw_mode(const Mode& mode) {
  std::string text;
  if (mode.action) text += mode.action;
  if (mode.updates) text += '+';
  return intern(text);
}

// How the opened file is dressed: its buffer and, for text, the codec. `line_buffering` is what a text stream gets.
struct Dress {
  const Mode& mode;
  Str* mode_text;
  int buffering;
  TextOptions options;
};

Object* buffered_over(Thread& t, FileIO* raw, const Mode& mode, int size) {
  Type* cls = &buffered_reader_type;
  if (mode.updates) cls = &buffered_random_type;
  else if (mode.action != 'r') cls = &buffered_writer_type;
  return new_buffered(t, cls, raw, size);
}

Object* dressed(Thread& t, FileIO* raw, Dress& d, Object** outermost) {
  bool is_terminal = d.buffering < 0 && ::isatty(raw->fd);
  d.options.line_buffering = d.buffering == 1 || is_terminal;
  int size = d.buffering < 0 || d.buffering == 1 ? raw->block_size : d.buffering;
  if (size == 0) {
    if (d.mode.binary) return raw;
    return raise_value_error(t, "can't have unbuffered text I/O");
  }
  Object* buffer = TRY(buffered_over(t, raw, d.mode, size));
  *outermost = buffer;
  if (d.mode.binary) return buffer;
  TextWrapper* text = TRY(new_text_wrapper(t, buffer, d.options));
  *outermost = text;
  TRY(set_attribute(t, text, intern("mode"), d.mode_text));
  return text;
}

// What was written to the file by a stream that nobody has any more is there when it is opened.
Status write_dropped_output_of(Thread& t, Object* file, const StillNeeded& needed) {
  struct stat info;
  bool found;
  if (int fd; is_int(file)) {
    TRY(argument_int(t, file, &fd));
    found = !::fstat(fd, &info);
  } else {
    found = !::stat(TRY(path_argument(t, file)).c_str(), &info);
  }
  if (found) write_dropped_output(t, info, needed);
  return Status::ok();
}

Object* io_open(Thread& t, Object* file, Str* mode_text, int buffering, Optional<Str*> encoding, Optional<Str*> errors,
                Optional<Str*> newline, int closes_descriptor, Object* opener) {
  if (!is_int(file)) file = TRY(path_object(t, file));
  if (output_is_held()) {
    Object* kept[] = {file, mode_text, encoding.value, errors.value, newline.value, opener};
    TRY(write_dropped_output_of(t, file, {kept}));
  }
  if (!mode_text) mode_text = intern("r");
  Mode mode = TRY(parse_mode(t, mode_text));
  TextOptions options{encoding.value, errors.value, newline.value};
  if (mode.binary) TRY(check_binary_options(t, options));
  if (mode.binary && buffering == 1)
    TRY(warn_format(
        t, exceptions::RuntimeWarning, 1,
        "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used"));
  FileIO* raw = TRY(new_file_io(t, file, raw_mode(mode), closes_descriptor, opener));
  Dress dress{mode, mode_text, buffering, options};
  Object* outermost = raw;
  Object* stream = dressed(t, raw, dress, &outermost);
  if (stream) return stream;
  // The file was opened; what could not be made of it is closed again.
  BaseException* failure = take_pending(t);
  if (!call_method(t, outermost, "close")) clear_pending(t);
  set_pending(t, failure);
  return nullptr;
}

Object* io_open_code(Thread& t, Str* path) {
  FileIO* raw = TRY(new_file_io(t, path, intern("r"), true, none()));
  return new_buffered(t, &buffered_reader_type, raw, raw->block_size);
}

Object* io_text_encoding(Thread& t, Object* encoding, int stacklevel) {
  if (encoding != none()) return encoding;
  if (runtime_settings.warn_default_encoding) TRY(warn_about_default_encoding(t, stacklevel));
  return runtime_settings.utf8_mode ? intern("utf-8") : intern("locale");
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/io/open_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX io
#define NATIVE_NAME "_io"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr struct {
  const char* name;
  Type* type;
} io_types[] = {
    {"_IOBase", &io_base_type},
    {"_RawIOBase", &raw_io_base_type},
    {"_BufferedIOBase", &buffered_io_base_type},
    {"_TextIOBase", &text_io_base_type},
    {"FileIO", &file_io_type},
    {"BytesIO", &bytes_io_type},
    {"StringIO", &string_io_type},
    {"BufferedReader", &buffered_reader_type},
    {"BufferedWriter", &buffered_writer_type},
    {"BufferedRandom", &buffered_random_type},
    {"BufferedRWPair", &buffered_pair_type},
    {"TextIOWrapper", &text_wrapper_type},
    {"IncrementalNewlineDecoder", &newline_decoder_type},
};

}  // namespace

void ready_io_types(Thread& t) {
  for (const auto& row : io_types) ready_type(t, row.type);
  ready_type(t, &bytes_io_buffer_type);
}

Object* open_function(Thread& t) {
  static Object** const root = allocate_permanent(1);
  if (!root[0]) root[0] = new_builtin_function(t, io_method_rows, nullptr, intern("io"));
  return root[0];
}

Module* create_io(Thread& t) {
  ready_io_types(t);
  Module* module = TRY(new_module(t, "io"));
  TRY(add_functions(t, module, io_method_rows));
  TRY(add_object(t, module, "open", open_function(t)));
  for (const auto& row : io_types) TRY(add_object(t, module, row.name, row.type));
  TRY(add_object(t, module, "DEFAULT_BUFFER_SIZE", int_from_int64(kDefaultBufferSize)));
  TRY(add_object(t, module, "UnsupportedOperation", unsupported_operation_class(t)));
  TRY(add_object(t, module, "BlockingIOError", &exceptions::BlockingIOError));
  TRY(add_object(t, module, "__doc__", new_str("Streams of bytes and of text: what io and open() are made of.")));
  return module;
}

}  // namespace sidewinder
