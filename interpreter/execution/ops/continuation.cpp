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
Object* check_length(Thread& t, Object* result) {
  Object* length = TRY(index(t, result));
  if (int_sign(length) < 0) return raise_value_error(t, "__len__() should return >= 0");
  return int_from_int64(TRY(index_as_ssize(t, length, &exceptions::OverflowError)));
}
Object* check_hash(Thread& t, Object* result) {
  if (!has_flag(result, kTypeLong)) return raise_type_error(t, "__hash__ method should return an integer");
  int64_t value;
  ssize hash = int_fits_int64(result, &value) ? ssize(value) : int_hash(result);
  return int_from_int64(hash == -1 ? -2 : hash);
}
Object* truth_of_contains(Thread& t, Object* result, int64_t negate) {
  Truth found = sidewinder::truth(t, result);
  return found == Truth::Error ? nullptr : bool_object((found == Truth::True) != bool(negate));
}
Object* initialized(Thread& t, Object* made, Object* cls, Object* values, Object* names) {
  if (!sidewinder::is_instance(made, reinterpret_cast<Type*>(cls))) return made;
  InitFn init = slots_of(made).init;
  auto* keywords = names == none() ? nullptr : as_tuple(names);
  ssize count = as_tuple(values)->size - (keywords ? keywords->size : 0);
  if (init) TRY(init(t, made, Args{as_tuple(values)->items, count, keywords}));
  return made;
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
