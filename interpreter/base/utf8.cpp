#include "interpreter/base/utf8.h"

#include <cstring>

namespace sidewinder {

namespace {

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

constexpr uint64_t kHighBits = 0x8080808080808080ull;

// Length of the ASCII prefix of [text, end), eight bytes at a time and then singly.
const char* skip_ascii(const char* text, const char* end) {
  while (end - text >= 8) {
    uint64_t word;
    std::memcpy(&word, text, 8);
    if (word & kHighBits) break;
    text += 8;
  }
  while (text < end && static_cast<signed char>(*text) >= 0) text++;
  return text;
}

}  // namespace

Utf8Char utf8_decode(const char* text, const char* end) {
  constexpr Utf8Char kMalformed{0, 0};
  if (text >= end) return kMalformed;
  auto lead = static_cast<unsigned char>(*text);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xC2 || lead > 0xF4) return kMalformed;
  uint32_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (static_cast<size_t>(end - text) < length) return kMalformed;
  for (uint32_t i = 1; i < length; i++) {
    if (!is_continuation(text[i])) return kMalformed;
  }
  char32_t c = wtf8_decode(text).code_point;
  bool overlong = (length == 3 && c < 0x800) || (length == 4 && c < 0x10000);
  if (overlong || is_surrogate(c) || c > kLastCodePoint) return kMalformed;
  return {c, length};
}

Utf8Char wtf8_decode(const char* text) {
  auto byte = [text](int index) { return static_cast<char32_t>(static_cast<unsigned char>(text[index])); };
  char32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xE0) return {(lead & 0x1F) << 6 | (byte(1) & 0x3F), 2};
  if (lead < 0xF0) return {(lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F), 3};
  return {(lead & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F), 4};
}

uint32_t utf8_encode(char32_t c, char* out) {
  auto put = [out](int index, char32_t value) { out[index] = static_cast<char>(value); };
  if (c < 0x80) {
    put(0, c);
    return 1;
  }
  if (c < 0x800) {
    put(0, 0xC0 | c >> 6);
    put(1, 0x80 | (c & 0x3F));
    return 2;
  }
  if (c < 0x10000) {
    put(0, 0xE0 | c >> 12);
    put(1, 0x80 | (c >> 6 & 0x3F));
    put(2, 0x80 | (c & 0x3F));
    return 3;
  }
  put(0, 0xF0 | c >> 18);
  put(1, 0x80 | (c >> 12 & 0x3F));
  put(2, 0x80 | (c >> 6 & 0x3F));
  put(3, 0x80 | (c & 0x3F));
  return 4;
}

void utf8_append(std::string& out, char32_t c) {
  char buffer[4];
  out.append(buffer, utf8_encode(c, buffer));
}

bool is_ascii(std::string_view text) {
  const char* end = text.data() + text.size();
  return skip_ascii(text.data(), end) == end;
}

size_t utf8_count(std::string_view text) {
  size_t count = 0;
  for (char byte : text) count += !is_continuation(byte);
  return count;
}

size_t utf8_valid_prefix(std::string_view text) {
  const char* at = text.data();
  const char* end = at + text.size();
  while ((at = skip_ascii(at, end)) < end) {
    Utf8Char c = utf8_decode(at, end);
    if (c.length == 0) break;
    at += c.length;
  }
  return static_cast<size_t>(at - text.data());
}

}  // namespace sidewinder
