#include "interpreter/modules/binascii/quoted_printable.h"

namespace sidewinder::binascii {

namespace {

constexpr size_t kLine = 76;
constexpr char kDigits[] = "0123456789ABCDEF";

class Quoter {
 public:
  Quoter(std::string_view data, QuotingRules rules) : data_(data), rules_(rules) {
    size_t end = data.find('\n');
    if (end != std::string_view::npos && end > 0 && data[end - 1] == '\r') line_end_ = "\r\n";
  }

  std::string run() {
    while (at_ < data_.size()) {
      if (must_be_quoted()) quote();
      else if (rules_.text && at_line_end()) end_line();
      else keep();
    }
    return out_;
  }

 private:
  unsigned char next(size_t ahead = 0) const {
    return at_ + ahead < data_.size() ? static_cast<unsigned char>(data_[at_ + ahead]) : 0;
  }
  bool is_last() const { return at_ + 1 == data_.size(); }
  bool at_line_end() const { return next() == '\n' || (next() == '\r' && next(1) == '\n'); }

  bool must_be_quoted() const {
    unsigned char c = next();
    bool blank = c == ' ' || c == '\t';
    bool line_end = c == '\r' || c == '\n';
    if (c > 126 || c == '=' || (rules_.header && c == '_')) return true;
    // a point alone on its line ends a message in SMTP
    if (c == '.' && column_ == 0 && (is_last() || next(1) == '\n' || next(1) == '\r' || next(1) == 0)) return true;
    if (!rules_.text && line_end) return true;
    if (blank && is_last()) return true;
    return c < 33 && !line_end && (rules_.tabs || !blank);
  }

  void break_line() {
    out_.push_back('=');
    out_ += line_end_;
    column_ = 0;
  }
  void put_quoted(unsigned char c) { out_ += {'=', kDigits[c >> 4], kDigits[c & 15]}; }
  void quote() {
    if (column_ + 3 >= kLine) break_line();
    put_quoted(next());
    at_++;
    column_ += 3;
  }
  void end_line() {
    column_ = 0;
    bool blank_before = !out_.empty() && (out_.back() == ' ' || out_.back() == '\t');
    if (blank_before) {
      char blank = out_.back();
      out_.pop_back();
      put_quoted(static_cast<unsigned char>(blank));
    }
    out_ += line_end_;
    at_ += next() == '\r' ? 2 : 1;
  }
  void keep() {
    if (!is_last() && next(1) != '\n' && column_ + 1 >= kLine) break_line();
    column_++;
    out_.push_back(rules_.header && next() == ' ' ? '_' : char(next()));
    at_++;
  }

  std::string_view data_;
  QuotingRules rules_;
  std::string_view line_end_ = "\n";
  std::string out_;
  size_t at_ = 0;
  size_t column_ = 0;
};

}  // namespace

int hex_digit(unsigned char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string quote_printable(std::string_view data, QuotingRules rules) { return Quoter(data, rules).run(); }

std::string unquote_printable(std::string_view data, bool header) {
  std::string out;
  size_t n = data.size();
  for (size_t i = 0; i < n;) {
    char c = data[i++];
    if (c != '=') {
      out.push_back(header && c == '_' ? ' ' : c);
      continue;
    }
    if (i == n) break;
    if (data[i] == '\n' || data[i] == '\r') {  // a line that was broken
      while (i < n && data[i] != '\n') i++;
      if (i < n) i++;
    } else if (data[i] == '=') {
      out.push_back('=');
      i++;
    } else if (i + 1 < n && hex_digit(data[i]) >= 0 && hex_digit(data[i + 1]) >= 0) {
      out.push_back(char(hex_digit(data[i]) << 4 | hex_digit(data[i + 1])));
      i += 2;
    } else {
      out.push_back('=');
    }
  }
  return out;
}

}  // namespace sidewinder::binascii
