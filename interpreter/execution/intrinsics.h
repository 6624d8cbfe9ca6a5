// Native functions that the machines know more about than that they are called: a small table filled at start-up.
#pragma once

#include <cstdint>

#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Dict;

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
// Of a native method row (BuiltinFunction::method, MethodDescriptor::method).
Intrinsic intrinsic_of(const NativeMethod* method);
void register_intrinsic(const NativeMethod* method, Intrinsic intrinsic);
// len, abs, ... of builtins and list.append are looked up by name once the builtins exist.
void initialize_intrinsics(Thread& t, Dict* builtins);

}  // namespace sidewinder
