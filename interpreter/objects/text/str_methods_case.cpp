// Methods of str about characters: case, classification, translation.
#include <algorithm>

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/ascii.h"
#include "interpreter/objects/text/str_methods.h"
#include "interpreter/objects/text/unicode_data.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

// ---- case ----

namespace {

using Mapping = int (*)(uint32_t, uint32_t*);
constexpr uint32_t kSigma = 0x3a3;
constexpr uint32_t kSmallSigma = 0x3c3;
constexpr uint32_t kFinalSigma = 0x3c2;

void add_mapped(StrBuilder& out, uint32_t c, Mapping mapping) {
  uint32_t mapped[3];
  int n = mapping(c, mapped);
  for (int i = 0; i < n; i++) out.add_char(mapped[i]);
}

// A sigma is final behind a cased letter and before none, case-ignorable characters left aside (Unicode, 3.13 Default
// Case Algorithms).
bool is_final_sigma(const Str& s, ssize at) {
  auto cased_from = [&](ssize i, ssize step) {
    while (i >= 0 && i < s.length && unicode::has(s.at(i), unicode::kCaseIgnorable)) i += step;
    return i >= 0 && i < s.length && unicode::has(s.at(i), unicode::kCased);
  };
  return cased_from(at - 1, -1) && !cased_from(at + 1, 1);
}

void add_lowered(StrBuilder& out, const Str& s, ssize i) {
  uint32_t c = s.at(i);
  if (c == kSigma) out.add_char(is_final_sigma(s, i) ? kFinalSigma : kSmallSigma);
  else add_mapped(out, c, unicode::to_lower);
}

Str* map_all(const Str& s, Mapping mapping) {
  StrBuilder out;
  for (ssize i = 0; i < s.length; i++) add_mapped(out, s.at(i), mapping);
  return out.finish();
}

// ASCII without tables. `change` maps one character.
template <class F> Str* map_ascii(const Str& s, F&& change) {
  if (s.length == 0) return empty_str();
  std::string_view text = str_ascii_view(&s);
  if (s.length == 1) return new_str_char(uint32_t(change(text[0])));
  Str* out = TRY(allocate_str(s.length, 0x7f));
  std::transform(text.begin(), text.end(), static_cast<char*>(out->data()), change);
  return out;
}

}  // namespace

Str* str_upper(Thread&, Str& self) {
  if (self.is_ascii()) return map_ascii(self, ascii_char::upper);
  return map_all(self, unicode::to_upper);
}

Str* str_lower(Thread&, Str& self) {
  if (self.is_ascii()) return map_ascii(self, ascii_char::lower);
  StrBuilder out;
  for (ssize i = 0; i < self.length; i++) add_lowered(out, self, i);
  return out.finish();
}

Str* str_casefold(Thread&, Str& self) {
  if (self.is_ascii()) return map_ascii(self, ascii_char::lower);
  return map_all(self, unicode::to_folded);
}

Str* str_capitalize(Thread&, Str& self) {
  StrBuilder out;
  for (ssize i = 0; i < self.length; i++) {
    if (i == 0) add_mapped(out, self.at(0), unicode::to_title);
    else add_lowered(out, self, i);
  }
  return out.finish();
}

Str* str_title(Thread&, Str& self) {
  StrBuilder out;
  bool after_cased = false;
  for (ssize i = 0; i < self.length; i++) {
    if (after_cased) add_lowered(out, self, i);
    else add_mapped(out, self.at(i), unicode::to_title);
    after_cased = unicode::has(self.at(i), unicode::kCased);
  }
  return out.finish();
}

Str* str_swapcase(Thread&, Str& self) {
  StrBuilder out;
  for (ssize i = 0; i < self.length; i++) {
    uint32_t c = self.at(i);
    if (unicode::has(c, unicode::kUpper)) add_lowered(out, self, i);
    else if (unicode::has(c, unicode::kLower)) add_mapped(out, c, unicode::to_upper);
    else out.add_char(c);
  }
  return out.finish();
}

// ---- classification ----

namespace {

constexpr uint32_t kAlphanumeric = unicode::kAlpha | unicode::kDecimal | unicode::kDigit | unicode::kNumeric;

// All characters have one of the flags.
bool all_have(const Str& s, uint32_t flags) {
  return with_code_points(&s, [&](auto* p) {
    for (ssize i = 0; i < s.length; i++) {
      if (!unicode::has(p[i], flags)) return false;
    }
    return true;
  });
}

// Some character of the case, and none of the other cases.
bool has_only_case(const Str& s, uint32_t wanted, uint32_t others) {
  bool found = false;
  for (ssize i = 0; i < s.length; i++) {
    if (unicode::has(s.at(i), others)) return false;
    found |= unicode::has(s.at(i), wanted);
  }
  return found;
}

}  // namespace

bool str_isalpha(const Str& self) { return self.length && all_have(self, unicode::kAlpha); }
bool str_isdecimal(const Str& self) { return self.length && all_have(self, unicode::kDecimal); }
bool str_isdigit(const Str& self) { return self.length && all_have(self, unicode::kDigit); }
bool str_isnumeric(const Str& self) { return self.length && all_have(self, unicode::kNumeric); }
bool str_isspace(const Str& self) { return self.length && all_have(self, unicode::kSpace); }
bool str_isalnum(const Str& self) { return self.length && all_have(self, kAlphanumeric); }
bool str_isprintable(const Str& self) { return all_have(self, unicode::kPrintable); }
bool str_isascii(const Str& self) { return self.is_ascii(); }

bool str_islower(const Str& self) { return has_only_case(self, unicode::kLower, unicode::kUpper | unicode::kTitle); }

bool str_isupper(const Str& self) { return has_only_case(self, unicode::kUpper, unicode::kLower | unicode::kTitle); }

bool str_istitle(const Str& self) {
  bool found = false;
  bool after_cased = false;
  for (ssize i = 0; i < self.length; i++) {
    uint32_t flags = unicode::record(self.at(i)).flags;
    bool starts = flags & (unicode::kUpper | unicode::kTitle);
    bool goes_on = flags & unicode::kLower;
    if ((starts && after_cased) || (goes_on && !after_cased)) return false;
    after_cased = starts || goes_on;
    found |= after_cased;
  }
  return found;
}

bool str_isidentifier(const Str& self) {
  for (ssize i = 0; i < self.length; i++) {
    if (!unicode::has(self.at(i), i ? unicode::kIdContinue : unicode::kIdStart)) return false;
  }
  return self.length > 0;
}

// ---- translate ----

namespace {

Status add_translation(Thread& t, StrBuilder& out, uint32_t c, Object* table) {
  Object* key = TRY(int_from_int64(c));
  Object* found = get_item(t, table, key);
  if (!found) {
    if (!pending_matches(t, exceptions::LookupError)) return Raised{};
    clear_pending(t);
    out.add_char(c);
    return Status::ok();
  }
  if (found == none()) return Status::ok();
  if (is_str(found)) {
    out.add(cast<Str>(found));
    return Status::ok();
  }
  if (!is_int(found)) return raise_type_error(t, "character mapping must return integer, None or str");
  int64_t code;
  if (!int_fits_int64(found, &code) || code < 0 || code > 0x10ffff)
    return raise_value_error(t, "character mapping must be in range(0x110000)");
  out.add_char(uint32_t(code));
  return Status::ok();
}

}  // namespace

Str* str_translate(Thread& t, Str& self, Object* table) {
  StrBuilder out;
  for (ssize i = 0; i < self.length; i++) TRY(add_translation(t, out, self.at(i), table));
  return out.finish();
}

namespace {

Object* table_from_dict(Thread& t, Dict* from, Dict* table) {
  ssize position = 0;
  Object *key, *value;
  while (dict_next(from, &position, &key, &value)) {
    if (is_str(key)) {
      if (cast<Str>(key)->length != 1)
        return raise_value_error(t, "string keys in translate table must be of length 1");
      key = TRY(int_from_int64(cast<Str>(key)->at(0)));
    } else if (!is_int(key)) {
      return raise_type_error(t, "keys in translate table must be strings or integers");
    }
    TRY(dict_set(t, table, key, value));
  }
  return table;
}

Status map_characters(Thread& t, Dict* table, const Str* from, const Str* to /* null: to None */) {
  for (ssize i = 0; i < from->length; i++) {
    Object* key = TRY(int_from_int64(from->at(i)));
    Object* value = to ? TRY(int_from_int64(to->at(i))) : none();
    TRY(dict_set(t, table, key, value));
  }
  return Status::ok();
}

}  // namespace

Object* str_maketrans(Thread& t, Object* x, Str* y, Str* z) {
  Dict* table = TRY(new_dict(t));
  if (!y) {
    if (is_exact<Dict>(x)) return table_from_dict(t, cast<Dict>(x), table);
    return raise_type_error(t, "if you give only one argument to maketrans it must be a dict");
  }
  if (!is_str(x)) return raise_type_error(t, "first maketrans argument must be a string if there is a second argument");
  if (cast<Str>(x)->length != y->length)
    return raise_value_error(t, "the first two maketrans arguments must have equal length");
  TRY(map_characters(t, table, cast<Str>(x), y));
  if (z) TRY(map_characters(t, table, z, nullptr));
  return table;
}

}  // namespace sidewinder
