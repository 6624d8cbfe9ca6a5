// bool: an int with two instances, whose and, or, xor stay bool.
#include "interpreter/objects/number/bool.h"

#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Truth bool_new(Thread& t, Type&, Object* x) { return truth(t, x); }

Object* bool_repr(Thread&, Object* o) { return intern(o == py_true() ? "True" : "False"); }

template <BinaryOp kOp> Object* bool_bitwise(Thread& t, Object* a, Object* b) {
  if (!is_exact<Bool>(a) || !is_exact<Bool>(b)) return int_type.data->slots.binary[int(kOp)](t, a, b);
  bool x = a == py_true(), y = b == py_true();
  if (kOp == BinaryOp::And) return bool_object(x & y);
  return bool_object(kOp == BinaryOp::Or ? x | y : x ^ y);
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/number/bool_methods.def"
#define NATIVE_TYPE Bool
#define NATIVE_PREFIX bool
#define NATIVE_NAME "bool"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_bool_data() {
  TypeData d{};
  d.slots.repr = bool_repr;
  d.slots.binary[int(BinaryOp::And)] = bool_bitwise<BinaryOp::And>;
  d.slots.binary[int(BinaryOp::Or)] = bool_bitwise<BinaryOp::Or>;
  d.slots.binary[int(BinaryOp::Xor)] = bool_bitwise<BinaryOp::Xor>;
  bool_declare(d);
  return d;
}
constinit TypeData bool_data = make_bool_data();

}  // namespace

constinit Type bool_type =
    static_type("bool", sizeof(Int), sizeof(Int::digits[0]), kTypeLong | kTypeMatchSelf, &bool_data, &int_type);

}  // namespace sidewinder
