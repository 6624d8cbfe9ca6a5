#include "interpreter/modules/io/text_file.h"

#include <cstring>

#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

bool is_ascii_compatible(Str* encoding) {
  std::string name = normalized_encoding(str_to_utf8(encoding));
  return name.find("16") == std::string::npos && name.find("32") == std::string::npos;
}

Status check_newline(Thread& t, Str* newline) {
  for (const char* allowed : {"", "\n", "\r", "\r\n"})
    if (str_equals(newline, allowed)) return Status::ok();
  return raise_value_error(t, "illegal newline value: %U", newline);
}

// With newline None, "" or a lone \r: what ends a line besides \n.
bool is_universal(const TextFile* f) { return !is_str(f->newline) || cast<Str>(f->newline)->length == 0; }

// Written lines end in what newline says, if it is not "\n" anyway.
bool translates_output(const TextFile* f) {
  if (!is_str(f->newline)) return false;
  const Str* newline = cast<Str>(f->newline);
  return newline->length && !str_equals(newline, "\n");
}

}  // namespace

TextFile* new_text_file(Thread& t, BinaryFile* buffer, const TextFileOptions& options) {
  auto* f = static_cast<TextFile*>(TRY(allocate_instance(t, &text_file_type)));
  f->buffer = buffer;
  TRY(text_set_options(t, f, options));
  return f;
}

Status text_set_options(Thread& t, TextFile* f, const TextFileOptions& options) {
  Str* encoding = options.encoding ? options.encoding : intern("utf-8");
  if (options.newline) TRY(check_newline(t, options.newline));
  TRY(check_encoding(t, str_to_utf8(encoding).c_str()));
  f->encoding = encoding;
  f->errors = options.errors ? options.errors : intern("strict");
  f->newline = options.newline ? options.newline : none();
  f->line_buffering = options.line_buffering;
  f->write_through = options.write_through;
  f->ascii_compatible = is_ascii_compatible(encoding);
  return Status::ok();
}

Status text_write(Thread& t, TextFile* f, Str* text) {
  if (translates_output(f)) text = TRY(str_replace(t, text, intern("\n"), cast<Str>(f->newline), -1));
  std::string_view data;
  if (text->is_ascii() && f->ascii_compatible) {
    data = str_ascii_view(text);
  } else {
    Bytes* encoded = TRY(encode_str(t, text, str_to_utf8(f->encoding).c_str(), str_to_utf8(f->errors).c_str()));
    data = encoded->view();
  }
  TRY(binary_write(t, f->buffer, data.data(), data.size()));
  if (f->write_through || (f->line_buffering && std::memchr(data.data(), '\n', data.size())))
    return binary_flush(t, f->buffer);
  return Status::ok();
}

Status text_flush(Thread& t, TextFile* f) { return binary_flush(t, f->buffer); }

namespace {

// Lines ending in \n whatever they ended in, if newline is None.
void translate_line_ends(const TextFile* f, std::string* text) {
  if (f->newline != none() || text->find('\r') == std::string::npos) return;
  std::string out;
  for (size_t i = 0; i < text->size(); i++) {
    if ((*text)[i] != '\r') {
      out += (*text)[i];
      continue;
    }
    out += '\n';
    if (i + 1 < text->size() && (*text)[i + 1] == '\n') i++;
  }
  *text = std::move(out);
}

Str* decode(Thread& t, TextFile* f, const std::string& bytes) {
  return decode_bytes(t, bytes, str_to_utf8(f->encoding).c_str(), str_to_utf8(f->errors).c_str());
}

// Encodings whose newline is not one byte are read as a whole.
Status read_everything(Thread& t, TextFile* f) {
  std::string bytes;
  TRY(binary_read(t, f->buffer, -1, &bytes));
  if (bytes.empty()) return Status::ok();
  Str* text = TRY(decode(t, f, bytes));
  if (f->newline == none()) {
    text = TRY(str_replace(t, text, intern("\r\n"), intern("\n"), -1));
    text = TRY(str_replace(t, text, intern("\r"), intern("\n"), -1));
  }
  f->rest = text;
  f->rest_begin = 0;
  return Status::ok();
}

// The next line into f->rest; leaves it null at the end of the file.
Status next_line(Thread& t, TextFile* f) {
  f->rest = nullptr;
  if (!f->ascii_compatible) return read_everything(t, f);
  std::string bytes;
  TRY(binary_read_line(t, f->buffer, is_universal(f), -1, &bytes));
  if (bytes.empty()) return Status::ok();
  translate_line_ends(f, &bytes);
  f->rest = TRY(decode(t, f, bytes));
  f->rest_begin = 0;
  return Status::ok();
}

Str* take(TextFile* f, ssize end) {
  Str* text = f->rest_begin == 0 && end == f->rest->length ? f->rest : str_substring(f->rest, f->rest_begin, end);
  f->rest_begin = end;
  return text;
}

}  // namespace

Str* text_read_line(Thread& t, TextFile* f, ssize most) {
  TRY(binary_check_open(t, f->buffer));
  if (!f->rest || f->rest_begin == f->rest->length) TRY(next_line(t, f));
  if (!f->rest) return empty_str();
  ssize end = str_find(f->rest, intern("\n"), f->rest_begin, f->rest->length) + 1;
  if (!end) end = f->rest->length;
  if (most >= 0 && end - f->rest_begin > most) end = f->rest_begin + most;
  return take(f, end);
}

namespace {

// All that is left, after what was decoded and not taken.
Str* read_rest(Thread& t, TextFile* f) {
  StrBuilder text;
  if (f->rest && f->rest_begin < f->rest->length) text.add(take(f, f->rest->length));
  if (!f->ascii_compatible) {
    TRY(read_everything(t, f));
    return f->rest ? take(f, f->rest->length) : text.finish();
  }
  std::string bytes;
  TRY(binary_read(t, f->buffer, -1, &bytes));
  translate_line_ends(f, &bytes);
  Str* all = TRY(decode(t, f, bytes));
  return text.length() ? text.add(all).finish() : all;
}

}  // namespace

Str* text_read(Thread& t, TextFile* f, ssize n) {
  TRY(binary_check_open(t, f->buffer));
  if (n < 0) return read_rest(t, f);
  StrBuilder text;
  while (text.length() < n) {
    if (!f->rest || f->rest_begin == f->rest->length) TRY(next_line(t, f));
    if (!f->rest) break;
    ssize end = std::min(f->rest->length, f->rest_begin + n - text.length());
    text.add(f->rest, f->rest_begin, end);
    f->rest_begin = end;
  }
  return text.finish();
}

}  // namespace sidewinder
