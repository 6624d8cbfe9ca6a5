// Encoders and decoders of utf-8, ascii, latin-1, utf-16, utf-32. Each runs over the text, in blocks where it can, and
// calls the error handler where it cannot go on.
#include <algorithm>
#include <cstring>

#include "interpreter/base/utf8.h"
#include "interpreter/objects/codec/utf8_text.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

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

ssize size_of(CodeUnit unit) {
  switch (unit) {
    case CodeUnit::Utf16Little:
    case CodeUnit::Utf16Big: return 2;
    case CodeUnit::Utf32Little:
    case CodeUnit::Utf32Big: return 4;
    default: return 1;
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

class Encoder {
 public:
  Encoder(Thread& t, Str* s, Codec codec, const char* errors)
      : s_(s),
        codec_(codec),
        unit_(unit_of(codec)),
        repertoire_(repertoire_of(codec)),
        errors_(t, codec_title(codec), errors, s, unit_) {}

  Bytes* run() {
    if (codec_ == Codec::Utf8Signature) out_ = "\xef\xbb\xbf";
    if (codec_ == Codec::Utf16 || codec_ == Codec::Utf32) append_unit(out_, unit_, 0xfeff);
    out_.reserve(out_.size() + size_t(s_->length * size_of(unit_)));
    for (ssize i = 0; i < s_->length;) {
      if (encodable(s_->at(i))) append_unit(out_, unit_, s_->at(i++));
      else i = TRY(fault(i));
    }
    return new_bytes(out_);
  }

 private:
  bool encodable(uint32_t c) const { return c < repertoire_.limit && (repertoire_.surrogates || !is_surrogate(c)); }

  Result<ssize> fault(ssize begin) {
    ssize end = begin + 1;
    bool runs = unit_ == CodeUnit::Byte || unit_ == CodeUnit::Utf8;  // others report character by character
    while (runs && end < s_->length && !encodable(s_->at(end))) end++;
    EncodeReplacement r = TRY(errors_.fault(begin, end, repertoire_.reason));
    bool fits = r.bytes ? r.bytes->size % size_of(unit_) == 0 : takes(r.text);
    if (!fits) return errors_.raise_error(begin, end, repertoire_.reason);
    if (r.bytes) out_ += r.bytes->view();
    else
      for (ssize i = 0; i < r.text->length; i++) append_unit(out_, unit_, r.text->at(i));
    return r.next;
  }
  // A handler's text: ASCII, or what a codec of bytes can encode.
  bool takes(const Str* text) const {
    if (text->is_ascii()) return true;
    if (unit_ != CodeUnit::Byte) return false;
    for (ssize i = 0; i < text->length; i++)
      if (!encodable(text->at(i))) return false;
    return true;
  }

  Str* s_;
  Codec codec_;
  CodeUnit unit_;
  Repertoire repertoire_;
  EncodeErrors errors_;
  std::string out_;
};

// Whether the data of s is what the codec would write.
bool is_encoded_already(const Str* s, Codec codec) {
  switch (codec) {
    case Codec::Latin1: return s->kind() == 1;
    case Codec::Utf8:
    case Codec::Ascii: return s->is_ascii();
    case Codec::Utf32Little:
      return s->kind() == 4 && !std::any_of(static_cast<const uint32_t*>(s->data()),
                                            static_cast<const uint32_t*>(s->data()) + s->length, is_surrogate);
    case Codec::Utf16Little:
      return s->kind() == 2 && !std::any_of(static_cast<const uint16_t*>(s->data()),
                                            static_cast<const uint16_t*>(s->data()) + s->length, is_surrogate);
    default: return false;
  }
}

// ---- decoding ----

class Decoder {
 public:
  Decoder(Thread& t, std::string_view bytes, Codec codec, const char* errors, bool final)
      : codec_(codec), final_(final), input_(t, codec_title(codec), errors, bytes, unit_of(codec)) {}

  Result<Decoded> run() {
    skip_mark();
    CodeUnit unit = unit_of(codec_);
    while (at_ < input_.size() && !stopped_) TRY(decode_one(unit));
    return Decoded{TRY(out_.finish()), at_, order_};
  }

 private:
  // The byte order mark settles utf-16 and utf-32; messages then name the order.
  void skip_mark() {
    auto starts_with = [&](std::string_view mark) { return input_.bytes.substr(0, mark.size()) == mark; };
    using namespace std::literals;
    if (codec_ == Codec::Utf8Signature && starts_with("\xef\xbb\xbf"sv)) at_ = 3;
    if (codec_ == Codec::Utf16) {
      settle(starts_with("\xff\xfe"sv), starts_with("\xfe\xff"sv), 2, Codec::Utf16Little, Codec::Utf16Big);
    } else if (codec_ == Codec::Utf32) {
      settle(starts_with("\xff\xfe\0\0"sv), starts_with("\0\0\xfe\xff"sv), 4, Codec::Utf32Little, Codec::Utf32Big);
    }
  }
  void settle(bool little, bool big, ssize mark, Codec if_little, Codec if_big) {
    if (little || big) at_ = mark;
    order_ = little ? -1 : big;
    codec_ = big ? if_big : if_little;
    input_.rename(codec_title(codec_), unit_of(codec_));
  }

  Status fault(ssize n, const char* reason) {
    at_ = TRY(input_.fault(at_, at_ + n, reason, out_));
    return Status::ok();
  }
  // The bytes end within a character: an error only if no others follow.
  Status incomplete(ssize n, const char* reason) {
    if (final_) return fault(n, reason);
    stopped_ = true;
    return Status::ok();
  }
  Status put(uint32_t c, ssize n) {
    out_.add_char(c);
    at_ += n;
    return Status::ok();
  }

  Status decode_one(CodeUnit unit) {
    switch (unit) {
      case CodeUnit::Byte: return decode_byte();
      case CodeUnit::Utf8: return decode_utf8();
      case CodeUnit::Utf16Little:
      case CodeUnit::Utf16Big: return decode_utf16(unit == CodeUnit::Utf16Little);
      default: return decode_utf32(unit == CodeUnit::Utf32Little);
    }
  }

  Status decode_byte() {
    uint8_t c = input_.data()[at_];
    if (codec_ == Codec::Ascii && c >= 0x80) return fault(1, "ordinal not in range(128)");
    return put(c, 1);
  }

  Status decode_utf8() {
    Utf8Measure m = measure_utf8(input_.bytes.substr(size_t(at_)), false);
    if (m.valid) {
      add_utf8(out_, input_.bytes.substr(size_t(at_)), m);
      at_ += m.valid;
      return Status::ok();
    }
    // The longest start of a sequence that could have become valid is one fault (Unicode, 3.9, table 3-7).
    uint8_t first = input_.data()[at_];
    ssize wanted = utf8_length(first);
    if (!wanted) return fault(1, "invalid start byte");
    ssize n = 1;
    while (n < wanted && at_ + n < input_.size() && continues(first, n, input_.data()[at_ + n])) n++;
    if (!final_ && begins_surrogate()) {
      stopped_ = true;
      return Status::ok();
    }
    if (at_ + n < input_.size()) return fault(n, "invalid continuation byte");
    return incomplete(n, "unexpected end of data");
  }

  // Two bytes of a surrogate are all that is left: surrogatepass may want the third.
  bool begins_surrogate() const {
    const uint8_t* p = input_.data() + at_;
    return input_.size() - at_ == 2 && p[0] == 0xed && p[1] >= 0xa0 && p[1] <= 0xbf;
  }

  // How many bytes a sequence of several has that starts with this one; 0: none does.
  static ssize utf8_length(uint8_t first) {
    if (first >= 0xc2 && first <= 0xdf) return 2;
    if (first >= 0xe0 && first <= 0xef) return 3;
    return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  }

  static bool continues(uint8_t first, ssize position, uint8_t c) {
    uint8_t low = 0x80;
    uint8_t high = 0xbf;
    if (position == 1) {
      if (first == 0xe0) low = 0xa0;
      if (first == 0xed) high = 0x9f;
      if (first == 0xf0) low = 0x90;
      if (first == 0xf4) high = 0x8f;
    }
    return c >= low && c <= high;
  }

  uint32_t unit16(ssize at, bool little) const {
    const uint8_t* p = input_.data() + at;
    return little ? p[0] | uint32_t(p[1]) << 8 : p[1] | uint32_t(p[0]) << 8;
  }

  Status decode_utf16(bool little) {
    ssize left = input_.size() - at_;
    if (left < 2) return incomplete(1, "truncated data");
    uint32_t c = unit16(at_, little);
    if (!is_surrogate(c)) return put(c, 2);
    if (c >= 0xdc00) return fault(2, "illegal encoding");
    if (left < 4) return incomplete(left, "unexpected end of data");
    uint32_t low = unit16(at_ + 2, little);
    if (low < 0xdc00 || low > 0xdfff) return fault(2, "illegal UTF-16 surrogate");
    return put(0x10000 + ((c & 0x3ff) << 10 | (low & 0x3ff)), 4);
  }

  Status decode_utf32(bool little) {
    ssize left = input_.size() - at_;
    if (left < 4) return incomplete(left, "truncated data");
    uint32_t first = unit16(at_, little);
    uint32_t second = unit16(at_ + 2, little);
    uint32_t c = little ? first | second << 16 : second | first << 16;
    if (c > 0x10ffff) return fault(4, "code point not in range(0x110000)");
    if (is_surrogate(c)) return fault(4, "code point in surrogate code point range(0xd800, 0xe000)");
    return put(c, 4);
  }

  Codec codec_;
  bool final_;
  DecodeErrors input_;
  ssize at_ = 0;
  bool stopped_ = false;
  int order_ = 0;
  StrBuilder out_;
};

Bytes* encode_utf8_in_blocks(const Str* s, ssize n) {
  Bytes* out = new_bytes_to_fill(n);
  if (out && n) write_utf8(s, reinterpret_cast<char*>(out->bytes));
  return out;
}

}  // namespace

Bytes* encode_native(Thread& t, Str* s, Codec codec, const char* errors) {
  if (is_encoded_already(s, codec)) return new_bytes(s->data(), s->length * s->kind());
  if (codec == Codec::Utf8) {
    bool surrogates;
    ssize n = utf8_length(s, &surrogates);
    if (!surrogates) return encode_utf8_in_blocks(s, n);
  }
  return Encoder(t, s, codec, errors).run();
}

Result<Decoded> decode_native(Thread& t, std::string_view bytes, Codec codec, const char* errors, bool final) {
  ssize n = ssize(bytes.size());
  if (codec == Codec::Latin1 || (codec == Codec::Ascii && is_ascii(bytes)))
    return Decoded{TRY(new_str_latin1(reinterpret_cast<const uint8_t*>(bytes.data()), n)), n};
  if (codec == Codec::Utf8) {
    Utf8Measure m = measure_utf8(bytes, false);
    if (m.valid == n) return Decoded{TRY(new_str_of_utf8(bytes, m)), n};
  }
  return Decoder(t, bytes, codec, errors, final).run();
}

}  // namespace sidewinder
