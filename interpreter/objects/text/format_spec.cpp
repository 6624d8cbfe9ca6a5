// Parser of format specifications.
#include "interpreter/objects/text/format_spec.h"

#include <climits>

#include "interpreter/memory/allocate.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

constexpr ssize kBytesPerPadding = 8;  // of UCS-4, in the builder and in the result

bool is_align(uint32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

class SpecParser {
 public:
  SpecParser(Thread& t, const Str* text, Object* value) : t_(t), text_(text), value_(value) {}

  Result<FormatSpec> parse(uint32_t type, char align) {
    spec_.type = type;
    spec_.align = align;
    parse_fill_and_align();
    if (peek() == ' ' || peek() == '+' || peek() == '-') spec_.sign = char(next());
    spec_.positive_zero = take('z');
    spec_.alternate = take('#');
    if (!fill_given_ && take('0')) {
      spec_.fill = '0';
      if (!spec_.align_given && align == '>') spec_.align = '=';
    }
    TRY(parse_number(&spec_.width));
    if (is_too_wide()) return raise_memory_error(t_);
    TRY(parse_grouping());
    if (take('.')) {
      TRY(parse_number(&spec_.precision));
      if (spec_.precision < 0) return raise_value_error(t_, "Format specifier missing precision");
    }
    if (text_->length - at_ > 1) {
      return raise_value_error(t_, "Invalid format specifier '%U' for object of type '%T'", text_, value_);
    }
    if (at_ < text_->length) spec_.type = next();
    TRY(check_grouping());
    return spec_;
  }

 private:
  static constexpr uint32_t kEnd = 0xffffffff;
  uint32_t peek(ssize ahead = 0) const { return at_ + ahead < text_->length ? text_->at(at_ + ahead) : kEnd; }
  uint32_t next() { return text_->at(at_++); }
  bool take(uint32_t c) {
    if (peek() != c) return false;
    at_++;
    return true;
  }

  bool is_too_wide() const {
    if (spec_.width <= 0) return false;
    return spec_.width > SSIZE_MAX / kBytesPerPadding || !memory_left_for(size_t(spec_.width * kBytesPerPadding));
  }

  void parse_fill_and_align() {
    if (peek(1) != kEnd && is_align(peek(1))) {
      spec_.fill = next();
      fill_given_ = true;
    } else if (!is_align(peek())) {
      return;
    }
    spec_.align = char(next());
    spec_.align_given = true;
  }

  Status parse_number(ssize* number) {
    while (peek() >= '0' && peek() <= '9') {
      if (*number < 0) *number = 0;
      if (*number > (SSIZE_MAX - 9) / 10) return raise_value_error(t_, "Too many decimal digits in format string");
      *number = *number * 10 + ssize(next() - '0');
    }
    return Status::ok();
  }

  Status parse_grouping() {
    bool comma = take(',');
    bool underscore = take('_');
    if ((comma && underscore) || (underscore && peek() == ','))
      return raise_value_error(t_, "Cannot specify both ',' and '_'.");
    spec_.grouping = comma ? ',' : underscore ? '_' : 0;
    return Status::ok();
  }

  Status check_grouping() {
    if (!spec_.grouping) return Status::ok();
    switch (spec_.type) {
      case 'd':
      case 'e':
      case 'f':
      case 'g':
      case 'E':
      case 'G':
      case '%':
      case 'F':
      case 0: return Status::ok();
      case 'b':
      case 'o':
      case 'x':
      case 'X':
        if (spec_.grouping == '_') return Status::ok();
        [[fallthrough]];
      default:
        if (spec_.type > 32 && spec_.type < 128) {
          return raise_value_error(t_, "Cannot specify '%c' with '%c'.", spec_.grouping, int(spec_.type));
        }
        return raise_value_error(t_, "Cannot specify '%c' with '\\x%x'.", spec_.grouping, spec_.type);
    }
  }

  Thread& t_;
  const Str* text_;
  Object* value_;
  FormatSpec spec_;
  ssize at_ = 0;
  bool fill_given_ = false;
};

}  // namespace

Result<FormatSpec> parse_format_spec(Thread& t, const Str* text, Object* value, uint32_t type, char align) {
  return SpecParser(t, text, value).parse(type, align);
}

Raised raise_unknown_format(Thread& t, uint32_t type, Object* value) {
  if (type > 32 && type < 128)
    return raise_value_error(t, "Unknown format code '%c' for object of type '%T'", int(type), value);
  return raise_value_error(t, "Unknown format code '\\x%x' for object of type '%T'", type, value);
}

Padding padding_for(const FormatSpec& spec, ssize n) {
  ssize total = spec.width > n ? spec.width - n : 0;
  switch (spec.align) {
    case '>': return {total, 0};
    case '^': return {total / 2, total - total / 2};
    default: return {0, total};
  }
}

}  // namespace sidewinder
