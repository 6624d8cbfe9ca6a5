// Methods of str about characters: case, classification, translation.
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str_methods.h"
#include "interpreter/objects/text/unicode_data.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

// ---- case ----

namespace {

using Mapping = int (*)(uint32_t, uint32_t*);
constexpr uint32_t kSigma = 0x3a3, kSmallSigma = 0x3c3, kFinalSigma = 0x3c2;

void add_mapped(StrBuilder& out, uint32_t c, Mapping mapping) {
  uint32_t mapped[3];
  int n = mapping(c, mapped);
  for (int i = 0; i < n; ++i) out.add_char(mapped[i]);
}

// A sigma is final behind a cased letter and before none, case-ignorable characters left aside (Unicode, 3.13 Default
// Case Algorithms).
bool is_final_sigma(const Str* s, ssize at) {
  auto cased_from = [&](ssize i, ssize step) {
    while (i >= 0 && i < s->length && unicode::has(s->at(i), unicode::kCaseIgnorable)) i += step;
    return i >= 0 && i < s->length && unicode::has(s->at(i), unicode::kCased);
  };
  return cased_from(at - 1, -1) && !cased_from(at + 1, 1);
}

void add_lowered(StrBuilder& out, const Str* s, ssize i) {
  uint32_t c = s->at(i);
  if (c == kSigma) out.add_char(is_final_sigma(s, i) ? kFinalSigma : kSmallSigma);
  else add_mapped(out, c, unicode::to_lower);
}

// ASCII without tables. `change` maps one character.
template <class F> Str* map_ascii(const Str* s, F&& change) {
  std::string text(str_ascii_view(s));
  for (char& c : text) c = change(c);
  return new_str_latin1(reinterpret_cast<const uint8_t*>(text.data()), ssize(text.size()));
}

char ascii_upper(char c) { return c >= 'a' && c <= 'z' ? char(c - 32) : c; }
char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; }

Str* lowered(const Str* s) {
  if (s->is_ascii()) return map_ascii(s, ascii_lower);
  StrBuilder out;
  for (ssize i = 0; i < s->length; ++i) add_lowered(out, s, i);
  return out.finish();
}

}  // namespace

Object* str_method_upper(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "str.upper", 0, 0));
  Str* s = cast<Str>(self);
  if (s->is_ascii()) return map_ascii(s, ascii_upper);
  StrBuilder out;
  for (ssize i = 0; i < s->length; ++i) add_mapped(out, s->at(i), unicode::to_upper);
  return out.finish();
}

Object* str_method_lower(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "str.lower", 0, 0));
  return lowered(cast<Str>(self));
}

Object* str_method_casefold(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "str.casefold", 0, 0));
  Str* s = cast<Str>(self);
  if (s->is_ascii()) return map_ascii(s, ascii_lower);
  StrBuilder out;
  for (ssize i = 0; i < s->length; ++i) add_mapped(out, s->at(i), unicode::to_folded);
  return out.finish();
}

Object* str_method_capitalize(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "str.capitalize", 0, 0));
  Str* s = cast<Str>(self);
  StrBuilder out;
  for (ssize i = 0; i < s->length; ++i) {
    if (i == 0) add_mapped(out, s->at(0), unicode::to_title);
    else add_lowered(out, s, i);
  }
  return out.finish();
}

Object* str_method_title(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "str.title", 0, 0));
  Str* s = cast<Str>(self);
  StrBuilder out;
  bool after_cased = false;
  for (ssize i = 0; i < s->length; ++i) {
    if (after_cased) add_lowered(out, s, i);
    else add_mapped(out, s->at(i), unicode::to_title);
    after_cased = unicode::has(s->at(i), unicode::kCased);
  }
  return out.finish();
}

Object* str_method_swapcase(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "str.swapcase", 0, 0));
  Str* s = cast<Str>(self);
  StrBuilder out;
  for (ssize i = 0; i < s->length; ++i) {
    uint32_t c = s->at(i);
    if (unicode::has(c, unicode::kUpper)) add_lowered(out, s, i);
    else if (unicode::has(c, unicode::kLower)) add_mapped(out, c, unicode::to_upper);
    else out.add_char(c);
  }
  return out.finish();
}

// ---- classification ----

namespace {

// All characters have one of the flags (and there is one, unless empty strings count).
Object* all_have(Thread& t, const char* name, Object* self, Args args, uint32_t flags, bool if_empty = false) {
  TRY(args.expect(t, name, 0, 0));
  Str* s = cast<Str>(self);
  if (s->length == 0) return bool_object(if_empty);
  return with_code_points(s, [&](auto* p) -> Object* {
    for (ssize i = 0; i < s->length; ++i) {
      if (!unicode::has(p[i], flags)) return py_false();
    }
    return py_true();
  });
}

// Some character of the case, and none of the other cases.
Object* only_case(const Str* s, uint32_t wanted, uint32_t others) {
  bool found = false;
  for (ssize i = 0; i < s->length; ++i) {
    if (unicode::has(s->at(i), others)) return py_false();
    found |= unicode::has(s->at(i), wanted);
  }
  return bool_object(found);
}

}  // namespace

Object* str_method_isalpha(Thread& t, Object* self, Args args) {
  return all_have(t, "str.isalpha", self, args, unicode::kAlpha);
}
Object* str_method_isdecimal(Thread& t, Object* self, Args args) {
  return all_have(t, "str.isdecimal", self, args, unicode::kDecimal);
}
Object* str_method_isdigit(Thread& t, Object* self, Args args) {
  return all_have(t, "str.isdigit", self, args, unicode::kDigit);
}
Object* str_method_isnumeric(Thread& t, Object* self, Args args) {
  return all_have(t, "str.isnumeric", self, args, unicode::kNumeric);
}
Object* str_method_isspace(Thread& t, Object* self, Args args) {
  return all_have(t, "str.isspace", self, args, unicode::kSpace);
}
Object* str_method_isprintable(Thread& t, Object* self, Args args) {
  return all_have(t, "str.isprintable", self, args, unicode::kPrintable, true);
}
Object* str_method_isalnum(Thread& t, Object* self, Args args) {
  return all_have(t, "str.isalnum", self, args,
                  unicode::kAlpha | unicode::kDecimal | unicode::kDigit | unicode::kNumeric);
}

Object* str_method_isascii(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "str.isascii", 0, 0));
  return bool_object(cast<Str>(self)->is_ascii());
}

Object* str_method_islower(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "str.islower", 0, 0));
  return only_case(cast<Str>(self), unicode::kLower, unicode::kUpper | unicode::kTitle);
}

Object* str_method_isupper(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "str.isupper", 0, 0));
  return only_case(cast<Str>(self), unicode::kUpper, unicode::kLower | unicode::kTitle);
}

Object* str_method_istitle(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "str.istitle", 0, 0));
  Str* s = cast<Str>(self);
  bool found = false, after_cased = false;
  for (ssize i = 0; i < s->length; ++i) {
    uint32_t flags = unicode::record(s->at(i)).flags;
    bool starts = flags & (unicode::kUpper | unicode::kTitle), goes_on = flags & unicode::kLower;
    if ((starts && after_cased) || (goes_on && !after_cased)) return py_false();
    found |= starts || goes_on;
    after_cased = starts || goes_on;
  }
  return bool_object(found);
}

Object* str_method_isidentifier(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "str.isidentifier", 0, 0));
  Str* s = cast<Str>(self);
  for (ssize i = 0; i < s->length; ++i) {
    if (!unicode::has(s->at(i), i ? unicode::kIdContinue : unicode::kIdStart)) return py_false();
  }
  return bool_object(s->length > 0);
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

Object* str_method_translate(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "str.translate", 1, 1));
  StrBuilder out;
  Str* s = cast<Str>(self);
  for (ssize i = 0; i < s->length; ++i) TRY(add_translation(t, out, s->at(i), args[0]));
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
  for (ssize i = 0; i < from->length; ++i) {
    Object* key = TRY(int_from_int64(from->at(i)));
    Object* value = to ? TRY(int_from_int64(to->at(i))) : none();
    TRY(dict_set(t, table, key, value));
  }
  return Status::ok();
}

}  // namespace

Object* str_method_maketrans(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "maketrans", 1, 3));
  Dict* table = TRY(new_dict(t));
  if (args.count == 1) {
    if (!is_exact<Dict>(args[0]))
      return raise_type_error(t, "if you give only one argument to maketrans it must be a dict");
    return table_from_dict(t, cast<Dict>(args[0]), table);
  }
  if (!is_str(args[0]))
    return raise_type_error(t, "first maketrans argument must be a string if there is a second argument");
  Str *from = cast<Str>(args[0]), *to = TRY(str_argument(t, "maketrans", args, 1));
  if (from->length != to->length)
    return raise_value_error(t, "the first two maketrans arguments must have equal length");
  TRY(map_characters(t, table, from, to));
  if (args.count == 3) TRY(map_characters(t, table, TRY(str_argument(t, "maketrans", args, 2)), nullptr));
  return table;
}

}  // namespace sidewinder
