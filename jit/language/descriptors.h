// What a language tells the framework about its memory: fields, arrays, shapes of new objects,
// helpers, boxes. All are static (or interned for ever) rows, compared by address or id.
#pragma once

#include <cstdint>

#include "interpreter/base/check.h"

namespace sidewinder {
struct Object;  // opaque here
struct Thread;
}  // namespace sidewinder

namespace sidewinder::jit {

// The kind of an SSA value; also of a stored field (with its width).
enum class Kind : uint8_t { None, Ref, Int, Float, Flag, Ptr, Any };

enum class Width : uint8_t { Word64, Int32, UInt32, UInt8 };  // memory width of an Int; the others are Word64
constexpr int32_t bytes_of(Width width) { return width == Width::Word64 ? 8 : width == Width::UInt8 ? 1 : 4; }

// A field of an object or of raw storage. Two accesses may alias only if their ids are equal.
struct Field {
  const char* name;
  int32_t offset;  // bytes from the pointer
  Kind kind;       // Ref, Int, Float or Ptr
  Width width = Width::Word64;
  uint16_t id;
  bool immutable = false;  // never written after the object left its constructor
  bool small = false;      // an Int that always fits 60 bits
};

// Elements of equal size: of a tuple (base_offset 24 in the object) or of raw storage (base_offset 0).
struct Array {
  const char* name;
  int32_t base_offset;
  Kind kind;
  Width width = Width::Word64;
  uint16_t id;
  bool immutable = false;
};

// How a new object looks before its first store. Words not listed are zero.
struct Shape {
  struct Word {
    int32_t offset;
    uint64_t bits;
  };
  static constexpr int kMaxWords = 4;

  const char* name;
  const void* class_word;    // what guard_class would find; null if it differs
  uint32_t size;             // bytes, a multiple of 16
  uint16_t allocation_kind;  // the language's free list family
  uint8_t word_count;
  bool may_be_virtual = true;  // false: has a finaliser or identity seen elsewhere; never sunk
  Word words[kMaxWords];       // header words: reference count, class, size, map ...
};

enum Effect : uint16_t {
  kEffectPure = 1,  // result depends on the arguments alone; no reads of mutable memory
  kEffectReads = 2,
  kEffectWrites = 4,         // may change any mutable field that existed before
  kEffectMayRaise = 8,       // null (Ref, Ptr) or -1 (Int) means: exception pending
  kEffectMayRunPython = 16,  // implies Reads, Writes, MayRaise
  kEffectTakesThread = 32,   // the thread is its first argument (not in the argument list)
  kEffectLate = 64,          // pure, of no arguments; exits that need the result ask Hooks::root_object for it
  kEffectLazy = 128,         // pure, of no floats and no thread; exits that need the result make the call
};

// A residual call: plain C++ that the trace calls, with at most so many arguments in registers; a call with more is not
// compiled.
constexpr uint32_t kMaxIntegerArguments = 6, kMaxFloatArguments = 8;  // the thread counts among the first
struct Helper {
  const char* name;
  const void* address;
  Kind result;
  uint16_t effects;
};

// How exact ints are stored. Plain: the value at `offset`. Digits30: CPython's sign and magnitude in 30-bit digits,
// count with sign at `size_offset`, two digits at least present.
enum class IntFormat : uint8_t { Plain, Digits30 };

// The language's number boxes, for box/unbox and for the header's type signature.
struct Boxes {
  const void* int_class;
  IntFormat int_format;
  int32_t int_offset;       // of the value or the first digit
  int32_t int_size_offset;  // Digits30 only
  const void* small_ints;   // singletons of [small_min, small_max], small_stride bytes apart; null if none
  int64_t small_min, small_max;
  uint32_t small_stride;
  const Shape* int_shape;     // for the inline allocation of a box of up to 60 bits (Digits30: size word not set)
  const Helper* box_any_int;  // Ref(Int): any 64-bit value
  const void* float_class;
  int32_t float_offset;
  const Shape* float_shape;
};

// Does the box of an exact int hold at most 60 bits?
PY_ALWAYS_INLINE bool int_box_is_small(const Boxes& boxes, const void* object) {
  auto word_at = [object](int32_t offset) {
    return *reinterpret_cast<const int64_t*>(static_cast<const char*>(object) + offset);
  };
  if (boxes.int_format == IntFormat::Digits30) return uint64_t(word_at(boxes.int_size_offset) + 2) <= 4;
  constexpr int64_t kLimit = int64_t(1) << 60;
  return uint64_t(word_at(boxes.int_offset)) + uint64_t(kLimit - 1) <= uint64_t(2 * kLimit - 2);
}

// A small int: an exact int of at most 60 bits. The machines, the optimiser, the code generator and the driver all go
// by the language's boxes, so that none of them can take for a number what another does not.
PY_ALWAYS_INLINE bool is_small_int(const Boxes& boxes, const void* class_word, const void* object) {
  return class_word == boxes.int_class && int_box_is_small(boxes, object);
}

}  // namespace sidewinder::jit
