#include "interpreter/syntax/lexer/source_text.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "interpreter/base/utf8.h"
#include "interpreter/syntax/lexer/malformed_text.h"

namespace sidewinder {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

enum class Encoding : uint8_t { Utf8, Latin1, Latin9, Ascii, Unknown };

// Lower case, '_' as '-', as codec names are compared.
std::string normalized_encoding_name(std::string_view name) {
  std::string result(name);
  for (char& c : result) {
    if (c == '_') c = '-';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

Encoding encoding_named(std::string_view name) {
  std::string normalized = normalized_encoding_name(name);
  auto is_one_of = [&normalized](std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), normalized) != names.end();
  };
  if (normalized.starts_with("utf-8-") || is_one_of({"utf-8", "utf8", "u8", "utf", "cp65001"})) return Encoding::Utf8;
  if (normalized.starts_with("latin-1-") || normalized.starts_with("iso-8859-1-") ||
      is_one_of({"latin-1", "latin1", "latin", "iso-8859-1", "iso8859-1", "8859", "cp819", "l1"})) {
    return Encoding::Latin1;
  }
  if (is_one_of({"iso-8859-15", "iso8859-15", "latin-9", "l9"})) return Encoding::Latin9;
  if (is_one_of({"ascii", "us-ascii", "646"})) return Encoding::Ascii;
  return Encoding::Unknown;
}

std::string_view first_line(std::string_view text) {
  size_t end = text.find_first_of("\r\n");
  return end == std::string_view::npos ? text : text.substr(0, end);
}

std::string_view after_first_line(std::string_view text) {
  size_t end = text.find_first_of("\r\n");
  if (end == std::string_view::npos) return {};
  bool crlf = text.substr(end, 2) == "\r\n";
  return text.substr(end + (crlf ? 2 : 1));
}

bool is_cookie_char(char c) {
  bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  bool is_digit = c >= '0' && c <= '9';
  return is_letter || is_digit || c == '-' || c == '_' || c == '.';
}

// The line matches ^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)
std::string_view cookie_in_line(std::string_view line) {
  size_t hash = line.find_first_not_of(" \t\f");
  if (hash == std::string_view::npos || line[hash] != '#') return {};
  for (size_t at = line.find("coding", hash); at != std::string_view::npos; at = line.find("coding", at + 1)) {
    size_t start = at + 6;
    if (start >= line.size() || (line[start] != ':' && line[start] != '=')) continue;
    start = line.find_first_not_of(" \t", start + 1);
    if (start == std::string_view::npos) return {};
    size_t end = start;
    while (end < line.size() && is_cookie_char(line[end])) end++;
    if (end > start) return line.substr(start, end - start);
  }
  return {};
}

bool is_blank_or_comment(std::string_view line) {
  size_t start = line.find_first_not_of(" \t\f");
  return start == std::string_view::npos || line[start] == '#';
}

class Decoder {
 public:
  Decoder(Arena& arena, std::string_view bytes, std::string_view filename, bool may_be_malformed)
      : arena_(arena), bytes_(bytes), filename_(filename), may_be_malformed_(may_be_malformed) {}

  const SyntaxProblem* decode(bool ignore_cookie) {
    if (ignore_cookie) return nullptr;
    bool has_mark = bytes_.starts_with(kByteOrderMark);
    if (has_mark) bytes_.remove_prefix(kByteOrderMark.size());
    std::string_view cookie = find_coding_cookie(bytes_);
    is_unnamed_ = !has_mark && cookie.empty();
    Encoding encoding = cookie.empty() ? Encoding::Utf8 : encoding_named(cookie);
    if (has_mark && !cookie.empty() && !is_plain_utf8(cookie)) {
      std::string name = encoding == Encoding::Latin1 ? "iso-8859-1" : normalized_encoding_name(cookie);
      return problem(0, "encoding problem: " + name + " with BOM");
    }
    if (encoding == Encoding::Unknown) return problem(0, "unknown encoding: " + normalized_encoding_name(cookie));
    if (encoding == Encoding::Latin1 || encoding == Encoding::Latin9) {
      recode_latin(encoding);
      return nullptr;
    }
    return check(encoding, !cookie.empty());
  }

  std::string_view bytes() const { return bytes_; }
  bool is_unnamed() const { return is_unnamed_; }
  bool is_malformed() const { return is_malformed_; }

 private:
  const SyntaxProblem* problem(size_t offset, const std::string& message) {
    auto* result = arena_.make<SyntaxProblem>();
    result->message = arena_.copy_text(message);
    result->column = -1;
    result->end_line = result->end_column = kAbsent;
    if (offset > 0) result->line = static_cast<int32_t>(std::count(bytes_.begin(), bytes_.begin() + offset, '\n') + 1);
    return result;
  }

  void recode_latin(Encoding encoding) {
    if (is_ascii(bytes_)) return;
    std::string text;
    text.reserve(bytes_.size() * 2);
    for (unsigned char byte : bytes_) utf8_append(text, encoding == Encoding::Latin9 ? latin9(byte) : byte);
    bytes_ = arena_.copy_text(text);
  }

  static char32_t latin9(unsigned char byte) {
    switch (byte) {
      case 0xA4: return 0x20AC;
      case 0xA6: return 0x0160;
      case 0xA8: return 0x0161;
      case 0xB4: return 0x017D;
      case 0xB8: return 0x017E;
      case 0xBC: return 0x0152;
      case 0xBD: return 0x0153;
      case 0xBE: return 0x0178;
      default: return byte;
    }
  }

  const SyntaxProblem* check(Encoding encoding, bool has_cookie) {
    char hex[3];
    if (encoding == Encoding::Ascii) {
      if (is_ascii(bytes_)) return nullptr;
      auto wrong = std::find_if(bytes_.begin(), bytes_.end(), [](unsigned char byte) { return byte >= 0x80; });
      snprintf(hex, sizeof hex, "%02x", static_cast<unsigned char>(*wrong));
      return problem(0, std::string("'ascii' codec can't decode byte 0x") + hex + " in position " +
                            std::to_string(wrong - bytes_.begin()) + ": ordinal not in range(128)");
    }
    size_t valid = utf8_valid_prefix(bytes_);
    if (valid == bytes_.size()) return nullptr;
    if (may_be_malformed_) {
      is_malformed_ = true;
      bytes_ = arena_.copy_text(escape_malformed(bytes_));
      return nullptr;
    }
    snprintf(hex, sizeof hex, "%02x", static_cast<unsigned char>(bytes_[valid]));
    if (has_cookie) {
      return problem(0, std::string("(unicode error) 'utf-8' codec can't decode byte 0x") + hex + " in position " +
                            std::to_string(valid) + ": invalid start byte");
    }
    auto line = std::count(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(valid), '\n') + 1;
    return problem(0, std::string("Non-UTF-8 code starting with '\\x") + hex + "' in file " + std::string(filename_) +
                          " on line " + std::to_string(line) +
                          ", but no encoding declared; see https://peps.python.org/pep-0263/ for details");
  }

  Arena& arena_;
  std::string_view bytes_;
  std::string_view filename_;
  bool may_be_malformed_;
  bool is_unnamed_ = false;
  bool is_malformed_ = false;
};

// Line ends become "\n", and the last line gets one.
SourceText normalized_text(Arena& arena, std::string_view bytes) {
  SourceText result;
  char* text = static_cast<char*>(arena.allocate(bytes.size() + 2, 1));
  char* out = text;
  const char* at = bytes.data();
  const char* end = at + bytes.size();
  while (at < end) {
    auto* carriage_return = static_cast<const char*>(std::memchr(at, '\r', static_cast<size_t>(end - at)));
    size_t length = static_cast<size_t>((carriage_return == nullptr ? end : carriage_return) - at);
    std::memcpy(out, at, length);
    out += length;
    at += length;
    if (carriage_return == nullptr) break;
    *out++ = '\n';
    at += at + 1 < end && at[1] == '\n' ? 2 : 1;
  }
  result.ends_with_newline = out > text && out[-1] == '\n';
  if (!result.ends_with_newline) *out++ = '\n';
  *out = '\0';
  result.text = {text, static_cast<size_t>(out - text)};
  return result;
}

}  // namespace

std::string_view SourceText::line(int32_t number) const {
  size_t start = 0;
  for (int32_t i = 1; i < number; i++) {
    size_t newline = text.find('\n', start);
    if (newline == std::string_view::npos) return {};
    start = newline + 1;
  }
  if (number < 1) return {};
  size_t newline = text.find('\n', start);
  return text.substr(start, newline == std::string_view::npos ? newline : newline + 1 - start);
}

bool is_plain_utf8(std::string_view name) {
  std::string normalized = normalized_encoding_name(name);
  return normalized == "utf-8" || normalized.starts_with("utf-8-");
}

bool is_source_encoding(std::string_view name) { return encoding_named(name) != Encoding::Unknown; }

std::string_view find_coding_cookie(std::string_view bytes) {
  std::string_view line = first_line(bytes);
  std::string_view cookie = cookie_in_line(line);
  if (!cookie.empty() || !is_blank_or_comment(line)) return cookie;
  return cookie_in_line(first_line(after_first_line(bytes)));
}

const SyntaxProblem* decode_source(Arena& arena, std::string_view bytes, std::string_view filename, bool ignore_cookie,
                                   SourceText* result, bool may_be_malformed) {
  Decoder decoder(arena, bytes, filename, may_be_malformed);
  if (const SyntaxProblem* problem = decoder.decode(ignore_cookie)) return problem;
  *result = normalized_text(arena, decoder.bytes());
  result->columns_are_bytes = decoder.is_unnamed();
  result->is_malformed = decoder.is_malformed();
  return nullptr;
}

}  // namespace sidewinder
