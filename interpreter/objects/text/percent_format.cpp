// A conversion is parsed into a Conversion, its value made text, and the text padded.
#include "interpreter/objects/text/percent_format.h"

#include <algorithm>
#include <climits>
#include <cmath>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/buffer/buffer.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/ascii.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

constexpr ssize kBytesPerCharacter = 8;  // of UCS-4, in the builder and in the result

struct Conversion {
  bool left = false;       // -
  bool plus = false;       // +
  bool space = false;      // a space
  bool alternate = false;  // #
  bool zero = false;       // 0
  ssize width = -1;        // -1: not given
  ssize precision = -1;
  uint32_t type = 0;
};

// The values that conversions take, one after another.
class Arguments {
 public:
  Arguments(Thread& t, Object* o, bool is_mapping) : t_(t), mapping_(is_mapping ? o : nullptr), single_(o) {
    if (has_flag(o, kTypeTuple)) tuple_ = cast<Tuple>(o);
  }
  Object* next() {
    if (tuple_ && at_ < tuple_->size) return tuple_->items[at_++];
    if (!tuple_ && at_ == 0) {
      at_++;
      return single_;
    }
    return raise_type_error(t_, "not enough arguments for format string");
  }
  // %(key): the value for the key is the only argument now.
  Status select(Object* key) {
    if (!mapping_) return raise_type_error(t_, "format requires a mapping");
    single_ = TRY(get_item(t_, mapping_, key));
    tuple_ = nullptr;
    at_ = 0;
    return Status::ok();
  }
  bool has_mapping() const { return mapping_; }
  bool used_up() const { return mapping_ || (tuple_ ? at_ == tuple_->size : at_ > 0); }

 private:
  Thread& t_;
  Object* mapping_;
  Object* single_;
  Tuple* tuple_ = nullptr;
  ssize at_ = 0;
};

class PercentFormatter {
 public:
  PercentFormatter(Thread& t, const Str* format, Object* arguments, PercentTarget target)
      : t_(t), format_(format), target_(target), arguments_(t, arguments, is_mapping(arguments, target)) {}

  Str* run() {
    while (!at_end()) {
      ssize run = at_;
      while (!at_end() && peek() != '%') at_++;
      out_.add(format_, run, at_);
      if (at_end()) break;
      at_++;
      if (take('%')) out_.add_char('%');
      else TRY(run_conversion());
    }
    if (!arguments_.used_up()) {
      return raise_type_error(t_, "not all arguments converted during %s formatting",
                              target_ == PercentTarget::Str ? "string" : "bytes");
    }
    return out_.finish();
  }

 private:
  static bool is_mapping(Object* o, PercentTarget target) {
    if (!slots_of(o).get_item || has_flag(o, kTypeTuple)) return false;
    return !is_str(o) && (target == PercentTarget::Str || !(is_bytes(o) || is_bytearray(o)));
  }

  // ---- parsing ----

  bool at_end() const { return at_ == format_->length; }
  uint32_t peek() const { return format_->at(at_); }
  bool take(uint32_t c) {
    if (at_end() || peek() != c) return false;
    at_++;
    return true;
  }

  Status run_conversion() {
    Conversion c;
    if (take('(')) TRY(select_key());
    parse_flags(c);
    TRY(take('*') ? take_width(c) : parse_digits(c.width, "width too big"));
    if (take('.')) {
      c.precision = 0;
      TRY(take('*') ? take_precision(c) : parse_digits(c.precision, "precision too big"));
    }
    if (!at_end() && (peek() == 'h' || peek() == 'l' || peek() == 'L')) at_++;
    if (at_end()) return raise_value_error(t_, "incomplete format");
    c.type = format_->at(at_++);
    return convert(c);
  }

  Status select_key() {
    if (!arguments_.has_mapping()) return raise_type_error(t_, "format requires a mapping");
    ssize begin = at_;
    int open = 1;
    for (; !at_end() && open; at_++) open += peek() == '(' ? 1 : peek() == ')' ? -1 : 0;
    if (open) return raise_value_error(t_, "incomplete format key");
    Str* key = TRY(str_substring(const_cast<Str*>(format_), begin, at_ - 1));
    if (target_ == PercentTarget::Str) return arguments_.select(key);
    return arguments_.select(TRY(new_bytes(key->data(), key->length)));
  }

  void parse_flags(Conversion& c) {
    for (; !at_end(); at_++) {
      switch (peek()) {
        case '-': c.left = true; break;
        case '+': c.plus = true; break;
        case ' ': c.space = true; break;
        case '#': c.alternate = true; break;
        case '0': c.zero = true; break;
        default: return;
      }
    }
  }

  Status parse_digits(ssize& number, const char* too_big) {
    for (; !at_end() && peek() >= '0' && peek() <= '9'; at_++) {
      number = std::max<ssize>(number, 0) * 10 + ssize(peek() - '0');
      if (number > INT_MAX) return raise_value_error(t_, "%s", too_big);
    }
    return Status::ok();
  }

  // What '*' takes.
  Result<ssize> next_size() {
    Object* value = TRY(arguments_.next());
    if (!is_int(value)) return raise_type_error(t_, "* wants int");
    int64_t size;
    if (!int_fits_int64(value, &size) || size == INT64_MIN)
      return raise_overflow_error(t_, "Python int too large to convert to C ssize_t");
    return size;
  }

  Status check_memory(ssize size) {
    bool there = size <= SSIZE_MAX / kBytesPerCharacter && memory_left_for(size_t(size * kBytesPerCharacter));
    return there ? Status::ok() : Status(raise_memory_error(t_));
  }

  // A negative width means the same to the left.
  Status take_width(Conversion& c) {
    ssize width = TRY(next_size());
    if (width < 0) c.left = true;
    c.width = width < 0 ? -width : width;
    return check_memory(c.width);
  }

  Status take_precision(Conversion& c) {
    ssize precision = TRY(next_size());
    if (precision < -INT_MAX || precision > INT_MAX)
      return raise_overflow_error(t_, "Python int too large to convert to C int");
    c.precision = std::max<ssize>(precision, 0);
    return check_memory(c.precision);
  }

  // ---- conversion ----

  Status convert(const Conversion& c) {
    switch (c.type) {
      case 's':
      case 'r':
      case 'a':
      case 'b':
        if (c.type == 'b' && target_ == PercentTarget::Str) break;
        return add_text(c, TRY(text_of(c.type, TRY(arguments_.next()))));
      case 'c': return add_text(c, TRY(character_of(TRY(arguments_.next()))), false);
      case 'd':
      case 'i':
      case 'u':
      case 'x':
      case 'X':
      case 'o': return add_integer(c, TRY(arguments_.next()));
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G': return add_float(c, TRY(arguments_.next()));
      default: break;
    }
    TRY(arguments_.next());
    bool printable = c.type > 31 && c.type < 127;
    return raise_value_error(t_, "unsupported format character '%c' (0x%x) at index %zd", printable ? int(c.type) : '?',
                             c.type, at_ - 1);
  }

  Str* text_of(uint32_t type, Object* value) {
    if (type == 'a') return ascii(t_, value);
    if (target_ == PercentTarget::Bytes) return type == 'r' ? ascii(t_, value) : bytes_text_of(value);
    return type == 'r' ? repr(t_, value) : to_str(t_, value);
  }

  Str* latin1_of(std::string_view bytes) {
    return new_str_latin1(reinterpret_cast<const uint8_t*>(bytes.data()), ssize(bytes.size()));
  }

  Str* bytes_text_of(Object* value) {
    if (is_bytes_like(value)) return latin1_of(TRY(as_bytes_view(t_, value)));
    Lookup method = lookup_on_class(t_, value, intern("__bytes__"));
    if (method.failed()) return nullptr;
    if (method.is_missing()) {
      if (has_buffer(value)) return latin1_of(TRY(copy_of_buffer(t_, value)));
      return raise_type_error(t_, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%T'",
                              value);
    }
    Object* made = TRY(call(t_, method.value));
    if (!is_bytes(made)) return raise_type_error(t_, "__bytes__ returned non-bytes (type %T)", made);
    return latin1_of(cast<Bytes>(made)->view());
  }

  Str* character_of(Object* value) {
    bool bytes = target_ == PercentTarget::Bytes;
    if (!bytes && is_str(value) && cast<Str>(value)->length == 1) return cast<Str>(value);
    if (bytes && is_bytes_like(value)) {
      std::string_view view = TRY(as_bytes_view(t_, value));
      if (view.size() == 1) return latin1_of(view);
    } else if (slots_of(value).index) {
      Object* whole = index(t_, value);
      if (!whole && pending_matches(t_, exceptions::TypeError)) return raise_no_character();
      TRY(whole);
      int64_t code;
      int64_t limit = bytes ? 256 : 0x110000;
      if (int_fits_int64(whole, &code) && code >= 0 && code < limit) return new_str_char(uint32_t(code));
      return raise_overflow_error(t_, bytes ? "%%c arg not in range(256)" : "%%c arg not in range(0x110000)");
    }
    return raise_no_character();
  }

  Raised raise_no_character() {
    return raise_type_error(t_, target_ == PercentTarget::Bytes
                                    ? "%%c requires an integer in range(256) or a single byte"
                                    : "%%c requires int or char");
  }

  Status add_text(const Conversion& c, Str* text, bool cut = true) {
    ssize n = cut && c.precision >= 0 && c.precision < text->length ? c.precision : text->length;
    ssize padding = c.width > n ? c.width - n : 0;
    if (!c.left) out_.add_repeated(' ', padding);
    out_.add(text, 0, n);
    if (c.left) out_.add_repeated(' ', padding);
    return Status::ok();
  }

  // Sign, prefix (0x), zeros or spaces, digits.
  Status add_number(const Conversion& c, std::string digits, const char* prefix) {
    bool negative = digits[0] == '-';
    if (negative) digits.erase(0, 1);
    std::string head = negative ? "-" : c.plus ? "+" : c.space ? " " : "";
    head += prefix;
    ssize n = ssize(head.size() + digits.size());
    ssize padding = c.width > n ? c.width - n : 0;
    if (!c.left && !c.zero) out_.add_repeated(' ', padding);
    out_.add(head);
    if (!c.left && c.zero) out_.add_repeated('0', padding);
    out_.add(digits);
    if (c.left) out_.add_repeated(' ', padding);
    return Status::ok();
  }

  Result<double> number_of(Object* value) {
    Result<double> number = as_double(t_, value);
    if (number.failed() && target_ == PercentTarget::Bytes && pending_matches(t_, exceptions::TypeError))
      return raise_type_error(t_, "float argument required, not %T", value);
    return number;
  }

  Object* integer_of(uint32_t type, Object* value) {
    if (is_int(value)) return value;
    bool decimal = type == 'd' || type == 'i' || type == 'u';
    bool is_convertible = slots_of(value).index || (decimal && slots_of(value).to_int);
    if (is_convertible) {
      Object* number = decimal ? int_from_object(t_, value) : index(t_, value);
      if (number || !pending_matches(t_, exceptions::TypeError)) return number;
    }
    return raise_type_error(
        t_, decimal ? "%%%c format: a real number is required, not %T" : "%%%c format: an integer is required, not %T",
        target_ == PercentTarget::Bytes && type == 'i' ? 'd' : int(type), value);
  }

  static const char* prefix_of(uint32_t type) {
    switch (type) {
      case 'o': return "0o";
      case 'x': return "0x";
      case 'X': return "0X";
      default: return "";
    }
  }

  static void make_upper(std::string& text) {
    for (char& c : text) c = ascii_char::upper(c);
  }

  Status add_integer(const Conversion& c, Object* value) {
    int base = c.type == 'o' ? 8 : c.type == 'x' || c.type == 'X' ? 16 : 10;
    Str* text = TRY(int_to_str(t_, TRY(integer_of(c.type, value)), base));
    if (base == 10 && c.width < 0 && c.precision < 0 && !c.plus && !c.space) {
      out_.add(text);
      return Status::ok();
    }
    std::string digits(str_ascii_view(text));
    size_t sign = digits[0] == '-';
    ssize count = ssize(digits.size() - sign);
    if (c.precision > count) digits.insert(sign, size_t(c.precision - count), '0');
    if (c.type == 'X') make_upper(digits);
    return add_number(c, digits, c.alternate ? prefix_of(c.type) : "");
  }

  Status add_float(const Conversion& c, Object* value) {
    double number = TRY(number_of(value));
    int precision = c.precision < 0 ? 6 : int(c.precision);
    std::string text = format_double(number, char(c.type | 0x20), precision, c.alternate);
    if (c.type < 'a') make_upper(text);
    return add_number(c, text, "");
  }

  Thread& t_;
  const Str* format_;
  PercentTarget target_;
  Arguments arguments_;
  StrBuilder out_;
  ssize at_ = 0;
};

}  // namespace

Str* percent_format(Thread& t, const Str* format, Object* arguments, PercentTarget target) {
  return PercentFormatter(t, format, arguments, target).run();
}

Object* str_percent(Thread& t, Str* format, Object* arguments) {
  return percent_format(t, format, arguments, PercentTarget::Str);
}

}  // namespace sidewinder
