// int: any size, CPython's layout. At least two 30-bit digits are present, the unused one 0, so that a value of at most
// 60 bits (|size| <= 2, a "small int") decodes without branches. -5..256 are the singletons in _PyRuntime's place.
#pragma once

#include <string_view>

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Int : VarObject {  // size: sign, and number of digits
  uint32_t digits[2];
  static Type* type();

  PY_ALWAYS_INLINE bool is_small() const { return uint64_t(size + 2) <= 4; }  // at most 60 bits
  PY_ALWAYS_INLINE int64_t small_value() const {
    int64_t magnitude = int64_t(digits[0]) | int64_t(digits[1]) << 30;
    int64_t sign = size >> 63;
    return (magnitude ^ sign) - sign;
  }
};

constexpr int64_t kSmallIntLimit = int64_t(1) << 60;  // |value| < 2**60 is a small int
// Every int up to it, and no more, is exact as a double.
constexpr int64_t kLargestExactInDouble = int64_t(1) << 53;
inline bool fits_double_exactly(int64_t value) {
  return value >= -kLargestExactInDouble && value <= kLargestExactInDouble;
}
constexpr int kIntSingletonMin = -5, kIntSingletonMax = 256;
extern Int small_ints[kIntSingletonMax - kIntSingletonMin + 1];  // 32 bytes each
extern Type int_type;
inline Type* Int::type() { return &int_type; }

Object* int_from_int64_slow(int64_t value);               // beyond 60 bits
PY_ALWAYS_INLINE Object* int_from_int64(int64_t value) {  // null: MemoryError pending
  if (uint64_t(value) - uint64_t(kIntSingletonMin) <= uint64_t(kIntSingletonMax - kIntSingletonMin))
    return &small_ints[value - kIntSingletonMin];
  if (uint64_t(value) + uint64_t(kSmallIntLimit - 1) > uint64_t(2 * kSmallIntLimit - 2)) [[unlikely]]
    return int_from_int64_slow(value);
  Int* o = new_object<Int, MemoryKind::Leaf>(&int_type, sizeof(Int));
  if (!o) [[unlikely]]
    return nullptr;
  uint64_t magnitude = value < 0 ? -uint64_t(value) : uint64_t(value);
  o->digits[0] = uint32_t(magnitude) & 0x3fffffff;
  o->digits[1] = uint32_t(magnitude >> 30);
  ssize count = magnitude >> 30 ? 2 : 1;
  o->size = value < 0 ? -count : count;
  return o;
}
Object* int_from_uint64(uint64_t value);
Object* int_from_double(Thread& t, double value);             // truncates; OverflowError, ValueError for inf and nan
Object* int_parse_digits(std::string_view digits, int base);  // trusted digits, for the compiler; null: out of memory
Result<int64_t> int_to_int64(Thread& t, const Object* o);     // OverflowError beyond 64 bits; o an int or a subclass
bool int_fits_int64(const Object* o, int64_t* value);
double int_to_double(const Object* o, bool* overflow);  // rounds to even
// both ints (or subclasses); not for Pow with modulus
Object* int_binary(Thread& t, BinaryOp op, Object* a, Object* b);
Object* int_power(Thread& t, Object* a, Object* b, Object* modulus);
int int_compare(const Object* a, const Object* b);  // -1, 0, 1
ssize int_hash(const Object* o);                    // modulo 2**61-1; never -1
// without prefix; ValueError beyond 4300 digits in base 10
Str* int_to_str(Thread& t, const Object* o, int base = 10);
Object* int_negative(Thread& t, Object* a);
ssize int_bit_length(const Object* o);
// an int or an instance of a subclass
PY_ALWAYS_INLINE bool is_int(const Object* o) { return has_flag(o, kTypeLong); }
inline int int_sign(const Object* o) {
  ssize size = static_cast<const Int*>(o)->size;
  return (size > 0) - (size < 0);
}
inline bool int_is_zero(const Object* o) { return static_cast<const Int*>(o)->size == 0; }
inline bool int_is_odd(const Object* o) { return static_cast<const Int*>(o)->digits[0] & 1; }
Object* int_exact(Object* o);                            // the same value as an exact int
Object* int_floor_div(Thread& t, Object* a, Object* b);  // of ints; ZeroDivisionError
// Quotient rounded down and its remainder. Returns quotient; null: failed.
Object* int_divmod(Thread& t, Object* a, Object* b, Object** remainder);
Object* int_true_div(Thread& t, Object* a, Object* b);      // correctly rounded
Object* int_shift_left(Thread& t, Object* a, ssize bits);   // bits >= 0
Object* int_shift_right(Thread& t, Object* a, ssize bits);  // floors; bits >= 0
Object* int_round(Thread& t, Object* a, Object* digits);    // round(a, digits): half to even at 10**-digits
Object* int_from_bytes(const uint8_t* bytes, ssize n, bool little, bool is_signed);
Status int_to_bytes(Thread& t, const Object* o, uint8_t* out, ssize n, bool little, bool is_signed);
Object* int_from_object(Thread& t, Object* o);  // int(o): __int__, __index__, __trunc__, text
// of a str or bytes-like object; its repr is in the message
Object* int_from_text(Thread& t, Object* text, int base);
// Of text up to a NUL, as C programs have it. Its first 200 bytes are in the message: UnicodeDecodeError if these are
// no UTF-8.
Object* int_from_c_text(Thread& t, std::string_view text, int base);
extern ssize int_max_str_digits;  // sys.set_int_max_str_digits; 0: no limit

}  // namespace sidewinder
