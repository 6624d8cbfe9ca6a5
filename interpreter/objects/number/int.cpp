// int: creation, conversion to and from C++ numbers, comparison, hash. Arithmetic: int_arithmetic.cpp, int_bits.cpp;
// text: int_text.cpp; what Python sees: int_methods.cpp.
#include "interpreter/objects/number/int.h"

#include <array>
#include <cmath>

#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/natural.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

constexpr Int static_int(Type* cls, int value) {
  Int i{};
  i.refcount = kRefcountBias;
  i.cls = cls;
  i.size = (value > 0) - (value < 0);
  i.digits[0] = Digit(value < 0 ? -value : value);
  return i;
}

// Magnitude modulo 2**64, and whether it fits.
bool natural_to_uint64(const Int* i, uint64_t* value) {
  ssize n = digit_count(i);
  const Digit* digits = i->digits;
  *value = uint64_t(digits[0]) | uint64_t(digits[1]) << 30;
  if (n <= 2) return true;
  *value |= uint64_t(digits[2]) << 60;
  return n == 3 && digits[2] < 16;
}

}  // namespace

static_assert(sizeof(Int) == 32);

constinit Int small_ints[kIntSingletonMax - kIntSingletonMin + 1] = {
#define INT(n) static_int(&int_type, n)
#define INT8(n) INT(n), INT(n + 1), INT(n + 2), INT(n + 3), INT(n + 4), INT(n + 5), INT(n + 6), INT(n + 7)
#define INT64(n) \
  INT8(n), INT8(n + 8), INT8(n + 16), INT8(n + 24), INT8(n + 32), INT8(n + 40), INT8(n + 48), INT8(n + 56)
    INT(-5), INT(-4), INT(-3), INT(-2), INT(-1), INT64(0), INT64(64), INT64(128), INT64(192), INT(256),
#undef INT64
#undef INT8
#undef INT
};
constinit Int true_object = static_int(&bool_type, 1);
constinit Int false_object = static_int(&bool_type, 0);

Object* int_from_uint64(uint64_t value) {
  if (value < uint64_t(kSmallIntLimit)) return int_from_int64(int64_t(value));
  Int* i = new_int_room(3);
  if (!i) return nullptr;
  Digit* digits = i->digits;
  digits[0] = Digit(value) & kDigitMask;
  digits[1] = Digit(value >> 30) & kDigitMask;
  digits[2] = Digit(value >> 60);
  i->size = 3;
  return i;
}

Object* int_from_int64_slow(int64_t value) {
  Object* o = int_from_uint64(value < 0 ? -uint64_t(value) : uint64_t(value));
  if (o && value < 0) {
    Int* i = cast<Int>(o);  // a new object: magnitudes below 2**60 do not come here
    i->size = -i->size;
  }
  return o;
}

Object* int_from_double(Thread& t, double value) {
  if (std::isinf(value)) return raise_overflow_error(t, "cannot convert float infinity to integer");
  if (std::isnan(value)) return raise_value_error(t, "cannot convert float NaN to integer");
  if (value > -9.2e18 && value < 9.2e18) return int_from_int64(int64_t(value));
  int exponent;
  double mantissa = std::frexp(std::fabs(value), &exponent);  // value = mantissa * 2**exponent
  Object* significant = int_from_int64(int64_t(std::ldexp(mantissa, 53)));
  if (!significant) return nullptr;
  Object* magnitude = int_shift_left(t, significant, exponent - 53);
  return magnitude && value < 0 ? int_negative(t, magnitude) : magnitude;
}

bool int_fits_int64(const Object* o, int64_t* value) {
  const Int* i = cast<Int>(o);
  if (i->is_small()) {
    *value = i->small_value();
    return true;
  }
  uint64_t magnitude;
  if (!natural_to_uint64(i, &magnitude)) return false;
  if (magnitude > uint64_t(INT64_MAX) + (i->size < 0)) return false;
  *value = i->size < 0 ? int64_t(-magnitude) : int64_t(magnitude);
  return true;
}

Result<int64_t> int_to_int64(Thread& t, const Object* o) {
  int64_t value;
  if (!int_fits_int64(o, &value)) return raise_overflow_error(t, "Python int too large to convert to C long");
  return value;
}

namespace {

// Magnitude of more than 64 bits. The top 64 of them, the last one standing for everything below: rounding these is
// rounding the whole.
double round_long_magnitude(const Int* i, ssize bits) {
  ssize shift = bits - 64;
  ssize first = shift / kDigitBits;
  unsigned __int128 window = 0;
  for (ssize k = digit_count(i) - 1; k >= first; k--) window = window << kDigitBits | i->digits[k];
  int low = int(shift % kDigitBits);
  uint64_t top = uint64_t(window >> low);
  bool sticky = (window & ((static_cast<unsigned __int128>(1) << low) - 1)) != 0;
  for (ssize k = 0; k < first && !sticky; k++) sticky = i->digits[k] != 0;
  double rounded = double(top | uint64_t(sticky));
  return shift > 1024 ? HUGE_VAL : std::ldexp(rounded, int(shift));
}

}  // namespace

double int_to_double(const Object* o, bool* overflow) {
  const Int* i = cast<Int>(o);
  *overflow = false;
  if (i->is_small()) return double(i->small_value());
  ssize bits = int_bit_length(i);
  double magnitude;
  if (bits <= 64) {
    uint64_t value;
    natural_to_uint64(i, &value);
    magnitude = double(value);
  } else {
    magnitude = round_long_magnitude(i, bits);
    *overflow = std::isinf(magnitude);
  }
  return i->size < 0 ? -magnitude : magnitude;
}

int int_compare(const Object* a, const Object* b) {
  const Int *x = cast<Int>(a), *y = cast<Int>(b);
  if (x->size != y->size) return x->size < y->size ? -1 : 1;
  int order = natural_compare(x, y);
  return x->size < 0 ? -order : order;
}

ssize int_hash(const Object* o) {
  constexpr uint64_t kModulus = (uint64_t(1) << 61) - 1;
  const Int* i = cast<Int>(o);
  uint64_t h = 0;
  for (ssize k = digit_count(i) - 1; k >= 0; k--) {
    h = (h << kDigitBits & kModulus) | h >> (61 - kDigitBits);  // times 2**30, a rotation modulo 2**61-1
    h += i->digits[k];
    if (h >= kModulus) h -= kModulus;
  }
  ssize signed_hash = i->size < 0 ? -ssize(h) : ssize(h);
  return signed_hash == -1 ? -2 : signed_hash;
}

ssize int_bit_length(const Object* o) {
  const Int* i = cast<Int>(o);
  const uint32_t* digits = i->digits;  // more than the declared two
  ssize n = digit_count(i);
  return n ? n * kDigitBits - (__builtin_clz(digits[n - 1]) - 2) : 0;
}

namespace {

Object* copy_with_size(const Int* i, ssize size) {
  ssize n = digit_count(i);
  Int* copy = TRY(new_int_room(n));
  std::memcpy(copy->digits, i->digits, size_t(n) * sizeof(Digit));
  copy->size = size;
  return copy;
}

}  // namespace

Object* int_exact(Object* o) {
  if (is_exact<Int>(o)) return o;
  Int* i = cast<Int>(o);
  return i->is_small() ? int_from_int64(i->small_value()) : copy_with_size(i, i->size);
}

Object* int_negative(Thread&, Object* a) {
  Int* i = cast<Int>(a);
  return i->is_small() ? int_from_int64(-i->small_value()) : copy_with_size(i, -i->size);
}

namespace {

// The bytes of a number's magnitude, the least significant first, or those of its two's complement if it is negative.
class TwosComplement {
 public:
  explicit TwosComplement(bool negative) : negative_(negative) {}
  unsigned next(unsigned byte) {
    if (!negative_) return byte;
    byte = (byte ^ 0xff) + carry_;
    carry_ = byte >> 8;
    return byte & 0xff;
  }
  bool carries() const { return negative_ && carry_; }

 private:
  bool negative_;
  unsigned carry_ = 1;
};

void write_bytes(const Int* value, uint8_t* out, ssize n, bool little) {
  TwosComplement complement(value->size < 0);
  ssize written = 0;
  auto put = [&](uint64_t byte) {
    unsigned next = complement.next(unsigned(byte & 0xff));
    if (written < n) out[little ? written : n - 1 - written] = uint8_t(next);
    written++;
  };
  uint64_t pending = 0;
  int bits = 0;
  for (ssize i = 0; i < digit_count(value); i++) {
    pending |= uint64_t(value->digits[i]) << bits;
    for (bits += kDigitBits; bits >= 8; bits -= 8) {
      put(pending);
      pending >>= 8;
    }
  }
  if (bits) put(pending);
  while (written < n) put(0);
}

}  // namespace

Object* int_from_bytes(const uint8_t* bytes, ssize n, bool little, bool is_signed) {
  auto byte_at = [&](ssize significance) { return bytes[little ? significance : n - 1 - significance]; };
  bool negative = is_signed && n && byte_at(n - 1) & 0x80;
  ssize count = ssize((size_t(n) * 8 + kDigitBits - 1) / kDigitBits) + 1;
  Int* result = TRY(new_int_digits(count));
  TwosComplement complement(negative);
  uint64_t pending = 0;
  int bits = 0;
  ssize at = 0;
  for (ssize i = 0; i < n; i++) {
    pending |= uint64_t(complement.next(byte_at(i))) << bits;
    bits += 8;
    if (bits < kDigitBits) continue;
    result->digits[at++] = Digit(pending) & kDigitMask;
    pending >>= kDigitBits;
    bits -= kDigitBits;
  }
  if (complement.carries()) pending |= uint64_t(1) << bits;
  result->digits[at] = Digit(pending);
  return int_normalized(result, count, negative);
}

Status int_to_bytes(Thread& t, const Object* o, uint8_t* out, ssize n, bool little, bool is_signed) {
  const Int* value = cast<Int>(o);
  bool negative = value->size < 0;
  if (negative && !is_signed) return raise_overflow_error(t, "can't convert negative int to unsigned");
  // Nothing but the sign is left of -1, which takes no byte.
  if (n == 0 && negative && int_compare(o, int_from_int64(-1)) == 0) return Status::ok();
  if (int_bit_length(o) > n * 8) return raise_overflow_error(t, "int too big to convert");
  write_bytes(value, out, n, little);
  bool sign_bit = n && out[little ? n - 1 : 0] & 0x80;
  if (is_signed && sign_bit != negative) return raise_overflow_error(t, "int too big to convert");
  return Status::ok();
}

}  // namespace sidewinder
