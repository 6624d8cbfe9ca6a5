// Functions on numbers: abs, bin, chr, divmod, hash, hex, oct, ord, pow, round.
#include "interpreter/modules/builtins/builtins.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Object* builtin_abs(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "abs", 1, 1));
  return absolute(t, args[0]);
}

Object* in_base(Thread& t, Args args, const char* name, int base, const char* prefix) {
  TRY(args.expect(t, name, 1, 1));
  Object* number = TRY(index(t, args[0]));
  std::string digits = str_to_utf8(TRY(int_to_str(t, number, base)));
  bool negative = digits[0] == '-';
  return new_str((negative ? "-" : "") + std::string(prefix) + digits.substr(negative));
}
Object* builtin_bin(Thread& t, Object*, Args args) { return in_base(t, args, "bin", 2, "0b"); }
Object* builtin_oct(Thread& t, Object*, Args args) { return in_base(t, args, "oct", 8, "0o"); }
Object* builtin_hex(Thread& t, Object*, Args args) { return in_base(t, args, "hex", 16, "0x"); }

Object* builtin_chr(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "chr", 1, 1));
  Object* number = TRY(index(t, args[0]));
  int64_t code_point;
  if (!int_fits_int64(number, &code_point) || int64_t(int(code_point)) != code_point)
    return raise_overflow_error(t, "Python int too large to convert to C int");
  if (code_point < 0 || code_point > 0x10ffff) return raise_value_error(t, "chr() arg not in range(0x110000)");
  return new_str_char(uint32_t(code_point));
}

Object* builtin_ord(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "ord", 1, 1));
  Object* o = args[0];
  ssize length;
  if (is_str(o)) {
    length = cast<Str>(o)->length;
    if (length == 1) return int_from_int64(cast<Str>(o)->at(0));
  } else if (is_bytes_like(o)) {
    std::string_view bytes = TRY(as_bytes_view(t, o));
    length = ssize(bytes.size());
    if (length == 1) return int_from_int64(uint8_t(bytes[0]));
  } else {
    return raise_type_error(t, "ord() expected string of length 1, but %T found", o);
  }
  return raise_type_error(t, "ord() expected a character, but string of length %zd found", length);
}

Object* builtin_divmod(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "divmod", 2, 2));
  return binary(t, BinaryOp::DivMod, args[0], args[1]);
}
Object* builtin_hash(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "hash", 1, 1));
  return int_from_int64(TRY(hash(t, args[0])));
}
Object* builtin_pow(Thread& t, Object*, Args args) {
  Object* v[3];
  TRY(args.bind(t, "pow", "base,exp,mod=", v));
  return power(t, v[0], v[1], v[2] ? v[2] : none());
}
Object* builtin_round(Thread& t, Object*, Args args) {
  Object* v[2];
  TRY(args.bind(t, "round", "number,ndigits=", v));
  Lookup method = TRY(lookup_on_class(t, v[0], names::round));
  if (method.is_missing()) return raise_type_error(t, "type %T doesn't define __round__ method", v[0]);
  if (!v[1] || v[1] == none()) return call(t, method.value);
  return call(t, method.value, v[1]);
}

}  // namespace

const NativeMethod builtin_number_functions[] = {
    {"abs", builtin_abs, MethodKind::Instance, "abs($module, x, /)\n--\n\nReturn the absolute value of the argument.",
     Intrinsic::Abs},
    {"bin", builtin_bin, MethodKind::Instance,
     "bin($module, number, /)\n--\n\nReturn the binary representation of an integer."},
    {"chr", builtin_chr, MethodKind::Instance,
     "chr($module, i, /)\n--\n\nReturn a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.",
     Intrinsic::Chr},
    {"divmod", builtin_divmod, MethodKind::Instance,
     "divmod($module, x, y, /)\n--\n\nReturn the tuple (x//y, x%y).  Invariant: div*y + mod == x."},
    {"hash", builtin_hash, MethodKind::Instance,
     "hash($module, obj, /)\n--\n\nReturn the hash value for the given object."},
    {"hex", builtin_hex, MethodKind::Instance,
     "hex($module, number, /)\n--\n\nReturn the hexadecimal representation of an integer."},
    {"oct", builtin_oct, MethodKind::Instance,
     "oct($module, number, /)\n--\n\nReturn the octal representation of an integer."},
    {"ord", builtin_ord, MethodKind::Instance,
     "ord($module, c, /)\n--\n\nReturn the Unicode code point for a one-character string."},
    {"pow", builtin_pow, MethodKind::Instance,
     "pow($module, /, base, exp, mod=None)\n--\n\nEquivalent to base**exp with 2 arguments or base**exp % mod with 3 "
     "arguments."},
    {"round", builtin_round, MethodKind::Instance,
     "round($module, /, number, ndigits=None)\n--\n\nRound a number to a given precision in decimal digits."},
    {}};

}  // namespace sidewinder
