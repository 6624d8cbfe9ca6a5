#include "interpreter/syntax/lexer/string_escapes.h"

#include <algorithm>

#include "interpreter/base/utf8.h"

namespace sidewinder {

namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The escapes of one character; 0 for others ("\0" is octal).
char simple_escape(char c) {
  switch (c) {
    case '\\':
    case '\'':
    case '"': return c;
    case 'a': return '\a';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    default: return 0;
  }
}

class EscapeDecoder {
 public:
  EscapeDecoder(std::string_view body, bool is_bytes, UnicodeNameLookup lookup, std::string& out)
      : body_(body), is_bytes_(is_bytes), lookup_(lookup), out_(out) {}

  EscapeResult decode() {
    while (at_ < body_.size() && result_.ok) {
      size_t backslash = body_.find('\\', at_);
      if (backslash == std::string_view::npos) backslash = body_.size();
      out_.append(body_.substr(at_, backslash - at_));
      at_ = backslash;
      if (at_ < body_.size()) escape();
    }
    return std::move(result_);
  }

 private:
  void escape() {
    start_ = at_++;
    if (at_ == body_.size()) {  // before a replacement field: f"\{x}"
      if (result_.first_invalid.empty()) result_.first_invalid = "\\{";
      return out_.push_back('\\');
    }
    char c = body_[at_];
    if (char simple = simple_escape(c)) {
      out_.push_back(simple);
      at_++;
    } else if (c == '\n') {
      at_++;
    } else if (c >= '0' && c <= '7') {
      octal();
    } else if (c == 'x') {
      hex(2, "truncated \\xXX escape");
    } else if (c == 'u' && !is_bytes_) {
      hex(4, "truncated \\uXXXX escape");
    } else if (c == 'U' && !is_bytes_) {
      hex(8, "truncated \\UXXXXXXXX escape");
    } else if (c == 'N' && !is_bytes_) {
      named();
    } else {
      if (result_.first_invalid.empty()) result_.first_invalid = body_.substr(start_, 2);
      out_.push_back('\\');
    }
  }

  void octal() {
    unsigned value = 0;
    for (int digits = 0; digits < 3 && at_ < body_.size(); digits++, at_++) {
      if (body_[at_] < '0' || body_[at_] > '7') break;
      value = value * 8 + static_cast<unsigned>(body_[at_] - '0');
    }
    if (value > 0xFF && result_.first_invalid.empty()) result_.first_invalid = body_.substr(start_, at_ - start_);
    put(is_bytes_ ? value & 0xFF : value);
  }

  void hex(int digits, const char* truncated) {
    at_++;
    uint32_t value = 0;
    for (; digits > 0 && at_ < body_.size() && hex_value(body_[at_]) >= 0; digits--, at_++) {
      value = value << 4 | static_cast<uint32_t>(hex_value(body_[at_]));
    }
    if (digits > 0) return fail(truncated);
    if (value > kLastCodePoint) return fail("illegal Unicode character");
    put(value);
  }

  void named() {
    at_++;
    size_t close = at_ < body_.size() && body_[at_] == '{' ? body_.find('}', at_) : std::string_view::npos;
    if (close == std::string_view::npos || close == at_ + 1) {
      if (at_ < body_.size() && body_[at_] == '{') at_ = std::min(close, body_.size());
      return fail("malformed \\N character escape");
    }
    std::string_view name = body_.substr(at_ + 1, close - at_ - 1);
    at_ = close + 1;
    char32_t c;
    if (lookup_ == nullptr) return fail_without_place("\\N escapes not supported (can't load unicodedata module)");
    if (!lookup_(name, &c)) return fail("unknown Unicode character name");
    put(c);
  }

  void put(char32_t c) {
    if (is_bytes_) {
      out_.push_back(static_cast<char>(c));
    } else {
      utf8_append(out_, c);
    }
  }

  void fail_without_place(std::string_view why) {
    result_.ok = false;
    result_.error = "(unicode error) " + std::string(why);
  }

  void fail(std::string_view why) {
    result_.ok = false;
    if (is_bytes_) {
      result_.error = "(value error) invalid \\x escape at position " + std::to_string(start_);
      return;
    }
    size_t first = codec_position(start_);
    size_t last = codec_position(at_) - 1;
    result_.error = "(unicode error) 'unicodeescape' codec can't decode bytes in position " + std::to_string(first) +
                    "-" + std::to_string(last) + ": " + std::string(why);
  }

  // Positions count what the codec sees: other than ASCII is handed to it as \UXXXXXXXX.
  size_t codec_position(size_t offset) const {
    constexpr size_t kEscapedLength = 10;
    size_t position = 0;
    for (char c : body_.substr(0, offset)) {
      auto byte = static_cast<unsigned char>(c);
      if (byte < 0x80) position++;
      if (byte >= 0xC0) position += kEscapedLength;
    }
    return position;
  }

  std::string_view body_;
  bool is_bytes_;
  UnicodeNameLookup lookup_;
  std::string& out_;
  size_t at_ = 0;
  size_t start_ = 0;
  EscapeResult result_;
};

}  // namespace

EscapeResult decode_string_escapes(std::string_view body, UnicodeNameLookup lookup, std::string& out) {
  return EscapeDecoder(body, false, lookup, out).decode();
}

EscapeResult decode_bytes_escapes(std::string_view body, std::string& out) {
  return EscapeDecoder(body, true, nullptr, out).decode();
}

}  // namespace sidewinder
