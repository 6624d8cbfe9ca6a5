// Residual calls on what a Python callee gave back.
#include "interpreter/execution/ops/continuation.h"

#include "interpreter/protocol/protocol.h"

namespace sidewinder::help {

// a's own method was tried already.
Object* binary_reflected(Thread& t, Object* a, Object* b, int64_t op) {
  return binary_after_left(t, BinaryOp(op), a, b);
}
// a's method said NotImplemented: the mirrored comparison of b, then identity.
Object* compare_again(Thread& t, Object* a, Object* b, int64_t op) {
  static constexpr CompareOp mirrored[] = {CompareOp::Gt, CompareOp::Ge, CompareOp::Eq,
                                           CompareOp::Ne, CompareOp::Lt, CompareOp::Le};
  if (CompareFn slot = slots_of(b).compare) {
    Object* result = slot(t, b, a, mirrored[op]);
    if (result != not_implemented()) return result;
  }
  if (CompareOp(op) == CompareOp::Eq) return bool_object(same(a, b));
  if (CompareOp(op) == CompareOp::Ne) return bool_object(!same(a, b));
  static const char* const symbols[] = {"<", "<=", "==", "!=", ">", ">="};
  return raise_type_error(t, "'%s' not supported between instances of '%T' and '%T'", symbols[op], a, b);
}
Object* compare_again_truth(Thread& t, Object* a, Object* b, int64_t op) {
  Object* result = compare_again(t, a, b, op);
  return result ? help::truth(t, result) : nullptr;
}
Object* truth_of_length(Thread& t, Object* result) {
  Object* length = index(t, result);
  if (!length) return nullptr;
  if (int_sign(length) < 0) return raise_value_error(t, "__len__() should return >= 0");
  return bool_object(!int_is_zero(length));
}
Object* check_bool(Thread& t, Object* result) {
  if (result->cls == &bool_type) return result;
  return raise_type_error(t, "__bool__ should return bool, returned %T", result);
}
Object* check_init_result(Thread& t, Object* result) {
  return raise_type_error(t, "__init__() should return None, not '%T'", result);
}
Object* check_iterator(Thread& t, Object* result) {
  if (slots_of(result).next) return result;
  return raise_type_error(t, "iter() returned non-iterator of type '%T'", result);
}
Object* stop_or_reraise(Thread& t, Object* exception) {
  if (sidewinder::is_instance(exception, &exceptions::StopIteration)) return exhausted();
  return reraise(t, exception);
}

}  // namespace sidewinder::help
