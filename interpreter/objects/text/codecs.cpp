// Encoders and decoders. Each runs over the text and calls the error handler where it cannot go on.
#include "interpreter/objects/text/codecs.h"

#include "interpreter/base/utf8.h"
#include "interpreter/objects/text/ascii.h"
#include "interpreter/objects/text/codec_errors.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

enum class Codec : uint8_t {
  Utf8,
  Utf8Signature,
  Ascii,
  Latin1,
  Utf16,
  Utf16Little,
  Utf16Big,
  Utf32,
  Utf32Little,
  Utf32Big,
  Unknown
};

struct CodecRow {
  const char* name;
  Codec codec;
};
constexpr CodecRow codec_rows[] = {
    {"utf-8", Codec::Utf8},
    {"utf8", Codec::Utf8},
    {"u8", Codec::Utf8},
    {"utf", Codec::Utf8},
    {"cp65001", Codec::Utf8},
    {"utf-8-sig", Codec::Utf8Signature},
    {"utf8-sig", Codec::Utf8Signature},
    {"ascii", Codec::Ascii},
    {"us-ascii", Codec::Ascii},
    {"646", Codec::Ascii},
    {"ansi-x3.4-1968", Codec::Ascii},
    {"latin-1", Codec::Latin1},
    {"latin1", Codec::Latin1},
    {"latin", Codec::Latin1},
    {"l1", Codec::Latin1},
    {"iso-8859-1", Codec::Latin1},
    {"iso8859-1", Codec::Latin1},
    {"8859", Codec::Latin1},
    {"cp819", Codec::Latin1},
    {"utf-16", Codec::Utf16},
    {"utf16", Codec::Utf16},
    {"u16", Codec::Utf16},
    {"utf-16-le", Codec::Utf16Little},
    {"utf-16le", Codec::Utf16Little},
    {"utf16-le", Codec::Utf16Little},
    {"utf-16-be", Codec::Utf16Big},
    {"utf-16be", Codec::Utf16Big},
    {"utf16-be", Codec::Utf16Big},
    {"utf-32", Codec::Utf32},
    {"utf32", Codec::Utf32},
    {"u32", Codec::Utf32},
    {"utf-32-le", Codec::Utf32Little},
    {"utf-32le", Codec::Utf32Little},
    {"utf32-le", Codec::Utf32Little},
    {"utf-32-be", Codec::Utf32Big},
    {"utf-32be", Codec::Utf32Big},
    {"utf32-be", Codec::Utf32Big},
};

Codec find_codec(const char* encoding) {
  if (!encoding || !*encoding) return Codec::Utf8;
  std::string name = normalized_encoding(encoding);
  for (const CodecRow& row : codec_rows) {
    if (name == row.name) return row.codec;
  }
  return Codec::Unknown;
}

const char* codec_title(Codec codec) {
  switch (codec) {
    case Codec::Utf8:
    case Codec::Utf8Signature: return "utf-8";
    case Codec::Ascii: return "ascii";
    case Codec::Latin1: return "latin-1";
    case Codec::Utf16: return "utf-16";
    case Codec::Utf16Little: return "utf-16-le";
    case Codec::Utf16Big: return "utf-16-be";
    case Codec::Utf32: return "utf-32";
    case Codec::Utf32Little: return "utf-32-le";
    default: return "utf-32-be";
  }
}

Unit unit_of(Codec codec) {
  switch (codec) {
    case Codec::Utf8:
    case Codec::Utf8Signature: return Unit::Utf8;
    case Codec::Utf16:
    case Codec::Utf16Little: return Unit::Utf16Little;
    case Codec::Utf16Big: return Unit::Utf16Big;
    case Codec::Utf32:
    case Codec::Utf32Little: return Unit::Utf32Little;
    case Codec::Utf32Big: return Unit::Utf32Big;
    default: return Unit::Byte;
  }
}

// ---- encoding ----

struct Repertoire {
  uint32_t limit;      // characters below it can be encoded
  bool surrogates;     // can be encoded
  const char* reason;  // why others cannot
};

Repertoire repertoire_of(Codec codec) {
  if (codec == Codec::Ascii) return {0x80, true, "ordinal not in range(128)"};
  if (codec == Codec::Latin1) return {0x100, true, "ordinal not in range(256)"};
  return {0x110000, false, "surrogates not allowed"};
}

Status encode_into(Thread& t, Str* s, Codec codec, const char* errors, std::string& out) {
  Repertoire repertoire = repertoire_of(codec);
  Unit unit = unit_of(codec);
  auto encodable = [&](uint32_t c) { return c < repertoire.limit && (repertoire.surrogates || !is_surrogate(c)); };
  for (ssize i = 0; i < s->length;) {
    if (encodable(s->at(i))) {
      append_unit(out, unit, s->at(i++));
      continue;
    }
    ssize begin = i;
    while (i < s->length && !encodable(s->at(i))) i++;
    TRY(handle_encode_fault(t, errors, {codec_title(codec), s, begin, i, repertoire.reason}, unit, out));
  }
  return Status::ok();
}

// ---- decoding ----

class Decoder {
 public:
  Decoder(Thread& t, std::string_view bytes, Codec codec, const char* errors)
      : t_(t),
        bytes_(bytes),
        data_(reinterpret_cast<const unsigned char*>(bytes.data())),
        size_(ssize(bytes.size())),
        codec_(codec),
        errors_(errors) {}

  Str* run() {
    skip_mark();
    Unit unit = unit_of(codec_);
    while (at_ < size_) TRY(decode_one(unit));
    return out_.finish();
  }

 private:
  // The byte order mark settles utf-16 and utf-32; messages then name the order.
  void skip_mark() {
    auto starts_with = [&](std::string_view mark) { return bytes_.substr(0, mark.size()) == mark; };
    using namespace std::literals;
    if (codec_ == Codec::Utf8Signature) {
      if (starts_with("\xef\xbb\xbf"sv)) at_ = 3;
    } else if (codec_ == Codec::Utf16) {
      bool big = starts_with("\xfe\xff"sv);
      if (big || starts_with("\xff\xfe"sv)) at_ = 2;
      codec_ = big ? Codec::Utf16Big : Codec::Utf16Little;
    } else if (codec_ == Codec::Utf32) {
      bool big = starts_with("\0\0\xfe\xff"sv);
      if (big || starts_with("\xff\xfe\0\0"sv)) at_ = 4;
      codec_ = big ? Codec::Utf32Big : Codec::Utf32Little;
    }
  }

  Status fault(ssize n, const char* reason) {
    DecodeFault where{codec_title(codec_), bytes_, at_, at_ + n, reason};
    at_ = TRY(handle_decode_fault(t_, errors_, where, unit_of(codec_), out_));
    return Status::ok();
  }

  Status put(uint32_t c, ssize n) {
    out_.add_char(c);
    at_ += n;
    return Status::ok();
  }

  Status decode_one(Unit unit) {
    switch (unit) {
      case Unit::Byte: return decode_byte();
      case Unit::Utf8: return decode_utf8();
      case Unit::Utf16Little:
      case Unit::Utf16Big: return decode_utf16(unit == Unit::Utf16Little);
      default: return decode_utf32(unit == Unit::Utf32Little);
    }
  }

  Status decode_byte() {
    if (codec_ == Codec::Ascii && data_[at_] >= 0x80) return fault(1, "ordinal not in range(128)");
    return put(data_[at_], 1);
  }

  Status decode_utf8() {
    if (data_[at_] < 0x80) return put(data_[at_], 1);
    Utf8Char c = utf8_decode(bytes_.data() + at_, bytes_.data() + size_);
    if (c.length) return put(c.code_point, ssize(c.length));
    // The longest start of a sequence that could have become valid is one fault (Unicode, 3.9, table 3-7).
    unsigned char first = data_[at_];
    ssize wanted = utf8_length(first);
    if (!wanted) return fault(1, "invalid start byte");
    ssize n = 1;
    while (n < wanted && at_ + n < size_ && continues(first, n, data_[at_ + n])) n++;
    return fault(n, at_ + n < size_ ? "invalid continuation byte" : "unexpected end of data");
  }

  // How many bytes a sequence of several has that starts with this one; 0: none does.
  static ssize utf8_length(unsigned char first) {
    if (first >= 0xc2 && first <= 0xdf) return 2;
    if (first >= 0xe0 && first <= 0xef) return 3;
    return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  }

  static bool continues(unsigned char first, ssize position, unsigned char c) {
    unsigned char low = 0x80;
    unsigned char high = 0xbf;
    if (position == 1) {
      if (first == 0xe0) low = 0xa0;
      if (first == 0xed) high = 0x9f;
      if (first == 0xf0) low = 0x90;
      if (first == 0xf4) high = 0x8f;
    }
    return c >= low && c <= high;
  }

  uint32_t unit16(ssize at, bool little) const {
    return little ? data_[at] | uint32_t(data_[at + 1]) << 8 : data_[at + 1] | uint32_t(data_[at]) << 8;
  }

  Status decode_utf16(bool little) {
    if (size_ - at_ < 2) return fault(1, "truncated data");
    uint32_t c = unit16(at_, little);
    if (!is_surrogate(c)) return put(c, 2);
    if (c >= 0xdc00) return fault(2, "illegal encoding");
    if (size_ - at_ < 4) return fault(size_ - at_, "unexpected end of data");
    uint32_t low = unit16(at_ + 2, little);
    if (low < 0xdc00 || low > 0xdfff) return fault(2, "illegal UTF-16 surrogate");
    return put(0x10000 + ((c & 0x3ff) << 10 | (low & 0x3ff)), 4);
  }

  Status decode_utf32(bool little) {
    if (size_ - at_ < 4) return fault(size_ - at_, "truncated data");
    uint32_t first = unit16(at_, little);
    uint32_t second = unit16(at_ + 2, little);
    uint32_t c = little ? first | second << 16 : second | first << 16;
    if (c > 0x10ffff) return fault(4, "code point not in range(0x110000)");
    if (is_surrogate(c)) return fault(4, "code point in surrogate code point range(0xd800, 0xe000)");
    return put(c, 4);
  }

  Thread& t_;
  std::string_view bytes_;
  const unsigned char* data_;
  ssize size_;
  ssize at_ = 0;
  Codec codec_;
  const char* errors_;
  StrBuilder out_;
};

// Whether the data of s is what the codec would write.
bool is_encoded_already(const Str* s, Codec codec) {
  if (codec == Codec::Latin1) return s->kind() == 1;
  return s->is_ascii() && (codec == Codec::Utf8 || codec == Codec::Ascii);
}

Raised raise_unknown_encoding(Thread& t, const char* encoding) {
  return raise(t, exceptions::LookupError, "unknown encoding: %s", encoding);
}

}  // namespace

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
  if (out->utf8().find('\0') != std::string::npos) return raise_value_error(t, "embedded null character");
  return Status::ok();
}

Bytes* encode_str(Thread& t, Str* s, const char* encoding, const char* errors) {
  Codec codec = find_codec(encoding);
  if (codec == Codec::Unknown) return raise_unknown_encoding(t, encoding);
  if (is_encoded_already(s, codec)) return new_bytes(s->data(), s->length);
  std::string out;
  if (codec == Codec::Utf8Signature) out = "\xef\xbb\xbf";
  if (codec == Codec::Utf16 || codec == Codec::Utf32) append_unit(out, unit_of(codec), 0xfeff);
  TRY(encode_into(t, s, codec, errors, out));
  return new_bytes(out);
}

Str* decode_bytes(Thread& t, std::string_view bytes, const char* encoding, const char* errors) {
  Codec codec = find_codec(encoding);
  if (codec == Codec::Unknown) return raise_unknown_encoding(t, encoding);
  bool extends_ascii = codec == Codec::Utf8 || codec == Codec::Ascii;
  if (codec == Codec::Latin1 || (extends_ascii && is_ascii(bytes)))
    return new_str_latin1(reinterpret_cast<const uint8_t*>(bytes.data()), ssize(bytes.size()));
  return Decoder(t, bytes, codec, errors).run();
}

}  // namespace sidewinder
