// Text to bytes and back: the codecs that are built in, and all others through the registry (codec_registry.h).
#pragma once

#include <string>
#include <string_view>

#include "interpreter/objects/codec/codec_errors.h"
#include "interpreter/objects/core/argument.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

// By any codec. `encoding` and `errors` as given by Python code; null: utf-8, strict.
extern bool all_codec_names_checked;  // -X dev: names are looked up where no codec and no error handler is needed, too
Bytes* encode_str(Thread& t, Str* s, const char* encoding = nullptr, const char* errors = nullptr);
Str* decode_bytes(Thread& t, std::string_view bytes, const char* encoding = nullptr, const char* errors = nullptr);
struct CodecName;
Bytes* encode_str(Thread& t, Str* s, CodecName encoding, CodecName errors);
Str* decode_bytes(Thread& t, std::string_view bytes, CodecName encoding, CodecName errors);

enum class Codec : uint8_t {
  Utf8,
  Utf8Signature,
  Ascii,
  Latin1,
  Utf16,  // with a mark of the byte order
  Utf16Little,
  Utf16Big,
  Utf32,
  Utf32Little,
  Utf32Big,
  Unknown
};
// direct: one that text is converted by without asking the registry.
Codec find_codec(const char* encoding, bool direct);
CodeUnit unit_of(Codec codec);
// Of one of the utf codecs by its name; Byte for all others.
CodeUnit unit_of_encoding(const char* encoding);

// What a decoder made of the bytes; not all of them if they are not the last and end within a character.
struct Decoded {
  Str* text = nullptr;
  ssize consumed = 0;
  int byte_order = 0;  // of Utf16 and Utf32: -1 little, 1 big, 0 not known yet
};
Bytes* encode_native(Thread& t, Str* s, Codec codec, const char* errors);
Result<Decoded> decode_native(Thread& t, std::string_view bytes, Codec codec, const char* errors, bool final);
Bytes* encode_utf7(Thread& t, Str* s);
Result<Decoded> decode_utf7(Thread& t, std::string_view bytes, const char* errors, bool final);

// The escapes of Python's literals: unicode_escape.
Bytes* encode_unicode_escape(Str* s);
Result<Decoded> decode_unicode_escape(Thread& t, std::string_view bytes, const char* errors, bool final);
Bytes* encode_raw_unicode_escape(Str* s);
Result<Decoded> decode_raw_unicode_escape(Thread& t, std::string_view bytes, const char* errors, bool final);
// and those of bytes literals.
Bytes* encode_bytes_escape(std::string_view bytes);
Bytes* decode_bytes_escape(Thread& t, std::string_view bytes, const char* errors);

// By a table: the codecs of the library's package encodings. mapping null: latin-1.
Str* decode_charmap(Thread& t, std::string_view bytes, const char* errors, Object* mapping);
Bytes* encode_charmap(Thread& t, Str* s, const char* errors, Object* mapping);
Object* build_charmap(Thread& t, Str* map);
extern Type encoding_map_type;

// The codec's name in lower case with '-' for '_' and ' ', as both functions compare it.
std::string normalized_encoding(std::string_view name);

// A parameter of a native function that names a codec or an error handler.
struct CodecName {
  const Str* text = nullptr;  // null: not given

  explicit operator bool() const { return text; }
  std::string utf8() const { return text ? str_to_utf8(text) : std::string(); }
  // Calls use(const char*): null if not given.
  template <class F> auto with_name(F&& use) const { return text ? use(utf8().c_str()) : use(nullptr); }
};
template <> struct Argument<CodecName> {
  static Status convert(Thread& t, Object* value, Site site, CodecName* out);
  static consteval CodecName literal(std::string_view) { return {}; }
};

}  // namespace sidewinder
