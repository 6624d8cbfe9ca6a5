#include "interpreter/syntax/lexer/malformed_text.h"

#include <algorithm>
#include <cstdio>

#include "interpreter/base/utf8.h"

namespace sidewinder {

namespace {

constexpr char32_t kEscapedByte = 0xDC00;
constexpr size_t kEscapeLength = 3;

bool is_escape(std::string_view text, size_t at) {
  if (at + kEscapeLength > text.size() || text[at] != '\xED') return false;
  auto second = static_cast<unsigned char>(text[at + 1]);
  return second == 0xB2 || second == 0xB3;
}

struct Fault {
  size_t length;
  const char* reason;
};

// What may follow the first byte of a character: the range of the second, and how many there are.
struct Continuation {
  unsigned char first = 0x80, last = 0xBF;
  size_t count = 0;
};

Continuation continuation_of(unsigned char lead) {
  if (lead < 0xC2 || lead > 0xF4) return {};
  if (lead < 0xE0) return {.count = 1};
  if (lead == 0xE0) return {.first = 0xA0, .count = 2};
  if (lead == 0xED) return {.last = 0x9F, .count = 2};
  if (lead < 0xF0) return {.count = 2};
  if (lead == 0xF0) return {.first = 0x90, .count = 3};
  if (lead == 0xF4) return {.last = 0x8F, .count = 3};
  return {.count = 3};
}

Fault fault_at(std::string_view bytes, size_t at) {
  Continuation allowed = continuation_of(static_cast<unsigned char>(bytes[at]));
  if (allowed.count == 0) return {1, "invalid start byte"};
  for (size_t i = 1; i <= allowed.count; i++) {
    if (at + i == bytes.size()) return {i, "unexpected end of data"};
    auto byte = static_cast<unsigned char>(bytes[at + i]);
    if (byte < allowed.first || byte > allowed.last) return {i, "invalid continuation byte"};
    allowed.first = 0x80;
    allowed.last = 0xBF;
  }
  return {allowed.count + 1, ""};
}

}  // namespace

std::string escape_malformed(std::string_view bytes) {
  std::string text;
  while (true) {
    size_t valid = utf8_valid_prefix(bytes);
    text.append(bytes.substr(0, valid));
    if (valid == bytes.size()) return text;
    utf8_append(text, kEscapedByte + static_cast<unsigned char>(bytes[valid]));
    bytes.remove_prefix(valid + 1);
  }
}

std::string unescape_malformed(std::string_view text) {
  std::string bytes;
  for (size_t at = 0; at < text.size();) {
    if (is_escape(text, at)) {
      bytes.push_back(static_cast<char>(wtf8_decode(text.data() + at).code_point - kEscapedByte));
      at += kEscapeLength;
    } else {
      bytes.push_back(text[at++]);
    }
  }
  return bytes;
}

std::string replace_malformed(std::string_view bytes) {
  std::string text;
  while (true) {
    size_t valid = utf8_valid_prefix(bytes);
    text.append(bytes.substr(0, valid));
    if (valid == bytes.size()) return text;
    text.append("\xEF\xBF\xBD");
    bytes.remove_prefix(valid + fault_at(bytes, valid).length);
  }
}

bool has_malformed(std::string_view text) {
  for (size_t at = text.find('\xED'); at != text.npos; at = text.find('\xED', at + 1))
    if (is_escape(text, at)) return true;
  return false;
}

int32_t original_column(std::string_view line, int32_t column) {
  std::string_view before = line.substr(0, static_cast<size_t>(column) + 1);
  int32_t surplus = column + 1 - static_cast<int32_t>(before.size());
  return static_cast<int32_t>(unescape_malformed(before).size()) - 1 + surplus;
}

std::string malformed_message(std::string_view bytes) {
  size_t valid = std::min(utf8_valid_prefix(bytes), bytes.size() - 1);
  Fault fault = fault_at(bytes, valid);
  std::string message = "'utf-8' codec can't decode byte";
  char hex[8];
  std::snprintf(hex, sizeof hex, " 0x%02x", static_cast<unsigned char>(bytes[valid]));
  message += fault.length == 1 ? hex : "s";
  message += " in position " + std::to_string(valid);
  if (fault.length > 1) message += "-" + std::to_string(valid + fault.length - 1);
  return message + ": " + fault.reason;
}

}  // namespace sidewinder
