// Methods of bytes and bytearray that take them as ASCII text: case, classification, stripping and padding,
// translation, hex.
#include <algorithm>
#include <climits>
#include <numeric>

#include <cstring>

#include "interpreter/base/utf8.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/text/ascii.h"
#include "interpreter/objects/text/byte_methods.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Object* mapped(const Object* self, char (*change)(char)) {
  std::string out(view_of(self));
  for (char& c : out) c = change(c);
  return bytes_like(self, out);
}

bool all_are(const Object* self, bool (*test)(char)) {
  std::string_view text = view_of(self);
  return !text.empty() && std::all_of(text.begin(), text.end(), test);
}

// Some letter of the case, and none of the other.
bool has_only_case(const Object* self, bool (*wanted)(char), bool (*other)(char)) {
  std::string_view text = view_of(self);
  return std::any_of(text.begin(), text.end(), wanted) && std::none_of(text.begin(), text.end(), other);
}

}  // namespace

// ---- case and classification ----

Object* byte_upper(Thread&, const Object* self) { return mapped(self, ascii_char::upper); }
Object* byte_lower(Thread&, const Object* self) { return mapped(self, ascii_char::lower); }
Object* byte_swapcase(Thread&, const Object* self) { return mapped(self, ascii_char::swap_case); }

Object* byte_capitalize(Thread&, const Object* self) {
  std::string out(view_of(self));
  for (size_t i = 0; i < out.size(); i++) out[i] = i ? ascii_char::lower(out[i]) : ascii_char::upper(out[i]);
  return bytes_like(self, out);
}

Object* byte_title(Thread&, const Object* self) {
  std::string out(view_of(self));
  bool after_letter = false;
  for (char& c : out) {
    c = after_letter ? ascii_char::lower(c) : ascii_char::upper(c);
    after_letter = ascii_char::is_alpha(c);
  }
  return bytes_like(self, out);
}

bool byte_isalnum(const Object* self) { return all_are(self, ascii_char::is_alnum); }
bool byte_isalpha(const Object* self) { return all_are(self, ascii_char::is_alpha); }
bool byte_isdigit(const Object* self) { return all_are(self, ascii_char::is_digit); }
bool byte_isspace(const Object* self) { return all_are(self, ascii_char::is_space); }
bool byte_islower(const Object* self) { return has_only_case(self, ascii_char::is_lower, ascii_char::is_upper); }
bool byte_isupper(const Object* self) { return has_only_case(self, ascii_char::is_upper, ascii_char::is_lower); }
bool byte_isascii(const Object* self) { return is_ascii(view_of(self)); }

bool byte_istitle(const Object* self) {
  bool found = false;
  bool after_letter = false;
  for (char c : view_of(self)) {
    if ((ascii_char::is_upper(c) && after_letter) || (ascii_char::is_lower(c) && !after_letter)) return false;
    after_letter = ascii_char::is_alpha(c);
    found |= after_letter;
  }
  return found;
}

// ---- strip and pad ----

namespace {

// The part that is left when bytes of the set are taken from one end or both.
Object* strip(Object* self, const Optional<BytesLike>& dropped, bool left, bool right) {
  std::string_view set = dropped ? (*dropped).bytes : " \t\n\v\f\r";
  std::string_view text = view_of(self);
  size_t begin = 0;
  size_t end = text.size();
  while (left && begin < end && set.find(text[begin]) != set.npos) begin++;
  while (right && end > begin && set.find(text[end - 1]) != set.npos) end--;
  return bytes_part(self, ssize(begin), ssize(end));
}

// How many bytes are missing to `width`.
ssize missing_to(const Object* self, ssize width) {
  ssize n = ssize(view_of(self).size());
  return width > n ? width - n : 0;
}

// Twice: as C++'s string and as the object that is made of it.
Status expect_room_for(Thread& t, ssize bytes) {
  if (bytes <= SSIZE_MAX / 8 && memory_left_for(size_t(bytes) * 2)) return Status::ok();
  return raise_memory_error(t);
}

Object* padded(Thread& t, Object* self, ssize left, ssize right, FillByte fill) {
  std::string_view text = view_of(self);
  if (left == 0 && right == 0) return bytes_part(self, 0, ssize(text.size()));
  TRY(expect_room_for(t, left + right + ssize(text.size())));
  std::string out(size_t(left), fill.value);
  out.append(text).append(size_t(right), fill.value);
  return bytes_like(self, out);
}

}  // namespace

Status Argument<FillByte>::convert(Thread& t, Object* value, Site site, FillByte* out) {
  if (!is_bytes_like(value) || view_of(value).size() != 1)
    return raise_bad_argument(t, site.signature, site.parameter, "a byte string of length 1", value);
  out->value = view_of(value)[0];
  return Status::ok();
}

Object* byte_strip(Thread&, Object* self, Optional<BytesLike> dropped) { return strip(self, dropped, true, true); }
Object* byte_lstrip(Thread&, Object* self, Optional<BytesLike> dropped) { return strip(self, dropped, true, false); }
Object* byte_rstrip(Thread&, Object* self, Optional<BytesLike> dropped) { return strip(self, dropped, false, true); }

Object* byte_ljust(Thread& t, Object* self, ssize width, FillByte fill) {
  return padded(t, self, 0, missing_to(self, width), fill);
}

Object* byte_rjust(Thread& t, Object* self, ssize width, FillByte fill) {
  return padded(t, self, missing_to(self, width), 0, fill);
}

Object* byte_center(Thread& t, Object* self, ssize width, FillByte fill) {
  ssize missing = missing_to(self, width);
  ssize left = missing / 2 + (missing & width & 1);  // the odd one goes left if the width is odd
  return padded(t, self, left, missing - left, fill);
}

Object* byte_zfill(Thread& t, Object* self, ssize width) {
  std::string_view text = view_of(self);
  if (width <= ssize(text.size())) return bytes_like(self, text);
  TRY(expect_room_for(t, width));
  size_t sign = !text.empty() && (text[0] == '+' || text[0] == '-');
  std::string out(text.substr(0, sign));
  out.append(size_t(width) - text.size(), '0').append(text.substr(sign));
  return bytes_like(self, out);
}

Object* byte_expandtabs(Thread& t, Object* self, int tab_size) {
  std::string out;
  ssize column = 0;
  for (char c : view_of(self)) {
    if (c != '\t') {
      out.push_back(c);
      column = c == '\n' || c == '\r' ? 0 : column + 1;
      continue;
    }
    if (tab_size <= 0) continue;
    ssize spaces = tab_size - column % tab_size;
    if (spaces > SSIZE_MAX / 8 - ssize(out.size())) return raise_overflow_error(t, "result too long");
    out.append(size_t(spaces), ' ');
    column += spaces;
  }
  return bytes_like(self, out);
}

// ---- translate ----

Object* byte_translate(Thread& t, Object* self, Optional<BytesLike> table, Object* deleted /* or null */) {
  if (table && (*table).bytes.size() != 256)
    return raise_value_error(t, "translation table must be 256 characters long");
  std::string_view dropped;
  if (deleted) dropped = TRY(as_bytes_view(t, deleted));
  bool drops[256] = {};
  for (unsigned char c : dropped) drops[c] = true;
  std::string_view text = view_of(self);
  std::string out(text.size(), '\0');
  char* to = out.data();
  const char* map = table ? (*table).bytes.data() : nullptr;
  if (map && dropped.empty()) {
    for (unsigned char c : text) *to++ = map[c];
  } else {
    for (unsigned char c : text) {
      if (!drops[c]) *to++ = map ? map[c] : char(c);
    }
  }
  return bytes_like(self, {out.data(), size_t(to - out.data())});
}

Bytes* byte_maketrans(Thread& t, BytesLike from, BytesLike to) {
  if (from.bytes.size() != to.bytes.size()) return raise_value_error(t, "maketrans arguments must have same length");
  uint8_t table[256];
  std::iota(table, table + 256, uint8_t(0));
  for (size_t i = 0; i < from.bytes.size(); i++) table[uint8_t(from.bytes[i])] = uint8_t(to.bytes[i]);
  return new_bytes(table, 256);
}

// ---- decode, hex ----

Str* byte_decode(Thread& t, Object* self, CodecName encoding, CodecName errors) {
  return decode_bytes(t, view_of(self), encoding, errors);
}

namespace {

// The separator of hex(): one ASCII character, as str or bytes.
Result<char> hex_separator(Thread& t, Object* o) {
  ssize n = TRY(length(t, o));
  if (n != 1) return raise_value_error(t, "sep must be length 1.");
  if (!is_str(o) && !is_bytes_like(o)) return raise_type_error(t, "sep must be str or bytes.");
  uint32_t c = is_str(o) ? cast<Str>(o)->at(0) : uint8_t(view_of(o)[0]);
  if (c >= 0x80) return raise_value_error(t, "sep must be ASCII.");
  return char(c);
}

// Values of hexadecimal digits, by latin-1 characters; -1: none.
struct HexValues {
  int8_t of[256];
  constexpr HexValues() : of() {
    for (int c = 0; c < 256; c++) of[c] = -1;
    for (int i = 0; i < 10; i++) of['0' + i] = int8_t(i);
    for (int i = 0; i < 6; i++) of['a' + i] = of['A' + i] = int8_t(10 + i);
  }
};
constexpr HexValues hex_values;
int hex_value(uint32_t c) { return c < 256 ? hex_values.of[c] : -1; }

}  // namespace

namespace {

struct HexPairs {
  char of[256][2];
  constexpr HexPairs() : of() {
    for (int byte = 0; byte < 256; byte++) {
      of[byte][0] = "0123456789abcdef"[byte >> 4];
      of[byte][1] = "0123456789abcdef"[byte & 15];
    }
  }
};
constexpr HexPairs hex_pairs;

Str* plain_hex(std::string_view bytes) {
  Str* out = TRY(allocate_str(ssize(bytes.size()) * 2, 'f'));
  char* to = static_cast<char*>(out->data());
  for (unsigned char byte : bytes) {
    std::memcpy(to, hex_pairs.of[byte], 2);
    to += 2;
  }
  return out;
}

}  // namespace

Str* byte_hex(Thread& t, Object* self, Object* separator, int group) {
  char between = separator ? TRY(hex_separator(t, separator)) : '\0';
  std::string_view bytes = view_of(self);
  ssize n = ssize(bytes.size());
  if (!separator && n > 0) return plain_hex(bytes);
  std::string out;
  for (ssize i = 0; i < n; i++) {
    // Groups are counted from the right, or from the left if the size is negative.
    bool boundary = group && i && (group > 0 ? (n - i) % group == 0 : i % -ssize(group) == 0);
    if (separator && boundary) out.push_back(between);
    auto byte = uint8_t(bytes[size_t(i)]);
    out += {"0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15]};
  }
  return new_str(out);
}

namespace {

// Pairs of digits from `begin` on, without anything between them: how many characters that are.
ssize read_plain_hex(const Str& text, ssize begin, std::string* out) {
  if (text.kind() != 1) return 0;
  auto* characters = static_cast<const uint8_t*>(text.data());
  size_t before = out->size();
  out->resize(before + size_t(text.length - begin) / 2);
  char* to = out->data() + before;
  ssize i = begin;
  for (; i + 1 < text.length; i += 2) {
    int high = hex_values.of[characters[i]];
    int low = hex_values.of[characters[i + 1]];
    if ((high | low) < 0) break;
    *to++ = char(high << 4 | low);
  }
  out->resize(before + size_t(i - begin) / 2);
  return i - begin;
}

Result<std::string> read_hex(Thread& t, const Str& text) {
  std::string out;
  out.reserve(size_t(text.length) / 2);
  for (ssize i = 0; i < text.length;) {
    i += read_plain_hex(text, i, &out);
    if (i == text.length) break;
    if (text.at(i) < 0x80 && ascii_char::is_space(char(text.at(i)))) {
      i++;
      continue;
    }
    int high = hex_value(text.at(i));
    int low = i + 1 < text.length ? hex_value(text.at(i + 1)) : -1;
    if (high < 0 || low < 0)
      return raise_value_error(t, "non-hexadecimal number found in fromhex() arg at position %zd",
                               high < 0 ? i : i + 1);
    out.push_back(char(high << 4 | low));
    i += 2;
  }
  return out;
}

}  // namespace

Object* byte_fromhex(Thread& t, Type& cls, Str* text) {
  std::string contents = TRY(read_hex(t, *text));
  if (&cls == &bytearray_type) return new_bytearray(contents.data(), ssize(contents.size()));
  Bytes* bytes = TRY(new_bytes(contents));
  return &cls == &bytes_type ? bytes : call(t, &cls, bytes);
}

}  // namespace sidewinder
