// int as Python sees it: the type, its constructor, operators and methods.
#include <algorithm>
#include <cmath>

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/compare_order.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/natural.h"
#include "interpreter/objects/number/number_format.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/number_text.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/warning.h"

namespace sidewinder {

Object* int_parse_as(Thread& t, std::string_view text, int base, Object* source);  // int_text.cpp

// ---- construction ----

namespace {

// A sign and at most 18 digits, as nearly all texts of numbers are.
bool parse_short_decimal(std::string_view text, int64_t* value) {
  constexpr size_t kMostDigits = 18;
  bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.size() > kMostDigits) return false;
  int64_t magnitude = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return false;
    magnitude = magnitude * 10 + (c - '0');
  }
  *value = negative ? -magnitude : magnitude;
  return true;
}

}  // namespace

Object* int_from_text(Thread& t, Object* text, int base) {
  int64_t value;
  if (base == 10 && is_str(text) && cast<Str>(text)->is_ascii()) {
    const Str* s = cast<Str>(text);
    if (parse_short_decimal({static_cast<const char*>(s->data()), size_t(s->length)}, &value))
      return int_from_int64(value);
  }
  if (is_str(text)) return int_parse_as(t, ascii_number_text(cast<Str>(text)), base, text);
  std::string_view bytes = TRY(as_bytes_view(t, text));
  // Messages show all buffers as the bytes that they hold.
  return int_parse_as(t, bytes, base, text->cls == Bytes::type() ? text : TRY(new_bytes(bytes)));
}

namespace {

Object* int_from_trunc(Thread& t, Object* o, Object* method) {
  TRY(warn_format(t, exceptions::DeprecationWarning, 1, "The delegation of int() to __trunc__ is deprecated."));
  Object* truncated = TRY(call_found(t, method, Args{&o, 1}));
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
    if (!is_exact<Int>(result)) TRY(warn_strict_subclass(t, "__int__", "int", result));
    return int_exact(result);
  }
  if (slots_of(o).index) return index(t, o);
  if (Object* method = type_lookup(o->cls, names::trunc)) return int_from_trunc(t, o, method);
  if (is_str(o) || is_bytes_like(o)) return int_from_text(t, o, 10);
  return raise_type_error(t, "int() argument must be a string, a bytes-like object or a real number, not '%T'", o);
}

namespace {

Object* int_of_class(Thread& t, Type* cls, Object* value) {
  if (!value || cls == &int_type) return value;
  const Int* source = cast<Int>(value);
  ssize n = digit_count(source);
  Int* self = static_cast<Int*>(TRY(allocate_instance(t, cls, size_t(std::max<ssize>(n, 2)) * sizeof(Digit))));
  self->size = source->size;
  std::memcpy(self->digits, source->digits, size_t(n) * sizeof(Digit));
  return self;
}

Object* int_with_base(Thread& t, Object* text, Object* base) {
  ssize number = TRY(index_as_ssize(t, base, nullptr));
  if ((number != 0 && number < 2) || number > 36)
    return raise_value_error(t, "int() base must be >= 2 and <= 36, or 0");
  if (!is_str(text) && !is_bytes(text) && !is_instance(text, &bytearray_type))
    return raise_type_error(t, "int() can't convert non-string with explicit base");
  return int_from_text(t, text, int(number));
}

Object* int_new(Thread& t, Type& cls, Object* x, Object* base) {
  if (x && !base) return int_of_class(t, &cls, int_from_object(t, x));
  if (x) return int_of_class(t, &cls, int_with_base(t, x, base));
  if (base) return raise_type_error(t, "int() missing string argument");
  return int_of_class(t, &cls, int_from_int64(0));
}

// ---- operators ----

template <BinaryOp kOp> Object* int_binary_slot(Thread& t, Object* a, Object* b) {
  if (!is_int(a) || !is_int(b)) return not_implemented();
  return int_binary(t, kOp, a, b);
}

Object* int_divmod_slot(Thread& t, Object* a, Object* b) {
  if (!is_int(a) || !is_int(b)) return not_implemented();
  Object* remainder;
  Object* quotient = TRY(int_divmod(t, a, b, &remainder));
  Object* both[] = {quotient, remainder};
  return new_tuple(both, 2);
}

Object* int_compare_slot(Thread&, Object* a, Object* b, CompareOp op) {
  if (!is_int(a) || !is_int(b)) return not_implemented();
  return bool_object(compare_order(int_compare(a, b), 0, op));
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

// ---- methods ----

Object* int_real(Int& self) { return int_exact(&self); }
Object* int_imag(const Int&) { return int_from_int64(0); }
Object* int_denominator(const Int&) { return int_from_int64(1); }
Object* int_conjugate(Int& self) { return int_exact(&self); }
Object* int_trunc(Int& self) { return int_exact(&self); }
Object* int_floor(Int& self) { return int_exact(&self); }
Object* int_ceil(Int& self) { return int_exact(&self); }

ssize int_bit_count(const Int& self) {
  ssize count = 0;
  for (ssize i = 0; i < digit_count(&self); i++) count += __builtin_popcount(self.digits[i]);
  return count;
}

Tuple* int_as_integer_ratio(Int& self) {
  Object* both[] = {TRY(int_exact(&self)), int_from_int64(1)};
  return new_tuple(both, 2);
}

Object* int_rounded(Thread& t, Int& self, Object* digits /* null: to an int */) {
  return digits ? int_round(t, &self, TRY(index(t, digits))) : int_exact(&self);
}

Tuple* int_getnewargs(Int& self) {
  Object* value = TRY(int_exact(&self));
  return new_tuple(&value, 1);
}

ssize int_sizeof(const Int& self) {
  return int_type.basic_size + std::max<ssize>(digit_count(&self), 1) * int_type.item_size;
}

Result<bool> is_little_endian(Thread& t, Str* order /* null: big */) {
  if (!order || str_equals(order, "big")) return false;
  if (str_equals(order, "little")) return true;
  return raise_value_error(t, "byteorder must be either 'little' or 'big'");
}

Object* int_as_bytes(Thread& t, Int& self, ssize length, Str* order, bool is_signed) {
  bool little = TRY(is_little_endian(t, order));
  if (length < 0) return raise_value_error(t, "length argument must be non-negative");
  Bytes* bytes = TRY(new_bytes(nullptr, length));
  TRY(int_to_bytes(t, &self, bytes->bytes, length, little, is_signed));
  return bytes;
}

Object* int_of_bytes(Thread& t, Type& cls, Object* source, Str* order, bool is_signed) {
  bool little = TRY(is_little_endian(t, order));
  std::string_view view = TRY(as_bytes_view(t, TRY(bytes_from_object(t, source))));
  auto* bytes = reinterpret_cast<const uint8_t*>(view.data());
  Object* value = TRY(int_from_bytes(bytes, ssize(view.size()), little, is_signed));
  return &cls == &int_type ? value : call(t, &cls, value);
}

}  // namespace

#define NATIVE_TABLE "interpreter/objects/number/int_methods.def"
#define NATIVE_TYPE Int
#define NATIVE_PREFIX int
#define NATIVE_NAME "int"
#include "interpreter/objects/core/native_table.inc"

namespace {

template <BinaryOp... kOps> constexpr void set_binary_slots(Slots& slots) {
  ((slots.binary[int(kOps)] = int_binary_slot<kOps>), ...);
}

constexpr TypeData make_int_data() {
  TypeData d{};
  d.slots.repr = int_repr;
  d.slots.hash = int_hash_slot;
  d.slots.truth = int_truth;
  d.slots.index = int_self;
  d.slots.to_int = int_self;
  d.slots.positive = int_self;
  d.slots.to_float = int_to_float;
  d.slots.negative = int_negative;
  d.slots.absolute = int_absolute;
  d.slots.invert = int_invert;
  d.slots.compare = int_compare_slot;
  set_binary_slots<BinaryOp::Add, BinaryOp::Sub, BinaryOp::Mul, BinaryOp::TrueDiv, BinaryOp::FloorDiv, BinaryOp::Mod,
                   BinaryOp::And, BinaryOp::Or, BinaryOp::Xor, BinaryOp::LShift, BinaryOp::RShift, BinaryOp::Pow>(
      d.slots);
  d.slots.binary[int(BinaryOp::DivMod)] = int_divmod_slot;
  int_declare(d);
  return d;
}
constinit TypeData int_data = make_int_data();

}  // namespace

constinit Type int_type =
    static_type("int", offsetof(Int, digits), sizeof(Digit), kTypeBase | kTypeLong | kTypeMatchSelf, &int_data);

}  // namespace sidewinder
