// Which native functions traces know with unboxed numbers: the rows of typed_natives.def. The row of such a function
// says it where others say their Intrinsic, whose values go on here.
#pragma once

#include "interpreter/objects/core/native_method.h"

namespace sidewinder {

enum class TypedNative : uint8_t {
#define REAL(name, value) name,
#define REAL2(name, value) name,
#define LOGARITHM(name, function) name,
#define OTHER(name) name,
#include "interpreter/objects/descriptor/typed_natives.def"
#undef REAL
#undef REAL2
#undef LOGARITHM
#undef OTHER
  kCount
};

constexpr Intrinsic typed_native(TypedNative native) { return Intrinsic(int(Intrinsic::kCount) + int(native)); }
static_assert(int(Intrinsic::kCount) + int(TypedNative::kCount) <= UINT8_MAX);

}  // namespace sidewinder
