#include "interpreter/modules/struct/struct_format.h"

#include <climits>
#include <vector>

#include "interpreter/memory/allocate.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

struct Row {
  char letter;
  StructCode code;
  uint8_t native_size, standard_size;  // 0: not in this mode
};
const Row rows[] = {
    {'x', StructCode::Pad, 1, 1},      {'c', StructCode::Char, 1, 1},     {'s', StructCode::Bytes, 1, 1},
    {'p', StructCode::Pascal, 1, 1},   {'?', StructCode::Bool, 1, 1},     {'b', StructCode::Signed, 1, 1},
    {'B', StructCode::Unsigned, 1, 1}, {'h', StructCode::Signed, 2, 2},   {'H', StructCode::Unsigned, 2, 2},
    {'i', StructCode::Signed, 4, 4},   {'I', StructCode::Unsigned, 4, 4}, {'l', StructCode::Signed, 8, 4},
    {'L', StructCode::Unsigned, 8, 4}, {'q', StructCode::Signed, 8, 8},   {'Q', StructCode::Unsigned, 8, 8},
    {'n', StructCode::Signed, 8, 0},   {'N', StructCode::Unsigned, 8, 0}, {'e', StructCode::Half, 2, 2},
    {'f', StructCode::Float, 4, 4},    {'d', StructCode::Double, 8, 8},   {'P', StructCode::Pointer, 8, 0},
};

const Row* find_row(char letter, bool native) {
  for (const Row& row : rows)
    if (row.letter == letter) return native || row.standard_size ? &row : nullptr;
  return nullptr;
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

class FormatParser {
 public:
  FormatParser(Thread& t, std::string_view text) : t_(t), text_(text) {}

  Status parse(StructFormat* out) {
    read_byte_order();
    while (next_ < text_.size()) {
      if (is_space(text_[next_])) {
        next_++;
        continue;
      }
      ssize count = 1;
      TRY(read_count(&count));
      TRY(add(text_[next_++], count));
    }
    out->items = TRY(allocate_raw_leaf<StructItem>(items_.size() + 1));
    std::copy(items_.begin(), items_.end(), out->items);
    out->item_count = ssize(items_.size());
    out->values = values_;
    out->size = size_;
    return Status::ok();
  }

 private:
  Raised too_long() { return raise(t_, *struct_error(), "total struct size too long"); }

  void read_byte_order() {
    if (text_.empty()) return;
    char c = text_[0];
    if (c != '@' && c != '=' && c != '<' && c != '>' && c != '!') return;
    native_ = c == '@';
    big_endian_ = c == '>' || c == '!';
    next_ = 1;
  }

  Status read_count(ssize* count) {
    if (!is_digit(text_[next_])) return Status::ok();
    ssize n = 0;
    for (; next_ < text_.size() && is_digit(text_[next_]); next_++)
      if (__builtin_mul_overflow(n, ssize(10), &n) || __builtin_add_overflow(n, ssize(text_[next_] - '0'), &n))
        return too_long();
    if (next_ == text_.size()) return raise(t_, *struct_error(), "repeat count given without format specifier");
    *count = n;
    return Status::ok();
  }

  // A native value begins at a multiple of its size, even if there are none of it.
  Status align(ssize size) {
    if (!native_ || size <= 1) return Status::ok();
    ssize rest = size_ % size;
    if (rest && __builtin_add_overflow(size_, size - rest, &size_)) return too_long();
    return Status::ok();
  }

  Status add(char letter, ssize count) {
    const Row* row = find_row(letter, native_);
    if (!row) return raise(t_, *struct_error(), "bad char in struct format");
    ssize size = native_ ? row->native_size : row->standard_size;
    ssize bytes;
    TRY(align(size));
    StructItem item{row->code, letter, uint8_t(size), big_endian_, native_, size_, count};
    if (__builtin_mul_overflow(count, size, &bytes) || __builtin_add_overflow(size_, bytes, &size_)) return too_long();
    values_ += item.values();
    if (item.code != StructCode::Pad && (count || item.values())) items_.push_back(item);
    return Status::ok();
  }

  Thread& t_;
  std::string_view text_;
  size_t next_ = 0;
  bool native_ = true, big_endian_ = false;
  ssize size_ = 0, values_ = 0;
  std::vector<StructItem> items_;
};

}  // namespace

Status parse_struct_format(Thread& t, std::string_view text, StructFormat* format) {
  return FormatParser(t, text).parse(format);
}

}  // namespace sidewinder
