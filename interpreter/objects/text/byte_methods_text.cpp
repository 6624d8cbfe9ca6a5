// Methods of bytes and bytearray that take them as ASCII text: case, classification, stripping and padding,
// translation, hex.
#include <climits>

#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/byte_methods.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_alpha(char c) { return is_upper(c) || is_lower(c); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alnum(char c) { return is_alpha(c) || is_digit(c); }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
char upper(char c) { return is_lower(c) ? char(c - 32) : c; }
char lower(char c) { return is_upper(c) ? char(c + 32) : c; }
char swap_case(char c) { return is_upper(c) ? lower(c) : upper(c); }

Object* mapped(Thread& t, const char* name, Object* self, Args args, char (*change)(char)) {
  TRY(args.expect(t, name, 0, 0));
  std::string out(view_of(self));
  for (char& c : out) c = change(c);
  return bytes_like(self, out);
}

Object* all_are(Thread& t, const char* name, Object* self, Args args, bool (*test)(char)) {
  TRY(args.expect(t, name, 0, 0));
  std::string_view text = view_of(self);
  for (char c : text) {
    if (!test(c)) return py_false();
  }
  return bool_object(!text.empty());
}

Object* only_case(Thread& t, const char* name, Object* self, Args args, bool (*wanted)(char), bool (*other)(char)) {
  TRY(args.expect(t, name, 0, 0));
  bool found = false;
  for (char c : view_of(self)) {
    if (other(c)) return py_false();
    found |= wanted(c);
  }
  return bool_object(found);
}

}  // namespace

// ---- case and classification ----

Object* byte_method_upper(Thread& t, Object* self, Args args) { return mapped(t, "upper", self, args, upper); }
Object* byte_method_lower(Thread& t, Object* self, Args args) { return mapped(t, "lower", self, args, lower); }
Object* byte_method_swapcase(Thread& t, Object* self, Args args) {
  return mapped(t, "swapcase", self, args, swap_case);
}

Object* byte_method_capitalize(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "capitalize", 0, 0));
  std::string out(view_of(self));
  for (size_t i = 0; i < out.size(); ++i) out[i] = i ? lower(out[i]) : upper(out[i]);
  return bytes_like(self, out);
}

Object* byte_method_title(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "title", 0, 0));
  std::string out(view_of(self));
  bool after_letter = false;
  for (char& c : out) {
    c = after_letter ? lower(c) : upper(c);
    after_letter = is_alpha(c);
  }
  return bytes_like(self, out);
}

Object* byte_method_isalnum(Thread& t, Object* self, Args args) { return all_are(t, "isalnum", self, args, is_alnum); }
Object* byte_method_isalpha(Thread& t, Object* self, Args args) { return all_are(t, "isalpha", self, args, is_alpha); }
Object* byte_method_isdigit(Thread& t, Object* self, Args args) { return all_are(t, "isdigit", self, args, is_digit); }
Object* byte_method_isspace(Thread& t, Object* self, Args args) { return all_are(t, "isspace", self, args, is_space); }
Object* byte_method_islower(Thread& t, Object* self, Args args) {
  return only_case(t, "islower", self, args, is_lower, is_upper);
}
Object* byte_method_isupper(Thread& t, Object* self, Args args) {
  return only_case(t, "isupper", self, args, is_upper, is_lower);
}

Object* byte_method_isascii(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "isascii", 0, 0));
  for (char c : view_of(self)) {
    if (c & 0x80) return py_false();
  }
  return py_true();
}

Object* byte_method_istitle(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "istitle", 0, 0));
  bool found = false, after_letter = false;
  for (char c : view_of(self)) {
    if ((is_upper(c) && after_letter) || (is_lower(c) && !after_letter)) return py_false();
    after_letter = is_alpha(c);
    found |= after_letter;
  }
  return bool_object(found);
}

// ---- strip and pad ----

namespace {

enum Side { kLeft = 1, kRight = 2 };

Object* strip(Thread& t, const char* name, Object* self, Args args, int sides) {
  TRY(args.expect(t, name, 0, 1));
  std::string_view set = " \t\n\v\f\r";
  if (args.count && args[0] != none()) set = TRY(as_bytes_view(t, args[0]));
  std::string_view text = view_of(self);
  size_t begin = 0, end = text.size();
  while (sides & kLeft && begin < end && set.find(text[begin]) != set.npos) ++begin;
  while (sides & kRight && end > begin && set.find(text[end - 1]) != set.npos) --end;
  return bytes_part(self, ssize(begin), ssize(end));
}

Object* padded(Thread& t, Object* self, ssize left, ssize right, char fill) {
  std::string_view text = view_of(self);
  if (left + right > SSIZE_MAX / 8) return raise_memory_error(t);
  if (left == 0 && right == 0) return bytes_part(self, 0, ssize(text.size()));
  std::string out(size_t(left), fill);
  out.append(text).append(size_t(right), fill);
  return bytes_like(self, out);
}

struct Justification {
  ssize missing, width;
  char fill;
};

Result<Justification> justification(Thread& t, const char* name, Object* self, Args args) {
  TRY(args.expect(t, name, 1, 2));
  ssize width = TRY(args.index_or(t, 0, 0));
  char fill = ' ';
  if (args.count > 1) {
    if (!is_bytes_like(args[1]) || view_of(args[1]).size() != 1) {
      return raise_type_error(t, "%s() argument 2 must be a byte string of length 1, not %T", name, args[1]);
    }
    fill = view_of(args[1])[0];
  }
  ssize n = ssize(view_of(self).size());
  return Justification{width > n ? width - n : 0, width, fill};
}

}  // namespace

Object* byte_method_strip(Thread& t, Object* self, Args args) { return strip(t, "strip", self, args, kLeft | kRight); }
Object* byte_method_lstrip(Thread& t, Object* self, Args args) { return strip(t, "lstrip", self, args, kLeft); }
Object* byte_method_rstrip(Thread& t, Object* self, Args args) { return strip(t, "rstrip", self, args, kRight); }

Object* byte_method_ljust(Thread& t, Object* self, Args args) {
  Justification j = TRY(justification(t, "ljust", self, args));
  return padded(t, self, 0, j.missing, j.fill);
}

Object* byte_method_rjust(Thread& t, Object* self, Args args) {
  Justification j = TRY(justification(t, "rjust", self, args));
  return padded(t, self, j.missing, 0, j.fill);
}

Object* byte_method_center(Thread& t, Object* self, Args args) {
  Justification j = TRY(justification(t, "center", self, args));
  ssize left = j.missing / 2 + (j.missing & j.width & 1);
  return padded(t, self, left, j.missing - left, j.fill);
}

Object* byte_method_zfill(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "zfill", 1, 1));
  ssize width = TRY(args.index_or(t, 0, 0));
  std::string_view text = view_of(self);
  if (width <= ssize(text.size())) return bytes_like(self, text);
  if (width > SSIZE_MAX / 8) return raise_memory_error(t);
  size_t sign = !text.empty() && (text[0] == '+' || text[0] == '-');
  std::string out(text.substr(0, sign));
  out.append(size_t(width) - text.size(), '0').append(text.substr(sign));
  return bytes_like(self, out);
}

Object* byte_method_expandtabs(Thread& t, Object* self, Args args) {
  Object* given = nullptr;
  TRY(args.bind(t, "expandtabs", "tabsize=", &given));
  ssize size = given ? TRY(index_as_ssize(t, given, &exceptions::OverflowError)) : 8;
  std::string out;
  ssize column = 0;
  for (char c : view_of(self)) {
    if (c == '\t') {
      if (size <= 0) continue;
      ssize spaces = size - column % size;
      if (spaces > SSIZE_MAX / 8 - ssize(out.size())) return raise_overflow_error(t, "result too long");
      out.append(size_t(spaces), ' ');
      column += spaces;
    } else {
      out.push_back(c);
      column = c == '\n' || c == '\r' ? 0 : column + 1;
    }
  }
  return bytes_like(self, out);
}

// ---- translate ----

Object* byte_method_translate(Thread& t, Object* self, Args args) {
  Object* given[2];
  TRY(args.bind(t, "translate", "table,/,delete=", given));
  std::string_view table, dropped;
  if (given[0] != none()) {
    table = TRY(as_bytes_view(t, given[0]));
    if (table.size() != 256) return raise_value_error(t, "translation table must be 256 characters long");
  }
  if (given[1]) dropped = TRY(as_bytes_view(t, given[1]));
  bool drops[256] = {};
  for (char c : dropped) drops[static_cast<unsigned char>(c)] = true;
  std::string out;
  for (char c : view_of(self)) {
    if (!drops[static_cast<unsigned char>(c)]) out.push_back(table.empty() ? c : table[static_cast<unsigned char>(c)]);
  }
  return bytes_like(self, out);
}

Object* byte_method_maketrans(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "maketrans", 2, 2));
  std::string_view from = TRY(as_bytes_view(t, args[0])), to = TRY(as_bytes_view(t, args[1]));
  if (from.size() != to.size()) return raise_value_error(t, "maketrans arguments must have same length");
  char table[256];
  for (int i = 0; i < 256; ++i) table[i] = char(i);
  for (size_t i = 0; i < from.size(); ++i) table[static_cast<unsigned char>(from[i])] = to[i];
  return new_bytes(table, 256);
}

// ---- decode, hex ----

Object* byte_method_decode(Thread& t, Object* self, Args args) {
  Object* given[2];
  TRY(args.bind(t, "decode", "encoding=,errors=", given));
  std::string text[2];
  for (int i = 0; i < 2; ++i) {
    if (!given[i]) continue;
    if (!is_str(given[i]))
      return raise_type_error(t, "decode() argument '%s' must be str, not %T", i ? "errors" : "encoding", given[i]);
    text[i] = str_to_utf8(cast<Str>(given[i]));
  }
  return decode_bytes(t, view_of(self), text[0].c_str(), text[1].c_str());
}

namespace {

// The separator of hex(): one ASCII character, as str or bytes. 0: none.
Result<char> hex_separator(Thread& t, Object* o) {
  if (!o) return '\0';
  if (length(t, o).failed()) return Raised{};
  if (is_str(o)) {
    if (cast<Str>(o)->length != 1) return raise_value_error(t, "sep must be length 1.");
    if (!cast<Str>(o)->is_ascii()) return raise_value_error(t, "sep must be ASCII.");
    return char(cast<Str>(o)->at(0));
  }
  if (!is_bytes_like(o)) return raise_type_error(t, "sep must be str or bytes.");
  if (view_of(o).size() != 1) return raise_value_error(t, "sep must be length 1.");
  if (view_of(o)[0] & 0x80) return raise_value_error(t, "sep must be ASCII.");
  return view_of(o)[0];
}

int hex_value(uint32_t c) {
  if (c >= '0' && c <= '9') return int(c - '0');
  if (c >= 'a' && c <= 'f') return int(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return int(c - 'A' + 10);
  return -1;
}

}  // namespace

Object* byte_method_hex(Thread& t, Object* self, Args args) {
  Object* given[2];
  TRY(args.bind(t, "hex", "sep=,bytes_per_sep=", given));
  char separator = TRY(hex_separator(t, given[0]));
  ssize group = given[1] ? TRY(index_as_ssize(t, given[1], &exceptions::OverflowError)) : 1;
  std::string_view bytes = view_of(self);
  ssize n = ssize(bytes.size());
  std::string out;
  for (ssize i = 0; i < n; ++i) {
    // Groups are counted from the right, or from the left if the size is negative.
    bool boundary = group && i && (group > 0 ? (n - i) % group == 0 : i % -group == 0);
    if (separator && boundary) out.push_back(separator);
    auto byte = static_cast<unsigned char>(bytes[size_t(i)]);
    out += {"0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15]};
  }
  return new_str(out);
}

Object* byte_method_fromhex(Thread& t, Object* cls, Args args) {
  TRY(args.expect(t, "fromhex", 1, 1));
  if (!is_str(args[0])) return raise_type_error(t, "fromhex() argument must be str, not %T", args[0]);
  const Str* text = cast<Str>(args[0]);
  std::string out;
  for (ssize i = 0; i < text->length;) {
    if (text->at(i) < 0x80 && is_space(char(text->at(i)))) {
      ++i;
      continue;
    }
    int high = hex_value(text->at(i)), low = i + 1 < text->length ? hex_value(text->at(i + 1)) : -1;
    if (high < 0 || low < 0) {
      return raise_value_error(t, "non-hexadecimal number found in fromhex() arg at position %zd",
                               high < 0 ? i : i + 1);
    }
    out.push_back(char(high << 4 | low));
    i += 2;
  }
  Bytes* bytes = TRY(new_bytes(out));
  if (cls == &bytes_type) return bytes;
  if (cls == &bytearray_type) return new_bytearray(bytes->bytes, bytes->size);
  return call(t, cls, bytes);
}

}  // namespace sidewinder
