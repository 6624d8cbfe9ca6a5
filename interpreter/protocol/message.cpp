#include "interpreter/protocol/message.h"

#include <cstdio>
#include <cstring>

#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

// The linker's: where the executable begins in memory, and where its data that may change.
extern "C" const char __executable_start, data_start;

namespace sidewinder {

namespace {

// A format that somebody has put together does not live for long.
bool is_literal(const char* s) { return s >= &__executable_start && s < &data_start; }

// Its repr and str are the same for ever, and raise nothing.
bool is_lasting(const Object* o) {
  return o == none() || is_exact<Str>(o) || is_exact<Float>(o) || is_exact<Bool>(o) ||
         (is_exact<Int>(o) && static_cast<const Int*>(o)->is_small());
}

// A string of C takes two words: its characters, if they fit with their zero, or its address and kByAddress.
constexpr size_t kBytesInWords = 2 * sizeof(uint64_t);
constexpr uint64_t kByAddress = ~uint64_t(0);

class Operands {
 public:
  explicit Operands(MessageOperands* out) : out_(*out) {}

  void add(uint64_t word) {
    PY_CHECK(out_.count < MessageOperands::kMost);
    out_.words[out_.count++] = word;
  }
  void add(const Object* o) { add(reinterpret_cast<uint64_t>(o)); }
  void add_string(const char* s) {
    if (!s) s = "(null)";
    size_t length = strnlen(s, kBytesInWords);
    uint64_t words[2] = {};
    if (length < kBytesInWords) {
      std::memcpy(words, s, length);
    } else {
      words[0] = reinterpret_cast<uint64_t>(s);
      words[1] = kByAddress;
      out_.is_lasting = false;
    }
    add(words[0]);
    add(words[1]);
  }
  // By name, if that may change; null: nothing.
  void add_class(const Type* cls) { is_heap_type(cls) ? add(type_name_in_messages(cls)) : add(cls); }
  void add_class_of_argument(const Object* o) {
    add(o == none() ? o : o->cls);
    out_.is_lasting &= o == none() || !is_heap_type(o->cls);
  }
  void add_object(const Object* o) {
    add(o);
    out_.is_lasting &= is_lasting(o);
  }

 private:
  MessageOperands& out_;
};

Object* object_of(uint64_t word) { return reinterpret_cast<Object*>(word); }

std::string hexadecimal(unsigned value) {
  char digits[sizeof(unsigned) * 2 + 1];
  std::snprintf(digits, sizeof digits, "%x", value);
  return digits;
}

const char* string_of(const uint64_t* words) {
  return words[1] == kByAddress ? reinterpret_cast<const char*>(words[0]) : reinterpret_cast<const char*>(words);
}

std::string class_name_of(Object* o) {
  return str_to_utf8(has_flag(o, kTypeType) ? type_name_in_messages(static_cast<Type*>(o)) : static_cast<Str*>(o));
}

}  // namespace

MessageOperands message_operands(const char* format, va_list arguments) {
  MessageOperands all;
  Operands out(&all);
  all.is_lasting = is_literal(format);
  for (const char* p = format; *p; ++p) {
    if (*p != '%') continue;
    switch (*++p) {
      case '%': break;
      case 's': out.add_string(va_arg(arguments, const char*)); break;
      case 'c':
      case 'd': out.add(uint64_t(int64_t(va_arg(arguments, int)))); break;
      case 'x': out.add(uint64_t(va_arg(arguments, unsigned))); break;
      case 'z':  // and a d
        ++p;
        out.add(uint64_t(va_arg(arguments, ssize)));
        break;
      case 'U': out.add(va_arg(arguments, Object*)); break;
      case 'T': out.add_class(va_arg(arguments, Object*)->cls); break;
      case 'A': out.add_class_of_argument(va_arg(arguments, Object*)); break;
      case 'R':
      case 'S': out.add_object(va_arg(arguments, Object*)); break;
      default: PY_CHECK(!"unknown conversion in a message");
    }
  }
  return all;
}

bool text_of_message(Thread& t, const char* format, const uint64_t* words, std::string* out) {
  for (const char* p = format; *p; ++p) {
    if (*p != '%') {
      *out += *p;
      continue;
    }
    switch (*++p) {
      case '%': *out += '%'; break;
      case 's':
        *out += string_of(words);
        words += 2;
        break;
      case 'c': *out += char(*words++); break;
      case 'd': *out += std::to_string(int(*words++)); break;
      case 'x': *out += hexadecimal(unsigned(*words++)); break;
      case 'z':
        ++p;
        *out += std::to_string(ssize(*words++));
        break;
      case 'U': *out += str_to_utf8(static_cast<Str*>(object_of(*words++))); break;
      case 'T': *out += class_name_of(object_of(*words++)); break;
      case 'A': {
        Object* o = object_of(*words++);
        *out += o == none() ? "None" : static_cast<Type*>(o)->name;
        break;
      }
      default: {  // R or S
        Object* o = object_of(*words++);
        Str* s = *p == 'R' ? repr(t, o) : to_str(t, o);
        if (!s) return false;
        *out += str_to_utf8(s);
      }
    }
  }
  return true;
}

// An exception that the message itself raises (a failing __repr__) replaces the one that was to be raised: false.
bool format_message(Thread& t, const char* format, va_list arguments, std::string* out) {
  MessageOperands operands = message_operands(format, arguments);
  return text_of_message(t, format, operands.words, out);
}

}  // namespace sidewinder
