// bool: an int with two instances, whose and, or, xor stay bool.
#include "interpreter/objects/number/bool.h"

#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Object* bool_create(Thread& t, Type*, Args args) {
  TRY(args.no_keywords(t, "bool"));
  TRY(args.expect(t, "bool", 0, 1));
  return bool_object(args.count && TRY(truth(t, args[0])));
}

Object* bool_repr(Thread&, Object* o) { return intern(o == py_true() ? "True" : "False"); }

template <BinaryOp kOp> Object* bool_bitwise(Thread& t, Object* a, Object* b) {
  if (a->cls != &bool_type || b->cls != &bool_type) return int_type.data->slots.binary[int(kOp)](t, a, b);
  bool x = a == py_true(), y = b == py_true();
  return bool_object(kOp == BinaryOp::And ? x & y : kOp == BinaryOp::Or ? x | y : x ^ y);
}

constexpr Slots bool_slots() {
  Slots s{};
  s.repr = bool_repr;
  s.create = bool_create;
  s.binary[int(BinaryOp::And)] = bool_bitwise<BinaryOp::And>;
  s.binary[int(BinaryOp::Or)] = bool_bitwise<BinaryOp::Or>;
  s.binary[int(BinaryOp::Xor)] = bool_bitwise<BinaryOp::Xor>;
  return s;
}

constexpr const char bool_doc[] = "bool(x) -> bool\n\nReturns True when the argument x is true, False otherwise.";
TypeData bool_data = {.slots = bool_slots(), .spec = {.doc = bool_doc}};

}  // namespace

constinit Type bool_type = static_type("bool", 24, 4, kTypeLong | kTypeMatchSelf, &bool_data, &int_type);

}  // namespace sidewinder
