// sys.stdin, sys.stdout and sys.stderr.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "interpreter/imports/import.h"
#include "interpreter/modules/io/open.h"
#include "interpreter/objects/codec/codec_registry.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/startup/settings.h"

namespace sidewinder {

namespace {

// Where the locale says nothing about a language, bytes that are no text pass through unchanged (PEP 538, PEP 540).
const char* default_errors(StandardStream which) {
  if (which == StandardStream::Error) return "backslashreplace";
  if (runtime_settings.utf8_mode) return "surrogateescape";
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = std::getenv(name);
    if (!value || !*value) continue;
    std::string_view locale = value;
    bool is_plain = locale == "C" || locale == "POSIX" || locale == "C.UTF-8" || locale == "C.utf8" ||
                    locale == "UTF-8";
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
  options.line_buffering = !runtime_settings.unbuffered && (which == StandardStream::Error || ::isatty(fd));
  options.write_through = runtime_settings.unbuffered;
  TextWrapper* stream = TRY(new_text_wrapper(t, buffer, options));
  TRY(set_attribute(t, stream, intern("mode"), intern(writes ? "w" : "r")));
  return stream;
}

// An empty encoding or error handler: as it is.
static Status change_encoding(Thread& t, StandardStream which, std::string_view encoding, std::string_view errors) {
  static const char* const names[] = {"stdin", "stdout", "stderr"};
  Object* stream = TRY(system_attribute(t, names[int(which)]));
  if (stream == none()) return Status::ok();
  Dict* wishes = TRY(new_dict(t));
  if (!encoding.empty()) {
    Object* name = TRY(get_attribute(t, TRY(codec_lookup(t, encoding)), "name"));
    TRY(dict_set_str(t, wishes, intern("encoding"), name));
  }
  if (which == StandardStream::Error) errors = "backslashreplace";
  if (!errors.empty()) TRY(dict_set_str(t, wishes, intern("errors"), TRY(new_str(errors))));
  TRY(call_with_tuple(t, TRY(get_attribute(t, stream, "reconfigure")), empty_tuple(), wishes));
  return Status::ok();
}

Status apply_stream_encoding(Thread& t) {
  const char* wish = runtime_settings.ignore_environment ? nullptr : std::getenv("PYTHONIOENCODING");
  if (!wish || !*wish) return Status::ok();
  std::string_view text = wish;
  size_t colon = std::min(text.find(':'), text.size());
  std::string_view encoding = text.substr(0, colon), errors = text.substr(std::min(colon + 1, text.size()));
  if (errors.empty() && !encoding.empty()) errors = "strict";
  for (StandardStream which : {StandardStream::Input, StandardStream::Output, StandardStream::Error})
    TRY(change_encoding(t, which, encoding, errors));
  return Status::ok();
}

}  // namespace sidewinder
