// For tests: C++ functions for traces to call, and the comparison of what two runs left behind.
#pragma once

#include <cmath>
#include <unordered_map>

#include "jit/testing/test_language.h"

namespace sidewinder::jit::test {

// A helper may change all these; compiled code must not care.
inline void clobber_registers() {
  asm volatile(
      "mov $0x5a5a5a, %%eax\n mov %%eax, %%ecx\n mov %%eax, %%edx\n mov %%eax, %%esi\n mov %%eax, %%edi\n mov %%eax, "
      "%%r8d\n"
      "mov %%eax, %%r9d\n mov %%eax, %%r10d\n mov %%eax, %%r11d\n movd %%eax, %%xmm0\n movaps %%xmm0, %%xmm1\n movaps "
      "%%xmm0, %%xmm2\n"
      "movaps %%xmm0, %%xmm3\n movaps %%xmm0, %%xmm4\n movaps %%xmm0, %%xmm5\n movaps %%xmm0, %%xmm6\n movaps %%xmm0, "
      "%%xmm7\n"
      "movaps %%xmm0, %%xmm8\n movaps %%xmm0, %%xmm9\n movaps %%xmm0, %%xmm10\n movaps %%xmm0, %%xmm11\n movaps "
      "%%xmm0, %%xmm12\n"
      "movaps %%xmm0, %%xmm13\n movaps %%xmm0, %%xmm14\n movaps %%xmm0, %%xmm15\n"
      :
      :
      : "rax", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5",
        "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15", "cc");
}

inline int64_t six_ints(int64_t a, int64_t b, int64_t c, int64_t d, int64_t e, int64_t f) {
  clobber_registers();
  return a ^ (b << 1) ^ (c << 2) ^ (d << 3) ^ (e << 4) ^ (f << 5);
}
inline double mixed(Thread* t, int64_t a, double x, int64_t b, double y) {
  clobber_registers();
  return t ? x * 0.5 - y + double(a % 1000) - double(b % 10) : 0;
}
inline void* maybe_null(void* object, int64_t n) {
  clobber_registers();
  return n % 8 == 3 ? nullptr : object;
}
inline int64_t bump_tag(TestObject* pair) {
  clobber_registers();
  pair->tag++;
  return pair->tag & 0xff;
}
inline bool is_even(int64_t n) { return clobber_registers(), n % 2 == 0; }

inline const Helper kHelpers[] = {
    {"six_ints", reinterpret_cast<const void*>(&six_ints), Kind::Int, kEffectPure},
    {"mixed", reinterpret_cast<const void*>(&mixed), Kind::Float, kEffectTakesThread},
    {"maybe_null", reinterpret_cast<const void*>(&maybe_null), Kind::Ref, kEffectMayRaise},
    {"bump_tag", reinterpret_cast<const void*>(&bump_tag), Kind::Int, kEffectReads | kEffectWrites},
    {"is_even", reinterpret_cast<const void*>(&is_even), Kind::Flag, kEffectPure},
};

// Equal up to the identity of objects made in either run.
class Isomorphism {
 public:
  bool equal(const TestObject* a, const TestObject* b) {
    if (!a || !b || a == b) return a == b;
    if (auto known = image_.find(a); known != image_.end()) return known->second == b;
    image_[a] = b;
    if (a->cls != b->cls || a->size != b->size) return false;
    if (a->cls == &float_class)
      return a->real == b->real ? std::signbit(a->real) == std::signbit(b->real)
                                : std::isnan(a->real) && std::isnan(b->real);
    if (a->cls == &int_class) return a->number == b->number && a->tag == b->tag;
    bool nans = std::isnan(a->weight) && std::isnan(b->weight), weights = std::memcmp(&a->weight, &b->weight, 8) == 0;
    return a->tag == b->tag && a->u32 == b->u32 && a->u8 == b->u8 && (nans || weights) && equal(a->first, b->first);
  }

 private:
  std::unordered_map<const TestObject*, const TestObject*> image_;
};

inline std::string describe(const TestObject* o) {
  if (!o) return "null";
  if (o->cls == &float_class) return "float " + std::to_string(o->real);
  if (o->cls == &int_class) return "int of size " + std::to_string(o->size) + ", bits " + std::to_string(o->number);
  if (o->cls == &pair_class) return "pair " + std::to_string(o->tag) + " " + std::to_string(o->weight);
  return "no object";
}

}  // namespace sidewinder::jit::test
