// JSON text to values. A template over the width of the text's characters; positions are code points.
#include <charconv>

#include "interpreter/imports/import.h"
#include "interpreter/modules/json/json.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/recursion.h"

namespace sidewinder {
namespace {

struct JsonScanner : Object {
  bool strict;
  Object *object_hook, *object_pairs_hook, *parse_float, *parse_int, *parse_constant;
  static Type* type() { return &json_scanner_type; }
};

int hex_digit(uint32_t c) {
  if (c >= '0' && c <= '9') return int(c - '0');
  if (c >= 'a' && c <= 'f') return int(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return int(c - 'A' + 10);
  return -1;
}

constexpr bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }
constexpr bool is_space(uint32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// What a backslash and this character stand for; 0: nothing.
uint32_t unescaped(uint32_t c) {
  switch (c) {
    case '"':
    case '\\':
    case '/': return c;
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return 0;
  }
}

// --- strings ---

template <class Char> class StringReader {
 public:
  StringReader(Thread& t, Str* document, const Char* text, bool strict)
      : t_(t), document_(document), text_(text), length_(document->length), strict_(strict) {}

  // Most strings have no escape: they are a piece of the document.
  Str* read(ssize* end) {
    ssize begin = *end;
    ssize stop = TRY(find_stop(begin, begin - 1)).place;
    if (text_[stop] == '"') {
      *end = stop + 1;
      return stop - begin == 1 ? new_str_char(text_[begin]) : str_substring(document_, begin, stop);
    }
    StrBuilder value;
    value.add(document_, begin, stop);
    for (ssize at = stop; text_[at] != '"';) {
      ssize rest = at + 1;
      value.add_char(TRY(read_escape(&rest, begin - 1)).code_point);
      at = TRY(find_stop(rest, begin - 1)).place;
      value.add(document_, rest, at);
      stop = at;
    }
    *end = stop + 1;
    return value.finish();
  }

 private:
  struct Place {
    ssize place;
  };
  struct Escape {
    uint32_t code_point;
  };

  // The next quote or backslash.
  Result<Place> find_stop(ssize at, ssize opening) {
    for (; at < length_; at++) {
      uint32_t c = text_[at];
      if (c == '"' || c == '\\') return Place{at};
      if (c < 0x20 && strict_) return raise_json_error(t_, "Invalid control character at", document_, at);
    }
    return raise_json_error(t_, "Unterminated string starting at", document_, opening);
  }

  // Four hexadecimal digits at `at`; -1: others.
  int hex_at(ssize at) const {
    int value = 0;
    for (ssize i = at; i < at + 4; i++) {
      int digit = hex_digit(text_[i]);
      if (digit < 0) return -1;
      value = value * 16 + digit;
    }
    return value;
  }

  // *at is behind the backslash, then behind the escape.
  Result<Escape> read_escape(ssize* at, ssize opening) {
    if (*at == length_) return raise_json_error(t_, "Unterminated string starting at", document_, opening);
    uint32_t c = text_[*at];
    if (c != 'u') {
      ++*at;
      c = unescaped(c);
      if (!c) return raise_json_error(t_, "Invalid \\escape", document_, *at - 2);
      return Escape{c};
    }
    ssize digits = *at + 1;
    if (digits + 4 >= length_) return raise_json_error(t_, "Invalid \\uXXXX escape", document_, digits - 1);
    int high = hex_at(digits);
    if (high < 0) return raise_json_error(t_, "Invalid \\uXXXX escape", document_, digits - 1);
    *at = digits + 4;
    bool pair = high >= 0xd800 && high < 0xdc00 && *at + 6 < length_ && text_[*at] == '\\' && text_[*at + 1] == 'u';
    if (!pair) return Escape{uint32_t(high)};
    int low = hex_at(*at + 2);
    if (low < 0) return raise_json_error(t_, "Invalid \\uXXXX escape", document_, *at + 1);
    if (low < 0xdc00 || low > 0xdfff) return Escape{uint32_t(high)};
    *at += 6;
    return Escape{0x10000 + (uint32_t(high - 0xd800) << 10) + uint32_t(low - 0xdc00)};
  }

  Thread& t_;
  Str* document_;
  const Char* text_;
  ssize length_;
  bool strict_;
};

// --- values ---

template <class Char> class ValueReader {
 public:
  ValueReader(Thread& t, JsonScanner* scanner, Str* document, const Char* text, Dict* keys)
      : t_(t), scanner_(scanner), document_(document), text_(text), length_(document->length), keys_(keys) {}

  // The value that begins at *at, which becomes the place behind it.
  Object* read(ssize* at) {
    if (*at < 0) return raise_value_error(t_, "idx cannot be negative");
    if (*at >= length_) return nothing_at(*at);
    switch (text_[*at]) {
      case '"': ++*at; return StringReader<Char>(t_, document_, text_, scanner_->strict).read(at);
      case '{': {
        RecursionLevel level(t_, " while decoding a JSON object from a unicode string");
        return level.too_deep() ? nullptr : read_object(at);
      }
      case '[': {
        RecursionLevel level(t_, " while decoding a JSON array from a unicode string");
        return level.too_deep() ? nullptr : read_array(at);
      }
      case 'n': return word(at, "null") ? none() : read_number(at);
      case 't': return word(at, "true") ? py_true() : read_number(at);
      case 'f': return word(at, "false") ? py_false() : read_number(at);
      case 'N': return word(at, "NaN") ? constant("NaN") : read_number(at);
      case 'I': return word(at, "Infinity") ? constant("Infinity") : read_number(at);
      case '-': return word(at, "-Infinity") ? constant("-Infinity") : read_number(at);
      default: return read_number(at);
    }
  }

 private:
  Raised nothing_at(ssize at) { return raise_stop_iteration(t_, TRY(int_from_int64(at))); }
  Raised expected(const char* what, ssize at) { return raise_json_error(t_, what, document_, at); }
  bool is(ssize at, char c) const { return at < length_ && text_[at] == Char(c); }
  void skip_space(ssize* at) const {
    while (*at < length_ && is_space(text_[*at])) ++*at;
  }

  bool word(ssize* at, std::string_view word) const {
    if (length_ - *at < ssize(word.size())) return false;
    for (size_t i = 0; i < word.size(); i++)
      if (text_[*at + ssize(i)] != Char(word[i])) return false;
    *at += ssize(word.size());
    return true;
  }

  Object* constant(const char* name) { return call(t_, scanner_->parse_constant, TRY(new_str(name))); }

  // Behind an item: true if another one follows, its beginning at *at; false at the closing bracket.
  Result<bool> another(ssize* at, char closing) {
    skip_space(at);
    if (is(*at, closing)) return false;
    if (!is(*at, ',')) return expected("Expecting ',' delimiter", *at);
    ++*at;
    skip_space(at);
    return true;
  }

  Str* read_key(ssize* at) {
    if (!is(*at, '"')) return expected("Expecting property name enclosed in double quotes", *at);
    ++*at;
    Str* key = TRY(StringReader<Char>(t_, document_, text_, scanner_->strict).read(at));
    key = static_cast<Str*>(TRY(dict_set_default(t_, keys_, key, key)));
    skip_space(at);
    if (!is(*at, ':')) return expected("Expecting ':' delimiter", *at);
    ++*at;
    skip_space(at);
    return key;
  }

  Object* read_object(ssize* at) {
    bool as_pairs = scanner_->object_pairs_hook != none();
    List* pairs = as_pairs ? TRY(new_list(t_)) : nullptr;
    Dict* dict = as_pairs ? nullptr : TRY(new_dict(t_));
    ++*at;
    skip_space(at);
    for (bool more = !is(*at, '}'); more;) {
      Str* key = TRY(read_key(at));
      Object* value = TRY(read(at));
      if (dict) {
        TRY(dict_set_str(t_, dict, key, value));
      } else {
        Object* pair[] = {key, value};
        TRY(list_append(t_, pairs, TRY(new_tuple(pair, 2))));
      }
      more = TRY(another(at, '}'));
    }
    ++*at;
    if (as_pairs) return call(t_, scanner_->object_pairs_hook, pairs);
    return scanner_->object_hook == none() ? dict : call(t_, scanner_->object_hook, dict);
  }

  Object* read_array(ssize* at) {
    List* list = TRY(new_list(t_));
    ++*at;
    skip_space(at);
    for (bool more = !is(*at, ']'); more;) {
      TRY(list_append(t_, list, TRY(read(at))));
      more = TRY(another(at, ']'));
    }
    ++*at;
    return list;
  }

  void skip_digits(ssize* at) const {
    while (*at < length_ && is_digit(text_[*at])) ++*at;
  }

  // Where the number that begins at `at` ends; `at` itself if there is none.
  ssize end_of_number(ssize at, bool* is_float) const {
    ssize begin = at;
    at += is(at, '-');
    if (is(at, '0')) at++;
    else if (at < length_ && is_digit(text_[at])) skip_digits(&at);
    else return begin;
    if (is(at, '.') && at + 1 < length_ && is_digit(text_[at + 1])) {
      *is_float = true;
      at++;
      skip_digits(&at);
    }
    if (!is(at, 'e') && !is(at, 'E')) return at;
    ssize exponent = at + 1;
    exponent += is(exponent, '+') || is(exponent, '-');
    ssize end = exponent;
    skip_digits(&end);
    if (end == exponent) return at;
    *is_float = true;
    return end;
  }

  Object* read_number(ssize* at) {
    ssize begin = *at;
    bool is_float = false;
    ssize end = end_of_number(begin, &is_float);
    if (end == begin) return nothing_at(begin);
    *at = end;
    Object* parse = is_float ? scanner_->parse_float : scanner_->parse_int;
    if (parse != (is_float ? &float_type : &int_type))
      return call(t_, parse, TRY(str_substring(document_, begin, end)));
    std::string text(text_ + begin, text_ + end);
    if (is_float) {
      double value = 0;
      parse_double(text, &value);
      return new_float(value);
    }
    constexpr size_t kDigitsOfInt64 = 18;
    if (text.size() > kDigitsOfInt64) return int_from_text(t_, TRY(new_str(text)), 10);
    int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return int_from_int64(value);
  }

  Thread& t_;
  JsonScanner* scanner_;
  Str* document_;
  const Char* text_;
  ssize length_;
  Dict* keys_;  // each key that was met, once
};

// --- the scanner ---

Object* json_scanner_new(Thread& t, Type* cls, Args args) {
  Object* context;
  TRY(args.bind(t, "make_scanner", "context", &context));
  bool strict = TRY(truth(t, TRY(get_attribute(t, context, "strict"))));
  Object* hooks[5];
  const char* names[] = {"object_hook", "object_pairs_hook", "parse_float", "parse_int", "parse_constant"};
  for (int i = 0; i < 5; i++) hooks[i] = TRY(get_attribute(t, context, names[i]));
  auto* self = TRY(new_object<JsonScanner>(cls));
  self->strict = strict;
  self->object_hook = hooks[0];
  self->object_pairs_hook = hooks[1];
  self->parse_float = hooks[2];
  self->parse_int = hooks[3];
  self->parse_constant = hooks[4];
  return self;
}

Object* json_scanner_call(Thread& t, Object* callee, Args args) {
  Object* given[2];
  TRY(args.bind(t, "scan_once", "string,idx", given));
  ssize at;
  TRY(argument_ssize(t, given[1], &at));
  if (!is_str(given[0])) return raise_type_error(t, "first argument must be a string, not %T", given[0]);
  auto* document = cast<Str>(given[0]);
  Dict* keys = TRY(new_dict(t));
  Object* value = TRY(with_code_points(document, [&]<class Char>(const Char* text) {
    return ValueReader<Char>(t, cast<JsonScanner>(callee), document, text, keys).read(&at);
  }));
  Object* result[] = {value, TRY(int_from_int64(at))};
  return new_tuple(result, 2);
}

}  // namespace

Raised raise_json_error(Thread& t, const char* message, Object* document, ssize position) {
  Object* decoder = TRY(import_module(t, "json.decoder"));
  Object* error = TRY(get_attribute(t, decoder, "JSONDecodeError"));
  Object* arguments[] = {TRY(new_str(message)), document, TRY(int_from_int64(position))};
  return raise_object(t, TRY(call(t, error, Args{arguments, 3})));
}

Str* json_scan_string(Thread& t, Str* document, ssize* end, bool strict) {
  return with_code_points(
      document, [&]<class Char>(const Char* text) { return StringReader<Char>(t, document, text, strict).read(end); });
}

#define NATIVE_TABLE "interpreter/modules/json/json_scanner.def"
#define NATIVE_TYPE JsonScanner
#define NATIVE_PREFIX json_scanner
#define NATIVE_NAME "make_scanner"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_scanner_data() {
  TypeData d{};
  d.slots.call = json_scanner_call;
  json_scanner_declare(d);
  return d;
}
constinit TypeData scanner_data = make_scanner_data();

}  // namespace

constinit Type json_scanner_type = static_type("_json.Scanner", sizeof(JsonScanner), 0, kTypeHaveGC, &scanner_data);

}  // namespace sidewinder
