// The head of every object, byte for byte CPython 3.11's PyObject and PyVarObject. Objects never move.
// The core never counts references: the word holds BIAS plus C's pins plus flags (see interpreter/memory/README.md).
#pragma once

#include <cstdint>

#include "interpreter/base/check.h"
#include "interpreter/base/result.h"

// Objects derive from each other by single inheritance without virtual functions, so offsetof is well defined for them
// (cpyext/layout_check.cpp compares the offsets with CPython's).
#pragma GCC diagnostic ignored "-Winvalid-offsetof"

namespace sidewinder {

struct Type;
struct Thread;

constexpr intptr_t kRefcountBias = (intptr_t(1) << 60) | (intptr_t(1) << 47);
enum RefcountFlag : intptr_t {
  kFlagTemporary = intptr_t(1) << 52,  // number box nobody else can see; reused in place
  kFlagCounted = intptr_t(1) << 53,    // container whose slots hold counted references
  kFlagWalked = intptr_t(1) << 54,     // tuple whose contents have crossed to C
  kFlagFinalized = intptr_t(1) << 55,
  kFlagExtTracked = intptr_t(1) << 56,
  kFlagDeadPending = intptr_t(1) << 57,
};

struct Object {
  intptr_t refcount;
  Type* cls;
};

struct VarObject : Object {
  ssize size;  // ints: sign and number of digits
};

// What C knows by a name has that name as its symbol; it is declared here before all others declare it.
struct Int;
#define C_SYMBOL(variable, symbol, type) extern type variable __asm__(#symbol) __attribute__((visibility("default")));
#include "interpreter/objects/core/c_symbols.def"
#undef C_SYMBOL

// `T::type()` is the static type object of a built-in type T; exact tests compare `cls` with it.
template <class T> PY_ALWAYS_INLINE bool is_exact(const Object* o) { return o->cls == T::type(); }
template <class T> PY_ALWAYS_INLINE T* cast(Object* o) { return static_cast<T*>(o); }
template <class T> PY_ALWAYS_INLINE const T* cast(const Object* o) { return static_cast<const T*>(o); }

// Singletons.
PY_ALWAYS_INLINE Object* none() { return &none_object; }
PY_ALWAYS_INLINE Object* not_implemented() { return &not_implemented_object; }
PY_ALWAYS_INLINE Object* ellipsis() { return &ellipsis_object; }
// Internal marker, never visible to Python: an iterator had no more.
extern Object exhausted_object;
PY_ALWAYS_INLINE Object* exhausted() { return &exhausted_object; }

}  // namespace sidewinder
