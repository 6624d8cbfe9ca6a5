// UnicodeDecodeError, UnicodeEncodeError and UnicodeTranslateError: what could not be converted, and where.
#include <cstdio>

#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/exception/exception_data.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Status check_count(Thread& t, Args args, ssize expected) {
  if (args.count == expected) return Status::ok();
  return raise_type_error(t, "function takes exactly %zd arguments (%zd given)", expected, args.count);
}

Str* str_argument(Thread& t, Args args, ssize i) {
  if (is_str(args[i])) return cast<Str>(args[i]);
  return raise_type_error(t, "argument %d must be str, not %A", int(i) + 1, args[i]);
}

// ..., object, start, end, reason): the object is number `first`.
Status take_place(Thread& t, UnicodeErrorObject* self, Args args, ssize first) {
  self->object = args[first];
  TRY(argument_ssize(t, args[first + 1], &self->start));
  TRY(argument_ssize(t, args[first + 2], &self->end));
  self->reason = TRY(str_argument(t, args, first + 3));
  return Status::ok();
}

// UnicodeDecodeError(encoding, object, start, end, reason)
Status decode_error_init(Thread& t, Object* o, Args args) {
  TRY(base_exception_init(t, o, args));
  TRY(check_count(t, args, 5));
  auto* self = cast<UnicodeErrorObject>(o);
  self->encoding = TRY(str_argument(t, args, 0));
  TRY(take_place(t, self, args, 1));
  if (has_flag(self->object, kTypeBytes)) return Status::ok();
  std::string_view bytes = TRY(as_bytes_view(t, self->object));
  self->object = TRY(new_bytes(bytes.data(), ssize(bytes.size())));
  return Status::ok();
}

// UnicodeEncodeError(encoding, object, start, end, reason)
Status encode_error_init(Thread& t, Object* o, Args args) {
  TRY(base_exception_init(t, o, args));
  TRY(check_count(t, args, 5));
  auto* self = cast<UnicodeErrorObject>(o);
  self->encoding = TRY(str_argument(t, args, 0));
  TRY(str_argument(t, args, 1));
  return take_place(t, self, args, 1);
}

// UnicodeTranslateError(object, start, end, reason)
Status translate_error_init(Thread& t, Object* o, Args args) {
  TRY(base_exception_init(t, o, args));
  TRY(check_count(t, args, 4));
  TRY(str_argument(t, args, 0));
  return take_place(t, cast<UnicodeErrorObject>(o), args, 0);
}

const char* format_of_character(uint32_t c) {
  if (c < 0x100) return "character '\\x%02x' in position %zd: ";
  return c < 0x10000 ? "character '\\u%04x' in position %zd: " : "character '\\U%08x' in position %zd: ";
}

// "byte 0x80 in position 3: ", "characters in position 3-5: "
std::string describe_place(const UnicodeErrorObject* self, bool of_bytes) {
  char text[96];
  bool is_single = self->end == self->start + 1 && self->start >= 0;
  if (is_single && of_bytes && has_flag(self->object, kTypeBytes) && self->start < cast<Bytes>(self->object)->size) {
    std::snprintf(text, sizeof text, "byte 0x%02x in position %zd: ", bytes_data(self->object)[self->start],
                  self->start);
  } else if (is_single && is_str(self->object) && self->start < cast<Str>(self->object)->length) {
    uint32_t c = cast<Str>(self->object)->at(self->start);
    std::snprintf(text, sizeof text, format_of_character(c), c, self->start);
  } else {
    std::snprintf(text, sizeof text, "%s in position %zd-%zd: ", of_bytes ? "bytes" : "characters", self->start,
                  self->end - 1);
  }
  return text;
}

Object* describe(Thread& t, Object* o, const char* verb) {
  auto* self = cast<UnicodeErrorObject>(o);
  if (!self->object) return empty_str();
  StrBuilder text;
  if (self->encoding) text.add("'").add(TRY(to_str(t, self->encoding))).add("' codec ");
  bool of_bytes = is_instance(o, &exceptions::UnicodeDecodeError);
  text.add("can't ").add(verb).add(" ").add(describe_place(self, of_bytes));
  return text.add(TRY(to_str(t, self->reason))).finish();
}
Object* decode_error_str(Thread& t, Object* o) { return describe(t, o, "decode"); }
Object* encode_error_str(Thread& t, Object* o) { return describe(t, o, "encode"); }
Object* translate_error_str(Thread& t, Object* o) { return describe(t, o, "translate"); }

}  // namespace

#define NATIVE_TABLE "interpreter/objects/exception/unicode_error_methods.def"
#define NATIVE_TYPE UnicodeErrorObject
#define NATIVE_PREFIX unicode_error
#define NATIVE_NAME "UnicodeError"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_unicode_error_data(InitFn init, UnaryFn str, const char* doc) {
  TypeData d{};
  d.slots.init = init;
  d.slots.str = str;
  unicode_error_declare(d);
  d.spec.doc = doc;
  return d;
}

}  // namespace

constinit TypeData UnicodeDecodeError_data =
    make_unicode_error_data(decode_error_init, decode_error_str, "Unicode decoding error.");
constinit TypeData UnicodeEncodeError_data =
    make_unicode_error_data(encode_error_init, encode_error_str, "Unicode encoding error.");
constinit TypeData UnicodeTranslateError_data =
    make_unicode_error_data(translate_error_init, translate_error_str, "Unicode translation error.");

}  // namespace sidewinder
