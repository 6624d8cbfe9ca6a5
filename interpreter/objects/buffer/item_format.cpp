#include "interpreter/objects/buffer/item_format.h"

#include <cstring>
#include <limits>

#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

struct FormatRow {
  char character;
  uint8_t size;
  const char* text;  // with '@' before it
};
constexpr FormatRow format_rows[] = {
    {'B', 1, "@B"}, {'b', 1, "@b"}, {'c', 1, "@c"}, {'?', 1, "@?"}, {'h', 2, "@h"}, {'H', 2, "@H"},
    {'i', 4, "@i"}, {'I', 4, "@I"}, {'l', 8, "@l"}, {'L', 8, "@L"}, {'q', 8, "@q"}, {'Q', 8, "@Q"},
    {'n', 8, "@n"}, {'N', 8, "@N"}, {'f', 4, "@f"}, {'d', 8, "@d"}, {'P', 8, "@P"},
};

const FormatRow* row_of(char c) {
  for (const FormatRow& row : format_rows)
    if (row.character == c) return &row;
  return nullptr;
}

template <class T> T load(const char* item) {
  T value;
  std::memcpy(&value, item, sizeof value);
  return value;
}
template <class T> void store(char* item, T value) { std::memcpy(item, &value, sizeof value); }

// Calls body with a value of the format's C type, of those that are numbers; false: none is.
template <class F> bool with_integer(char format, F&& body) {
  switch (format) {
    case 'B': body(uint8_t()); return true;
    case 'b': body(int8_t()); return true;
    case 'h': body(int16_t()); return true;
    case 'H': body(uint16_t()); return true;
    case 'i': body(int32_t()); return true;
    case 'I': body(uint32_t()); return true;
    case 'l':
    case 'q':
    case 'n': body(int64_t()); return true;
    case 'L':
    case 'Q':
    case 'N':
    case 'P': body(uint64_t()); return true;
    default: return false;
  }
}

double load_float(const char* item, char format) { return format == 'd' ? load<double>(item) : load<float>(item); }

// What went wrong with a value, in memoryview's words.
Raised renamed_error(Thread& t, const char* format) {
  bool wrong_type = pending_matches(t, exceptions::TypeError);
  bool wrong_value = pending_matches(t, exceptions::OverflowError) || pending_matches(t, exceptions::ValueError);
  if (!wrong_type && !wrong_value) return Raised{};
  clear_pending(t);
  if (wrong_type) return raise_type_error(t, "memoryview: invalid type for format '%s'", format);
  return raise_value_error(t, "memoryview: invalid value for format '%s'", format);
}
Raised raise_invalid_value(Thread& t, const char* format) {
  return raise_value_error(t, "memoryview: invalid value for format '%s'", format);
}

template <class T> bool fits(Object* number, T* out) {
  int64_t value;
  if (int_fits_int64(number, &value)) {
    if constexpr (std::is_signed_v<T>) {
      *out = T(value);
      return value >= std::numeric_limits<T>::min() && value <= std::numeric_limits<T>::max();
    } else {
      *out = T(value);
      return value >= 0 && uint64_t(value) <= std::numeric_limits<T>::max();
    }
  }
  if (std::is_signed_v<T> || sizeof(T) < 8 || int_sign(number) < 0 || int_bit_length(number) > 64) return false;
  uint8_t bytes[8];
  if (int_to_bytes(current_thread(), number, bytes, 8, true, false).failed()) return false;
  std::memcpy(out, bytes, sizeof *out);
  return true;
}

Status pack_integer(Thread& t, char* item, char format, const char* text, Object* value) {
  Object* number = index(t, value);
  if (!number) return renamed_error(t, text);
  bool fitting = false;
  if (int64_t address; format == 'P' && int_fits_int64(number, &address)) {  // negative ones, too
    store(item, address);
    return Status::ok();
  }
  with_integer(format, [&](auto sample) {
    fitting = fits(number, &sample);
    if (fitting) store(item, sample);
  });
  return fitting ? Status::ok() : Status(raise_invalid_value(t, text));
}

Status pack_float(Thread& t, char* item, char format, const char* text, Object* value) {
  Result<double> number = as_double(t, value);
  if (number.failed()) return renamed_error(t, text);
  if (format == 'd') store(item, number.value);
  else store(item, float(number.value));
  return Status::ok();
}

}  // namespace

Object* (*unpack_by_struct)(Thread& t, const char* format, const char* item, ssize size);
bool (*is_struct_error)(Thread& t);

char native_format(const char* format, ssize* size) {
  if (!format) format = "B";
  if (*format == '@') format++;
  const FormatRow* row = *format && !format[1] ? row_of(*format) : nullptr;
  if (row && size) *size = row->size;
  return row ? row->character : '\0';
}

const char* static_format(char c, bool with_at) { return row_of(c)->text + !with_at; }

Object* unpack_item(Thread&, const char* item, char format) {
  switch (format) {
    case 'f':
    case 'd': return new_float(load_float(item, format));
    case '?': return bool_object(*item != 0);
    case 'c': return new_bytes(item, 1);
    default: break;
  }
  Object* result = nullptr;
  with_integer(format, [&](auto sample) {
    auto value = load<decltype(sample)>(item);
    if constexpr (std::is_same_v<decltype(sample), uint64_t>) result = int_from_uint64(value);
    else result = int_from_int64(int64_t(value));
  });
  return result;
}

Status pack_item(Thread& t, char* item, char format, const char* text, Object* value) {
  switch (format) {
    case 'f':
    case 'd': return pack_float(t, item, format, text, value);
    case '?': *item = char(TRY(truth(t, value))); return Status::ok();
    case 'c':
      if (!is_bytes(value)) return raise_type_error(t, "memoryview: invalid type for format '%s'", text);
      if (cast<Bytes>(value)->size != 1) return raise_invalid_value(t, text);
      *item = char(cast<Bytes>(value)->bytes[0]);
      return Status::ok();
    default: return pack_integer(t, item, format, text, value);
  }
}

bool items_equal(const char* a, const char* b, char format) {
  if (format == 'f' || format == 'd') return load_float(a, format) == load_float(b, format);
  if (format == '?') return (*a != 0) == (*b != 0);
  ssize size = row_of(format)->size;
  return std::memcmp(a, b, size_t(size)) == 0;
}

}  // namespace sidewinder
