// Which codec a name means; str.encode and bytes.decode.
#include "interpreter/objects/text/codecs.h"

#include "interpreter/objects/codec/codec_registry.h"
#include "interpreter/objects/text/ascii.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

struct CodecRow {
  const char* name;
  Codec codec;
  bool direct = false;  // text is converted without asking the registry
};
constexpr CodecRow codec_rows[] = {
    {"utf-8", Codec::Utf8, true},
    {"utf8", Codec::Utf8, true},
    {"u8", Codec::Utf8},
    {"utf", Codec::Utf8},
    {"cp65001", Codec::Utf8},
    {"utf-8-sig", Codec::Utf8Signature},
    {"utf8-sig", Codec::Utf8Signature},
    {"ascii", Codec::Ascii, true},
    {"us-ascii", Codec::Ascii, true},
    {"646", Codec::Ascii},
    {"ansi-x3.4-1968", Codec::Ascii},
    {"latin-1", Codec::Latin1, true},
    {"latin1", Codec::Latin1, true},
    {"latin", Codec::Latin1},
    {"l1", Codec::Latin1},
    {"iso-8859-1", Codec::Latin1, true},
    {"iso8859-1", Codec::Latin1, true},
    {"8859", Codec::Latin1},
    {"cp819", Codec::Latin1},
    {"utf-16", Codec::Utf16, true},
    {"utf16", Codec::Utf16, true},
    {"u16", Codec::Utf16},
    {"utf-16-le", Codec::Utf16Little},
    {"utf-16le", Codec::Utf16Little},
    {"utf16-le", Codec::Utf16Little},
    {"utf-16-be", Codec::Utf16Big},
    {"utf-16be", Codec::Utf16Big},
    {"utf16-be", Codec::Utf16Big},
    {"utf-32", Codec::Utf32, true},
    {"utf32", Codec::Utf32, true},
    {"u32", Codec::Utf32},
    {"utf-32-le", Codec::Utf32Little},
    {"utf-32le", Codec::Utf32Little},
    {"utf32-le", Codec::Utf32Little},
    {"utf-32-be", Codec::Utf32Big},
    {"utf-32be", Codec::Utf32Big},
    {"utf32-be", Codec::Utf32Big},
};

}  // namespace

Codec find_codec(const char* encoding, bool direct) {
  if (!encoding) return Codec::Utf8;
  std::string name = normalized_encoding(encoding);
  for (const CodecRow& row : codec_rows) {
    if (name == row.name) return direct && !row.direct ? Codec::Unknown : row.codec;
  }
  return Codec::Unknown;
}

CodeUnit unit_of(Codec codec) {
  switch (codec) {
    case Codec::Utf8:
    case Codec::Utf8Signature: return CodeUnit::Utf8;
    case Codec::Utf16:
    case Codec::Utf16Little: return CodeUnit::Utf16Little;
    case Codec::Utf16Big: return CodeUnit::Utf16Big;
    case Codec::Utf32:
    case Codec::Utf32Little: return CodeUnit::Utf32Little;
    case Codec::Utf32Big: return CodeUnit::Utf32Big;
    default: return CodeUnit::Byte;
  }
}

CodeUnit unit_of_encoding(const char* encoding) {
  Codec codec = find_codec(encoding, false);
  return codec == Codec::Unknown ? CodeUnit::Byte : unit_of(codec);
}

std::string normalized_encoding(std::string_view name) {
  std::string out;
  for (char c : name) {
    out.push_back(c == '_' || c == ' ' ? '-' : ascii_char::lower(c));
  }
  return out;
}

Status Argument<CodecName>::convert(Thread& t, Object* value, Site site, CodecName* out) {
  if (!is_str(value)) return raise_bad_argument(t, site.signature, site.parameter, "str", value);
  out->text = cast<Str>(value);
  if (!cast<Str>(value)->is_ascii()) TRY(encode_native(t, cast<Str>(value), Codec::Utf8, nullptr));
  if (out->utf8().find('\0') != std::string::npos) return raise_value_error(t, "embedded null character");
  return Status::ok();
}

Bytes* encode_str(Thread& t, Str* s, CodecName encoding, CodecName errors) {
  return encoding.with_name(
      [&](const char* name) { return errors.with_name([&](const char* e) { return encode_str(t, s, name, e); }); });
}
Str* decode_bytes(Thread& t, std::string_view bytes, CodecName encoding, CodecName errors) {
  return encoding.with_name([&](const char* name) {
    return errors.with_name([&](const char* e) { return decode_bytes(t, bytes, name, e); });
  });
}

bool all_codec_names_checked = false;

namespace {

Status check_names(Thread& t, Codec codec, const char* encoding, const char* errors) {
  if (!all_codec_names_checked) return Status::ok();
  if (codec == Codec::Unknown) TRY(codec_lookup(t, encoding));
  if (errors) TRY(lookup_error_handler(t, errors));
  return Status::ok();
}

}  // namespace

Bytes* encode_str(Thread& t, Str* s, const char* encoding, const char* errors) {
  Codec codec = find_codec(encoding, true);
  TRY(check_names(t, codec, encoding, errors));
  if (codec == Codec::Unknown) return encode_by_registered(t, s, encoding, errors);
  return encode_native(t, s, codec, errors);
}

Str* decode_bytes(Thread& t, std::string_view bytes, const char* encoding, const char* errors) {
  Codec codec = find_codec(encoding, true);
  TRY(check_names(t, codec, encoding, errors));
  if (codec == Codec::Unknown && bytes.empty()) return empty_str();  // the codec is not asked
  if (codec == Codec::Unknown) return decode_by_registered(t, TRY(new_bytes(bytes)), encoding, errors);
  return TRY(decode_native(t, bytes, codec, errors, true)).text;
}

}  // namespace sidewinder
