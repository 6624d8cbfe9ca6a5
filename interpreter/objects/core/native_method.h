// The rows of native methods and functions, getters and members, as type objects and modules keep them; they come from
// tables, see native_table.inc. Methods and getters have name and doc where CPython's PyMethodDef and PyGetSetDef have
// them, since C finds the rows in function objects and descriptors.
#pragma once

#include <cstddef>

#include "interpreter/objects/core/args.h"
#include "interpreter/objects/core/object.h"

namespace sidewinder {

// Native functions that the machines know more about than that they are called. The table row of the function says
// which it is.
enum class Intrinsic : uint8_t {
  None,
  Len,
  Abs,
  IsInstance,
  Chr,
  ListAppend,
  LooksAtFrames,  // reads the frames below it, which a trace does not keep: never called from one
  kCount
};

enum class MethodKind : int32_t { Instance = 0, Class = 0x10, Static = 0x20 };  // CPython's METH_CLASS, METH_STATIC

// How the arguments arrive, as CPython's clinic decides it from a signature: this decides the words of the errors, and
// which of METH_NOARGS ... the C API will say. Raw: the function looks at its Args itself.
enum class CallShape : uint8_t { Raw, NoArguments, One, Positional, Keywords };

using NativeFn = Object* (*)(Thread&, Object* self, Args);

struct NativeMethod {
  const char* name = nullptr;              // null: the end of a table
  NativeFn function = nullptr;             // 8: where C has ml_meth. Not C's convention: cpyext makes the entries for C
  MethodKind kind = MethodKind::Instance;  // 16: where C has ml_flags, of which only these two bits are set
  Intrinsic intrinsic = Intrinsic::None;
  CallShape shape = CallShape::Raw;
  bool takes_tuple = false;   // CPython's METH_VARARGS: called with a tuple and a dict, not with an array
  const char* doc = nullptr;  // 24; may begin with "name(signature)\n--\n\n"

  constexpr NativeMethod() = default;
  constexpr NativeMethod(const char* method_name, NativeFn f, MethodKind k = MethodKind::Instance,
                         const char* text = nullptr, Intrinsic i = Intrinsic::None, CallShape s = CallShape::Raw,
                         bool tuple = false)
      : name(method_name), function(f), kind(k), intrinsic(i), shape(s), takes_tuple(tuple), doc(text) {}
};
static_assert(sizeof(NativeMethod) == 32 && offsetof(NativeMethod, function) == 8 &&
              offsetof(NativeMethod, kind) == 16 && offsetof(NativeMethod, doc) == 24);

struct NativeGetSet {
  const char* name;
  Object* (*get)(Thread&, Object*);
  Status (*set)(Thread&, Object*, Object* value /* null: delete */) = nullptr;
  const char* doc = nullptr;
};

// A field read (and written) directly: kinds as PyMemberDef's that we use.
enum class MemberKind : uint8_t {
  Object,  // null reads as AttributeError
  ObjectOrNone,
  Ssize,
  Int,
  UnsignedShort,
  UnsignedLong,
  Double,
  Bool,  // a bool or char; only True and False may be written
};
struct NativeMember {
  const char* name;
  MemberKind kind;
  int32_t offset;
  bool read_only = true;
  const char* doc = nullptr;
};

}  // namespace sidewinder
