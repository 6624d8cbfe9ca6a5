// sys.stdin, sys.stdout and sys.stderr.
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "interpreter/modules/io/open.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/startup/settings.h"

namespace sidewinder {

namespace {

// PYTHONIOENCODING=encoding:errors, each of which may be missing; the errors are not for standard error.
void apply_environment(StandardStream which, TextOptions* options) {
  const char* wish = runtime_settings.ignore_environment ? nullptr : std::getenv("PYTHONIOENCODING");
  if (!wish) return;
  std::string_view text = wish;
  size_t colon = text.find(':');
  if (colon != 0) options->encoding = new_str(text.substr(0, colon));
  if (colon != text.npos && which != StandardStream::Error) options->errors = new_str(text.substr(colon + 1));
}

// In the plain C locale bytes that are no text pass through unchanged (PEP 538).
const char* default_errors(StandardStream which) {
  if (which == StandardStream::Error) return "backslashreplace";
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = std::getenv(name);
    if (!value || !*value) continue;
    bool is_plain = std::string_view(value) == "C" || std::string_view(value) == "POSIX";
    return is_plain ? "surrogateescape" : "strict";
  }
  return "surrogateescape";
}

Str* lower(const Str* name) {
  std::string text = str_to_utf8(name);
  for (char& c : text) c = char(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return intern(text);
}

Object* buffer_over(Thread& t, FileIO* raw, StandardStream which) {
  if (which == StandardStream::Input) return new_buffered(t, &buffered_reader_type, raw, raw->block_size);
  if (runtime_settings.unbuffered) return raw;
  return new_buffered(t, &buffered_writer_type, raw, raw->block_size);
}

}  // namespace

Object* new_standard_stream(Thread& t, StandardStream which) {
  struct stat info;
  int fd = int(which);
  if (::fstat(fd, &info) < 0) return none();
  ready_io_types(t);
  static const char* const names[] = {"<stdin>", "<stdout>", "<stderr>"};
  bool writes = which != StandardStream::Input;
  FileIO* raw = TRY(new_file_io(t, int_from_int64(fd), intern(writes ? "w" : "r"), false, none()));
  Object* buffer = TRY(buffer_over(t, raw, which));
  TRY(set_attribute(t, raw, intern("name"), intern(names[fd])));
  TextOptions options;
  options.encoding = lower(locale_encoding());
  options.errors = intern(default_errors(which));
  options.newline = intern("\n");
  options.line_buffering = which == StandardStream::Error || ::isatty(fd);
  options.write_through = runtime_settings.unbuffered && writes;
  apply_environment(which, &options);
  TextWrapper* stream = TRY(new_text_wrapper(t, buffer, options));
  TRY(set_attribute(t, stream, intern("mode"), intern(writes ? "w" : "r")));
  return stream;
}

}  // namespace sidewinder
