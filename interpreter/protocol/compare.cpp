// Comparison, identity, truth and hashes.
#include <cstring>

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/compare_order.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/recursion.h"

namespace sidewinder {

namespace {

constexpr const char* kSymbols[] = {"<", "<=", "==", "!=", ">", ">="};
constexpr CompareOp kReflected[] = {CompareOp::Gt, CompareOp::Ge, CompareOp::Eq,
                                    CompareOp::Ne, CompareOp::Lt, CompareOp::Le};

bool same_digits(const Int* a, const Int* b) {
  if (a->size != b->size) return false;
  ssize count = a->size < 0 ? -a->size : a->size;
  return std::memcmp(a->digits, b->digits, size_t(count) * sizeof(uint32_t)) == 0;
}

// Two exact ints, floats or strings. False: they are something else.
PY_ALWAYS_INLINE bool compare_plain(Object* a, Object* b, CompareOp op, bool* answer) {
  if (a->cls != b->cls) return false;
  if (a->cls == &int_type) *answer = compare_order(int_compare(a, b), 0, op);
  else if (a->cls == &float_type) *answer = compare_order(cast<Float>(a)->value, cast<Float>(b)->value, op);
  else if (a->cls != &str_type) return false;
  else if (op == CompareOp::Eq || op == CompareOp::Ne)
    *answer = str_equal(cast<Str>(a), cast<Str>(b)) == (op == CompareOp::Eq);
  else *answer = compare_order(str_compare(cast<Str>(a), cast<Str>(b)), 0, op);
  return true;
}

Object* ask(Thread& t, Object* o, Object* other, CompareOp op) {
  CompareFn function = slots_of(o).compare;
  return function ? function(t, o, other, op) : not_implemented();
}

}  // namespace

bool same(Object* a, Object* b) {
  if (a == b) return true;
  if (a->cls != b->cls) return false;
  if (a->cls == &int_type) return same_digits(cast<Int>(a), cast<Int>(b));
  if (a->cls == &float_type) return std::memcmp(&cast<Float>(a)->value, &cast<Float>(b)->value, sizeof(double)) == 0;
  if (a->cls == &complex_type)
    return std::memcmp(&cast<Complex>(a)->real, &cast<Complex>(b)->real, 2 * sizeof(double)) == 0;
  return false;
}

// The reflected comparison of a subclass goes first; then the left operand's, then the right one's; == and != fall back
// to identity.
Object* compare(Thread& t, Object* a, Object* b, CompareOp op) {
  bool answer;
  if (compare_plain(a, b, op, &answer)) return bool_object(answer);
  RecursionLevel level(t, " in comparison");
  if (level.too_deep()) return Raised{};
  CompareOp reflected = kReflected[int(op)];
  bool right_asked = a->cls != b->cls && is_subtype(b->cls, a->cls);
  if (right_asked) {
    Object* result = TRY(ask(t, b, a, reflected));
    if (result != not_implemented()) return result;
  }
  Object* result = TRY(ask(t, a, b, op));
  if (result != not_implemented()) return result;
  if (!right_asked) {
    result = TRY(ask(t, b, a, reflected));
    if (result != not_implemented()) return result;
  }
  if (op == CompareOp::Eq) return bool_object(same(a, b));
  if (op == CompareOp::Ne) return bool_object(!same(a, b));
  return raise_type_error(t, "'%s' not supported between instances of '%T' and '%T'", kSymbols[int(op)], a, b);
}

Truth compare_truth(Thread& t, Object* a, Object* b, CompareOp op) {
  bool answer;
  if (compare_plain(a, b, op, &answer)) return truth_of(answer);
  Object* result = TRY(compare(t, a, b, op));
  return truth(t, result);
}

Truth equal(Thread& t, Object* a, Object* b) {
  if (same(a, b)) return Truth::True;
  return compare_truth(t, a, b, CompareOp::Eq);
}

Object* new_bool(bool b) { return bool_object(b); }

Truth truth(Thread& t, Object* o) {
  if (o == py_true()) return Truth::True;
  if (o == py_false() || o == none()) return Truth::False;
  const Slots& slots = slots_of(o);
  if (slots.truth) return slots.truth(t, o);
  if (!slots.length) return Truth::True;
  ssize n = TRY(slots.length(t, o));
  return truth_of(n != 0);
}

Result<ssize> hash(Thread& t, Object* o) {
  if (is_exact<Str>(o)) return str_hash(cast<Str>(o));
  HashFn function = slots_of(o).hash;
  if (function) return function(t, o);
  return raise_type_error(t, "unhashable type: '%T'", o);
}

}  // namespace sidewinder
