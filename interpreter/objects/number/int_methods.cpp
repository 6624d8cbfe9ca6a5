// int as Python sees it: the type, its constructor, operators and methods.
#include <cmath>

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/natural.h"
#include "interpreter/objects/number/number_format.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/number_text.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Object* int_parse_as(Thread& t, std::string_view text, int base, Object* source);  // int_text.cpp

// ---- construction ----

Object* int_from_text(Thread& t, Object* text, int base) {
  if (is_str(text)) return int_parse_as(t, ascii_number_text(cast<Str>(text)), base, text);
  return int_parse_as(t, TRY(as_bytes_view(t, text)), base, text);
}

namespace {

Object* int_from_trunc(Thread& t, Object* o) {
  Object* truncated = TRY(call_method(t, o, "__trunc__"));
  if (is_int(truncated)) return int_exact(truncated);
  if (!slots_of(truncated).index) return raise_type_error(t, "__trunc__ returned non-Integral (type %T)", truncated);
  return index(t, truncated);
}

}  // namespace

Object* int_from_object(Thread& t, Object* o) {
  if (is_exact<Int>(o)) return o;
  if (UnaryFn convert = slots_of(o).to_int) {
    Object* result = TRY(convert(t, o));
    if (!is_int(result)) return raise_type_error(t, "__int__ returned non-int (type %T)", result);
    return int_exact(result);
  }
  if (slots_of(o).index) return index(t, o);
  if (type_lookup(o->cls, names::trunc)) return int_from_trunc(t, o);
  if (is_str(o) || is_bytes_like(o)) return int_from_text(t, o, 10);
  return raise_type_error(t, "int() argument must be a string, a bytes-like object or a real number, not '%T'", o);
}

namespace {

Object* int_of_class(Thread& t, Type* cls, Object* value) {
  if (!value || cls == &int_type) return value;
  const Int* source = cast<Int>(value);
  ssize n = digit_count(source);
  Int* self = static_cast<Int*>(allocate_instance(t, cls, size_t(n < 2 ? 2 : n) * sizeof(Digit)));
  if (!self) return nullptr;
  self->size = source->size;
  std::memcpy(self->digits, source->digits, size_t(n) * sizeof(Digit));
  return self;
}

Object* int_with_base(Thread& t, Object* text, Object* base) {
  ssize number = TRY(index_as_ssize(t, base, nullptr));
  if ((number != 0 && number < 2) || number > 36)
    return raise_value_error(t, "int() base must be >= 2 and <= 36, or 0");
  if (!is_str(text) && !is_bytes_like(text))
    return raise_type_error(t, "int() can't convert non-string with explicit base");
  return int_from_text(t, text, int(number));
}

Object* int_create(Thread& t, Type* cls, Args args) {
  if (args.count == 1 && !args.names) return int_of_class(t, cls, int_from_object(t, args[0]));
  Object* given[2];
  TRY(args.bind(t, "int", "x=,/,base=", given));
  if (!given[0] && given[1]) return raise_type_error(t, "int() missing string argument");
  if (!given[0]) return int_of_class(t, cls, int_from_int64(0));
  return int_of_class(t, cls, given[1] ? int_with_base(t, given[0], given[1]) : int_from_object(t, given[0]));
}

// ---- operators ----

template <BinaryOp kOp> Object* int_binary_slot(Thread& t, Object* a, Object* b) {
  if (!is_int(a) || !is_int(b)) return not_implemented();
  return int_binary(t, kOp, a, b);
}

Object* int_divmod_slot(Thread& t, Object* a, Object* b) {
  if (!is_int(a) || !is_int(b)) return not_implemented();
  Object* both[2];
  both[0] = TRY(int_divmod(t, a, b, &both[1]));
  return new_tuple(both, 2);
}

Object* int_compare_slot(Thread&, Object* a, Object* b, CompareOp op) {
  if (!is_int(a) || !is_int(b)) return not_implemented();
  int order = int_compare(a, b);
  switch (op) {
    case CompareOp::Lt: return bool_object(order < 0);
    case CompareOp::Le: return bool_object(order <= 0);
    case CompareOp::Eq: return bool_object(order == 0);
    case CompareOp::Ne: return bool_object(order != 0);
    case CompareOp::Gt: return bool_object(order > 0);
    default: return bool_object(order >= 0);
  }
}

Object* int_repr(Thread& t, Object* o) { return int_to_str(t, o); }
Object* int_self(Thread&, Object* o) { return int_exact(o); }
Object* int_absolute(Thread& t, Object* o) { return int_sign(o) < 0 ? int_negative(t, o) : int_exact(o); }
Object* int_invert(Thread& t, Object* o) {
  Int* i = cast<Int>(o);
  if (i->is_small()) return int_from_int64(~i->small_value());
  Object* next = TRY(int_binary(t, BinaryOp::Add, o, int_from_int64(1)));
  return int_negative(t, next);
}
Object* int_to_float(Thread& t, Object* o) {
  bool overflow;
  double value = int_to_double(o, &overflow);
  if (overflow) return raise_overflow_error(t, "int too large to convert to float");
  return new_float(value);
}
Result<ssize> int_hash_slot(Thread&, Object* o) { return int_hash(o); }
Truth int_truth(Thread&, Object* o) { return truth_of(!int_is_zero(o)); }

constexpr Slots int_slots() {
  Slots s{};
  s.repr = int_repr;
  s.hash = int_hash_slot;
  s.truth = int_truth;
  s.index = s.to_int = s.positive = int_self;
  s.to_float = int_to_float;
  s.negative = int_negative;
  s.absolute = int_absolute;
  s.invert = int_invert;
  s.compare = int_compare_slot;
  s.create = int_create;
#define SLOT(op) s.binary[int(BinaryOp::op)] = int_binary_slot<BinaryOp::op>
  SLOT(Add);
  SLOT(Sub);
  SLOT(Mul);
  SLOT(TrueDiv);
  SLOT(FloorDiv);
  SLOT(Mod);
  SLOT(And);
  SLOT(Or);
  SLOT(Xor);
  SLOT(LShift);
  SLOT(RShift);
  SLOT(Pow);
#undef SLOT
  s.binary[int(BinaryOp::DivMod)] = int_divmod_slot;
  return s;
}

// ---- methods ----

Object* int_method_self(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "conjugate", 0, 0));
  return int_exact(self);
}

Object* int_method_bit_length(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "int.bit_length", 0, 0));
  return int_from_int64(int_bit_length(self));
}

Object* int_method_bit_count(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "int.bit_count", 0, 0));
  const Int* i = cast<Int>(self);
  ssize count = 0;
  for (ssize k = 0; k < digit_count(i); ++k) count += __builtin_popcount(i->digits[k]);
  return int_from_int64(count);
}

Object* int_method_as_integer_ratio(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "int.as_integer_ratio", 0, 0));
  Object* both[] = {TRY(int_exact(self)), int_from_int64(1)};
  return new_tuple(both, 2);
}

Object* int_method_round(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "__round__", 0, 1));
  if (args.count == 0) return int_exact(self);
  return int_round(t, self, TRY(index(t, args[0])));
}

Object* int_method_format(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "int.__format__", 1, 1));
  if (!is_str(args[0])) return raise_type_error(t, "__format__() argument must be str, not %T", args[0]);
  return int_format(t, self, cast<Str>(args[0]));
}

Object* int_method_getnewargs(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "int.__getnewargs__", 0, 0));
  Object* value = TRY(int_exact(self));
  return new_tuple(&value, 1);
}

Object* int_method_sizeof(Thread& t, Object* self, Args args) {
  TRY(args.expect(t, "int.__sizeof__", 0, 0));
  ssize n = digit_count(cast<Int>(self));
  return int_from_int64(int_type.basic_size + (n < 1 ? 1 : n) * ssize(sizeof(Digit)));
}

Result<bool> is_little_endian(Thread& t, Object* order) {
  if (!order) return false;
  if (!is_str(order)) return raise_type_error(t, "byteorder must be str, not %T", order);
  if (str_equals(cast<Str>(order), "little")) return true;
  if (str_equals(cast<Str>(order), "big")) return false;
  return raise_value_error(t, "byteorder must be either 'little' or 'big'");
}

Object* int_method_to_bytes(Thread& t, Object* self, Args args) {
  Object* given[3];
  TRY(args.bind(t, "to_bytes", "length=,byteorder=,*,signed=", given));
  ssize n = given[0] ? TRY(index_as_ssize(t, given[0], &exceptions::OverflowError)) : 1;
  bool little = TRY(is_little_endian(t, given[1]));
  bool is_signed = given[2] && TRY(truth(t, given[2]));
  if (n < 0) return raise_value_error(t, "length argument must be non-negative");
  Bytes* bytes = TRY(new_bytes(nullptr, n));
  TRY(int_to_bytes(t, self, bytes->bytes, n, little, is_signed));
  return bytes;
}

Object* int_method_from_bytes(Thread& t, Object* cls, Args args) {
  Object* given[3];
  TRY(args.bind(t, "from_bytes", "bytes,byteorder=,*,signed=", given));
  bool little = TRY(is_little_endian(t, given[1]));
  bool is_signed = given[2] && TRY(truth(t, given[2]));
  Object* source = TRY(bytes_from_object(t, given[0]));
  std::string_view view = TRY(as_bytes_view(t, source));
  Object* value =
      TRY(int_from_bytes(reinterpret_cast<const uint8_t*>(view.data()), ssize(view.size()), little, is_signed));
  return cls == &int_type ? value : call(t, cls, value);
}

Object* int_get_imag(Thread&, Object*) { return int_from_int64(0); }
Object* int_get_denominator(Thread&, Object*) { return int_from_int64(1); }

constexpr NativeMethod int_methods[] = {
    {"conjugate", int_method_self, MethodKind::Instance, "Returns self, the complex conjugate of any int."},
    {"bit_length", int_method_bit_length, MethodKind::Instance,
     "Number of bits necessary to represent self in binary."},
    {"bit_count", int_method_bit_count, MethodKind::Instance,
     "Number of ones in the binary representation of the absolute value of self."},
    {"to_bytes", int_method_to_bytes, MethodKind::Instance, "Return an array of bytes representing an integer."},
    {"from_bytes", int_method_from_bytes, MethodKind::Class,
     "Return the integer represented by the given array of bytes."},
    {"as_integer_ratio", int_method_as_integer_ratio, MethodKind::Instance,
     "Return a pair of integers whose ratio is equal to self."},
    {"__trunc__", int_method_self},
    {"__floor__", int_method_self},
    {"__ceil__", int_method_self},
    {"__round__", int_method_round},
    {"__getnewargs__", int_method_getnewargs},
    {"__format__", int_method_format},
    {"__sizeof__", int_method_sizeof},
    {},
};
constexpr NativeGetSet int_getsets[] = {
    {"real", int_self}, {"imag", int_get_imag}, {"numerator", int_self}, {"denominator", int_get_denominator}, {},
};

constexpr const char int_doc[] =
    "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no "
    "arguments are given.";

TypeData int_data = {.slots = int_slots(), .spec = {.methods = int_methods, .getsets = int_getsets, .doc = int_doc}};

}  // namespace

constinit Type int_type = static_type("int", 24, 4, kTypeBase | kTypeLong | kTypeMatchSelf, &int_data);

}  // namespace sidewinder
