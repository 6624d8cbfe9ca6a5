// repr, str, format, and the conversion to indices.
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/function/function.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/number_format.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/recursion.h"
#include "interpreter/protocol/warning.h"

namespace sidewinder {

// A level of recursion: a deep structure is not searched for itself at every level of a deep C stack.
Str* repr(Thread& t, Object* o) {
  RecursionLevel level(t, " while getting the repr of an object");
  if (level.too_deep()) return Raised{};
  Object* text = slots_of(o).repr(t, o);
  if (!text) return Raised{};
  if (is_str(text)) return cast<Str>(text);
  return raise_type_error(t, "__repr__ returned non-string (type %T)", text);
}

Str* to_str(Thread& t, Object* o) {
  if (is_exact<Str>(o)) return cast<Str>(o);
  RecursionLevel level(t, " while getting the str of an object");
  if (level.too_deep()) return Raised{};
  Object* text = TRY(slots_of(o).str(t, o));
  if (is_str(text)) return cast<Str>(text);
  return raise_type_error(t, "__str__ returned non-string (type %T)", text);
}

// The repr with everything beyond ASCII escaped.
Str* ascii(Thread& t, Object* o) {
  Str* text = TRY(repr(t, o));
  if (text->is_ascii()) return text;
  StrBuilder escaped;
  for (ssize i = 0; i < text->length; i++) {
    uint32_t c = text->at(i);
    char piece[16];
    if (c < 0x80) {
      escaped.add_char(c);
      continue;
    }
    snprintf(piece, sizeof piece, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
    escaped.add(piece);
  }
  return escaped.finish();
}

Object* format(Thread& t, Object* o, Str* spec) {
  if (spec->length == 0) {
    if (is_exact<Str>(o)) return o;
    if (is_exact<Int>(o)) return int_to_str(t, o);
  }
  if (is_exact<Str>(o)) return str_format_with_spec(t, cast<Str>(o), spec);
  if (is_exact<Int>(o)) return int_format(t, o, spec);
  if (is_exact<Float>(o)) return float_format(t, o, spec);
  Lookup method = TRY(lookup_on_class(t, o, names::format));
  if (method.is_missing()) return raise_type_error(t, "Type %T doesn't define __format__", o);
  Object* text = TRY(call(t, method.value, spec));
  if (is_str(text)) return text;
  return raise_type_error(t, "__format__ must return a str, not %T", text);
}

Object* index(Thread& t, Object* o) {
  if (is_exact<Int>(o)) return o;
  if (has_flag(o, kTypeLong)) return int_type.data->slots.index(t, o);
  UnaryFn function = slots_of(o).index;
  if (!function) return raise_type_error(t, "'%T' object cannot be interpreted as an integer", o);
  Object* number = TRY(function(t, o));
  if (is_exact<Int>(number)) return number;
  if (has_flag(number, kTypeLong)) {
    TRY(warn_strict_subclass(t, "__index__", "int", number));
    return int_type.data->slots.index(t, number);
  }
  return raise_type_error(t, "__index__ returned non-int (type %T)", number);
}

Result<ssize> index_as_ssize(Thread& t, Object* o, Type* overflow) {
  Object* number = TRY(index(t, o));
  int64_t value;
  if (int_fits_int64(number, &value)) return ssize(value);
  if (!overflow) return int_sign(number) < 0 ? PTRDIFF_MIN : PTRDIFF_MAX;
  return raise(t, *overflow, "cannot fit '%T' into an index-sized integer", o);
}

std::string describe(Object* o) {
  if (!o) return "<null>";
  if (o == none()) return "None";
  if (o->cls == &bool_type) return o == py_true() ? "True" : "False";
  int64_t value;
  if (is_exact<Int>(o) && int_fits_int64(o, &value)) return std::to_string(value);
  if (is_exact<Float>(o)) return double_repr(cast<Float>(o)->value);
  if (is_exact<Str>(o)) return "'" + str_to_utf8(cast<Str>(o)) + "'";
  if (is_type(o)) return std::string("<class ") + cast<Type>(o)->name + ">";
  if (is_exact<Function>(o)) return "<function " + str_to_utf8(cast<Function>(o)->qualname) + ">";
  return std::string("<") + o->cls->name + " object>";
}

}  // namespace sidewinder
