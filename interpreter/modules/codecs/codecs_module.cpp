// Module _codecs: the registry, and the codecs as functions that return (result, how much was used).
#include "interpreter/imports/import.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/codec/codec_registry.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/bytes_argument.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// The parameter `errors`: a name or None.
struct ErrorsName {
  std::string text;
  bool given = false;
  const char* name() const { return given ? text.c_str() : nullptr; }
};
// The parameter `data` of decoders of text: bytes-like or str.
struct EncodedText {
  std::string text;
};

}  // namespace

template <> struct Argument<ErrorsName> {
  static Status convert(Thread& t, Object* value, Site site, ErrorsName* out) {
    if (value == none()) return Status::ok();
    if (!is_str(value)) return raise_bad_optional(t, site, "str", value);
    out->text = str_to_utf8(cast<Str>(value));
    out->given = true;
    if (out->text.find('\0') != std::string::npos) return raise_value_error(t, "embedded null character");
    return Status::ok();
  }
  static ErrorsName literal(std::string_view) { return {}; }
};
template <> struct Argument<EncodedText> {
  static Status convert(Thread& t, Object* value, Site, EncodedText* out) {
    if (is_str(value)) out->text = TRY(encode_native(t, cast<Str>(value), Codec::Utf8, nullptr))->view();
    else out->text = TRY(as_bytes_view(t, value));
    return Status::ok();
  }
};

namespace {

Object* pair(Object* result, ssize used) {
  if (!result) return nullptr;
  Object* items[] = {result, int_from_int64(used)};
  return items[1] ? new_tuple(items, 2) : nullptr;
}
Object* pair(const Result<Decoded>& decoded) {
  return decoded.failed() ? nullptr : pair(decoded.value.text, decoded.value.consumed);
}

// --- the registry ---------------------------------------------------------------------------------

Status codecs_register(Thread& t, Object* search_function) { return register_codec_search(t, search_function); }
Status codecs_unregister(Thread& t, Object* search_function) { return unregister_codec_search(t, search_function); }
Object* codecs_lookup(Thread& t, CodecName encoding) { return codec_lookup(t, encoding.utf8()); }

std::string encoding_or_default(CodecName encoding) { return encoding ? encoding.utf8() : "utf-8"; }
Object* codecs_encode(Thread& t, Object* object, CodecName encoding, CodecName errors) {
  return codec_encode(t, object, encoding_or_default(encoding), errors ? errors.utf8().c_str() : nullptr);
}
Object* codecs_decode(Thread& t, Object* object, CodecName encoding, CodecName errors) {
  return codec_decode(t, object, encoding_or_default(encoding), errors ? errors.utf8().c_str() : nullptr);
}

Status codecs_register_error(Thread& t, CodecName errors, Object* handler) {
  return register_error_handler(t, const_cast<Str*>(errors.text), handler);
}
Object* codecs_lookup_error(Thread& t, CodecName name) { return lookup_error_handler(t, name.utf8().c_str()); }

// --- encoders -------------------------------------------------------------------------------------

template <Codec kCodec> Object* encode_by(Thread& t, Str* s, const ErrorsName& errors) {
  return pair(encode_native(t, s, kCodec, errors.name()), s->length);
}
constexpr auto& codecs_utf_8_encode = encode_by<Codec::Utf8>;
constexpr auto& codecs_ascii_encode = encode_by<Codec::Ascii>;
constexpr auto& codecs_latin_1_encode = encode_by<Codec::Latin1>;
constexpr auto& codecs_utf_16_le_encode = encode_by<Codec::Utf16Little>;
constexpr auto& codecs_utf_16_be_encode = encode_by<Codec::Utf16Big>;
constexpr auto& codecs_utf_32_le_encode = encode_by<Codec::Utf32Little>;
constexpr auto& codecs_utf_32_be_encode = encode_by<Codec::Utf32Big>;

Codec by_order(int byte_order, Codec little, Codec marked, Codec big) {
  return byte_order < 0 ? little : byte_order > 0 ? big : marked;
}
Object* codecs_utf_16_encode(Thread& t, Str* s, const ErrorsName& errors, int byteorder) {
  Codec codec = by_order(byteorder, Codec::Utf16Little, Codec::Utf16, Codec::Utf16Big);
  return pair(encode_native(t, s, codec, errors.name()), s->length);
}
Object* codecs_utf_32_encode(Thread& t, Str* s, const ErrorsName& errors, int byteorder) {
  Codec codec = by_order(byteorder, Codec::Utf32Little, Codec::Utf32, Codec::Utf32Big);
  return pair(encode_native(t, s, codec, errors.name()), s->length);
}
Object* codecs_utf_7_encode(Thread& t, Str* s, const ErrorsName&) { return pair(encode_utf7(t, s), s->length); }
Object* codecs_unicode_escape_encode(Str* s, const ErrorsName&) { return pair(encode_unicode_escape(s), s->length); }
Object* codecs_raw_unicode_escape_encode(Str* s, const ErrorsName&) {
  return pair(encode_raw_unicode_escape(s), s->length);
}
Object* codecs_charmap_encode(Thread& t, Str* s, const ErrorsName& errors, Object* mapping) {
  return pair(encode_charmap(t, s, errors.name(), mapping == none() ? nullptr : mapping), s->length);
}
Object* codecs_charmap_build(Thread& t, Str* map) { return build_charmap(t, map); }
Object* codecs_escape_encode(Bytes* data, const ErrorsName&) {
  return pair(encode_bytes_escape(data->view()), data->size);
}
Object* codecs_readbuffer_encode(const EncodedText& data, const ErrorsName&) {
  return pair(new_bytes(data.text), ssize(data.text.size()));
}

// --- decoders -------------------------------------------------------------------------------------

template <Codec kCodec> Object* decode_by(Thread& t, const BytesLike& data, const ErrorsName& errors, bool final) {
  return pair(decode_native(t, data.bytes, kCodec, errors.name(), final));
}
constexpr auto& codecs_utf_8_decode = decode_by<Codec::Utf8>;
constexpr auto& codecs_utf_16_decode = decode_by<Codec::Utf16>;
constexpr auto& codecs_utf_16_le_decode = decode_by<Codec::Utf16Little>;
constexpr auto& codecs_utf_16_be_decode = decode_by<Codec::Utf16Big>;
constexpr auto& codecs_utf_32_decode = decode_by<Codec::Utf32>;
constexpr auto& codecs_utf_32_le_decode = decode_by<Codec::Utf32Little>;
constexpr auto& codecs_utf_32_be_decode = decode_by<Codec::Utf32Big>;
Object* codecs_ascii_decode(Thread& t, const BytesLike& data, const ErrorsName& errors) {
  return pair(decode_native(t, data.bytes, Codec::Ascii, errors.name(), true));
}
Object* codecs_latin_1_decode(Thread& t, const BytesLike& data, const ErrorsName& errors) {
  return pair(decode_native(t, data.bytes, Codec::Latin1, errors.name(), true));
}
Object* codecs_utf_7_decode(Thread& t, const BytesLike& data, const ErrorsName& errors, bool final) {
  return pair(decode_utf7(t, data.bytes, errors.name(), final));
}

// With the byte order as a third item, which the next call is given.
Object* decode_with_order(Thread& t, const BytesLike& data, const ErrorsName& errors, int order, bool final,
                          Codec codec) {
  Decoded d = TRY(decode_native(t, data.bytes, codec, errors.name(), final));
  Object* items[] = {d.text, int_from_int64(d.consumed), int_from_int64(order ? order : d.byte_order)};
  return items[1] && items[2] ? new_tuple(items, 3) : nullptr;
}
Object* codecs_utf_16_ex_decode(Thread& t, const BytesLike& data, const ErrorsName& errors, int byteorder, bool final) {
  Codec codec = by_order(byteorder, Codec::Utf16Little, Codec::Utf16, Codec::Utf16Big);
  return decode_with_order(t, data, errors, byteorder, final, codec);
}
Object* codecs_utf_32_ex_decode(Thread& t, const BytesLike& data, const ErrorsName& errors, int byteorder, bool final) {
  Codec codec = by_order(byteorder, Codec::Utf32Little, Codec::Utf32, Codec::Utf32Big);
  return decode_with_order(t, data, errors, byteorder, final, codec);
}

Object* codecs_unicode_escape_decode(Thread& t, const EncodedText& data, const ErrorsName& errors, bool final) {
  return pair(decode_unicode_escape(t, data.text, errors.name(), final));
}
Object* codecs_raw_unicode_escape_decode(Thread& t, const EncodedText& data, const ErrorsName& errors, bool final) {
  return pair(decode_raw_unicode_escape(t, data.text, errors.name(), final));
}
Object* codecs_escape_decode(Thread& t, const EncodedText& data, const ErrorsName& errors) {
  return pair(decode_bytes_escape(t, data.text, errors.name()), ssize(data.text.size()));
}
Object* codecs_charmap_decode(Thread& t, const BytesLike& data, const ErrorsName& errors, Object* mapping) {
  return pair(decode_charmap(t, data.bytes, errors.name(), mapping == none() ? nullptr : mapping),
              ssize(data.bytes.size()));
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/codecs/codecs_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX codecs
#define NATIVE_NAME "_codecs"
#include "interpreter/objects/core/native_table.inc"

Status import_encodings(Thread& t) { return import_module(t, "encodings") ? Status::ok() : Raised{}; }

Module* create_codecs(Thread& t) {
  ready_type(t, &encoding_map_type);
  Module* module = TRY(new_module(t, "_codecs"));
  TRY(add_functions(t, module, codecs_method_rows));
  return module;
}

}  // namespace sidewinder
