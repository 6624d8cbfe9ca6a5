// str.format, format_map and format(str, spec): replacement fields (library reference, Format String Syntax).
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/format_spec.h"
#include "interpreter/objects/text/str_methods.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

// ---- format(str, spec) ----

namespace {

Status check_str_spec(Thread& t, const FormatSpec& spec, Object* value) {
  if (spec.type != 's') return raise_unknown_format(t, spec.type, value);
  if (spec.sign == ' ') return raise_value_error(t, "Space not allowed in string format specifier");
  if (spec.sign) return raise_value_error(t, "Sign not allowed in string format specifier");
  if (spec.positive_zero)
    return raise_value_error(t, "Negative zero coercion (z) not allowed in string format specifier");
  if (spec.alternate) return raise_value_error(t, "Alternate form (#) not allowed in string format specifier");
  if (spec.align == '=') return raise_value_error(t, "'=' alignment not allowed in string format specifier");
  if (spec.grouping) return raise_value_error(t, "Cannot specify '%c' with 's'.", spec.grouping);
  return Status::ok();
}

}  // namespace

Object* str_format_with_spec(Thread& t, Str* s, Str* text) {
  if (text->length == 0) return is_exact<Str>(s) ? s : to_str(t, s);
  FormatSpec spec = TRY(parse_format_spec(t, text, s, 's', '<'));
  TRY(check_str_spec(t, spec, s));
  ssize n = spec.precision >= 0 && spec.precision < s->length ? spec.precision : s->length;
  Padding padding = padding_for(spec, n);
  if (padding.left + padding.right > PTRDIFF_MAX / 8) return raise_memory_error(t);
  constexpr ssize kShortPadding = 256;  // what is longer can be interrupted
  if (padding.left + padding.right <= kShortPadding)
    return StrBuilder()
        .add_repeated(spec.fill, padding.left)
        .add(s, 0, n)
        .add_repeated(spec.fill, padding.right)
        .finish();
  Str* fill = TRY(str_repeat(t, TRY(new_str_char(spec.fill)), padding.left + padding.right));
  return StrBuilder().add(fill, 0, padding.left).add(s, 0, n).add(fill, 0, padding.right).finish();
}

// ---- replacement fields ----

namespace {

class Formatter {
 public:
  // `mapping`: of format_map; else null, and fields come from the arguments.
  Formatter(Thread& t, Args args, Keywords keywords, Object* mapping)
      : t_(t), args_(args), keywords_(keywords.all), mapping_(mapping) {}

  Status format(StrBuilder& out, const Str* s, ssize begin, ssize end, int depth) {
    if (depth < 0) return raise_value_error(t_, "Max string recursion exceeded");
    for (ssize at = begin; at < end;) {
      uint32_t c = s->at(at);
      if (c != '{' && c != '}') {
        ssize run = at;
        while (at < end && s->at(at) != '{' && s->at(at) != '}') at++;
        out.add(s, run, at);
      } else if (at + 1 < end && s->at(at + 1) == c) {
        out.add_char(c);
        at += 2;
      } else if (c == '}' || at + 1 == end) {
        return raise_value_error(t_, "Single '%c' encountered in format string", int(c));
      } else {
        Field field = TRY(parse_field(s, at + 1, end));
        TRY(render(out, s, field, depth));
        at = field.next;
      }
    }
    return Status::ok();
  }

 private:
  struct Field {
    ssize name_begin, name_end;
    uint32_t conversion;  // 0: none
    ssize spec_begin, spec_end;
    bool spec_has_fields;
    ssize next;  // behind the closing brace
  };

  Result<Field> parse_field(const Str* s, ssize at, ssize end) {
    Field field{at, at, 0, 0, 0, false, 0};
    for (bool in_brackets = false; at < end; at++) {
      uint32_t c = s->at(at);
      if (in_brackets) {  // where all characters but the closing one are the key's
        in_brackets = c != ']';
        continue;
      }
      if (c == '{') return raise_value_error(t_, "unexpected '{' in field name");
      in_brackets = c == '[';
      if (c == '}' || c == ':' || c == '!') break;
    }
    field.name_end = at;
    if (at == end) return raise_value_error(t_, "expected '}' before end of string");
    uint32_t c = s->at(at++);
    if (c == '!') {
      if (at == end) return raise_value_error(t_, "end of string while looking for conversion specifier");
      field.conversion = s->at(at++);
      if (at < end) {
        c = s->at(at++);
        if (c != '}' && c != ':') return raise_value_error(t_, "expected ':' after conversion specifier");
      }
    }
    field.spec_begin = at;
    field.spec_end = at;
    field.next = at;
    if (c == '}') return field;
    return parse_spec(s, field, end);
  }

  // The specification ends at the brace that closes the field; braces inside it are fields of their own.
  Result<Field> parse_spec(const Str* s, Field field, ssize end) {
    int open = 1;
    for (ssize at = field.spec_begin; at < end; at++) {
      uint32_t c = s->at(at);
      if (c == '{') {
        field.spec_has_fields = true;
        open++;
      } else if (c == '}' && --open == 0) {
        field.spec_end = at;
        field.next = at + 1;
        return field;
      }
    }
    return raise_value_error(t_, "unmatched '{' in format spec");
  }

  Status render(StrBuilder& out, const Str* s, const Field& field, int depth) {
    Object* value = TRY(field_value(s, field.name_begin, field.name_end));
    if (field.conversion) value = TRY(convert(value, field.conversion));
    if (field.spec_begin == field.spec_end && is_exact<Str>(value)) {
      out.add(cast<Str>(value));
      return Status::ok();
    }
    Str* spec = TRY(str_substring(const_cast<Str*>(s), field.spec_begin, field.spec_end));
    if (field.spec_has_fields) {
      StrBuilder expanded;
      TRY(format(expanded, s, field.spec_begin, field.spec_end, depth - 1));
      spec = TRY(expanded.finish());
    }
    Object* text = TRY(sidewinder::format(t_, value, spec));
    out.add(cast<Str>(text));
    return Status::ok();
  }

  Str* convert(Object* value, uint32_t conversion) {
    switch (conversion) {
      case 'r': return repr(t_, value);
      case 's': return to_str(t_, value);
      case 'a': return ascii(t_, value);
      default: break;
    }
    if (conversion > 32 && conversion < 127)
      return raise_value_error(t_, "Unknown conversion specifier %c", int(conversion));
    return raise_value_error(t_, "Unknown conversion specifier \\x%x", conversion);
  }

  // A decimal number; -1: it is none.
  Result<ssize> parse_index(const Str* s, ssize begin, ssize end) {
    if (begin == end) return ssize(-1);
    ssize value = 0;
    for (ssize i = begin; i < end; i++) {
      uint32_t c = s->at(i);
      if (c < '0' || c > '9') return ssize(-1);
      if (value > (PTRDIFF_MAX - 9) / 10) return raise_value_error(t_, "Too many decimal digits in format string");
      value = value * 10 + ssize(c - '0');
    }
    return value;
  }

  Object* field_value(const Str* s, ssize begin, ssize end) {
    ssize at = end_of_name(s, begin, end);
    Object* value = TRY(first_value(s, begin, at));
    while (at < end) {
      bool attribute = s->at(at) == '.';
      if (!attribute && s->at(at) != '[')
        return raise_value_error(t_, "Only '.' or '[' may follow ']' in format field specifier");
      ssize part = at + 1;
      at = attribute ? end_of_name(s, part, end) : end_of_item(s, part, end);
      if (!attribute && at == end) return raise_value_error(t_, "Missing ']' in format string");
      if (at == part) return raise_value_error(t_, "Empty attribute in format string");
      value = TRY(attribute ? attribute_of(value, s, part, at) : item_of(value, s, part, at));
      if (!attribute) at++;
    }
    return value;
  }

  static ssize end_of_name(const Str* s, ssize at, ssize end) {
    while (at < end && s->at(at) != '.' && s->at(at) != '[') at++;
    return at;
  }

  static ssize end_of_item(const Str* s, ssize at, ssize end) {
    while (at < end && s->at(at) != ']') at++;
    return at;
  }

  Object* attribute_of(Object* value, const Str* s, ssize begin, ssize end) {
    Str* name = TRY(str_substring(const_cast<Str*>(s), begin, end));
    return get_attribute(t_, value, TRY(intern(name)));
  }

  Object* item_of(Object* value, const Str* s, ssize begin, ssize end) {
    ssize index = TRY(parse_index(s, begin, end));
    Object* key = index >= 0 ? int_from_int64(index) : str_substring(const_cast<Str*>(s), begin, end);
    return key ? get_item(t_, value, key) : nullptr;
  }

  // The argument that a field starts with: by number, given or counted, or by name.
  Object* first_value(const Str* s, ssize begin, ssize end) {
    ssize index = TRY(parse_index(s, begin, end));
    bool automatic = begin == end;
    if (!automatic && index < 0) return named_value(TRY(str_substring(const_cast<Str*>(s), begin, end)));
    TRY(check_numbering(automatic));
    if (automatic) index = next_index_++;
    if (mapping_) return raise_value_error(t_, "Format string contains positional fields");
    if (index >= args_.count)
      return raise_index_error(t_, "Replacement index %zd out of range for positional args tuple", index);
    return args_[index];
  }

  Status check_numbering(bool automatic) {
    if (automatic && manual_)
      return raise_value_error(t_, "cannot switch from manual field specification to automatic field numbering");
    if (!automatic && next_index_)
      return raise_value_error(t_, "cannot switch from automatic field numbering to manual field specification");
    manual_ |= !automatic;
    return Status::ok();
  }

  Object* named_value(Str* name) {
    if (mapping_) return get_item(t_, mapping_, name);
    for (ssize i = 0; i < keywords_.keyword_count(); i++) {
      if (str_equal(keywords_.keyword_name(i), name)) return keywords_.keyword_value(i);
    }
    return raise_key_error(t_, name);
  }

  Thread& t_;
  Args args_;
  Args keywords_;
  Object* mapping_;
  ssize next_index_ = 0;
  bool manual_ = false;
};

constexpr int kFieldDepth = 1;  // fields in a specification have none themselves

}  // namespace

Str* str_format(Thread& t, Str& self, Args args, Keywords keywords) {
  StrBuilder out;
  TRY(Formatter(t, args, keywords, nullptr).format(out, &self, 0, self.length, kFieldDepth));
  return out.finish();
}

Str* str_format_map(Thread& t, Str& self, Object* mapping) {
  StrBuilder out;
  TRY(Formatter(t, {}, {}, mapping).format(out, &self, 0, self.length, kFieldDepth));
  return out.finish();
}

}  // namespace sidewinder
