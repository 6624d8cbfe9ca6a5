// unicode_escape, raw_unicode_escape, and the escapes of bytes.
#include "interpreter/base/utf8.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/unicode_names.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/warning.h"

namespace sidewinder {

namespace {

int hex_value(uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}
bool is_octal(uint8_t c) { return c >= '0' && c <= '7'; }

// What a backslash and one letter mean; -1: something else.
int simple_escape(uint8_t c) {
  switch (c) {
    case '\\':
    case '\'':
    case '"': return c;
    case 'b': return '\b';
    case 'f': return '\f';
    case 't': return '\t';
    case 'n': return '\n';
    case 'r': return '\r';
    case 'v': return '\v';
    case 'a': return '\a';
    default: return -1;
  }
}

// The first escape that means nothing, or an octal one beyond a byte: shown when all is decoded.
class WrongEscape {
 public:
  // what: up to three characters behind the backslash
  void note(std::string_view what) {
    if (!text_.empty()) return;
    for (char c : what) utf8_append(text_, static_cast<uint8_t>(c));
  }
  Status warn(Thread& t) const {
    if (text_.empty()) return Status::ok();
    bool octal = text_[0] >= '4' && text_[0] <= '7';
    return warn_format(t, exceptions::DeprecationWarning, 1, "invalid %sescape sequence '\\%s'", octal ? "octal " : "",
                       text_.c_str());
  }

 private:
  std::string text_;
};

class EscapeDecoder {
 public:
  EscapeDecoder(Thread& t, const char* encoding, std::string_view bytes, const char* errors, bool final)
      : t_(t), final_(final), size_(ssize(bytes.size())), input_(t, encoding, errors, bytes) {}

  template <bool kRaw> Result<Decoded> run() {
    while (at_ < input_.size() && !stopped_) {
      uint8_t c = input_.data()[at_];
      if (c != '\\') {
        out_.add_char(c);
        at_++;
        continue;
      }
      start_ = at_++;
      if (kRaw) TRY(raw_escape());
      else TRY(escape());
    }
    TRY(wrong_.warn(t_));
    return Decoded{TRY(out_.finish()), stopped_ ? start_ : size_};
  }

 private:
  Status fault(const char* reason) {
    at_ = TRY(input_.fault(start_, at_, reason, out_));
    return Status::ok();
  }
  Status incomplete(const char* reason) {
    if (final_) return fault(reason);
    stopped_ = true;
    return Status::ok();
  }
  bool at_end() const { return at_ >= input_.size(); }

  Status raw_escape() {
    if (at_end()) {
      if (!final_) stopped_ = true;
      else out_.add_char('\\');
      return Status::ok();
    }
    uint8_t c = input_.data()[at_++];
    if (c == 'u') return number(4, "truncated \\uXXXX escape", "\\Uxxxxxxxx out of range");
    if (c == 'U') return number(8, "truncated \\UXXXXXXXX escape", "\\Uxxxxxxxx out of range");
    out_.add_char('\\');
    out_.add_char(c);
    return Status::ok();
  }

  Status escape() {
    if (at_end()) return incomplete("\\ at end of string");
    uint8_t c = input_.data()[at_++];
    int simple = simple_escape(c);
    if (simple >= 0) {
      out_.add_char(uint32_t(simple));
      return Status::ok();
    }
    switch (c) {
      case '\n': return Status::ok();
      case 'x': return number(2, "truncated \\xXX escape", "");
      case 'u': return number(4, "truncated \\uXXXX escape", "");
      case 'U': return number(8, "truncated \\UXXXXXXXX escape", "illegal Unicode character");
      case 'N': return named();
      default: break;
    }
    if (is_octal(c)) return octal(c);
    wrong_.note({reinterpret_cast<const char*>(&c), 1});
    out_.add_char('\\');
    out_.add_char(c);
    return Status::ok();
  }

  Status octal(uint8_t first) {
    uint32_t c = first - '0';
    for (int i = 0; i < 2 && !at_end() && is_octal(input_.data()[at_]); i++) c = c * 8 + (input_.data()[at_++] - '0');
    if (c > 0377) wrong_.note(input_.bytes.substr(size_t(at_ - 3), 3));
    out_.add_char(c);
    return Status::ok();
  }

  Status number(int digits, const char* truncated, const char* out_of_range) {
    uint32_t c = 0;
    for (; digits; digits--, at_++) {
      if (at_end()) return incomplete(truncated);
      int value = hex_value(input_.data()[at_]);
      if (value < 0) return fault(truncated);
      c = c << 4 | uint32_t(value);
    }
    if (c > 0x10ffff) return fault(out_of_range);
    out_.add_char(c);
    return Status::ok();
  }

  Status named() {
    const char* malformed = "malformed \\N character escape";
    if (at_end()) return incomplete(malformed);
    if (input_.data()[at_] != '{') return fault(malformed);
    ssize begin = ++at_;
    while (!at_end() && input_.data()[at_] != '}') at_++;
    if (at_end()) return incomplete(malformed);
    if (at_ == begin) return fault(malformed);
    char32_t c;
    bool known = unicode::find_name(input_.bytes.substr(size_t(begin), size_t(at_ - begin)), &c);
    at_++;
    if (!known) return fault("unknown Unicode character name");
    out_.add_char(c);
    return Status::ok();
  }

  Thread& t_;
  bool final_;
  ssize size_;  // of the bytes as given
  DecodeErrors input_;
  WrongEscape wrong_;
  ssize at_ = 0, start_ = 0;
  bool stopped_ = false;
  StrBuilder out_;
};

}  // namespace

Result<Decoded> decode_unicode_escape(Thread& t, std::string_view bytes, const char* errors, bool final) {
  return EscapeDecoder(t, "unicodeescape", bytes, errors, final).run<false>();
}
Result<Decoded> decode_raw_unicode_escape(Thread& t, std::string_view bytes, const char* errors, bool final) {
  return EscapeDecoder(t, "rawunicodeescape", bytes, errors, final).run<true>();
}

Bytes* encode_unicode_escape(Str* s) {
  std::string out;
  for (ssize i = 0; i < s->length; i++) {
    uint32_t c = s->at(i);
    if (c == '\\') out += "\\\\";
    else if (c == '\t') out += "\\t";
    else if (c == '\n') out += "\\n";
    else if (c == '\r') out += "\\r";
    else if (c >= ' ' && c < 0x7f) out.push_back(char(c));
    else out += backslash_escape(c);
  }
  return new_bytes(out);
}
Bytes* encode_raw_unicode_escape(Str* s) {
  if (s->kind() == 1) return new_bytes(s->data(), s->length);
  std::string out;
  for (ssize i = 0; i < s->length; i++) {
    uint32_t c = s->at(i);
    if (c < 0x100) out.push_back(char(c));
    else out += backslash_escape(c);
  }
  return new_bytes(out);
}

Bytes* encode_bytes_escape(std::string_view bytes) {
  std::string out;
  for (char character : bytes) {
    auto c = static_cast<uint8_t>(character);
    if (c == '\'' || c == '\\') out += {'\\', character};
    else if (c == '\t') out += "\\t";
    else if (c == '\n') out += "\\n";
    else if (c == '\r') out += "\\r";
    else if (c >= ' ' && c < 0x7f) out.push_back(character);
    else out += backslash_escape(c);
  }
  return new_bytes(out);
}

Bytes* decode_bytes_escape(Thread& t, std::string_view bytes, const char* errors) {
  auto* p = reinterpret_cast<const uint8_t*>(bytes.data());
  size_t n = bytes.size();
  std::string out;
  WrongEscape wrong;
  for (size_t i = 0; i < n;) {
    if (p[i] != '\\') {
      out.push_back(char(p[i++]));
      continue;
    }
    size_t start = i++;
    if (i == n) return raise_value_error(t, "Trailing \\ in string");
    uint8_t c = p[i++];
    int simple = simple_escape(c);
    if (c == '\n') continue;
    if (simple >= 0) {
      out.push_back(char(simple));
    } else if (is_octal(c)) {
      uint32_t value = c - '0';
      for (int k = 0; k < 2 && i < n && is_octal(p[i]); k++) value = value * 8 + (p[i++] - '0');
      if (value > 0377) wrong.note(bytes.substr(i - 3, 3));
      out.push_back(char(value));
    } else if (c != 'x') {
      wrong.note(bytes.substr(i - 1, 1));
      out += {'\\', char(c)};
    } else if (i + 1 < n && hex_value(p[i]) >= 0 && hex_value(p[i + 1]) >= 0) {
      out.push_back(char(hex_value(p[i]) << 4 | hex_value(p[i + 1])));
      i += 2;
    } else {
      ErrorHandler handler = error_handler(errors);
      if (handler == ErrorHandler::Strict)
        return raise_value_error(t, "invalid \\x escape at position %zd", ssize(start));
      if (handler == ErrorHandler::Replace) out.push_back('?');
      else if (handler != ErrorHandler::Ignore)
        return raise_value_error(t, "decoding error; unknown error handling code: %s", errors);
      if (i < n && hex_value(p[i]) >= 0) i++;
    }
  }
  TRY(wrong.warn(t));
  return new_bytes(out);
}

}  // namespace sidewinder
