// Error handlers of the codecs ("strict", "replace", ...), called where a codec cannot go on.
#pragma once

#include <string>
#include <string_view>

#include "interpreter/objects/text/str.h"

namespace sidewinder {

enum class ErrorHandler : uint8_t {
  Unknown,
  Strict,
  Ignore,
  Replace,
  BackslashReplace,
  XmlCharRefReplace,
  NameReplace,
  SurrogateEscape,
  SurrogatePass,
};
ErrorHandler error_handler(const char* name);  // null or empty: Strict

// How encoders write a character: the unit of the encoding.
enum class Unit : uint8_t { Byte, Utf8, Utf16Little, Utf16Big, Utf32Little, Utf32Big };
void append_unit(std::string& out, Unit unit, uint32_t code_point);

// One place where encoding went wrong: s[begin, end) cannot be encoded.
struct EncodeFault {
  const char* encoding;
  Str* s;
  ssize begin, end;
  const char* reason;
};
// Writes what the handler puts there, in the encoding.
Status handle_encode_fault(Thread& t, const char* errors, const EncodeFault& fault, Unit unit, std::string& out);

struct DecodeFault {
  const char* encoding;
  std::string_view bytes;
  ssize begin, end;
  const char* reason;
};
// Writes what the handler puts there; returns where decoding goes on.
Result<ssize> handle_decode_fault(Thread& t, const char* errors, const DecodeFault& fault, Unit unit, StrBuilder& out);

}  // namespace sidewinder
