// The error handlers as Python code gets them from codecs.lookup_error: functions of an exception that return
// (replacement, position), or raise it.
#include <algorithm>

#include "interpreter/base/utf8.h"
#include "interpreter/objects/codec/codec_errors.h"
#include "interpreter/objects/codec/codec_registry.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_method.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

enum class Kind : uint8_t { None, Encode, Decode, Translate };

Kind kind_of(const Object* o) {
  if (is_instance(o, &exceptions::UnicodeEncodeError)) return Kind::Encode;
  if (is_instance(o, &exceptions::UnicodeDecodeError)) return Kind::Decode;
  return is_instance(o, &exceptions::UnicodeTranslateError) ? Kind::Translate : Kind::None;
}

// What an exception says, with its place brought into the object.
struct Fault {
  Kind kind = Kind::None;
  UnicodeErrorObject* exception = nullptr;
  Str* text = nullptr;  // of Encode and Translate
  std::string_view bytes;
  ssize begin = 0, end = 0;
};

Raised raise_unable(Thread& t, Object* o) {
  return raise_type_error(t, "don't know how to handle %T in error callback", o);
}

Result<Fault> read_fault(Thread& t, Object* o) {
  Fault f;
  f.kind = kind_of(o);
  if (f.kind == Kind::None) return raise_unable(t, o);
  f.exception = static_cast<UnicodeErrorObject*>(o);
  Object* object = f.exception->object;
  if (!object) return raise_type_error(t, "object attribute not set");
  bool of_bytes = f.kind == Kind::Decode;
  if (of_bytes ? !is_bytes(object) : !is_str(object))
    return raise_type_error(t, "object attribute must be %s", of_bytes ? "bytes" : "unicode");
  if (of_bytes) f.bytes = cast<Bytes>(object)->view();
  else f.text = cast<Str>(object);
  ssize size = of_bytes ? ssize(f.bytes.size()) : f.text->length;
  f.begin = std::min(std::max<ssize>(f.exception->start, 0), std::max<ssize>(size - 1, 0));
  f.end = std::min(std::max<ssize>(f.exception->end, 1), size);
  return f;
}

Object* answer(Object* replacement, ssize position) {
  if (!replacement) return nullptr;
  Object* items[] = {replacement, int_from_int64(position)};
  return items[1] ? new_tuple(items, 2) : nullptr;
}

template <class F> Object* answer_escaped(const Fault& f, F&& escape) {
  std::string text;
  for (ssize i = f.begin; i < f.end; i++) text += escape(f.text->at(i));
  return answer(new_str(text), std::max(f.begin, f.end));
}

Object* one_argument(Thread& t, Args args, const char* name) {
  if (args.keyword_count()) return raise_type_error(t, "%s() takes no keyword arguments", name);
  if (args.count != 1) return raise_type_error(t, "%s() takes exactly one argument (%zd given)", name, args.count);
  return args[0];
}

Object* strict_errors(Thread& t, Object*, Args args) {
  Object* o = TRY(one_argument(t, args, "strict_errors"));
  if (is_exception(o)) return raise_object(t, o);
  return raise_type_error(t, "codec must pass exception instance");
}

Object* ignore_errors(Thread& t, Object*, Args args) {
  Fault f = TRY(read_fault(t, TRY(one_argument(t, args, "ignore_errors"))));
  return answer(empty_str(), f.end);
}

Object* replace_errors(Thread& t, Object*, Args args) {
  Fault f = TRY(read_fault(t, TRY(one_argument(t, args, "replace_errors"))));
  ssize n = f.kind == Kind::Decode ? 1 : f.end - f.begin;
  StrBuilder text;
  text.add_repeated(f.kind == Kind::Encode ? '?' : 0xfffd, n);
  return answer(text.finish(), f.end);
}

Object* xmlcharrefreplace_errors(Thread& t, Object*, Args args) {
  Object* o = TRY(one_argument(t, args, "xmlcharrefreplace_errors"));
  if (kind_of(o) != Kind::Encode) return raise_unable(t, o);
  return answer_escaped(TRY(read_fault(t, o)), character_reference);
}

Object* backslashreplace_errors(Thread& t, Object*, Args args) {
  Fault f = TRY(read_fault(t, TRY(one_argument(t, args, "backslashreplace_errors"))));
  if (f.kind != Kind::Decode) return answer_escaped(f, backslash_escape);
  std::string text;
  for (ssize i = f.begin; i < f.end; i++) text += backslash_escape(uint8_t(f.bytes[size_t(i)]));
  return answer(new_str(text), std::max(f.begin, f.end));
}

Object* namereplace_errors(Thread& t, Object*, Args args) {
  Object* o = TRY(one_argument(t, args, "namereplace_errors"));
  if (kind_of(o) != Kind::Encode) return raise_unable(t, o);
  return answer_escaped(TRY(read_fault(t, o)), name_escape);
}

// The unit of the encoding that the exception names.
Result<CodeUnit> unit_of_exception(Thread& t, const Fault& f) {
  if (!f.exception->encoding || !is_str(f.exception->encoding))
    return raise_type_error(t, "encoding attribute must be unicode");
  return unit_of_encoding(str_to_utf8(cast<Str>(f.exception->encoding)).c_str());
}

Object* surrogatepass_errors(Thread& t, Object*, Args args) {
  Object* o = TRY(one_argument(t, args, "surrogatepass"));
  if (kind_of(o) != Kind::Encode && kind_of(o) != Kind::Decode) return raise_unable(t, o);
  Fault f = TRY(read_fault(t, o));
  CodeUnit unit = TRY(unit_of_exception(t, f));
  if (unit == CodeUnit::Byte) return raise_object(t, o);
  if (f.kind == Kind::Encode) {
    std::string bytes;
    for (ssize i = f.begin; i < f.end; i++) {
      if (!is_surrogate(f.text->at(i))) return raise_object(t, o);
      append_unit(bytes, unit, f.text->at(i));
    }
    return answer(new_bytes(bytes), f.end);
  }
  uint32_t surrogate;
  ssize n = encoded_surrogate(f.bytes, f.begin, unit, &surrogate);
  if (!n) return raise_object(t, o);
  return answer(new_str_char(surrogate), f.begin + n);
}

Object* surrogateescape_errors(Thread& t, Object*, Args args) {
  Object* o = TRY(one_argument(t, args, "surrogateescape"));
  if (kind_of(o) != Kind::Encode && kind_of(o) != Kind::Decode) return raise_unable(t, o);
  Fault f = TRY(read_fault(t, o));
  if (f.kind == Kind::Encode) {
    std::string bytes;
    for (ssize i = f.begin; i < f.end; i++) {
      uint32_t c = f.text->at(i);
      if (c < 0xdc80 || c > 0xdcff) return raise_object(t, o);
      bytes.push_back(char(c - 0xdc00));
    }
    return answer(new_bytes(bytes), f.end);
  }
  StrBuilder text;
  ssize i = f.begin;
  for (; i < f.end && i < f.begin + 4 && uint8_t(f.bytes[size_t(i)]) >= 0x80; i++)
    text.add_char(0xdc00 + uint8_t(f.bytes[size_t(i)]));
  return i == f.begin ? raise_object(t, o) : answer(text.finish(), i);
}

}  // namespace

const NativeMethod error_handler_functions[] = {
    {"strict_errors", strict_errors, MethodKind::Instance, "Raises the exception."},
    {"ignore_errors", ignore_errors, MethodKind::Instance, "Leaves out what cannot be converted."},
    {"replace_errors", replace_errors, MethodKind::Instance, "Puts a question mark or U+FFFD."},
    {"xmlcharrefreplace_errors", xmlcharrefreplace_errors, MethodKind::Instance, "Puts an XML character reference."},
    {"backslashreplace_errors", backslashreplace_errors, MethodKind::Instance, "Puts an escape with a backslash."},
    {"namereplace_errors", namereplace_errors, MethodKind::Instance, "Puts an escape with the character's name."},
    {"surrogatepass", surrogatepass_errors, MethodKind::Instance, "Lets surrogates through."},
    {"surrogateescape", surrogateescape_errors, MethodKind::Instance, "Hides bytes in surrogates."},
    {},
};

}  // namespace sidewinder
