// PyUnicode_FromFormat: printf's language with objects (C API reference, "Unicode Objects").
#include <cstdarg>
#include <cstring>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/cpyext/python/format.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Object* decode_for_message(const char* text) {
  return taken(PyUnicode_DecodeUTF8(text, Py_ssize_t(strlen(text)), "replace"));
}

namespace {

struct Field {
  bool zeros = false;
  Py_ssize_t width = -1, precision = -1;
  int longs = 0;  // 'l's
  bool size = false;
  char code = 0;
};

class Formatter {
 public:
  // `of_bytes`: what comes out stands for bytes, a character each.
  Formatter(const char* format, va_list list, bool of_bytes = false) : at_(format), of_bytes_(of_bytes) {
    va_copy(list_, list);
  }
  ~Formatter() { va_end(list_); }

  Str* all() {
    while (*at_) {
      const char* percent = strchrnul(at_, '%');
      if (percent > at_ && !add_bytes(at_, percent - at_)) return nullptr;
      at_ = percent;
      if (*at_ && !field()) return nullptr;
    }
    return out_.finish();
  }

 private:
  // Of the format itself.
  bool add_bytes(const char* p, Py_ssize_t n) {
    for (Py_ssize_t i = 0; i < n; i++) {
      auto byte = static_cast<unsigned char>(p[i]);
      if (!of_bytes_ && byte > 127) {
        PyErr_Format(PyExc_ValueError,
                     "PyUnicode_FromFormatV() expects an ASCII-encoded format string, got a non-ASCII byte: 0x%02x",
                     byte);
        return false;
      }
      out_.add_char(byte);
    }
    return true;
  }
  static Str* taken_str(PyObject* s) { return s ? static_cast<Str*>(taken(s)) : nullptr; }

  Py_ssize_t number() {
    if (*at_ == '*') {
      at_++;
      return va_arg(list_, int);
    }
    Py_ssize_t n = 0;
    for (; *at_ >= '0' && *at_ <= '9'; at_++) n = n * 10 + (*at_ - '0');
    return n;
  }

  Field read_field() {
    Field f;
    at_++;
    for (; *at_ == '0'; at_++) f.zeros = true;
    if (*at_ == '*' || (*at_ >= '1' && *at_ <= '9')) f.width = number();
    if (*at_ == '.') {
      at_++;
      f.precision = number();
    }
    for (;; at_++) {
      if (*at_ == 'l') f.longs++;
      else if (*at_ == 'z' || *at_ == 't') f.size = true;
      else if (*at_ == 'j') f.longs = 2;
      else if (*at_ != 'h') break;
    }
    f.code = *at_ ? *at_++ : 0;
    if (f.code == '%' && f.precision >= 0) f.code = 0;  // "%.%" is none
    if (of_bytes_) f.zeros = false;                     // read, and not obeyed
    if (of_bytes_) f.width = -1;
    if (of_bytes_ && f.code != 's') f.precision = -1;
    return f;
  }

  bool field() {
    const char* begin = at_;
    Field f = read_field();
    switch (f.code) {
      case '%': out_.add_char('%'); return true;
      case 'c': return character();
      case 'd':
      case 'i':
      case 'u':
      case 'x':
      case 'X':
      case 'o': return integer(f);
      case 'p': return pointer(f);
      case 's': return text(f);
      case 'U':
      case 'A':
      case 'S':
      case 'R': return object(f, va_arg(list_, PyObject*), f.code);
      case 'V': {
        PyObject* o = va_arg(list_, PyObject*);
        const char* otherwise = va_arg(list_, const char*);
        return o ? object(f, o, 'U') : padded_text(f, otherwise);
      }
      default:  // as CPython: what cannot be read is copied, to the end
        at_ = "";
        return add_bytes(begin, Py_ssize_t(strlen(begin)));
    }
  }

  bool character() {
    int c = va_arg(list_, int);
    if (of_bytes_ && (c < 0 || c > 255)) {
      PyErr_SetString(PyExc_OverflowError, "PyBytes_FromFormatV(): %c format expects an integer in range [0; 255]");
      return false;
    }
    if (c < 0 || c > 0x10ffff) {
      PyErr_SetString(PyExc_OverflowError, "character argument not in range(0x110000)");
      return false;
    }
    out_.add_char(uint32_t(c));
    return true;
  }

  bool integer(const Field& f) {
    char digits[32];
    bool is_signed = f.code == 'd' || f.code == 'i';
    if (is_signed) {
      long long v = f.size || f.longs ? va_arg(list_, long long) : va_arg(list_, int);
      snprintf(digits, sizeof digits, "%lld", v);
    } else {
      unsigned long long v = f.size || f.longs ? va_arg(list_, unsigned long long) : va_arg(list_, unsigned);
      snprintf(digits, sizeof digits,
               f.code == 'x'   ? "%llx"
               : f.code == 'X' ? "%llX"
               : f.code == 'o' ? "%llo"
                               : "%llu",
               v);
    }
    std::string text = digits;
    bool negative = text[0] == '-';
    if (f.precision > Py_ssize_t(text.size()) - negative)
      text.insert(size_t(negative), size_t(f.precision - (Py_ssize_t(text.size()) - negative)), '0');
    if (f.zeros && f.width > Py_ssize_t(text.size())) text.insert(size_t(negative), size_t(f.width) - text.size(), '0');
    return pad(f, Py_ssize_t(text.size()), [&] { out_.add(text); });
  }

  bool pointer(const Field& f) {
    char text[32];
    snprintf(text, sizeof text, "%p", va_arg(list_, void*));
    std::string shown = strcmp(text, "(nil)") ? text : "0x0";
    return pad(f, Py_ssize_t(shown.size()), [&] { out_.add(shown); });
  }

  bool text(const Field& f) {
    if (f.longs) {
      const wchar_t* p = va_arg(list_, const wchar_t*);
      Py_ssize_t n = 0;
      while (p[n] && (f.precision < 0 || n < f.precision)) n++;
      Str* s = taken_str(PyUnicode_FromWideChar(p, n));
      return s && add_str(f, s);
    }
    return padded_text(f, va_arg(list_, const char*));
  }

  bool padded_text(const Field& f, const char* p) {
    size_t n = f.precision < 0 ? strlen(p) : strnlen(p, size_t(f.precision));
    if (of_bytes_) return pad(f, Py_ssize_t(n), [&] { add_bytes(p, Py_ssize_t(n)); });
    Str* s = taken_str(PyUnicode_DecodeUTF8(p, Py_ssize_t(n), "replace"));
    return s && add_str(f, s);
  }

  bool object(const Field& f, PyObject* o, char code) {
    Thread& t = current_thread();
    Str* s = code == 'U'   ? core_as<Str>(o)
             : code == 'S' ? to_str(t, core(o))
             : code == 'R' ? repr(t, core(o))
                           : ascii(t, core(o));
    return s && add_str(f, s);
  }

  bool add_str(const Field& f, Str* s) {
    ssize n = f.precision >= 0 && f.precision < s->length ? f.precision : s->length;
    return pad(f, n, [&] { out_.add(s, 0, n); });
  }

  template <class Add> bool pad(const Field& f, Py_ssize_t n, Add&& add) {
    if (f.width > n) out_.add_repeated(' ', f.width - n);
    add();
    return true;
  }

  const char* at_;
  bool of_bytes_;
  va_list list_;
  StrBuilder out_;
};

}  // namespace

}  // namespace sidewinder

using namespace sidewinder;

extern "C" {

PyObject* PyUnicode_FromFormatV(const char* format, va_list list) {
  return new_reference(Formatter(format, list).all());
}
PyObject* PyUnicode_FromFormat(const char* format, ...) {
  va_list list;
  va_start(list, format);
  PyObject* result = PyUnicode_FromFormatV(format, list);
  va_end(list);
  return result;
}
// The same fields, and bytes as they are.
PyObject* PyBytes_FromFormatV(const char* format, va_list list) {
  PyObject* text = new_reference(Formatter(format, list, true).all());
  PyObject* bytes = text ? PyUnicode_AsLatin1String(text) : nullptr;
  Py_XDECREF(text);
  return bytes;
}
PyObject* PyBytes_FromFormat(const char* format, ...) {
  va_list list;
  va_start(list, format);
  PyObject* result = PyBytes_FromFormatV(format, list);
  va_end(list);
  return result;
}
}
