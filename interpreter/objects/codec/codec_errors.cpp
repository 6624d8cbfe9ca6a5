// What the error handlers do inside the codecs (library reference, codecs: Error Handlers). As functions on exceptions:
// error_handlers.cpp.
#include "interpreter/objects/codec/codec_errors.h"

#include <cstring>

#include "interpreter/base/utf8.h"
#include "interpreter/objects/codec/codec_registry.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/unicode_names.h"
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

UnicodeErrorObject* make_exception(Thread& t, Type& cls, const char* encoding, Object* object, ssize begin, ssize end,
                                   const char* reason) {
  Object* values[] = {new_str(encoding), object, int_from_int64(begin), int_from_int64(end), new_str(reason)};
  for (Object* value : values) {
    if (!value) return nullptr;
  }
  return static_cast<UnicodeErrorObject*>(call(t, &cls, Args{values, 5}));
}

Status move_exception(UnicodeErrorObject* exception, ssize begin, ssize end, const char* reason) {
  exception->start = begin;
  exception->end = end;
  exception->reason = TRY(new_str(reason));
  return Status::ok();
}

// What a registered handler returned: (replacement, position).
struct HandlerResult {
  Object* replacement = nullptr;
  ssize next = 0;
};
Result<HandlerResult> call_handler(Thread& t, const char* errors, UnicodeErrorObject* exception, bool bytes_allowed) {
  Object* handler = TRY(lookup_error_handler(t, errors));
  Object* result = TRY(call(t, handler, exception));
  const char* words = bytes_allowed ? "encoding error handler must return (str/bytes, int) tuple"
                                    : "decoding error handler must return (str, int) tuple";
  if (!is_instance(result, Tuple::type()) || cast<Tuple>(result)->size != 2) return raise_type_error(t, "%s", words);
  auto* pair = cast<Tuple>(result);
  bool is_text = is_str(pair->items[0]);
  if (!bytes_allowed && !is_text) return raise_type_error(t, "%s", words);
  ssize next = TRY(index_as_ssize(t, pair->items[1], nullptr));
  if (!is_text && !is_bytes(pair->items[0])) return raise_type_error(t, "%s", words);
  return HandlerResult{pair->items[0], next};
}

Result<ssize> position_from_handler(Thread& t, ssize next, ssize length) {
  ssize at = next < 0 ? next + length : next;
  if (at < 0 || at > length) return raise_index_error(t, "position %zd from error handler out of bounds", at);
  return at;
}

template <class F> Result<EncodeReplacement> escaped(Str* s, ssize begin, ssize end, F&& escape) {
  std::string text;
  for (ssize i = begin; i < end; i++) text += escape(s->at(i));
  return EncodeReplacement{TRY(new_str(text)), nullptr, end};
}

}  // namespace

ErrorHandler error_handler(const char* name) {
  if (!name) return ErrorHandler::Strict;
  for (const HandlerName& row : handler_names) {
    if (std::strcmp(row.name, name) == 0) return row.handler;
  }
  return ErrorHandler::Registered;
}

std::string backslash_escape(uint32_t c) {
  char text[16];
  std::snprintf(text, sizeof text, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
  return text;
}
std::string name_escape(uint32_t c) {
  std::string name = unicode::name_of(c);
  return name.empty() ? backslash_escape(c) : "\\N{" + name + "}";
}
std::string character_reference(uint32_t c) { return "&#" + std::to_string(c) + ";"; }

ssize encoded_surrogate(std::string_view bytes, ssize at, CodeUnit unit, uint32_t* surrogate) {
  auto* p = reinterpret_cast<const unsigned char*>(bytes.data()) + at;
  ssize n = ssize(bytes.size()) - at;
  if (unit == CodeUnit::Byte) return 0;
  if (unit == CodeUnit::Utf8) {
    bool there = n >= 3 && p[0] == 0xed && (p[1] & 0xe0) == 0xa0 && (p[2] & 0xc0) == 0x80;
    if (!there) return 0;
    *surrogate = 0xd000 | uint32_t(p[1] & 0x3f) << 6 | uint32_t(p[2] & 0x3f);
    return 3;
  }
  bool little = unit == CodeUnit::Utf16Little || unit == CodeUnit::Utf32Little;
  ssize size = unit == CodeUnit::Utf16Little || unit == CodeUnit::Utf16Big ? 2 : 4;
  if (n < size) return 0;
  *surrogate = 0;
  for (ssize i = 0; i < size; i++) *surrogate |= uint32_t(p[little ? i : size - 1 - i]) << 8 * i;
  return is_surrogate(*surrogate) ? size : 0;
}

void append_unit(std::string& out, CodeUnit unit, uint32_t c) {
  auto bytes = [&](int n, bool little, uint32_t value) {
    for (int i = 0; i < n; i++) out.push_back(char(value >> 8 * (little ? i : n - 1 - i)));
  };
  switch (unit) {
    case CodeUnit::Byte: out.push_back(char(c)); break;
    case CodeUnit::Utf8: utf8_append(out, c); break;
    case CodeUnit::Utf16Little:
    case CodeUnit::Utf16Big:
      if (c >= 0x10000) {
        bytes(2, unit == CodeUnit::Utf16Little, 0xd800 | (c - 0x10000) >> 10);
        c = 0xdc00 | ((c - 0x10000) & 0x3ff);
      }
      bytes(2, unit == CodeUnit::Utf16Little, c);
      break;
    case CodeUnit::Utf32Little: bytes(4, true, c); break;
    case CodeUnit::Utf32Big: bytes(4, false, c); break;
  }
}

// --- encoding -------------------------------------------------------------------------------------

UnicodeErrorObject* EncodeErrors::exception(ssize begin, ssize end, const char* reason) {
  if (exception_) TRY(move_exception(exception_, begin, end, reason));
  else exception_ = TRY(make_exception(t_, exceptions::UnicodeEncodeError, encoding_, s_, begin, end, reason));
  return exception_;
}

Raised EncodeErrors::raise_error(ssize begin, ssize end, const char* reason) {
  UnicodeErrorObject* e = exception(begin, end, reason);
  return e ? raise_object(t_, e) : Raised{};
}

Result<EncodeReplacement> EncodeErrors::registered(ssize begin, ssize end, const char* reason) {
  HandlerResult result = TRY(call_handler(t_, errors_, TRY(exception(begin, end, reason)), true));
  ssize next = TRY(position_from_handler(t_, result.next, s_->length));
  if (is_str(result.replacement)) return EncodeReplacement{cast<Str>(result.replacement), nullptr, next};
  return EncodeReplacement{nullptr, cast<Bytes>(result.replacement), next};
}

Result<EncodeReplacement> EncodeErrors::fault(ssize begin, ssize end, const char* reason) {
  switch (handler_) {
    case ErrorHandler::Ignore: return EncodeReplacement{empty_str(), nullptr, end};
    case ErrorHandler::Replace: return escaped(s_, begin, end, [](uint32_t) { return "?"; });
    case ErrorHandler::NameReplace: return escaped(s_, begin, end, name_escape);
    case ErrorHandler::BackslashReplace: return escaped(s_, begin, end, backslash_escape);
    case ErrorHandler::XmlCharRefReplace: return escaped(s_, begin, end, character_reference);
    case ErrorHandler::SurrogateEscape: {
      std::string bytes;
      ssize i = begin;
      for (; i < end && s_->at(i) >= 0xdc80 && s_->at(i) <= 0xdcff; i++) bytes.push_back(char(s_->at(i) - 0xdc00));
      if (i == begin || (escapes_whole_faults_ && i < end)) break;
      return EncodeReplacement{nullptr, TRY(new_bytes(bytes)), i};
    }
    case ErrorHandler::SurrogatePass: {
      std::string bytes;
      for (ssize i = begin; i < end && unit_ != CodeUnit::Byte; i++) {
        if (!is_surrogate(s_->at(i))) return raise_error(begin, end, reason);
        append_unit(bytes, unit_, s_->at(i));
      }
      if (unit_ == CodeUnit::Byte) break;
      return EncodeReplacement{nullptr, TRY(new_bytes(bytes)), end};
    }
    case ErrorHandler::Strict: break;
    case ErrorHandler::Registered: return registered(begin, end, reason);
  }
  return raise_error(begin, end, reason);
}

// --- decoding -------------------------------------------------------------------------------------

UnicodeErrorObject* DecodeErrors::exception(ssize begin, ssize end, const char* reason) {
  if (exception_) {
    TRY(move_exception(exception_, begin, end, reason));
    return exception_;
  }
  Object* object = TRY(new_bytes(bytes));
  exception_ = TRY(make_exception(t_, exceptions::UnicodeDecodeError, encoding_, object, begin, end, reason));
  return exception_;
}

Result<ssize> DecodeErrors::registered(ssize begin, ssize end, const char* reason, StrBuilder& out) {
  HandlerResult result = TRY(call_handler(t_, errors_, TRY(exception(begin, end, reason)), false));
  if (!exception_->object || !is_bytes(exception_->object))
    return raise_type_error(t_, exception_->object ? "object attribute must be bytes" : "object attribute not set");
  bytes = cast<Bytes>(exception_->object)->view();
  ssize next = TRY(position_from_handler(t_, result.next, size()));
  out.add(cast<Str>(result.replacement));
  return next;
}

Result<ssize> DecodeErrors::fault(ssize begin, ssize end, const char* reason, StrBuilder& out) {
  const uint8_t* p = data();
  switch (handler_) {
    case ErrorHandler::Ignore: return end;
    case ErrorHandler::Replace: out.add_char(0xfffd); return end;
    case ErrorHandler::BackslashReplace:
      for (ssize i = begin; i < end; i++) out.add(backslash_escape(p[i]));
      return end;
    case ErrorHandler::SurrogateEscape: {
      ssize i = begin;
      for (; i < end && i < begin + 4 && p[i] >= 0x80; i++) out.add_char(0xdc00 + p[i]);
      if (i > begin) return i;
      break;
    }
    case ErrorHandler::SurrogatePass: {
      uint32_t surrogate;
      if (ssize n = encoded_surrogate(bytes, begin, unit_, &surrogate)) {
        out.add_char(surrogate);
        return begin + n;
      }
      break;
    }
    case ErrorHandler::XmlCharRefReplace:
    case ErrorHandler::NameReplace:
      return raise_type_error(t_, "don't know how to handle UnicodeDecodeError in error callback");
    case ErrorHandler::Strict: break;
    case ErrorHandler::Registered: return registered(begin, end, reason, out);
  }
  UnicodeErrorObject* e = exception(begin, end, reason);
  return e ? raise_object(t_, e) : Raised{};
}

}  // namespace sidewinder
