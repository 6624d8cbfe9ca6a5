// Functions on numbers: abs, bin, chr, divmod, hash, hex, oct, ord, pow, round.
#include "interpreter/modules/builtins/builtins.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/descriptor/typed_native.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Object* builtin_abs(Thread& t, Object* x) { return absolute(t, x); }

Object* in_base(Thread& t, Object* o, int base, const char* prefix) {
  Object* number = TRY(index(t, o));
  std::string digits = str_to_utf8(TRY(int_to_str(t, number, base)));
  bool negative = digits[0] == '-';
  return new_str((negative ? "-" : "") + std::string(prefix) + digits.substr(negative));
}
Object* builtin_bin(Thread& t, Object* number) { return in_base(t, number, 2, "0b"); }
Object* builtin_oct(Thread& t, Object* number) { return in_base(t, number, 8, "0o"); }
Object* builtin_hex(Thread& t, Object* number) { return in_base(t, number, 16, "0x"); }

Object* builtin_chr(Thread& t, int code_point) {
  if (code_point < 0 || code_point > 0x10ffff) return raise_value_error(t, "chr() arg not in range(0x110000)");
  return new_str_char(uint32_t(code_point));
}

Result<ssize> builtin_ord(Thread& t, Object* o) {
  ssize length;
  if (is_str(o)) {
    length = cast<Str>(o)->length;
    if (length == 1) return ssize(cast<Str>(o)->at(0));
  } else if (is_bytes(o) || is_bytearray(o)) {
    std::string_view bytes = TRY(as_bytes_view(t, o));
    length = ssize(bytes.size());
    if (length == 1) return ssize(uint8_t(bytes[0]));
  } else {
    return raise_type_error(t, "ord() expected string of length 1, but %T found", o);
  }
  return raise_type_error(t, "ord() expected a character, but string of length %zd found", length);
}

Object* builtin_divmod(Thread& t, Object* x, Object* y) { return binary(t, BinaryOp::DivMod, x, y); }

Result<ssize> builtin_hash(Thread& t, Object* o) { return hash(t, o); }

Object* builtin_pow(Thread& t, Object* base, Object* exponent, Object* modulus) {
  return power(t, base, exponent, modulus);
}

Object* builtin_round(Thread& t, Object* number, Object* digits) {
  Lookup method = TRY(lookup_on_class(t, number, names::round));
  if (method.is_missing()) return raise_type_error(t, "type %T doesn't define __round__ method", number);
  return digits == none() ? call(t, method.value) : call(t, method.value, digits);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/builtins/number_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX builtin
#define NATIVE_NAME ""
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const builtin_number_functions = builtin_method_rows;

}  // namespace sidewinder
