// `a op b` of two values that C++ can compare: numbers, views, and an order (below, at or above zero) with zero.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

template <class T> bool compare_order(const T& a, const T& b, CompareOp op) {
  switch (op) {
    case CompareOp::Lt: return a < b;
    case CompareOp::Le: return a <= b;
    case CompareOp::Eq: return a == b;
    case CompareOp::Ne: return a != b;
    case CompareOp::Gt: return a > b;
    case CompareOp::Ge: return a >= b;
  }
  return false;
}

}  // namespace sidewinder
