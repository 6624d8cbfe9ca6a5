// Methods of str that strip and pad.
#include <climits>

#include "interpreter/objects/text/str_methods.h"
#include "interpreter/objects/text/unicode_data.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

Status Argument<FillChar>::convert(Thread& t, Object* value, Site, FillChar* out) {
  if (!is_str(value)) return raise_type_error(t, "The fill character must be a unicode character, not %T", value);
  if (cast<Str>(value)->length != 1)
    return raise_type_error(t, "The fill character must be exactly one character long");
  out->code_point = cast<Str>(value)->at(0);
  return Status::ok();
}

// ---- strip ----

namespace {

bool contains_char(const Str* set, uint32_t c) {
  return with_code_points(set, [&](auto* p) {
    for (ssize i = 0; i < set->length; i++) {
      if (p[i] == c) return true;
    }
    return false;
  });
}

// The part that is left when characters of which `drops` is true are taken from one end or both.
template <class F> Str* without_ends(Str& s, bool left, bool right, F&& drops) {
  ssize begin = 0;
  ssize end = s.length;
  while (left && begin < end && drops(s.at(begin))) begin++;
  while (right && end > begin && drops(s.at(end - 1))) end--;
  return str_substring(&s, begin, end);
}

Str* strip(Thread& t, const char* name, Str& s, Object* characters, bool left, bool right) {
  if (characters == none())
    return without_ends(s, left, right, [](uint32_t c) { return unicode::has(c, unicode::kSpace); });
  if (!is_str(characters)) return raise_type_error(t, "%s arg must be None or str", name);
  return without_ends(s, left, right, [&](uint32_t c) { return contains_char(cast<Str>(characters), c); });
}

}  // namespace

Str* str_strip(Thread& t, Str& self, Object* characters) { return strip(t, "strip", self, characters, true, true); }
Str* str_lstrip(Thread& t, Str& self, Object* characters) { return strip(t, "lstrip", self, characters, true, false); }
Str* str_rstrip(Thread& t, Str& self, Object* characters) { return strip(t, "rstrip", self, characters, false, true); }

// ---- padding ----

namespace {

// How many characters are missing to `width`.
ssize missing_to(const Str& s, ssize width) { return width > s.length ? width - s.length : 0; }

Str* padded(Thread& t, Str& s, ssize left, ssize right, FillChar fill) {
  if (left <= 0 && right <= 0) return str_exact(&s);
  if (left > SSIZE_MAX - s.length || right > SSIZE_MAX - s.length - left)
    return raise_overflow_error(t, "padded string is too long");
  if (s.length + left + right > SSIZE_MAX / 8) return raise_memory_error(t);
  Str* padding = TRY(str_repeat(t, TRY(new_str_char(fill.code_point)), std::max(left, right)));
  return StrBuilder().add(padding, 0, left).add(&s).add(padding, 0, right).finish();
}

}  // namespace

Str* str_ljust(Thread& t, Str& self, ssize width, FillChar fill) {
  return padded(t, self, 0, missing_to(self, width), fill);
}

Str* str_rjust(Thread& t, Str& self, ssize width, FillChar fill) {
  return padded(t, self, missing_to(self, width), 0, fill);
}

Str* str_center(Thread& t, Str& self, ssize width, FillChar fill) {
  ssize missing = missing_to(self, width);
  ssize left = missing / 2 + (missing & width & 1);  // the odd one goes left if the width is odd
  return padded(t, self, left, missing - left, fill);
}

Str* str_zfill(Thread& t, Str& self, ssize width) {
  if (width <= self.length) return str_exact(&self);
  bool has_sign = self.length && (self.at(0) == '+' || self.at(0) == '-');
  StrBuilder out;
  if (has_sign) out.add_char(self.at(0));
  Str* zeros = TRY(str_repeat(t, new_str_char('0'), width - self.length));
  return out.add(zeros).add(&self, has_sign, self.length).finish();
}

Str* str_expandtabs(Thread& t, Str& self, int tab_size) {
  StrBuilder out;
  ssize column = 0;
  for (ssize i = 0; i < self.length; i++) {
    uint32_t c = self.at(i);
    if (c != '\t') {
      out.add_char(c);
      column = c == '\n' || c == '\r' ? 0 : column + 1;
      continue;
    }
    if (tab_size <= 0) continue;
    ssize spaces = tab_size - column % tab_size;
    if (spaces > SSIZE_MAX / 8 - out.length()) return raise_overflow_error(t, "new string is too long");
    out.add(TRY(str_repeat(t, new_str_char(' '), spaces)));
    column += spaces;
  }
  return out.finish();
}

}  // namespace sidewinder
