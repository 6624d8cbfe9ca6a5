// Operators (language reference 3.3.8): who is asked first, and what is said when nobody answers.
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

constexpr const char* kSymbols[] = {
#define OPERATOR(name, symbol, forward, reflected, in_place) symbol,
#include "interpreter/objects/core/operators.def"
#undef OPERATOR
};

// Both operands' slots: the left one first, unless the right one is of a subclass with a slot of its own.
Object* try_binary(Thread& t, BinaryOp op, Object* a, Object* b) {
  BinaryFn left = slots_of(a).binary[int(op)];
  BinaryFn right = a->cls != b->cls ? slots_of(b).binary[int(op)] : nullptr;
  if (right == left) right = nullptr;
  if (left) {
    if (right && is_subtype(b->cls, a->cls)) {
      Object* result = TRY(right(t, a, b));
      if (result != not_implemented()) return result;
      right = nullptr;
    }
    Object* result = TRY(left(t, a, b));
    if (result != not_implemented()) return result;
  }
  return right ? right(t, a, b) : not_implemented();
}

bool is_concatenable(Object* o) { return o->cls->flags & (kTypeList | kTypeTuple | kTypeUnicode | kTypeBytes); }
bool is_bytes_like(Object* o) { return (o->cls->flags & kTypeBytes) || std::string_view(o->cls->name) == "bytearray"; }

Raised raise_unsupported(Thread& t, BinaryOp op, Object* a, Object* b, const char* suffix) {
  if (op == BinaryOp::Add && is_bytes_like(a)) return raise_type_error(t, "can't concat %T to %T", b, a);
  if (op == BinaryOp::Add && is_concatenable(a)) {
    const char* kind = has_flag(a, kTypeList) ? "list" : has_flag(a, kTypeTuple) ? "tuple" : "str";
    return raise_type_error(t, "can only concatenate %s (not \"%T\") to %s", kind, b, kind);
  }
  if (op == BinaryOp::Mul) {
    bool left = is_concatenable(a) || is_bytes_like(a), right = is_concatenable(b) || is_bytes_like(b);
    if (left || right) return raise_type_error(t, "can't multiply sequence by non-int of type '%T'", left ? b : a);
  }
  std::string symbol = kSymbols[int(op)];
  if (op == BinaryOp::Pow && !*suffix) symbol = "** or pow()";
  return raise_type_error(t, "unsupported operand type(s) for %s%s: '%T' and '%T'", symbol.c_str(), suffix, a, b);
}

Object* unary(Thread& t, Object* o, UnaryFn function, const char* symbol) {
  return function ? function(t, o) : raise_type_error(t, "bad operand type for %s: '%T'", symbol, o);
}

}  // namespace

Object* binary(Thread& t, BinaryOp op, Object* a, Object* b) {
  Object* result = try_binary(t, op, a, b);
  return result == not_implemented() ? raise_unsupported(t, op, a, b, "") : result;
}

Object* in_place(Thread& t, BinaryOp op, Object* a, Object* b) {
  if (BinaryFn function = slots_of(a).in_place[int(op)]) {
    Object* result = TRY(function(t, a, b));
    if (result != not_implemented()) return result;
  }
  Object* result = try_binary(t, op, a, b);
  return result == not_implemented() ? raise_unsupported(t, op, a, b, "=") : result;
}

// pow() with a modulus: ints, or a class whose __pow__ takes three. There is no reflected form.
Object* power(Thread& t, Object* a, Object* b, Object* modulus) {
  if (modulus == none()) return binary(t, BinaryOp::Pow, a, b);
  if (has_flag(a, kTypeLong) && has_flag(b, kTypeLong) && has_flag(modulus, kTypeLong) &&
      a->cls->data->slots.binary[int(BinaryOp::Pow)] == int_type.data->slots.binary[int(BinaryOp::Pow)])
    return int_power(t, a, b, modulus);
  Object* method = a->cls->data->forward[int(BinaryOp::Pow)];
  if (method && is_exact<Function>(method)) {
    Object* values[] = {a, b, modulus};
    Object* result = TRY(call_found(t, method, Args{values, 3}));
    if (result != not_implemented()) return result;
  }
  bool has_float = is_instance(a, &float_type) || is_instance(b, &float_type) || is_instance(modulus, &float_type);
  bool all_numbers = (is_instance(a, &float_type) || has_flag(a, kTypeLong)) &&
                     (is_instance(b, &float_type) || has_flag(b, kTypeLong));
  if (has_float && all_numbers)
    return raise_type_error(t, "pow() 3rd argument not allowed unless all arguments are integers");
  return raise_type_error(t, "unsupported operand type(s) for ** or pow(): '%T', '%T', '%T'", a, b, modulus);
}

Object* negative(Thread& t, Object* o) { return unary(t, o, slots_of(o).negative, "unary -"); }
Object* positive(Thread& t, Object* o) { return unary(t, o, slots_of(o).positive, "unary +"); }
Object* invert(Thread& t, Object* o) { return unary(t, o, slots_of(o).invert, "unary ~"); }
Object* absolute(Thread& t, Object* o) { return unary(t, o, slots_of(o).absolute, "abs()"); }

}  // namespace sidewinder
