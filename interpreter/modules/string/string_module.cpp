// Module _string: format strings in parts, for string.Formatter. str.format has its own way through them
// (interpreter/objects/text/str_format.cpp).
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

extern Type format_parts_type, field_name_parts_type;

namespace {

struct TextIterator : Object {
  Str* text;
  ssize at;
};

Object* new_text_iterator(Type* cls, Str* text, ssize at) {
  auto* self = TRY(new_object<TextIterator>(cls));
  self->text = text;
  self->at = at;
  return self;
}

Object* text_iterator_self(Thread&, Object* o) { return o; }

// --- parts of a format string ---

struct Field {  // name and spec are None where there is no field
  Object* name;
  Object* spec;
  Object* conversion;  // a str of one character, or None
};

// Where the field name that begins at `at` ends: at }, : or !, but not between brackets.
Result<ssize> end_of_name(Thread& t, const Str* s, ssize at) {
  for (bool in_brackets = false; at < s->length; at++) {
    uint32_t c = s->at(at);
    if (in_brackets) {  // where all characters but the closing one are the key's
      in_brackets = c != ']';
      continue;
    }
    if (c == '{') return raise_value_error(t, "unexpected '{' in field name");
    in_brackets = c == '[';
    if (c == '}' || c == ':' || c == '!') return at;
  }
  return raise_value_error(t, "expected '}' before end of string");
}

// Where the specification ends: at the brace that closes the field.
Result<ssize> end_of_spec(Thread& t, const Str* s, ssize at) {
  for (int open = 1; at < s->length; at++) {
    uint32_t c = s->at(at);
    if (c == '{') open++;
    else if (c == '}' && --open == 0) return at;
  }
  return raise_value_error(t, "unmatched '{' in format spec");
}

// The field whose name begins at self->at, which becomes the place behind the closing brace.
Status read_field(Thread& t, TextIterator* self, Field* field) {
  Str* s = self->text;
  ssize at = TRY(end_of_name(t, s, self->at));
  field->name = TRY(str_substring(s, self->at, at));
  field->spec = empty_str();
  field->conversion = none();
  uint32_t c = s->at(at++);
  if (c == '!') {
    if (at == s->length) return raise_value_error(t, "end of string while looking for conversion specifier");
    field->conversion = TRY(new_str_char(s->at(at++)));
    if (at < s->length) {
      c = s->at(at++);
      if (c != '}' && c != ':') return raise_value_error(t, "expected ':' after conversion specifier");
    }
  }
  self->at = at;
  if (c == '}') return Status::ok();
  ssize end = TRY(end_of_spec(t, s, at));
  field->spec = TRY(str_substring(s, at, end));
  self->at = end + 1;
  return Status::ok();
}

Lookup format_parts_next(Thread& t, Object* o) {
  auto* self = static_cast<TextIterator*>(o);
  Str* s = self->text;
  if (self->at >= s->length) return Lookup::missing();
  ssize begin = self->at;
  ssize at = begin;
  while (at < s->length && s->at(at) != '{' && s->at(at) != '}') at++;
  ssize literal_end = at;
  Field field{none(), none(), none()};
  self->at = at;
  if (at < s->length) {
    uint32_t c = s->at(at);
    bool twice = at + 1 < s->length && s->at(at + 1) == c;
    if (!twice && (c == '}' || at + 1 == s->length))
      return raise_value_error(t, "Single '%c' encountered in format string", int(c));
    self->at = at + 1 + twice;
    if (twice) literal_end++;
    else TRY(read_field(t, self, &field));
  }
  Object* parts[] = {TRY(str_substring(s, begin, literal_end)), field.name, field.spec, field.conversion};
  return new_tuple(parts, 4);
}

Object* string_formatter_parser(Thread& t, Object* string) {
  if (!is_str(string)) return raise_type_error(t, "expected str, got %T", string);
  return new_text_iterator(&format_parts_type, cast<Str>(string), 0);
}

// --- parts of a field name ---

// Text of digits only is an int, else it is a str.
Object* name_or_index(Thread& t, Str* name) {
  if (!name->length) return name;
  ssize value = 0;
  for (ssize i = 0; i < name->length; i++) {
    uint32_t c = name->at(i);
    if (c < '0' || c > '9') return name;
    if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, ssize(c - '0'), &value))
      return raise_value_error(t, "Too many decimal digits in format string");
  }
  return int_from_int64(value);
}

ssize find_either(const Str* s, ssize at, uint32_t a, uint32_t b) {
  while (at < s->length && s->at(at) != a && s->at(at) != b) at++;
  return at;
}

Lookup field_name_parts_next(Thread& t, Object* o) {
  auto* self = static_cast<TextIterator*>(o);
  Str* s = self->text;
  if (self->at >= s->length) return Lookup::missing();
  uint32_t c = s->at(self->at);
  ssize begin = self->at + 1;
  if (c != '.' && c != '[') return raise_value_error(t, "Only '.' or '[' may follow ']' in format field specifier");
  bool is_attribute = c == '.';
  ssize end = is_attribute ? find_either(s, begin, '.', '[') : find_either(s, begin, ']', ']');
  if (!is_attribute && end == s->length) return raise_value_error(t, "Missing ']' in format string");
  self->at = is_attribute ? end : end + 1;
  if (begin == end) return raise_value_error(t, "Empty attribute in format string");
  Object* name = TRY(str_substring(s, begin, end));
  if (!is_attribute) name = TRY(name_or_index(t, cast<Str>(name)));
  Object* parts[] = {bool_object(is_attribute), name};
  return new_tuple(parts, 2);
}

Object* string_formatter_field_name_split(Thread& t, Object* string) {
  if (!is_str(string)) return raise_type_error(t, "expected str, got %T", string);
  auto* s = cast<Str>(string);
  ssize end = find_either(s, 0, '.', '[');
  Object* first = TRY(name_or_index(t, TRY(str_substring(s, 0, end))));
  Object* parts[] = {first, TRY(new_text_iterator(&field_name_parts_type, s, end))};
  return new_tuple(parts, 2);
}

constexpr TypeData parts_data(NextFn next) {
  TypeData d{};
  d.slots.iter = text_iterator_self;
  d.slots.next = next;
  return d;
}
constinit TypeData format_parts_data = parts_data(format_parts_next);
constinit TypeData field_name_parts_data = parts_data(field_name_parts_next);

}  // namespace

constinit Type format_parts_type = static_type("formatteriterator", sizeof(TextIterator), 0,
                                               kTypeHaveGC | kTypeDisallowInstantiation, &format_parts_data);
constinit Type field_name_parts_type = static_type("fieldnameiterator", sizeof(TextIterator), 0,
                                                   kTypeHaveGC | kTypeDisallowInstantiation, &field_name_parts_data);

#define NATIVE_TABLE "interpreter/modules/string/string_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX string
#define NATIVE_NAME "_string"
#include "interpreter/objects/core/native_table.inc"

Module* create_string(Thread& t) {
  ready_type(t, &format_parts_type);
  ready_type(t, &field_name_parts_type);
  Module* module = TRY(new_module(t, "_string"));
  TRY(add_functions(t, module, string_method_rows));
  TRY(add_object(t, module, "__doc__", new_str("Format strings in parts.")));
  return module;
}

}  // namespace sidewinder
