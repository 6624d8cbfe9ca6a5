// The typecodes: an item to an object and back.
#include <cstring>
#include <limits>
#include <type_traits>

#include "interpreter/modules/array/array.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

template <class T> T load(const uint8_t* item) {
  T value;
  std::memcpy(&value, item, sizeof value);
  return value;
}
template <class T> void store(uint8_t* item, T value) { std::memcpy(item, &value, sizeof value); }

template <class T> Object* get_integer(const uint8_t* item) {
  if constexpr (sizeof(T) == 8 && std::is_unsigned_v<T>) return int_from_uint64(load<T>(item));
  else return int_from_int64(int64_t(load<T>(item)));
}
template <class T> Object* get_real(const uint8_t* item) { return new_float(double(load<T>(item))); }
Object* get_character(const uint8_t* item) { return new_str_char(load<uint32_t>(item)); }

// What C calls the type in messages, and the type that the value passes through on its way.
struct Words {
  const char* name;
  const char* through;  // its messages come first if the value does not fit it
  int64_t least, most;  // of `through`
};

Result<int64_t> as_int64(Thread& t, Object* value, const char* too_large) {
  Object* number = is_int(value) ? value : index(t, value);
  if (!number) return Raised{};
  int64_t result;
  if (int_fits_int64(number, &result)) return result;
  return raise_overflow_error(t, "%s", too_large);
}

Status check_range(Thread& t, int64_t value, int64_t least, int64_t most, const char* name) {
  if (value < least) return raise_overflow_error(t, "%s is less than minimum", name);
  if (value > most) return raise_overflow_error(t, "%s is greater than maximum", name);
  return Status::ok();
}

constexpr Words kSignedChar{"signed char", "signed short integer", INT16_MIN, INT16_MAX};
constexpr Words kByte{"unsigned byte integer", "", INT64_MIN, INT64_MAX};
constexpr Words kShort{"signed short integer", "", INT64_MIN, INT64_MAX};
constexpr Words kUnsignedShort{"unsigned short", "signed integer", INT32_MIN, INT32_MAX};
constexpr Words kInt{"signed integer", "", INT64_MIN, INT64_MAX};

template <class T, const Words& kWords> Status set_integer(Thread& t, uint8_t* item, Object* value) {
  int64_t number = TRY(as_int64(t, value, "Python int too large to convert to C long"));
  TRY(check_range(t, number, kWords.least, kWords.most, kWords.through));
  TRY(check_range(t, number, std::numeric_limits<T>::min(), std::numeric_limits<T>::max(), kWords.name));
  store(item, T(number));
  return Status::ok();
}

Status set_long(Thread& t, uint8_t* item, Object* value) {
  store(item, TRY(as_int64(t, value, "Python int too large to convert to C long")));
  return Status::ok();
}
Status set_long_long(Thread& t, uint8_t* item, Object* value) {
  store(item, TRY(as_int64(t, value, "int too big to convert")));
  return Status::ok();
}

Result<uint64_t> as_uint64(Thread& t, Object* value, const char* negative, const char* too_large) {
  Object* number = is_int(value) ? value : index(t, value);
  if (!number) return Raised{};
  if (int_sign(number) < 0) return raise_overflow_error(t, "%s", negative);
  if (int_bit_length(number) > 64) return raise_overflow_error(t, "%s", too_large);
  uint64_t result = 0;
  TRY(int_to_bytes(t, number, reinterpret_cast<uint8_t*>(&result), sizeof result, true, false));
  return result;
}
constexpr const char* kNegative = "can't convert negative value to unsigned int";
constexpr const char* kTooLarge = "Python int too large to convert to C unsigned long";

Status set_unsigned_int(Thread& t, uint8_t* item, Object* value) {
  uint64_t number = TRY(as_uint64(t, value, kNegative, kTooLarge));
  if (number > UINT32_MAX) return raise_overflow_error(t, "unsigned int is greater than maximum");
  store(item, uint32_t(number));
  return Status::ok();
}
Status set_unsigned_long(Thread& t, uint8_t* item, Object* value) {
  store(item, TRY(as_uint64(t, value, kNegative, kTooLarge)));
  return Status::ok();
}
Status set_unsigned_long_long(Thread& t, uint8_t* item, Object* value) {
  store(item, TRY(as_uint64(t, value, "can't convert negative int to unsigned", "int too big to convert")));
  return Status::ok();
}

template <class T> Status set_real(Thread& t, uint8_t* item, Object* value) {
  store(item, T(TRY(as_double(t, value))));
  return Status::ok();
}

Status set_character(Thread& t, uint8_t* item, Object* value) {
  if (!is_str(value) || cast<Str>(value)->length != 1)
    return raise_type_error(t, "array item must be unicode character");
  store(item, cast<Str>(value)->at(0));
  return Status::ok();
}

}  // namespace

const ArrayKind array_kinds[] = {
    {'b', 1, get_integer<int8_t>, set_integer<int8_t, kSignedChar>, 1, true, true},
    {'B', 1, get_integer<uint8_t>, set_integer<uint8_t, kByte>, 0, true, false},
    {'u', 4, get_character, set_character, 20, false, false},
    {'h', 2, get_integer<int16_t>, set_integer<int16_t, kShort>, 4, true, true},
    {'H', 2, get_integer<uint16_t>, set_integer<uint16_t, kUnsignedShort>, 2, true, false},
    {'i', 4, get_integer<int32_t>, set_integer<int32_t, kInt>, 8, true, true},
    {'I', 4, get_integer<uint32_t>, set_unsigned_int, 6, true, false},
    {'l', 8, get_integer<int64_t>, set_long, 12, true, true},
    {'L', 8, get_integer<uint64_t>, set_unsigned_long, 10, true, false},
    {'q', 8, get_integer<int64_t>, set_long_long, 12, true, true},
    {'Q', 8, get_integer<uint64_t>, set_unsigned_long_long, 10, true, false},
    {'f', 4, get_real<float>, set_real<float>, 14, false, false},
    {'d', 8, get_real<double>, set_real<double>, 16, false, false},
    {},
};

const ArrayKind* array_kind_of(uint32_t code) {
  for (const ArrayKind* kind = array_kinds; kind->code; kind++)
    if (uint32_t(kind->code) == code) return kind;
  return nullptr;
}

}  // namespace sidewinder
