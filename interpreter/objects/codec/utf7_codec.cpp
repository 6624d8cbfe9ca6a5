// utf-7 (RFC 2152): what is not plain stands as UTF-16 in base64 between '+' and '-'.
#include <vector>

#include "interpreter/base/utf8.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// -1: no digit of base64
int base64_value(uint32_t c) {
  if (c >= 'A' && c <= 'Z') return int(c - 'A');
  if (c >= 'a' && c <= 'z') return int(c - 'a') + 26;
  if (c >= '0' && c <= '9') return int(c - '0') + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

// Characters that an encoder writes as they are.
bool is_plain(uint32_t c) {
  if (c >= 0x7f) return false;
  if (c < ' ') return c == '\t' || c == '\n' || c == '\r';
  return c != '+' && c != '\\' && c != '~';
}

class Utf7Encoder {
 public:
  Bytes* run(const Str* s) {
    for (ssize i = 0; i < s->length; i++) add(s->at(i));
    if (shifted_) {
      flush();
      out_.push_back('-');
    }
    return new_bytes(out_);
  }

 private:
  void add(uint32_t c) {
    if (shifted_ && is_plain(c)) {
      flush();
      shifted_ = false;
      if (base64_value(c) >= 0 || c == '-') out_.push_back('-');
    } else if (!shifted_ && c == '+') {
      out_ += "+-";
      return;
    } else if (!shifted_ && !is_plain(c)) {
      out_.push_back('+');
      shifted_ = true;
    }
    if (!shifted_) out_.push_back(char(c));
    else if (c >= 0x10000) {
      add_unit(0xd800 | (c - 0x10000) >> 10);
      add_unit(0xdc00 | ((c - 0x10000) & 0x3ff));
    } else {
      add_unit(c);
    }
  }
  void add_unit(uint32_t unit) {
    buffer_ = buffer_ << 16 | unit;
    bits_ += 16;
    while (bits_ >= 6) {
      bits_ -= 6;
      out_.push_back(kBase64[buffer_ >> bits_ & 63]);
    }
  }
  void flush() {
    if (bits_) out_.push_back(kBase64[buffer_ << (6 - bits_) & 63]);
    buffer_ = 0;
    bits_ = 0;
  }

  std::string out_;
  uint64_t buffer_ = 0;
  int bits_ = 0;
  bool shifted_ = false;
};

class Utf7Decoder {
 public:
  Utf7Decoder(Thread& t, std::string_view bytes, const char* errors, bool final)
      : final_(final), input_(t, "utf7", errors, bytes) {}

  Result<Decoded> run() {
    for (;;) {
      while (at_ < input_.size()) TRY(step(input_.data()[at_]));
      if (!shifted_ || !final_) break;
      shifted_ = false;
      take_shifted();
      if (!surrogate_ && bits_ < 6 && (bits_ == 0 || rest() == 0)) break;
      TRY(fault(input_.size(), "unterminated shift sequence"));
      if (at_ >= input_.size()) break;
    }
    ssize consumed = shifted_ ? start_ : at_;
    return Decoded{TRY(out_.finish()), consumed};
  }

 private:
  uint32_t rest() const { return uint32_t(buffer_ & ((uint64_t(1) << bits_) - 1)); }

  Status fault(ssize end, const char* reason) {
    at_ = TRY(input_.fault(start_, end, reason, out_));
    return Status::ok();
  }
  void take_shifted() {
    for (uint32_t c : in_shift_) out_.add_char(c);
    in_shift_.clear();
  }

  Status step(uint8_t c) {
    if (shifted_) {
      int value = base64_value(c);
      if (value < 0) return leave_shift(c);
      at_++;
      take_digit(uint32_t(value));
      return Status::ok();
    }
    if (c == '+') return enter_shift();
    if (c < 0x80) {
      at_++;
      out_.add_char(c);
      return Status::ok();
    }
    start_ = at_;
    return fault(at_ + 1, "unexpected special character");
  }

  Status enter_shift() {
    start_ = at_++;
    if (at_ < input_.size() && input_.data()[at_] == '-') {
      at_++;
      out_.add_char('+');
      return Status::ok();
    }
    if (at_ < input_.size() && base64_value(input_.data()[at_]) < 0) return fault(at_ + 1, "ill-formed sequence");
    shifted_ = true;
    surrogate_ = 0;
    bits_ = 0;
    buffer_ = 0;
    return Status::ok();
  }

  void take_digit(uint32_t value) {
    buffer_ = buffer_ << 6 | value;
    bits_ += 6;
    if (bits_ < 16) return;
    bits_ -= 16;
    uint32_t unit = uint32_t(buffer_ >> bits_) & 0xffff;
    buffer_ = rest();
    if (surrogate_) {
      if (unit >= 0xdc00 && unit <= 0xdfff) {
        in_shift_.push_back(0x10000 + ((surrogate_ & 0x3ff) << 10 | (unit & 0x3ff)));
        surrogate_ = 0;
        return;
      }
      in_shift_.push_back(surrogate_);
      surrogate_ = 0;
    }
    if (unit >= 0xd800 && unit <= 0xdbff) surrogate_ = unit;
    else in_shift_.push_back(unit);
  }

  Status leave_shift(uint8_t c) {
    shifted_ = false;
    take_shifted();
    if (bits_ >= 6) return fault(at_ + 1, "partial character in shift sequence");
    if (bits_ > 0 && rest() != 0) return fault(at_ + 1, "non-zero padding bits in shift sequence");
    if (surrogate_ && c < 0x80 && c != '+') out_.add_char(surrogate_);
    surrogate_ = 0;
    if (c == '-') at_++;
    return Status::ok();
  }

  bool final_;
  DecodeErrors input_;
  ssize at_ = 0;
  ssize start_ = 0;  // of the shift, or of what is wrong
  bool shifted_ = false;
  uint64_t buffer_ = 0;
  int bits_ = 0;
  uint32_t surrogate_ = 0;          // the first half of a pair, or 0
  std::vector<uint32_t> in_shift_;  // not counted before the shift ends
  StrBuilder out_;
};

}  // namespace

Bytes* encode_utf7(Thread&, Str* s) { return Utf7Encoder().run(s); }

Result<Decoded> decode_utf7(Thread& t, std::string_view bytes, const char* errors, bool final) {
  return Utf7Decoder(t, bytes, errors, final).run();
}

}  // namespace sidewinder
