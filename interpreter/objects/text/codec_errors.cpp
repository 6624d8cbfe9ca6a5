// What the error handlers do (library reference, codecs: Error Handlers).
#include "interpreter/objects/text/codec_errors.h"

#include <cstring>

#include "interpreter/base/utf8.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

struct HandlerName {
  const char* name;
  ErrorHandler handler;
};
constexpr HandlerName handler_names[] = {
    {"strict", ErrorHandler::Strict},
    {"ignore", ErrorHandler::Ignore},
    {"replace", ErrorHandler::Replace},
    {"backslashreplace", ErrorHandler::BackslashReplace},
    {"xmlcharrefreplace", ErrorHandler::XmlCharRefReplace},
    {"namereplace", ErrorHandler::NameReplace},
    {"surrogateescape", ErrorHandler::SurrogateEscape},
    {"surrogatepass", ErrorHandler::SurrogatePass},
};

Raised raise_instance(Thread& t, Type& cls, Args arguments) {
  Object* exception = call(t, &cls, arguments);
  return exception ? raise_object(t, exception) : Raised{};
}

Raised raise_encode_error(Thread& t, const EncodeFault& f) {
  Object* values[] = {new_str(f.encoding), f.s, int_from_int64(f.begin), int_from_int64(f.end), new_str(f.reason)};
  for (Object* value : values) {
    if (!value) return Raised{};
  }
  return raise_instance(t, exceptions::UnicodeEncodeError, Args{values, 5});
}

Raised raise_decode_error(Thread& t, const DecodeFault& f) {
  Object* values[] = {new_str(f.encoding), new_bytes(f.bytes), int_from_int64(f.begin), int_from_int64(f.end),
                      new_str(f.reason)};
  for (Object* value : values) {
    if (!value) return Raised{};
  }
  return raise_instance(t, exceptions::UnicodeDecodeError, Args{values, 5});
}

std::string backslash_escape(uint32_t c) {
  char text[16];
  std::snprintf(text, sizeof text, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
  return text;
}

void append_text(std::string& out, Unit unit, const std::string& ascii) {
  for (char c : ascii) append_unit(out, unit, static_cast<unsigned char>(c));
}

// The bytes that surrogateescape hid in U+DC80..U+DCFF, the lone surrogates that surrogatepass lets through.
bool append_escaped_bytes(const EncodeFault& f, std::string& out) {
  for (ssize i = f.begin; i < f.end; i++) {
    if (f.s->at(i) < 0xdc80 || f.s->at(i) > 0xdcff) return false;
  }
  for (ssize i = f.begin; i < f.end; i++) out.push_back(char(f.s->at(i) - 0xdc00));
  return true;
}

bool append_surrogates(const EncodeFault& f, Unit unit, std::string& out) {
  if (unit == Unit::Byte) return false;
  for (ssize i = f.begin; i < f.end; i++) {
    if (!is_surrogate(f.s->at(i))) return false;
  }
  for (ssize i = f.begin; i < f.end; i++) append_unit(out, unit, f.s->at(i));
  return true;
}

// The length of the surrogate that stands encoded at the fault; 0: there is none.
ssize encoded_surrogate(const DecodeFault& f, Unit unit, uint32_t* surrogate) {
  auto* p = reinterpret_cast<const unsigned char*>(f.bytes.data()) + f.begin;
  ssize n = ssize(f.bytes.size()) - f.begin;
  if (unit == Unit::Byte) return 0;
  if (unit == Unit::Utf8) {
    bool there = n >= 3 && p[0] == 0xed && (p[1] & 0xe0) == 0xa0 && (p[2] & 0xc0) == 0x80;
    if (!there) return 0;
    *surrogate = 0xd000 | uint32_t(p[1] & 0x3f) << 6 | uint32_t(p[2] & 0x3f);
    return 3;
  }
  bool little = unit == Unit::Utf16Little || unit == Unit::Utf32Little;
  ssize size = unit == Unit::Utf16Little || unit == Unit::Utf16Big ? 2 : 4;
  if (n < size) return 0;
  *surrogate = 0;
  for (ssize i = 0; i < size; i++) *surrogate |= uint32_t(p[little ? i : size - 1 - i]) << 8 * i;
  return is_surrogate(*surrogate) ? size : 0;
}

Raised raise_unknown_handler(Thread& t, const char* errors) {
  return raise(t, exceptions::LookupError, "unknown error handler name '%s'", errors);
}

}  // namespace

ErrorHandler error_handler(const char* name) {
  if (!name || !*name) return ErrorHandler::Strict;
  for (const HandlerName& row : handler_names) {
    if (std::strcmp(row.name, name) == 0) return row.handler;
  }
  return ErrorHandler::Unknown;
}

void append_unit(std::string& out, Unit unit, uint32_t c) {
  auto bytes = [&](int n, bool little, uint32_t value) {
    for (int i = 0; i < n; i++) out.push_back(char(value >> 8 * (little ? i : n - 1 - i)));
  };
  switch (unit) {
    case Unit::Byte: out.push_back(char(c)); break;
    case Unit::Utf8: utf8_append(out, c); break;
    case Unit::Utf16Little:
    case Unit::Utf16Big:
      if (c >= 0x10000) {
        bytes(2, unit == Unit::Utf16Little, 0xd800 | (c - 0x10000) >> 10);
        c = 0xdc00 | ((c - 0x10000) & 0x3ff);
      }
      bytes(2, unit == Unit::Utf16Little, c);
      break;
    case Unit::Utf32Little: bytes(4, true, c); break;
    case Unit::Utf32Big: bytes(4, false, c); break;
  }
}

Status handle_encode_fault(Thread& t, const char* errors, const EncodeFault& f, Unit unit, std::string& out) {
  switch (error_handler(errors)) {
    case ErrorHandler::Ignore: return Status::ok();
    case ErrorHandler::Replace: append_text(out, unit, std::string(size_t(f.end - f.begin), '?')); return Status::ok();
    // names come from the module unicodedata; without it, as that handler does for nameless characters
    case ErrorHandler::NameReplace:
    case ErrorHandler::BackslashReplace:
      for (ssize i = f.begin; i < f.end; i++) append_text(out, unit, backslash_escape(f.s->at(i)));
      return Status::ok();
    case ErrorHandler::XmlCharRefReplace:
      for (ssize i = f.begin; i < f.end; i++) append_text(out, unit, "&#" + std::to_string(f.s->at(i)) + ";");
      return Status::ok();
    case ErrorHandler::SurrogateEscape:
      if (append_escaped_bytes(f, out)) return Status::ok();
      break;
    case ErrorHandler::SurrogatePass:
      if (append_surrogates(f, unit, out)) return Status::ok();
      break;
    case ErrorHandler::Strict: break;
    case ErrorHandler::Unknown: return raise_unknown_handler(t, errors);
  }
  return raise_encode_error(t, f);
}

Result<ssize> handle_decode_fault(Thread& t, const char* errors, const DecodeFault& f, Unit unit, StrBuilder& out) {
  auto* p = reinterpret_cast<const unsigned char*>(f.bytes.data());
  switch (error_handler(errors)) {
    case ErrorHandler::Ignore: return f.end;
    case ErrorHandler::Replace: out.add_char(0xfffd); return f.end;
    case ErrorHandler::BackslashReplace:
      for (ssize i = f.begin; i < f.end; i++) out.add(backslash_escape(p[i]));
      return f.end;
    case ErrorHandler::SurrogateEscape: {
      ssize i = f.begin;
      for (; i < f.end && i < f.begin + 4 && p[i] >= 0x80; i++) out.add_char(0xdc00 + p[i]);
      if (i > f.begin) return i;
      break;
    }
    case ErrorHandler::SurrogatePass: {
      uint32_t surrogate;
      if (ssize n = encoded_surrogate(f, unit, &surrogate)) {
        out.add_char(surrogate);
        return f.begin + n;
      }
      break;
    }
    case ErrorHandler::XmlCharRefReplace:
    case ErrorHandler::NameReplace:
      return raise_type_error(t, "don't know how to handle UnicodeDecodeError in error callback");
    case ErrorHandler::Strict: break;
    case ErrorHandler::Unknown: return raise_unknown_handler(t, errors);
  }
  return raise_decode_error(t, f);
}

}  // namespace sidewinder
