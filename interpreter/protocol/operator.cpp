// Operators (language reference 3.3.8): who is asked first, and what is said when nobody answers.

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/slot_dispatch.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/function/function.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/c_power.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

const char* operator_symbol(BinaryOp op) {
  static constexpr const char* kSymbols[] = {
#define OPERATOR(name, symbol, ...) symbol,
#include "interpreter/objects/core/operators.def"
#undef OPERATOR
  };
  return kSymbols[int(op)];
}

namespace {

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

// `print >>stream`, as Python 2 had it.
bool is_function_print(const Object* o) {
  return is_exact<BuiltinFunction>(o) &&
         std::string_view(static_cast<const BuiltinFunction*>(o)->method->name) == "print";
}

Raised raise_unsupported(Thread& t, BinaryOp op, Object* a, Object* b, const char* suffix) {
  std::string symbol = operator_symbol(op);
  if (op == BinaryOp::Pow && !*suffix) symbol = "** or pow()";
  const char* hint = op == BinaryOp::RShift && !*suffix && is_function_print(a)
                         ? ". Did you mean \"print(<message>, file=<output_stream>)\"?"
                         : "";
  return raise_type_error(t, "unsupported operand type(s) for %s%s: '%T' and '%T'%s", symbol.c_str(), suffix, a, b,
                          hint);
}

Object* repeat_sequence(Thread& t, RepeatFn repeat, Object* sequence, Object* times) {
  if (!slots_of(times).index) return raise_type_error(t, "can't multiply sequence by non-int of type '%T'", times);
  return repeat(t, sequence, TRY(index_as_ssize(t, times, &exceptions::OverflowError)));
}

// What is left when neither operand's slot for the operator has answered: a sequence's + and *, or the error.
Object* binary_of_sequences(Thread& t, BinaryOp op, Object* a, Object* b) {
  if (op == BinaryOp::Add && slots_of(a).concat) return slots_of(a).concat(t, a, b);
  if (op == BinaryOp::Mul) {
    if (RepeatFn repeat = slots_of(a).repeat) return repeat_sequence(t, repeat, a, b);
    if (RepeatFn repeat = slots_of(b).repeat) return repeat_sequence(t, repeat, b, a);
  }
  return raise_unsupported(t, op, a, b, "");
}

// Whether the type has a table of sequence slots in CPython: then `a *= b` does not look at b's.
bool has_sequence_slots(const Object* o) {
  const Slots& slots = slots_of(o);
  return (o->cls->flags & kTypeHeap) || slots.concat || slots.repeat || slots.contains || slots.length;
}

Object* in_place_of_sequences(Thread& t, BinaryOp op, Object* a, Object* b) {
  const Slots& left = slots_of(a);
  if (op == BinaryOp::Add) {
    if (BinaryFn concat = left.in_place_concat ? left.in_place_concat : left.concat) return concat(t, a, b);
  } else if (op == BinaryOp::Mul) {
    if (RepeatFn repeat = left.in_place_repeat ? left.in_place_repeat : left.repeat)
      return repeat_sequence(t, repeat, a, b);
    RepeatFn repeat = has_sequence_slots(a) ? nullptr : slots_of(b).repeat;
    if (repeat) return repeat_sequence(t, repeat, b, a);
  }
  return raise_unsupported(t, op, a, b, "=");
}

Object* unary(Thread& t, Object* o, UnaryFn function, const char* symbol) {
  return function ? function(t, o) : raise_type_error(t, "bad operand type for %s: '%T'", symbol, o);
}

}  // namespace

// The commonest + that is no number's.
static bool joins_text(BinaryOp op, const Object* a, const Object* b) {
  return op == BinaryOp::Add && is_exact<Str>(a) && is_exact<Str>(b);
}

Object* binary(Thread& t, BinaryOp op, Object* a, Object* b) {
  if (joins_text(op, a, b)) return str_concat(t, cast<Str>(a), cast<Str>(b));
  Object* result = try_binary(t, op, a, b);
  return result == not_implemented() ? binary_of_sequences(t, op, a, b) : result;
}

Object* binary_after_left(Thread& t, BinaryOp op, Object* a, Object* b) {
  BinaryFn right = a->cls != b->cls ? slots_of(b).binary[int(op)] : nullptr;
  if (right && right == slot_dispatchers.binary[int(op)]) {
    Object* values[] = {b, a};
    Object* reflected = b->cls->data->reflected[int(op)];
    Object* result = reflected ? TRY(call_found(t, reflected, Args{values, 2})) : not_implemented();
    if (result != not_implemented()) return result;
  } else if (right) {
    Object* result = TRY(right(t, a, b));
    if (result != not_implemented()) return result;
  }
  return binary_of_sequences(t, op, a, b);
}

Object* in_place(Thread& t, BinaryOp op, Object* a, Object* b) {
  if (joins_text(op, a, b)) return str_concat(t, cast<Str>(a), cast<Str>(b));
  if (BinaryFn function = slots_of(a).in_place[int(op)]) {
    Object* result = TRY(function(t, a, b));
    if (result != not_implemented()) return result;
  }
  Object* result = try_binary(t, op, a, b);
  return result == not_implemented() ? in_place_of_sequences(t, op, a, b) : result;
}

Object* (*c_power_hook)(Thread& t, Object* a, Object* b, Object* modulus);
Object* (*c_in_place_power_hook)(Thread& t, const Type* owner, Object* a, Object* b, Object* modulus);

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
  if (c_power_hook) {
    Object* result = TRY(c_power_hook(t, a, b, modulus));
    if (result != not_implemented()) return result;
  }
  auto is_number = [](Object* o) {
    return has_flag(o, kTypeLong) || is_instance(o, &float_type) || is_instance(o, &complex_type);
  };
  for (Object* o : {a, b, modulus}) {  // the first of them that is no int decides
    if (has_flag(o, kTypeLong)) continue;
    if (is_instance(o, &float_type))
      return raise_type_error(t, "pow() 3rd argument not allowed unless all arguments are integers");
    if (is_instance(o, &complex_type) && is_number(a) && is_number(b)) return raise_value_error(t, "complex modulo");
  }
  return raise_type_error(t, "unsupported operand type(s) for ** or pow(): '%T', '%T', '%T'", a, b, modulus);
}

Object* negative(Thread& t, Object* o) { return unary(t, o, slots_of(o).negative, "unary -"); }
Object* positive(Thread& t, Object* o) { return unary(t, o, slots_of(o).positive, "unary +"); }
Object* invert(Thread& t, Object* o) { return unary(t, o, slots_of(o).invert, "unary ~"); }
Object* absolute(Thread& t, Object* o) { return unary(t, o, slots_of(o).absolute, "abs()"); }

}  // namespace sidewinder
