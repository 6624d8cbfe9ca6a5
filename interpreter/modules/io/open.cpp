#include "interpreter/modules/io/open.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>

#include "interpreter/execution/request.h"
#include "interpreter/modules/posix/path.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/protocol/protocol.h"
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
  for (size_t i = 0; i < letters.size(); i++) {
    char c = letters[i];
    bool repeated = letters.find(c, i + 1) != std::string::npos;
    bool known = std::string_view("rwax+tb").find(c) != std::string_view::npos;
    if (repeated || !known) return raise_value_error(t, "invalid mode: '%U'", text);
    if (c == '+') mode.updates = true;
    else if (c == 't') mode.text = true;
    else if (c == 'b') mode.binary = true;
    else if (mode.action) return raise_value_error(t, "must have exactly one of create/read/write/append mode");
    else mode.action = c;
  }
  if (mode.text && mode.binary) return raise_value_error(t, "can't have text and binary mode at once");
  if (!mode.action)
    return raise_value_error(t, "Must have exactly one of create/read/write/append mode and at most one plus");
  return mode;
}

int open_flags(const Mode& mode) {
  int access = mode.action == 'r' ? O_RDONLY : O_WRONLY;
  if (mode.updates) access = O_RDWR;
  switch (mode.action) {
    case 'w': return access | O_CREAT | O_TRUNC | O_CLOEXEC;
    case 'a': return access | O_CREAT | O_APPEND | O_CLOEXEC;
    case 'x': return access | O_CREAT | O_EXCL | O_CLOEXEC;
    default: return access | O_CLOEXEC;
  }
}

const char* mode_name(const Mode& mode) {
  switch (mode.action) {
    case 'w': return mode.updates ? "wb+" : "wb";
    case 'a': return mode.updates ? "ab+" : "ab";
    case 'x': return mode.updates ? "xb+" : "xb";
    default: return mode.updates ? "rb+" : "rb";
  }
}

Result<int> open_path(Thread& t, Object* file, const Mode& mode) {
  std::string path = TRY(path_argument(t, file));
  int fd;
  do {
    TRY(check_interrupt(t));
    fd = ::open(path.c_str(), open_flags(mode), 0666);
  } while (fd < 0 && errno == EINTR);
  if (fd < 0) return raise_os_error(t, errno, file);
  struct stat info;
  if (::fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) {
    ::close(fd);
    return raise_os_error(t, EISDIR, file);
  }
  return fd;
}

Result<int> descriptor_of(Thread& t, Object* file, const Mode& mode, Object* opener) {
  if (is_int(file)) {
    int64_t fd = TRY(int_to_int64(t, file));
    if (fd < 0) return raise_value_error(t, "negative file descriptor");
    if (fd > INT_MAX) return raise_os_error(t, EBADF);
    struct stat info;
    if (::fstat(int(fd), &info) < 0) return raise_os_error(t, errno);
    return int(fd);
  }
  if (opener == none()) return open_path(t, file, mode);
  Object* flags = TRY(int_from_int64(open_flags(mode)));
  Object* answer = TRY(call(t, opener, file, flags));
  if (!is_int(answer)) return raise_type_error(t, "expected integer from opener");
  int64_t fd = TRY(int_to_int64(t, answer));
  if (fd < 0) return raise_value_error(t, "opener returned %zd", fd);
  return int(fd);
}

Status check_binary_options(Thread& t, const TextFileOptions& options) {
  const char* given = nullptr;
  if (options.encoding) given = "an encoding";
  else if (options.errors) given = "an errors";
  else if (options.newline) given = "a newline";
  if (!given) return Status::ok();
  return raise_value_error(t, "binary mode doesn't take %s argument", given);
}

Object* text_file_over(Thread& t, BinaryFile* file, int buffering, TextFileOptions options) {
  if (buffering == 0) return raise_value_error(t, "can't have unbuffered text I/O");
  if (options.encoding && str_equals(options.encoding, "locale")) options.encoding = intern("utf-8");
  options.line_buffering = buffering == 1 || (buffering < 0 && ::isatty(file->fd));
  return new_text_file(t, file, options);
}

Object* io_open(Thread& t, Object* file, Str* mode_text, int buffering, Optional<Str*> encoding, Optional<Str*> errors,
                Optional<Str*> newline, bool closes_descriptor, Object* opener) {
  if (!is_int(file)) file = TRY(path_object(t, file));
  Mode mode = TRY(parse_mode(t, mode_text ? mode_text : intern("r")));
  TextFileOptions options{encoding.value, errors.value, newline.value};
  if (mode.binary) TRY(check_binary_options(t, options));
  if (!closes_descriptor && !is_int(file)) return raise_value_error(t, "Cannot use closefd=False with file name");
  int fd = TRY(descriptor_of(t, file, mode, opener));
  BinaryFile* binary = TRY(new_binary_file(t, fd, mode_name(mode), file, closes_descriptor));
  binary->unbuffered = buffering == 0;
  if (mode.binary) return binary;
  Object* text = text_file_over(t, binary, buffering, options);
  if (text) return text;
  PendingSaved saved(t);
  if (binary_close(t, binary).failed()) clear_pending(t);
  return nullptr;
}

// io.UnsupportedOperation, an OSError and a ValueError.
Object* make_unsupported_operation(Thread& t) {
  Object* bases[] = {&exceptions::OSError, &exceptions::ValueError};
  Tuple* base_tuple = TRY(new_tuple(bases, 2));
  Dict* namespace_ = TRY(new_dict(t));
  TRY(dict_set_str(t, namespace_, intern("__module__"), intern("io")));
  return new_heap_type(t, &type_type, intern("UnsupportedOperation"), base_tuple, namespace_, Args{});
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/io/open_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX io
#define NATIVE_NAME ""
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const io_functions = io_method_rows;

Raised raise_unsupported_operation(Thread& t, const char* message) {
  static Object** const root = allocate_permanent(1);
  if (!root[0]) root[0] = make_unsupported_operation(t);
  if (!root[0]) return {};
  return raise(t, *cast<Type>(root[0]), "%s", message);
}

namespace {

// PYTHONIOENCODING=encoding:errors, each of which may be missing; the errors are not for standard error.
void apply_environment(StandardStream which, TextFileOptions* options) {
  const char* wish = runtime_settings.ignore_environment ? nullptr : std::getenv("PYTHONIOENCODING");
  if (!wish) return;
  std::string_view text = wish;
  size_t colon = text.find(':');
  if (colon != 0) options->encoding = new_str(text.substr(0, colon));
  if (colon != text.npos && which != StandardStream::Error) options->errors = new_str(text.substr(colon + 1));
}

}  // namespace

Object* new_standard_stream(Thread& t, StandardStream which) {
  struct stat info;
  int fd = int(which);
  if (::fstat(fd, &info) < 0) return none();
  static const char* const names[] = {"<stdin>", "<stdout>", "<stderr>"};
  const char* mode = which == StandardStream::Input ? "rb" : "wb";
  BinaryFile* file = TRY(new_binary_file(t, fd, mode, new_str(names[fd]), false));
  file->unbuffered = runtime_settings.unbuffered && which != StandardStream::Input;
  TextFileOptions options;
  if (which == StandardStream::Error) options.errors = intern("backslashreplace");
  options.line_buffering = which == StandardStream::Error || ::isatty(fd);
  options.write_through = runtime_settings.unbuffered;
  apply_environment(which, &options);
  return new_text_file(t, file, options);
}

Status ready_io_types(Thread& t) {
  ready_type(t, &binary_file_type);
  ready_type(t, &text_file_type);
  return Status::ok();
}

}  // namespace sidewinder
