// The slots of numbers that C has for operators, as operators.def names them.
#pragma once

#include <Python.h>

#include "interpreter/objects/core/type.h"

namespace sidewinder {

// Calls visit(operator, whether it is the in-place form, the slot in `numbers`). The slots are binaryfunc, those of
// powers ternaryfunc; divmod has no in-place form.
template <class Numbers, class Visit> void for_each_operator_slot(Numbers& numbers, Visit&& visit) {
#define VISIT_ONE(op, slot, ...) visit(BinaryOp::op, false, numbers.slot);
#define VISIT_BOTH(op, slot, in_place_slot, ...) VISIT_ONE(op, slot) visit(BinaryOp::op, true, numbers.in_place_slot);
#define VISIT_FORM(a, b, c, d, form, ...) form
#define OPERATOR(op, symbol, forward, reflected, in_place, ...) \
  VISIT_FORM(__VA_ARGS__, VISIT_BOTH, VISIT_BOTH, VISIT_BOTH, VISIT_ONE)(op, __VA_ARGS__)
#include "interpreter/objects/core/operators.def"
#undef OPERATOR
#undef VISIT_FORM
#undef VISIT_BOTH
#undef VISIT_ONE
}

}  // namespace sidewinder
