// The signature of a native function, read from its text at compile time: "($self, index=-1, /)". The text is what
// Python shows as __text_signature__ (but for one that begins with '!'); the parameters, their defaults and CPython's
// words for wrong arguments all come from it. "!!": not shown either, and counts are told as PyArg_ParseTuple tells
// them.
#pragma once

#include <string_view>

#include "interpreter/objects/core/args.h"
#include "interpreter/objects/core/native_method.h"

namespace sidewinder {

constexpr int kMostParameters = 24;

struct Parameter {
  uint16_t name = 0, name_length = 0;    // where they stand in Signature::text
  uint16_t value = 0, value_length = 0;  // the default; length 0: the parameter is required
};

struct Signature {
  const char* function;   // as messages name it: "pop"
  const char* qualified;  // "list.pop", "math.sqrt", and "len" of builtins
  const char* text;
  const Parameter* parameters;  // without self, *args and **kwargs
  uint8_t count = 0;
  uint8_t positional_only = 0, positional = 0;  // parameters that may be given by position only, or by position at all
  uint8_t required_positional = 0, required_keywords = 0;
  bool rest = false;      // *args: what is given by position beyond `positional`
  bool keywords = false;  // **kwargs
  bool is_constructor = false;
  bool parse_tuple_words = false;  // "find() takes at least 1 argument (0 given)", not "find expected ..."
  CallShape shape = CallShape::NoArguments;

  constexpr std::string_view name(int i) const { return {text + parameters[i].name, parameters[i].name_length}; }
  constexpr std::string_view default_text(int i) const {
    return {text + parameters[i].value, parameters[i].value_length};
  }
  constexpr bool is_optional(int i) const { return parameters[i].value_length != 0; }
  // CPython's METH_VARARGS: what PyArg_ParseTuple reads, and methods of nothing but *args.
  constexpr bool takes_tuple() const { return parse_tuple_words || (rest && count == 0 && !keywords); }
};

// What parse_signature finds. The row keeps as many Parameters as there are.
struct ParsedSignature {
  Parameter parameters[kMostParameters]{};
  Signature signature{};
};

// Not constexpr: a signature that cannot be read stops the compiler at a call of this.
[[noreturn]] void signature_error(const char* why);

class SignatureParser {
 public:
  consteval SignatureParser(const char* function, const char* qualified, const char* text) {
    result_.signature = Signature{function, qualified, text, nullptr};
    text_ = text;
    at_ = text_[0] == '!';
    result_.signature.parse_tuple_words = at_ && text_[1] == '!';
    at_ += result_.signature.parse_tuple_words;
    if (text_.size() < at_ + 2 || text_[at_] != '(' || text_.back() != ')')
      signature_error("the text is not in parentheses");
    at_++;
  }

  consteval ParsedSignature parse() {
    skip_spaces();
    while (text_[at_] != ')') {
      parse_one();
      skip_spaces();
      if (text_[at_] == ',') at_++;
      else if (text_[at_] != ')') signature_error("a comma is missing");
      skip_spaces();
    }
    if (at_ + 1 != text_.size()) signature_error("text after the closing parenthesis");
    finish();
    return result_;
  }

 private:
  static consteval bool is_name(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
  consteval void skip_spaces() {
    while (text_[at_] == ' ' || text_[at_] == '\n') at_++;
  }
  consteval void skip_name() {
    size_t begin = at_;
    while (is_name(text_[at_])) at_++;
    if (at_ == begin) signature_error("a name is missing");
  }

  consteval void parse_one() {
    Signature& s = result_.signature;
    if (s.keywords) signature_error("nothing follows **kwargs");
    if (text_[at_] == '$') {  // $self, $module, $type: the function's first C++ parameter, not one of Python's
      at_++;
      skip_name();
    } else if (text_[at_] == '/') {
      at_++;
      if (keyword_only_) signature_error("/ after *");
      s.positional_only = s.count;
    } else if (text_[at_] == '*') {
      parse_star();
    } else {
      parse_parameter();
    }
  }

  consteval void parse_star() {
    Signature& s = result_.signature;
    at_++;
    if (text_[at_] == '*') {
      at_++;
      skip_name();
      s.keywords = true;
      return;
    }
    if (keyword_only_) signature_error("two * in one signature");
    keyword_only_ = true;
    s.rest = is_name(text_[at_]);
    if (s.rest) skip_name();
  }

  consteval void parse_parameter() {
    Signature& s = result_.signature;
    if (s.count == kMostParameters) signature_error("more parameters than kMostParameters");
    Parameter p;
    p.name = uint16_t(at_);
    skip_name();
    p.name_length = uint16_t(at_ - p.name);
    if (text_[at_] == '=') {
      p.value = uint16_t(++at_);
      skip_default();
      p.value_length = uint16_t(at_ - p.value);
      if (p.value_length == 0) signature_error("a default is missing");
    }
    bool required = p.value_length == 0;
    if (required && !keyword_only_ && s.required_positional != s.count)
      signature_error("a required parameter after an optional one");
    result_.parameters[s.count++] = p;
    if (keyword_only_) {
      s.required_keywords = uint8_t(s.required_keywords + required);
    } else {
      s.positional++;
      s.required_positional = uint8_t(s.required_positional + required);
    }
  }

  // Up to the next comma or parenthesis that is not inside brackets or quotes.
  consteval void skip_default() {
    int depth = 0;
    char quote = 0;
    for (;; at_++) {
      char c = text_[at_];
      if (c == 0) signature_error("a default does not end");
      if (quote) {
        if (c == quote) quote = 0;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (depth == 0 && (c == ',' || c == ')')) {
        return;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
      }
    }
  }

  consteval void finish() {
    Signature& s = result_.signature;
    bool by_position = s.positional_only == s.count && !s.keywords;
    if (s.keywords && s.positional_only != s.count)
      signature_error("beside **kwargs parameters must be positional-only: use a raw row");
    if (!by_position) s.shape = CallShape::Keywords;
    else if (s.count == 0 && !s.rest) s.shape = CallShape::NoArguments;
    else if (s.count == 1 && s.required_positional == 1 && !s.rest) s.shape = CallShape::One;
    else s.shape = CallShape::Positional;
  }

  ParsedSignature result_;
  std::string_view text_;
  size_t at_ = 0;
  bool keyword_only_ = false;
};

consteval ParsedSignature parse_signature(const char* function, const char* qualified, const char* text) {
  return SignatureParser(function, qualified, text).parse();
}

// What a row keeps of it.
template <size_t N> struct SignatureParameters { Parameter rows[N ? N : 1]; };
template <size_t N> consteval SignatureParameters<N> signature_parameters(const ParsedSignature& parsed) {
  SignatureParameters<N> kept{};
  for (size_t i = 0; i < N; i++) kept.rows[i] = parsed.parameters[i];
  return kept;
}
consteval Signature signature_with_parameters(Signature s, const Parameter* rows, bool is_constructor) {
  s.parameters = rows;
  s.is_constructor = is_constructor;
  return s;
}

// **kwargs take whatever names there are: no other parameter has one.
PY_ALWAYS_INLINE bool fits_by_position(const Signature& s, const Args& args) {
  bool takes_names = s.keywords || !args.names;
  bool count_fits = args.count >= s.required_positional && (s.rest || args.count <= s.positional);
  return takes_names && count_fits && s.required_keywords == 0;
}

// Arguments that do not fit by position. The parameters' values go to `out` (s.count of them; null: not given), or
// TypeError.
Status bind_native(Thread& t, const Signature& s, const Args& args, Object** out);
// "f() argument 'x' must be str, not int"; of positional parameters "argument 2", of a single one "argument".
Raised raise_bad_argument(Thread& t, const Signature& s, int parameter, const char* expected, Object* value);

}  // namespace sidewinder
