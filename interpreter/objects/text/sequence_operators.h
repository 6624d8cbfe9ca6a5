// What `sequence + x` and `sequence * x` do with an x they cannot take.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

// Could x's class have a reflected method that answers? Built-in types have none for sequences, so the error can be the sequence's.
inline bool may_answer_reflected(const Object* x, BinaryOp op) {
  return x->cls->data->is_heap && x->cls->data->slots.binary[int(op)];
}

}  // namespace sidewinder
