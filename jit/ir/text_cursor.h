// A cursor over one line of IR text.
#pragma once

#include <cctype>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace sidewinder::jit {

class TextCursor {
 public:
  explicit TextCursor(std::string_view line) : rest_(line) { skip(); }

  bool at_end() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  std::string_view rest() const { return rest_; }

  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    skip();
    return true;
  }

  // A run of letters, digits and the characters of `extra`.
  std::string word(std::string_view extra = "_") {
    size_t n = 0;
    while (n < rest_.size() &&
           (std::isalnum(static_cast<unsigned char>(rest_[n])) || extra.find(rest_[n]) != extra.npos))
      n++;
    std::string result(rest_.substr(0, n));
    rest_.remove_prefix(n);
    skip();
    return result;
  }

  // A word if it is exactly this one.
  bool take_word(std::string_view expected) {
    TextCursor ahead = *this;
    if (ahead.word() != expected) return false;
    *this = ahead;
    return true;
  }

  // <...>, brackets included; "" if there is none.
  std::string angle_name() {
    size_t end = rest_.find('>');
    if (peek() != '<' || end == rest_.npos) return "";
    std::string result(rest_.substr(0, end + 1));
    rest_.remove_prefix(end + 1);
    skip();
    return result;
  }

  // Decimal, or hexadecimal after 0x.
  bool number(uint64_t& value) {
    bool negative = rest_.starts_with("-");
    size_t start = negative ? 1 : 0;
    int base = 10;
    if (rest_.substr(start).starts_with("0x")) base = 16, start += 2;
    auto [end, error] = std::from_chars(rest_.data() + start, rest_.data() + rest_.size(), value, base);
    if (error != std::errc()) return false;
    if (negative) value = 0 - value;
    rest_.remove_prefix(size_t(end - rest_.data()));
    skip();
    return true;
  }
  bool number(int64_t& value) {
    uint64_t bits = 0;
    if (!number(bits)) return false;
    value = int64_t(bits);
    return true;
  }
  bool number(uint32_t& value) {
    uint64_t bits = 0;
    if (!number(bits)) return false;
    value = uint32_t(bits);
    return true;
  }

 private:
  void skip() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t' || rest_.front() == '\r'))
      rest_.remove_prefix(1);
    if (rest_.starts_with(";")) rest_ = {};
  }

  std::string_view rest_;
};

}  // namespace sidewinder::jit
