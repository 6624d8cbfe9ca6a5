#include "interpreter/syntax/lexer/file_lines.h"

#include <algorithm>

#include "interpreter/syntax/lexer/source_text.h"

namespace sidewinder {

namespace {

constexpr size_t kBlock = 8192;  // BUFSIZ, by which the tokenizer's buffer grows at least

std::string with_plain_newlines(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (size_t i = 0; i < bytes.size(); i++) {
    bool is_pair = bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n';
    if (!is_pair) text.push_back(bytes[i] == '\r' ? '\n' : bytes[i]);
  }
  return text;
}

// Follows a text as far as it must to know whether its end is inside a string literal or behind a backslash.
class Tokens {
 public:
  bool end_inside_token(std::string_view text) {
    while (at_ < text.size()) advance(text);
    return count_ == 3 || text.ends_with("\\\n");
  }

 private:
  void advance(std::string_view text) {
    std::string_view rest = text.substr(at_);
    char c = rest[0];
    at_++;
    if (c == '#' && !count_) at_ += std::min(rest.find('\n'), rest.size()) - 1;
    else if (c == '\\' && count_) at_++;
    else if (c == '\n' && count_ == 1) count_ = 0;  // a mistake
    else if (count_ ? c == quote_ : c == '"' || c == '\'') take_quotes(rest);
  }

  void take_quotes(std::string_view rest) {
    quote_ = rest[0];
    bool has_three = rest.size() > 2 && rest[1] == quote_ && rest[2] == quote_;
    if (has_three && count_ != 1) {
      at_ += 2;
      count_ = count_ ? 0 : 3;
    } else if (count_ != 3) {
      count_ = count_ ? 0 : 1;
    }
  }

  size_t at_ = 0;
  int count_ = 0;  // of the quotes of the literal; 0: outside
  char quote_ = 0;
};

class FileReader {
 public:
  explicit FileReader(std::string_view bytes) : bytes_(with_plain_newlines(bytes)), left_(bytes_) {}

  std::string run() {
    while (!left_.empty() && read_line()) {}
    return std::move(text_);
  }

 private:
  // False: the text ends.
  bool read_line() {
    size_t start = text_.size();
    do {
      bool had_nothing = text_.size() == start;
      read_piece(text_.size() - start);
      bool is_empty = had_nothing && text_.size() == start;
      if (is_empty && start > 0 && tokens_.end_inside_token(text_)) return false;
    } while (!left_.empty() && (text_.size() == start || text_.back() != '\n'));
    return true;
  }

  // What the buffer has room for behind the `used` characters of this line.
  void read_piece(size_t used) {
    buffer_ = std::max(buffer_, used + std::max(kBlock, used / 2));
    std::string_view piece = left_.substr(0, std::min(left_.find('\n'), buffer_ - used - 2) + 1);
    left_.remove_prefix(piece.size());
    text_ += piece.substr(0, piece.find('\0'));
  }

  std::string bytes_, text_;
  std::string_view left_;
  Tokens tokens_;
  size_t buffer_ = kBlock;
};

}  // namespace

std::string join_lines_at_nul(std::string_view bytes) {
  std::string text = FileReader(bytes).run();
  std::string_view cookie = find_coding_cookie(text);
  bool is_read_decoded = !cookie.empty() && !is_plain_utf8(cookie) && cookie == find_coding_cookie(bytes);
  return is_read_decoded ? std::string(bytes) : text;
}

}  // namespace sidewinder
