// How numbers are stored, for the machines, the optimiser, the code generator and the driver.
#pragma once

#include "interpreter/execution/shapes.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"

namespace sidewinder {

extern const jit::Helper box_any_int_row;
inline constexpr jit::Boxes python_boxes{
    .int_class = &int_type,
    .int_format = jit::IntFormat::Digits30,
    .int_offset = int32_t(offsetof(Int, digits)),
    .int_size_offset = int32_t(offsetof(VarObject, size)),
    .small_ints = small_ints,
    .small_min = kIntSingletonMin,
    .small_max = kIntSingletonMax,
    .small_stride = sizeof(Int),
    .int_shape = &shapes::row<Int, MemoryKind::Leaf>,
    .box_any_int = &box_any_int_row,
    .float_class = &float_type,
    .float_offset = int32_t(offsetof(Float, value)),
    .float_shape = &shapes::row<Float, MemoryKind::Leaf>,
};

}  // namespace sidewinder
