// What happens where a codec cannot go on: the error handlers, those that codecs know by name and those that Python
// code registered.
#pragma once

#include <string>
#include <string_view>

#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

struct UnicodeErrorObject;

enum class ErrorHandler : uint8_t {
  Registered,  // ask the registry
  Strict,
  Ignore,
  Replace,
  BackslashReplace,
  XmlCharRefReplace,
  NameReplace,
  SurrogateEscape,
  SurrogatePass,
};
ErrorHandler error_handler(const char* name);  // null: Strict

// How encoders write a character: the unit of the encoding.
enum class CodeUnit : uint8_t { Byte, Utf8, Utf16Little, Utf16Big, Utf32Little, Utf32Big };
void append_unit(std::string& out, CodeUnit unit, uint32_t code_point);

// What a handler puts in the place of what could not be encoded: a text, which is encoded too, or bytes.
struct EncodeReplacement {
  Str* text = nullptr;
  Bytes* bytes = nullptr;
  ssize next = 0;  // where encoding goes on
};

// The errors of one call of an encoder.
class EncodeErrors {
 public:
  EncodeErrors(Thread& t, const char* encoding, const char* errors, Str* s, CodeUnit unit = CodeUnit::Byte)
      : t_(t), encoding_(encoding), errors_(errors), s_(s), unit_(unit), handler_(error_handler(errors)) {}

  // surrogateescape takes all of a fault or nothing; else the first of its characters, too.
  void escape_whole_faults() { escapes_whole_faults_ = true; }
  // s[begin, end) cannot be encoded.
  Result<EncodeReplacement> fault(ssize begin, ssize end, const char* reason);
  // The error itself, also where a handler's text cannot be encoded.
  Raised raise_error(ssize begin, ssize end, const char* reason);

 private:
  UnicodeErrorObject* exception(ssize begin, ssize end, const char* reason);
  Result<EncodeReplacement> registered(ssize begin, ssize end, const char* reason);

  Thread& t_;
  const char* encoding_;
  const char* errors_;
  Str* s_;
  CodeUnit unit_;
  ErrorHandler handler_;
  bool escapes_whole_faults_ = false;
  UnicodeErrorObject* exception_ = nullptr;
};

// The errors of one call of a decoder, and what it decodes: a handler may put other bytes in their place.
class DecodeErrors {
 public:
  DecodeErrors(Thread& t, const char* encoding, const char* errors, std::string_view input,
               CodeUnit unit = CodeUnit::Byte)
      : bytes(input), t_(t), encoding_(encoding), errors_(errors), unit_(unit), handler_(error_handler(errors)) {}

  std::string_view bytes;
  const uint8_t* data() const { return reinterpret_cast<const uint8_t*>(bytes.data()); }
  ssize size() const { return ssize(bytes.size()); }
  void rename(const char* encoding, CodeUnit unit) {
    encoding_ = encoding;
    unit_ = unit;
  }
  // Bytes [begin, end) cannot be decoded. Writes what the handler puts there; returns where decoding goes on.
  Result<ssize> fault(ssize begin, ssize end, const char* reason, StrBuilder& out);

 private:
  UnicodeErrorObject* exception(ssize begin, ssize end, const char* reason);
  Result<ssize> registered(ssize begin, ssize end, const char* reason, StrBuilder& out);

  Thread& t_;
  const char* encoding_;
  const char* errors_;
  CodeUnit unit_;
  ErrorHandler handler_;
  UnicodeErrorObject* exception_ = nullptr;
};

// "\xe9", "\u20ac", "\U0001f600"; "\N{EURO SIGN}" if the character has a name; "&#8364;"
std::string backslash_escape(uint32_t c);
std::string name_escape(uint32_t c);
std::string character_reference(uint32_t c);

// The surrogate that stands encoded at `at` as the unit writes it: its length in bytes; 0: there is none.
ssize encoded_surrogate(std::string_view bytes, ssize at, CodeUnit unit, uint32_t* surrogate);

}  // namespace sidewinder
