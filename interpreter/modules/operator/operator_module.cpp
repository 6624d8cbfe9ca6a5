// Module _operator: the operators of the language as functions. What makes functions (attrgetter ...) is in
// getters.cpp.
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/operator/getters.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/bytes_argument.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

// --- operators, comparisons ---

Object* operator_add(Thread& t, Object* a, Object* b) { return binary(t, BinaryOp::Add, a, b); }
Object* operator_sub(Thread& t, Object* a, Object* b) { return binary(t, BinaryOp::Sub, a, b); }
Object* operator_mul(Thread& t, Object* a, Object* b) { return binary(t, BinaryOp::Mul, a, b); }
Object* operator_floordiv(Thread& t, Object* a, Object* b) { return binary(t, BinaryOp::FloorDiv, a, b); }
Object* operator_truediv(Thread& t, Object* a, Object* b) { return binary(t, BinaryOp::TrueDiv, a, b); }
Object* operator_mod(Thread& t, Object* a, Object* b) { return binary(t, BinaryOp::Mod, a, b); }
Object* operator_matmul(Thread& t, Object* a, Object* b) { return binary(t, BinaryOp::MatMul, a, b); }
Object* operator_lshift(Thread& t, Object* a, Object* b) { return binary(t, BinaryOp::LShift, a, b); }
Object* operator_rshift(Thread& t, Object* a, Object* b) { return binary(t, BinaryOp::RShift, a, b); }
Object* operator_and_(Thread& t, Object* a, Object* b) { return binary(t, BinaryOp::And, a, b); }
Object* operator_xor(Thread& t, Object* a, Object* b) { return binary(t, BinaryOp::Xor, a, b); }
Object* operator_or_(Thread& t, Object* a, Object* b) { return binary(t, BinaryOp::Or, a, b); }
Object* operator_iadd(Thread& t, Object* a, Object* b) { return in_place(t, BinaryOp::Add, a, b); }
Object* operator_isub(Thread& t, Object* a, Object* b) { return in_place(t, BinaryOp::Sub, a, b); }
Object* operator_imul(Thread& t, Object* a, Object* b) { return in_place(t, BinaryOp::Mul, a, b); }
Object* operator_ifloordiv(Thread& t, Object* a, Object* b) { return in_place(t, BinaryOp::FloorDiv, a, b); }
Object* operator_itruediv(Thread& t, Object* a, Object* b) { return in_place(t, BinaryOp::TrueDiv, a, b); }
Object* operator_imod(Thread& t, Object* a, Object* b) { return in_place(t, BinaryOp::Mod, a, b); }
Object* operator_imatmul(Thread& t, Object* a, Object* b) { return in_place(t, BinaryOp::MatMul, a, b); }
Object* operator_ilshift(Thread& t, Object* a, Object* b) { return in_place(t, BinaryOp::LShift, a, b); }
Object* operator_irshift(Thread& t, Object* a, Object* b) { return in_place(t, BinaryOp::RShift, a, b); }
Object* operator_iand(Thread& t, Object* a, Object* b) { return in_place(t, BinaryOp::And, a, b); }
Object* operator_ixor(Thread& t, Object* a, Object* b) { return in_place(t, BinaryOp::Xor, a, b); }
Object* operator_ior(Thread& t, Object* a, Object* b) { return in_place(t, BinaryOp::Or, a, b); }
Object* operator_pow(Thread& t, Object* a, Object* b) { return binary(t, BinaryOp::Pow, a, b); }
Object* operator_ipow(Thread& t, Object* a, Object* b) { return in_place(t, BinaryOp::Pow, a, b); }
Object* operator_lt(Thread& t, Object* a, Object* b) { return compare(t, a, b, CompareOp::Lt); }
Object* operator_le(Thread& t, Object* a, Object* b) { return compare(t, a, b, CompareOp::Le); }
Object* operator_eq(Thread& t, Object* a, Object* b) { return compare(t, a, b, CompareOp::Eq); }
Object* operator_ne(Thread& t, Object* a, Object* b) { return compare(t, a, b, CompareOp::Ne); }
Object* operator_gt(Thread& t, Object* a, Object* b) { return compare(t, a, b, CompareOp::Gt); }
Object* operator_ge(Thread& t, Object* a, Object* b) { return compare(t, a, b, CompareOp::Ge); }
Object* operator_neg(Thread& t, Object* a) { return negative(t, a); }
Object* operator_pos(Thread& t, Object* a) { return positive(t, a); }
Object* operator_inv(Thread& t, Object* a) { return invert(t, a); }
Object* operator_invert(Thread& t, Object* a) { return invert(t, a); }
Object* operator_abs(Thread& t, Object* a) { return absolute(t, a); }

Truth operator_truth(Thread& t, Object* a) { return truth(t, a); }
Result<bool> operator_not(Thread& t, Object* a) { return !TRY(truth(t, a)); }
bool operator_is(Object* a, Object* b) { return same(a, b); }
bool operator_is_not(Object* a, Object* b) { return !same(a, b); }
Object* operator_index(Thread& t, Object* a) { return index(t, a); }

// --- sequences ---

bool may_be_added(Object* o) { return is_sequence(o) && (slots_of(o).concat || is_heap_type(o->cls)); }

Object* operator_concat(Thread& t, Object* a, Object* b) {
  if (BinaryFn concat = slots_of(a).concat) return concat(t, a, b);
  if (may_be_added(a) && may_be_added(b)) return binary(t, BinaryOp::Add, a, b);
  return raise_type_error(t, "'%T' object can't be concatenated", a);
}

Object* operator_iconcat(Thread& t, Object* a, Object* b) {
  if (BinaryFn concat = slots_of(a).in_place_concat) return concat(t, a, b);
  if (BinaryFn concat = slots_of(a).concat) return concat(t, a, b);
  if (may_be_added(a) && may_be_added(b)) return in_place(t, BinaryOp::Add, a, b);
  return raise_type_error(t, "'%T' object can't be concatenated", a);
}

Truth operator_contains(Thread& t, Object* a, Object* b) { return contains(t, a, b); }

// The iterator that a search goes through.
Object* searched(Thread& t, Object* sequence) {
  Object* iterator = get_iterator(t, sequence);
  if (iterator || !pending_matches(t, exceptions::TypeError)) return iterator;
  clear_pending(t);
  return raise_type_error(t, "argument of type '%T' is not iterable", sequence);
}

Result<ssize> operator_countOf(Thread& t, Object* a, Object* b) {
  Object* iterator = TRY(searched(t, a));
  for (ssize count = 0;;) {
    Lookup item = TRY(iterator_next(t, iterator));
    if (item.is_missing()) return count;
    count += TRY(equal(t, item.value, b));
  }
}

Result<ssize> operator_indexOf(Thread& t, Object* a, Object* b) {
  Object* iterator = TRY(searched(t, a));
  for (ssize i = 0;; i++) {
    Lookup item = TRY(iterator_next(t, iterator));
    if (item.is_missing()) return raise_value_error(t, "sequence.index(x): x not in sequence");
    if (TRY(equal(t, item.value, b))) return i;
  }
}

Object* operator_getitem(Thread& t, Object* a, Object* b) { return get_item(t, a, b); }
Status operator_setitem(Thread& t, Object* a, Object* b, Object* c) { return set_item(t, a, b, c); }
Status operator_delitem(Thread& t, Object* a, Object* b) { return delete_item(t, a, b); }

// --- others ---

Result<ssize> operator_length_hint(Thread& t, Object* o, ssize otherwise) { return length_hint(t, o, otherwise); }

Object* operator_call(Thread& t, Object*, Args args) {
  if (args.count < 1) return raise_type_error(t, "call expected at least 1 argument, got 0");
  return call(t, args[0], args.drop_first());
}

// Looks at every byte of `a`, and at as many of `b`.
bool equal_in_constant_time(std::string_view a, std::string_view b) {
  std::string_view other = a.size() == b.size() ? b : a;
  volatile uint8_t difference = a.size() != b.size();
  for (size_t i = 0; i < a.size(); i++) difference = uint8_t(difference | uint8_t(a[i] ^ other[i]));
  return difference == 0;
}

Result<bool> operator__compare_digest(Thread& t, Object* a, Object* b) {
  if (is_str(a) && is_str(b)) {
    if (!cast<Str>(a)->is_ascii() || !cast<Str>(b)->is_ascii())
      return raise_type_error(t, "comparing strings with non-ASCII characters is not supported");
    return equal_in_constant_time(str_ascii_view(cast<Str>(a)), str_ascii_view(cast<Str>(b)));
  }
  if (!is_bytes_like(a) && !is_bytes_like(b))
    return raise_type_error(t, "unsupported operand types(s) or combination of types: '%T' and '%T'", a, b);
  return equal_in_constant_time(TRY(as_bytes_view(t, a)), TRY(as_bytes_view(t, b)));
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/operator/operator_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX operator
#define NATIVE_NAME "_operator"
#include "interpreter/objects/core/native_table.inc"

Module* create_operator(Thread& t) {
  ready_type(t, &attr_getter_type);
  ready_type(t, &item_getter_type);
  ready_type(t, &method_caller_type);
  Module* module = TRY(new_module(t, "_operator"));
  TRY(add_functions(t, module, operator_method_rows));
  TRY(add_object(t, module, "attrgetter", &attr_getter_type));
  TRY(add_object(t, module, "itemgetter", &item_getter_type));
  TRY(add_object(t, module, "methodcaller", &method_caller_type));
  TRY(add_object(t, module, "__doc__", new_str("The operators of the language as functions.")));
  return module;
}

}  // namespace sidewinder
