// The built-in codecs: utf-8, ascii, latin-1, utf-16, utf-32, and the error handlers. Other codecs are the codecs
// module's business.
#pragma once

#include <string>
#include <string_view>

#include "interpreter/objects/core/argument.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

// `encoding` and `errors` as given by Python code; null or empty: utf-8, strict.
Bytes* encode_str(Thread& t, Str* s, const char* encoding = nullptr, const char* errors = nullptr);
Str* decode_bytes(Thread& t, std::string_view bytes, const char* encoding = nullptr, const char* errors = nullptr);

// The codec's name in lower case with '-' for '_' and ' ', as both functions compare it.
std::string normalized_encoding(std::string_view name);

// A parameter of a native function that names a codec or an error handler.
struct CodecName {
  const Str* text = nullptr;  // null: not given

  explicit operator bool() const { return text; }
  std::string utf8() const { return text ? str_to_utf8(text) : std::string(); }
};
template <> struct Argument<CodecName> {
  static Status convert(Thread& t, Object* value, Site site, CodecName* out);
  static consteval CodecName literal(std::string_view) { return {}; }
};

}  // namespace sidewinder
