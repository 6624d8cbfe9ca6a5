// Methods of str that strip and pad.
#include <climits>

#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str_methods.h"
#include "interpreter/objects/text/unicode_data.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

enum Side { kLeft = 1, kRight = 2 };

bool contains_char(const Str* set, uint32_t c) {
  return with_code_points(set, [&](auto* p) {
    for (ssize i = 0; i < set->length; ++i) {
      if (p[i] == c) return true;
    }
    return false;
  });
}

Object* strip(Thread& t, const char* name, Object* self, Args args, int sides) {
  TRY(args.expect(t, name, 0, 1));
  Object* set = args.or_default(0, none());
  if (set != none() && !is_str(set)) return raise_type_error(t, "%s arg must be None or str", name);
  auto drops = [&](uint32_t c) {
    return set == none() ? unicode::has(c, unicode::kSpace) : contains_char(cast<Str>(set), c);
  };
  Str* s = cast<Str>(self);
  ssize begin = 0, end = s->length;
  if (sides & kLeft) {
    while (begin < end && drops(s->at(begin))) ++begin;
  }
  if (sides & kRight) {
    while (end > begin && drops(s->at(end - 1))) --end;
  }
  return str_substring(s, begin, end);
}

Object* padded(Thread& t, Str* s, ssize left, ssize right, uint32_t fill) {
  if (left <= 0 && right <= 0) return str_exact(s);
  if (left > SSIZE_MAX - s->length || right > SSIZE_MAX - s->length - left)
    return raise_overflow_error(t, "padded string is too long");
  if (s->length + left + right > SSIZE_MAX / 8) return raise_memory_error(t);
  Str* padding = TRY(str_repeat(t, TRY(new_str_char(fill)), left > right ? left : right));
  return StrBuilder().add(padding, 0, left).add(s).add(padding, 0, right).finish();
}

struct Justification {
  ssize missing;  // characters to add
  uint32_t fill;
};

Result<Justification> justification(Thread& t, const char* name, Object* self, Args args) {
  TRY(args.expect(t, name, 1, 2));
  ssize width = TRY(args.index_or(t, 0, 0));
  uint32_t fill = ' ';
  if (args.count > 1) {
    if (!is_str(args[1])) return raise_type_error(t, "The fill character must be a unicode character, not %T", args[1]);
    if (cast<Str>(args[1])->length != 1)
      return raise_type_error(t, "The fill character must be exactly one character long");
    fill = cast<Str>(args[1])->at(0);
  }
  ssize missing = width > cast<Str>(self)->length ? width - cast<Str>(self)->length : 0;
  return Justification{missing, fill};
}

}  // namespace

Object* str_method_strip(Thread& t, Object* self, Args args) { return strip(t, "strip", self, args, kLeft | kRight); }
Object* str_method_lstrip(Thread& t, Object* self, Args args) { return strip(t, "lstrip", self, args, kLeft); }
Object* str_method_rstrip(Thread& t, Object* self, Args args) { return strip(t, "rstrip", self, args, kRight); }

Object* str_method_ljust(Thread& t, Object* self, Args args) {
  Justification j = TRY(justification(t, "ljust", self, args));
  return padded(t, cast<Str>(self), 0, j.missing, j.fill);
}

Object* str_method_rjust(Thread& t, Object* self, Args args) {
  Justification j = TRY(justification(t, "rjust", self, args));
  return padded(t, cast<Str>(self), j.missing, 0, j.fill);
}

Object* str_method_center(Thread& t, Object* self, Args args) {
  Justification j = TRY(justification(t, "center", self, args));
  ssize width = j.missing + cast<Str>(self)->length;
  ssize left = j.missing / 2 + (j.missing & width & 1);  // the odd one goes left if the width is odd
  return padded(t, cast<Str>(self), left, j.missing - left, j.fill);
}

Object* str_method_zfill(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "str.zfill", 1, 1));
  Str* s = cast<Str>(self);
  ssize width = TRY(args.index_or(t, 0, 0));
  if (width <= s->length) return str_exact(s);
  bool has_sign = s->length && (s->at(0) == '+' || s->at(0) == '-');
  StrBuilder out;
  if (has_sign) out.add_char(s->at(0));
  Str* zeros = TRY(str_repeat(t, new_str_char('0'), width - s->length));
  return out.add(zeros).add(s, has_sign, s->length).finish();
}

Object* str_method_expandtabs(Thread& t, Object* self, Args args) {
  Object* given = nullptr;
  TRY(args.bind(t, "expandtabs", "tabsize=", &given));
  ssize size = given ? TRY(index_as_ssize(t, given, &exceptions::OverflowError)) : 8;
  Str* s = cast<Str>(self);
  StrBuilder out;
  ssize column = 0;
  for (ssize i = 0; i < s->length; ++i) {
    uint32_t c = s->at(i);
    if (c == '\t') {
      if (size <= 0) continue;
      ssize spaces = size - column % size;
      if (spaces > SSIZE_MAX / 8 - out.length()) return raise_overflow_error(t, "new string is too long");
      out.add(TRY(str_repeat(t, new_str_char(' '), spaces)));
      column += spaces;
    } else {
      out.add_char(c);
      column = c == '\n' || c == '\r' ? 0 : column + 1;
    }
  }
  return out.finish();
}

}  // namespace sidewinder
