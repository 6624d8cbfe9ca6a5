// Py_BuildValue: objects from C values by a format (C API reference, "Parsing arguments and building values").
#include <cstdarg>
#include <cstring>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/protocol/error.h"

using namespace sidewinder;

namespace {

// va_list as a member of a class: an array type is passed on by reference.
class ValueBuilder {
 public:
  // `sized`: the lengths of '#' are Py_ssize_t; code that says otherwise can only be told so.
  ValueBuilder(const char* format, va_list list, bool sized) : at_(format), sized_(sized) { va_copy(list_, list); }
  ~ValueBuilder() { va_end(list_); }

  PyObject* all() {
    Py_ssize_t count = count_until('\0');
    if (count < 0) return nullptr;
    if (count == 0) return new_reference(none());
    return count == 1 ? one() : sequence('\0', count, Kind::Tuple);
  }

 private:
  enum class Kind { Tuple, List };

  static bool is_separator(char c) { return c == ',' || c == ':' || c == ' ' || c == '\t'; }

  // Items up to the closing bracket `end`.
  Py_ssize_t count_until(char end) {
    Py_ssize_t count = 0;
    int depth = 0;
    for (const char* p = at_; depth > 0 || *p != end; p++) {
      switch (*p) {
        case '\0': PyErr_SetString(PyExc_SystemError, "unmatched paren in format"); return -1;
        case '(':
        case '[':
        case '{': count += depth++ == 0; break;
        case ')':
        case ']':
        case '}': depth--; break;
        case '#':
        case '&':
        case ',':
        case ':':
        case ' ':
        case '\t': break;
        default: count += depth == 0;
      }
    }
    return count;
  }

  PyObject* sequence(char end, Py_ssize_t count, Kind kind) {
    PyObject* result = kind == Kind::Tuple ? PyTuple_New(count) : PyList_New(count);
    bool failed = !result;
    for (Py_ssize_t i = 0; i < count; i++) {  // all are read, so that references that are given are not lost
      PyObject* item = failed ? skip_one() : one();
      if (!item) {
        failed = true;
        continue;
      }
      if (failed) Py_DECREF(item);
      else if (kind == Kind::Tuple) PyTuple_SET_ITEM(result, i, item);
      else PyList_SET_ITEM(result, i, item);
    }
    return close(end) && !failed ? result : nullptr;
  }

  PyObject* skip_one() {
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    PyObject* item = one();
    PyErr_Restore(type, value, traceback);
    return item;
  }

  bool close(char end) {
    while (is_separator(*at_)) at_++;
    if (*at_ != end) {
      PyErr_SetString(PyExc_SystemError, "Unmatched paren in format");
      return false;
    }
    if (end) at_++;
    return true;
  }

  PyObject* dict() {
    Py_ssize_t count = count_until('}');
    if (count < 0) return nullptr;
    if (count % 2) {
      PyErr_SetString(PyExc_SystemError, "Bad dict format");
      return nullptr;
    }
    PyObject* result = PyDict_New();
    for (Py_ssize_t i = 0; i < count; i += 2) {
      PyObject *key = one(), *value = one();
      if (!key || !value || PyDict_SetItem(result, key, value) < 0) result = nullptr;
      Py_XDECREF(key);
      Py_XDECREF(value);
      if (!result) return nullptr;
    }
    return close('}') ? result : nullptr;
  }

  bool takes_length() {
    if (*at_ != '#') return false;
    at_++;
    return true;
  }

  bool refuses_length() {
    if (sized_ || *at_ != '#') return false;
    at_++;
    (void)va_arg(list_, int);
    PyErr_SetString(PyExc_SystemError, "PY_SSIZE_T_CLEAN macro must be defined for '#' formats");
    return true;
  }

  template <class Make> PyObject* text(Make&& make) {
    const char* p = va_arg(list_, const char*);
    Py_ssize_t n = -1;
    if (refuses_length()) return nullptr;
    if (takes_length()) n = va_arg(list_, Py_ssize_t);
    else if (p) n = Py_ssize_t(strlen(p));
    return p ? make(p, n) : new_reference(none());
  }

  PyObject* wide_text() {
    const wchar_t* p = va_arg(list_, const wchar_t*);
    Py_ssize_t n = -1;
    if (refuses_length()) return nullptr;
    if (takes_length()) n = va_arg(list_, Py_ssize_t);
    return p ? PyUnicode_FromWideChar(p, n) : new_reference(none());
  }

  PyObject* object(char code) {
    if (*at_ == '&') {
      at_++;
      auto convert = va_arg(list_, PyObject * (*)(void*));
      return convert(va_arg(list_, void*));
    }
    PyObject* o = va_arg(list_, PyObject*);
    if (!o && !PyErr_Occurred()) PyErr_SetString(PyExc_SystemError, "NULL object passed to Py_BuildValue");
    if (o && code != 'N') Py_INCREF(o);
    return o ? borrowed(core(o)) : nullptr;
  }

  PyObject* complex_value() {
    Py_complex* c = va_arg(list_, Py_complex*);
    return PyComplex_FromCComplex(*c);
  }

  PyObject* one() {
    while (is_separator(*at_)) at_++;
    char code = *at_++;
    switch (code) {
      case '(': return nested(')', Kind::Tuple);
      case '[': return nested(']', Kind::List);
      case '{': return dict();
      case 'b':
      case 'h':
      case 'i':
      case 'B': return PyLong_FromLong(va_arg(list_, int));
      case 'H': return PyLong_FromLong(long(va_arg(list_, unsigned)));
      case 'I': return PyLong_FromUnsignedLong(va_arg(list_, unsigned));
      case 'n': return PyLong_FromSsize_t(va_arg(list_, Py_ssize_t));
      case 'l': return PyLong_FromLong(va_arg(list_, long));
      case 'k': return PyLong_FromUnsignedLong(va_arg(list_, unsigned long));
      case 'L': return PyLong_FromLongLong(va_arg(list_, long long));
      case 'K': return PyLong_FromUnsignedLongLong(va_arg(list_, unsigned long long));
      case 'u': return wide_text();
      case 'f':
      case 'd': return PyFloat_FromDouble(va_arg(list_, double));
      case 'D': return complex_value();
      case 'c': {
        char c = char(va_arg(list_, int));
        return PyBytes_FromStringAndSize(&c, 1);
      }
      case 'C': return PyUnicode_FromOrdinal(va_arg(list_, int));
      case 's':
      case 'z':
      case 'U': return text([](const char* p, Py_ssize_t n) { return PyUnicode_FromStringAndSize(p, n); });
      case 'y': return text([](const char* p, Py_ssize_t n) { return PyBytes_FromStringAndSize(p, n); });
      case 'N':
      case 'S':
      case 'O': return object(code);
      default: PyErr_SetString(PyExc_SystemError, "bad format char passed to Py_BuildValue"); return nullptr;
    }
  }

  PyObject* nested(char end, Kind kind) {
    Py_ssize_t count = count_until(end);
    return count < 0 ? nullptr : sequence(end, count, kind);
  }

  const char* at_;
  bool sized_;
  va_list list_;
};

}  // namespace

#undef Py_BuildValue
#undef Py_VaBuildValue

extern "C" {

PyObject* Py_VaBuildValue(const char* format, va_list list) { return ValueBuilder(format, list, false).all(); }
PyObject* _Py_VaBuildValue_SizeT(const char* format, va_list list) { return ValueBuilder(format, list, true).all(); }
PyObject* Py_BuildValue(const char* format, ...) {
  va_list list;
  va_start(list, format);
  PyObject* result = Py_VaBuildValue(format, list);
  va_end(list);
  return result;
}
PyObject* _Py_BuildValue_SizeT(const char* format, ...) {
  va_list list;
  va_start(list, format);
  PyObject* result = _Py_VaBuildValue_SizeT(format, list);
  va_end(list);
  return result;
}
}
