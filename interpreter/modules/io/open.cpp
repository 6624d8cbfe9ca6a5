#include "interpreter/modules/io/open.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "interpreter/execution/request.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes.h"
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
  for (size_t i = 0; i < letters.size(); ++i) {
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
  int access = mode.updates ? O_RDWR : mode.action == 'r' ? O_RDONLY : O_WRONLY;
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
    struct stat info;
    if (::fstat(int(fd), &info) < 0) return raise_os_error(t, errno);
    return int(fd);
  }
  if (!opener || opener == none()) return open_path(t, file, mode);
  Object* flags = TRY(int_from_int64(open_flags(mode)));
  Object* fd = TRY(call(t, opener, file, flags));
  if (!is_int(fd)) return raise_type_error(t, "expected integer from opener");
  return int(TRY(int_to_int64(t, fd)));
}

Status check_text_options(Thread& t, Object* const* v) {
  static const char* const names[] = {"encoding", "errors", "newline"};
  for (int i = 0; i < 3; ++i)
    if (v[i] && v[i] != none() && !is_str(v[i]))
      return raise_type_error(t, "open() argument '%s' must be str or None, not %T", names[i], v[i]);
  if (v[2] && v[2] != none()) {
    std::string newline = str_to_utf8(cast<Str>(v[2]));
    if (newline != "" && newline != "\n" && newline != "\r" && newline != "\r\n")
      return raise_value_error(t, "illegal newline value: %R", v[2]);
  }
  return Status::ok();
}

Str* str_or_null(Object* o) { return o && o != none() ? cast<Str>(o) : nullptr; }

}  // namespace

Raised raise_unsupported_operation(Thread& t, const char* message) {
  static Object** const root = allocate_permanent(1);
  if (!root[0]) {  // io.UnsupportedOperation, an OSError and a ValueError
    Object* bases[] = {&exceptions::OSError, &exceptions::ValueError};
    Tuple* base_tuple = new_tuple(bases, 2);
    Dict* namespace_ = new_dict(t);
    if (!base_tuple || !namespace_ || dict_set_str(t, namespace_, intern("__module__"), intern("io")).failed())
      return {};
    root[0] = new_heap_type(t, &type_type, intern("UnsupportedOperation"), base_tuple, namespace_, Args{});
    if (!root[0]) return {};
  }
  return raise(t, *cast<Type>(root[0]), "%s", message);
}

Result<std::string> path_argument(Thread& t, Object* path) {
  if (!is_str(path) && !is_bytes(path)) {
    Lookup method = TRY(lookup_on_class(t, path, intern("__fspath__")));
    if (method.is_missing()) return raise_type_error(t, "expected str, bytes or os.PathLike object, not %T", path);
    path = TRY(call(t, method.value));
  }
  std::string text = is_str(path)     ? str_to_utf8(cast<Str>(path))
                     : is_bytes(path) ? std::string(cast<Bytes>(path)->view())
                                      : "";
  if (!is_str(path) && !is_bytes(path))
    return raise_type_error(t, "expected __fspath__() to return str or bytes, not %T", path);
  if (text.find('\0') != std::string::npos) return raise_value_error(t, "embedded null byte");
  return text;
}

Object* io_open(Thread& t, Object*, Args args) {
  Object* v[8];
  TRY(args.bind(t, "open", "file,mode=,buffering=,encoding=,errors=,newline=,closefd=,opener=", v));
  if (v[1] && !is_str(v[1])) return raise_type_error(t, "open() argument 'mode' must be str, not %T", v[1]);
  Mode mode = TRY(parse_mode(t, v[1] ? cast<Str>(v[1]) : intern("r")));
  ssize buffering = v[2] ? TRY(index_as_ssize(t, v[2], nullptr)) : -1;
  TRY(check_text_options(t, v + 3));
  bool closes = !v[6] || TRY(truth(t, v[6]));
  if (mode.binary) {
    static const char* const names[] = {"an encoding", "an errors", "a newline"};
    for (int i = 0; i < 3; ++i)
      if (v[3 + i] && v[3 + i] != none()) return raise_value_error(t, "binary mode doesn't take %s argument", names[i]);
  } else if (buffering == 0) {
    return raise_value_error(t, "can't have unbuffered text I/O");
  }
  if (!closes && !is_int(v[0])) return raise_value_error(t, "Cannot use closefd=False with file name");
  int fd = TRY(descriptor_of(t, v[0], mode, v[7]));
  BinaryFile* file = TRY(new_binary_file(t, fd, mode_name(mode), v[0], closes));
  file->unbuffered = buffering == 0;
  if (mode.binary) return file;
  TextFileOptions options{str_or_null(v[3]), str_or_null(v[4]), v[5] ? v[5] : none()};
  if (options.encoding && str_equals(options.encoding, "locale")) options.encoding = intern("utf-8");
  options.line_buffering = buffering == 1 || (buffering < 0 && ::isatty(fd));
  return new_text_file(t, file, options);
}

Object* new_standard_stream(Thread& t, StandardStream which) {
  struct stat info;
  int fd = int(which);
  if (::fstat(fd, &info) < 0) return none();
  static const char* const names[] = {"<stdin>", "<stdout>", "<stderr>"};
  BinaryFile* file =
      TRY(new_binary_file(t, fd, which == StandardStream::Input ? "rb" : "wb", new_str(names[fd]), false));
  TextFileOptions options;
  if (which == StandardStream::Error) options.errors = intern("backslashreplace");
  options.line_buffering = which == StandardStream::Error || ::isatty(fd);
  options.write_through = runtime_settings.unbuffered;
  file->unbuffered = runtime_settings.unbuffered && which != StandardStream::Input;
  if (const char* wish = runtime_settings.ignore_environment ? nullptr : std::getenv("PYTHONIOENCODING")) {
    std::string text = wish;
    size_t colon = text.find(':');
    if (colon != 0) options.encoding = new_str(std::string_view(text).substr(0, colon));
    if (colon != std::string::npos && which != StandardStream::Error) options.errors = new_str(text.substr(colon + 1));
  }
  return new_text_file(t, file, options);
}

Status ready_io_types(Thread& t) {
  ready_type(t, &binary_file_type);
  ready_type(t, &text_file_type);
  return Status::ok();
}

}  // namespace sidewinder
