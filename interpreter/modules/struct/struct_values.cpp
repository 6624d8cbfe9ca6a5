// Values to bytes and back.
#include <cmath>
#include <cstring>

#include "interpreter/modules/struct/struct_format.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/half_float.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Raised raise_struct_error(Thread& t, const char* message) { return raise(t, *struct_error(), "%s", message); }

template <class T> T swapped(T value) {
  if constexpr (sizeof(T) == 2) return __builtin_bswap16(value);
  else if constexpr (sizeof(T) == 4) return __builtin_bswap32(value);
  else return __builtin_bswap64(value);
}
template <class T> void store_as(bool big_endian, uint64_t bits, uint8_t* out) {
  T value = big_endian ? swapped(T(bits)) : T(bits);
  std::memcpy(out, &value, sizeof value);
}
template <class T> uint64_t load_as(bool big_endian, const uint8_t* data) {
  T value;
  std::memcpy(&value, data, sizeof value);
  return big_endian ? swapped(value) : value;
}

void store_bytes(const StructItem& item, uint64_t bits, uint8_t* out) {
  switch (item.size) {
    case 1: *out = uint8_t(bits); return;
    case 2: return store_as<uint16_t>(item.big_endian, bits, out);
    case 4: return store_as<uint32_t>(item.big_endian, bits, out);
    default: return store_as<uint64_t>(item.big_endian, bits, out);
  }
}
uint64_t load_bytes(const StructItem& item, const uint8_t* data) {
  switch (item.size) {
    case 1: return *data;
    case 2: return load_as<uint16_t>(item.big_endian, data);
    case 4: return load_as<uint32_t>(item.big_endian, data);
    default: return load_as<uint64_t>(item.big_endian, data);
  }
}

// --- packing --------------------------------------------------------------------------------------

Object* integer_argument(Thread& t, Object* value) {
  if (is_int(value)) return value;
  if (!slots_of(value).index) return raise_struct_error(t, "required argument is not an integer");
  return index(t, value);
}

Raised raise_range(Thread& t, const StructItem& item) {
  static const char* const small[] = {
      "byte format requires -128 <= number <= 127", "ubyte format requires 0 <= number <= 255",
      "short format requires -32768 <= number <= 32767", "ushort format requires 0 <= number <= 65535"};
  bool is_unsigned = item.code == StructCode::Unsigned;
  if (item.size <= 2) return raise_struct_error(t, small[(item.size - 1) * 2 + is_unsigned]);
  if (is_unsigned) return raise(t, *struct_error(), "'%c' format requires 0 <= number <= 4294967295", item.letter);
  return raise(t, *struct_error(), "'%c' format requires -2147483648 <= number <= 2147483647", item.letter);
}

// Of an int as a 64-bit pattern: false if it has more bits (or a sign where none may be).
bool as_uint64(Object* value, uint64_t* bits) {
  uint8_t bytes[8];
  int64_t number;
  if (int_fits_int64(value, &number)) {
    *bits = uint64_t(number);
    return number >= 0;
  }
  if (int_sign(value) < 0 || int_bit_length(value) > 64) return false;
  if (int_to_bytes(current_thread(), value, bytes, 8, true, false).failed()) return false;
  std::memcpy(bits, bytes, 8);
  return true;
}

Status pack_large_unsigned(Thread& t, const StructItem& item, Object* number, uint8_t* out) {
  uint64_t value;
  if (!as_uint64(number, &value)) return raise_struct_error(t, "argument out of range");
  int bits = item.size * 8;
  if (bits < 64 && value >> bits) return raise_range(t, item);
  store_bytes(item, value, out);
  return Status::ok();
}

Status pack_integer(Thread& t, const StructItem& item, Object* value, uint8_t* out) {
  if (is_exact<Int>(value) && cast<Int>(value)->is_small()) [[likely]] {
    // What fits when it is cut to the item's size, and extended again, is in range.
    int64_t v = cast<Int>(value)->small_value();
    int unused = 64 - item.size * 8;
    bool is_unsigned = item.code == StructCode::Unsigned;
    bool fits = is_unsigned ? v >= 0 && (uint64_t(v) << unused) >> unused == uint64_t(v)
                            : int64_t(uint64_t(v) << unused) >> unused == v;
    if (fits) {
      store_bytes(item, uint64_t(v), out);
      return Status::ok();
    }
  }
  Object* number = TRY(integer_argument(t, value));
  bool is_unsigned = item.code == StructCode::Unsigned;
  if (is_unsigned && item.size > 2) return pack_large_unsigned(t, item, number, out);
  int64_t v;
  if (!int_fits_int64(number, &v)) return raise_struct_error(t, "argument out of range");
  int unused = 64 - item.size * 8;  // a signed value of 64 bits fits
  int64_t least = is_unsigned ? 0 : INT64_MIN >> unused;
  int64_t most = is_unsigned ? (int64_t(1) << item.size * 8) - 1 : INT64_MAX >> unused;
  if (v < least || v > most) return raise_range(t, item);
  store_bytes(item, uint64_t(v), out);
  return Status::ok();
}

Status pack_pointer(Thread& t, const StructItem& item, Object* value, uint8_t* out) {
  Object* number = TRY(integer_argument(t, value));
  int64_t v;
  uint64_t bits;
  if (int_fits_int64(number, &v)) bits = uint64_t(v);
  else if (!as_uint64(number, &bits)) return raise_struct_error(t, "int too large to convert");
  store_bytes(item, bits, out);
  return Status::ok();
}

Result<double> float_argument(Thread& t, Object* value) {
  if (is_exact<Float>(value)) return cast<Float>(value)->value;
  Result<double> number = as_double(t, value);
  if (!number.failed() || !pending_matches(t, exceptions::TypeError)) return number;
  clear_pending(t);
  return raise_struct_error(t, "required argument is not a float");
}

Status pack_number(Thread& t, const StructItem& item, Object* value, uint8_t* out) {
  double v = TRY(float_argument(t, value));
  if (item.code == StructCode::Double) {
    store_bytes(item, __builtin_bit_cast(uint64_t, v), out);
    return Status::ok();
  }
  if (item.code == StructCode::Float) {
    float narrow = float(v);
    if (std::isinf(narrow) && !std::isinf(v) && !item.native)
      return raise_overflow_error(t, "float too large to pack with f format");
    store_bytes(item, __builtin_bit_cast(uint32_t, narrow), out);
    return Status::ok();
  }
  if (exceeds_half(v)) return raise_overflow_error(t, "float too large to pack with e format");
  store_bytes(item, half_of(v), out);
  return Status::ok();
}

Status pack_char(Thread& t, Object* value, uint8_t* out) {
  if (!is_bytes(value) || cast<Bytes>(value)->size != 1)
    return raise_struct_error(t, "char format requires a bytes object of length 1");
  *out = cast<Bytes>(value)->bytes[0];
  return Status::ok();
}

// The memory behind the text is zero already.
Status pack_text(Thread& t, const StructItem& item, Object* value, uint8_t* out) {
  if (!is_bytes_like(value)) return raise(t, *struct_error(), "argument for '%c' must be a bytes object", item.letter);
  std::string_view bytes = TRY(as_bytes_view(t, value));
  ssize room = item.count;
  ssize n = ssize(bytes.size());
  if (item.code == StructCode::Pascal) {
    if (!room) return Status::ok();
    n = std::min(n, room - 1);
    *out++ = uint8_t(std::min<ssize>(n, 255));
  } else {
    n = std::min(n, room);
  }
  std::memcpy(out, bytes.data(), size_t(n));
  return Status::ok();
}

Status pack_value(Thread& t, const StructItem& item, Object* value, uint8_t* out) {
  switch (item.code) {
    case StructCode::Signed:
    case StructCode::Unsigned: return pack_integer(t, item, value, out);
    case StructCode::Half:
    case StructCode::Float:
    case StructCode::Double: return pack_number(t, item, value, out);
    case StructCode::Bool: *out = TRY(truth(t, value)); return Status::ok();
    case StructCode::Char: return pack_char(t, value, out);
    case StructCode::Pointer: return pack_pointer(t, item, value, out);
    default: return pack_text(t, item, value, out);
  }
}

// --- unpacking ------------------------------------------------------------------------------------

Object* unpack_text(const StructItem& item, const uint8_t* data) {
  if (item.code == StructCode::Bytes) return new_bytes(data, item.count);
  if (!item.count) return empty_bytes();
  return new_bytes(data + 1, std::min<ssize>(data[0], item.count - 1));
}

Object* unpack_value(const StructItem& item, const uint8_t* data) {
  switch (item.code) {
    case StructCode::Signed: {
      int unused = 64 - item.size * 8;
      return int_from_int64(int64_t(load_bytes(item, data) << unused) >> unused);
    }
    case StructCode::Unsigned:
    case StructCode::Pointer: {
      uint64_t bits = load_bytes(item, data);
      return int64_t(bits) >= 0 ? int_from_int64(int64_t(bits)) : int_from_uint64(bits);
    }
    case StructCode::Double: return new_float(__builtin_bit_cast(double, load_bytes(item, data)));
    case StructCode::Float: return new_float(__builtin_bit_cast(float, uint32_t(load_bytes(item, data))));
    case StructCode::Half: return new_float(value_of_half(uint16_t(load_bytes(item, data))));
    case StructCode::Bool: return bool_object(*data);
    case StructCode::Char: return new_bytes(data, 1);
    default: return unpack_text(item, data);
  }
}

}  // namespace

Status pack_values(Thread& t, const StructFormat& format, Object* const* values, uint8_t* out) {
  for (ssize k = 0; k < format.item_count; k++) {
    const StructItem& item = format.items[k];
    for (ssize i = 0; i < item.values(); i++) TRY(pack_value(t, item, *values++, out + item.offset + i * item.size));
  }
  return Status::ok();
}

Tuple* unpack_values(Thread& t, const StructFormat& format, const uint8_t* data) {
  Tuple* result = TRY(new_tuple(format.values));
  Object** out = result->items;
  for (ssize k = 0; k < format.item_count; k++) {
    const StructItem& item = format.items[k];
    for (ssize i = 0; i < item.values(); i++) {
      Object* value = unpack_value(item, data + item.offset + i * item.size);
      if (!value) return raise_memory_error(t);
      *out++ = value;
    }
  }
  return result;
}

}  // namespace sidewinder
