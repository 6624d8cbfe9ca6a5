// Magnitudes of ints: 30-bit digits in objects, 64-bit limbs for GMP's mpn functions. Only objects/number and modules
// that compute with big ints (math) include this.
#pragma once

#include <gmp.h>

#include <cstdlib>

#include "interpreter/objects/number/digits.h"
#include "interpreter/objects/number/int.h"

namespace sidewinder {

constexpr ssize kMaxDigits = ssize(1) << 40;

inline ssize digit_count(const Int* i) { return i->size < 0 ? -i->size : i->size; }

// Room for n digits (two at least), all zero; size is 0. Null: MemoryError pending.
Int* new_int_digits(ssize n);
// The same with whatever is in the digits: for who sets all n.
Int* new_int_room(ssize n);
// Drops leading zeros of the n digits, sets the sign, gives a singleton for -5..256.
Object* int_normalized(Int* i, ssize n, bool negative);

// Limbs for a computation: on the stack when few, else from malloc.
class Limbs {
 public:
  explicit Limbs(size_t n)
      : count(0), data(n <= kInline ? inline_ : static_cast<mp_limb_t*>(std::malloc(n * sizeof(mp_limb_t)))) {}
  ~Limbs() {
    if (data != inline_) std::free(data);
  }
  Limbs(const Limbs&) = delete;
  Limbs& operator=(const Limbs&) = delete;
  bool failed() const { return !data; }

 private:
  static constexpr size_t kInline = 24;
  mp_limb_t inline_[kInline];

 public:
  size_t count;  // limbs in use; the top one is not zero
  mp_limb_t* data;
};

inline size_t limbs_for_digits(ssize digits) { return size_t(digits) * kDigitBits / 64 + 1; }
// Needs limbs_for_digits(n) limbs; returns how many are in use.
size_t limbs_from_digits(const Digit* digits, ssize n, mp_limb_t* out);
inline void load_limbs(Limbs& l, const Int* i) { l.count = limbs_from_digits(i->digits, digit_count(i), l.data); }
Object* int_from_limbs(const mp_limb_t* limbs, size_t n, bool negative);
inline Object* int_from_limbs(const Limbs& l, bool negative) { return int_from_limbs(l.data, l.count, negative); }

// Sums and differences of magnitudes.
Object* natural_add(const Int* a, const Int* b, bool negative);
Object* natural_subtract(const Int* a, const Int* b, bool negative);  // |a| - |b| with the sign turned if |a| < |b|
int natural_compare(const Int* a, const Int* b);
Object* natural_multiply(Thread& t, const Int* a, const Int* b, bool negative);
// Truncating; b is not zero. Either result may be left out (null).
Status natural_divide(Thread& t, const Int* a, const Int* b, bool negative_quotient, bool negative_remainder,
                      Object** quotient, Object** remainder);

}  // namespace sidewinder
