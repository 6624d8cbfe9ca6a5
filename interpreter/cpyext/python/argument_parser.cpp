#include "interpreter/cpyext/python/argument_parser.h"

#include <climits>
#include <cstring>

namespace sidewinder {

namespace {

int release_view(PyObject*, void* view) {
  PyBuffer_Release(static_cast<Py_buffer*>(view));
  return 1;
}

int free_text(PyObject*, void* variable) {
  auto** text = static_cast<char**>(variable);
  PyMem_Free(*text);
  *text = nullptr;
  return 1;
}

const char* shown_type(PyObject* item) { return item == Py_None ? "None" : Py_TYPE(item)->tp_name; }

constexpr const char* kLengthIsNoSsize = "PY_SSIZE_T_CLEAN macro must be defined for '#' formats";

}  // namespace

std::string shown_function(const char* format) {
  const char* end = strpbrk(format, ":;");
  return end && *end == ':' ? std::string(end + 1, strnlen(end + 1, 200)) + "()" : "function";
}

const char* custom_message(const char* format) {
  const char* end = strpbrk(format, ":;");
  return end && *end == ';' ? end + 1 : nullptr;
}

// --- what went wrong -------------------------------------------------------------------------------------------------

bool ArgumentParser::must_be(const char* expected, PyObject* item) {
  if (PyErr_Occurred()) return false;
  char text[160];
  snprintf(text, sizeof text, "must be %.50s, not %.50s", expected, shown_type(item));
  message_ = text;
  return false;
}

bool ArgumentParser::fails(const char* text) {
  message_ = text;
  return false;
}

void ArgumentParser::raise(const char* format, int number) {
  if (PyErr_Occurred()) return;
  // What is in brackets is the fault of the format.
  PyObject* kind = message_[0] == '(' ? PyExc_SystemError : PyExc_TypeError;
  if (const char* custom = custom_message(format)) {
    PyErr_SetString(kind, custom);
    return;
  }
  std::string where = (strchr(format, ':') ? shown_function(format) + " " : "") + "argument";
  if (number > 0) {
    where += " " + std::to_string(number);
    for (size_t i = path_.size(); i-- > 0 && where.size() < 220;) where += ", item " + std::to_string(path_[i]);
  }
  PyErr_SetString(kind, (where + " " + message_.substr(0, 256)).c_str());
}

void ArgumentParser::raise_of_only(const char* format) {
  int number = 0;
  if (!path_.empty()) {
    number = path_.back() + 1;
    path_.pop_back();
  }
  raise(format, number);
}

void ArgumentParser::undo() {
  for (const Undo& each : undo_) each.converter(nullptr, each.variable);
  undo_.clear();
}

// --- numbers ---------------------------------------------------------------------------------------------------------

template <class T> bool ArgumentParser::in_range(PyObject* item, const char* type_name, long least, long most) {
  T* out = va_arg(list_, T*);
  long value = PyLong_AsLong(item);
  if (value == -1 && PyErr_Occurred()) return false;
  if (value < least || value > most) {
    PyErr_Format(PyExc_OverflowError, "%s is %s", type_name,
                 value < least ? "less than minimum" : "greater than maximum");
    return false;
  }
  *out = T(value);
  return true;
}

template <class T> bool ArgumentParser::masked(PyObject* item) {
  T* out = va_arg(list_, T*);
  unsigned long value = PyLong_AsUnsignedLongMask(item);
  if (value == ULONG_MAX && PyErr_Occurred()) return false;
  *out = T(value);
  return true;
}

bool ArgumentParser::number(PyObject* item, char code) {
  switch (code) {
    case 'b': return in_range<unsigned char>(item, "unsigned byte integer", 0, UCHAR_MAX);
    case 'B': return masked<unsigned char>(item);
    case 'h': return in_range<short>(item, "signed short integer", SHRT_MIN, SHRT_MAX);
    case 'H': return masked<unsigned short>(item);
    case 'i': return in_range<int>(item, "signed integer", INT_MIN, INT_MAX);
    case 'I': return masked<unsigned int>(item);
    case 'n': {
      auto* out = va_arg(list_, Py_ssize_t*);
      PyObject* index = PyNumber_Index(item);
      if (!index) return false;
      Py_ssize_t value = PyLong_AsSsize_t(index);
      Py_DECREF(index);
      if (value == -1 && PyErr_Occurred()) return false;
      *out = value;
      return true;
    }
    case 'l': {
      auto* out = va_arg(list_, long*);
      long value = PyLong_AsLong(item);
      if (value == -1 && PyErr_Occurred()) return false;
      *out = value;
      return true;
    }
    case 'k': {
      auto* out = va_arg(list_, unsigned long*);
      if (!PyLong_Check(item)) return must_be("int", item);
      *out = PyLong_AsUnsignedLongMask(item);
      return true;
    }
    case 'L': {
      auto* out = va_arg(list_, long long*);
      long long value = PyLong_AsLongLong(item);
      if (value == -1 && PyErr_Occurred()) return false;
      *out = value;
      return true;
    }
    case 'K': {
      auto* out = va_arg(list_, unsigned long long*);
      if (!PyLong_Check(item)) return must_be("int", item);
      *out = PyLong_AsUnsignedLongLongMask(item);
      return true;
    }
    case 'f': {
      auto* out = va_arg(list_, float*);
      double value = PyFloat_AsDouble(item);
      if (value == -1 && PyErr_Occurred()) return false;
      *out = float(value);
      return true;
    }
    case 'd': {
      auto* out = va_arg(list_, double*);
      double value = PyFloat_AsDouble(item);
      if (value == -1 && PyErr_Occurred()) return false;
      *out = value;
      return true;
    }
    case 'D': {
      auto* out = va_arg(list_, Py_complex*);
      Py_complex value = PyComplex_AsCComplex(item);
      if (PyErr_Occurred()) return false;
      *out = value;
      return true;
    }
    default: return fails("(impossible<bad format char>)");
  }
}

// --- text and bytes --------------------------------------------------------------------------------------------------

// A length follows that '#' asked for.
bool ArgumentParser::length_fits() {
  if (has_ssize_) return true;
  PyErr_SetString(PyExc_SystemError, kLengthIsNoSsize);
  return false;
}

bool ArgumentParser::take_buffer(PyObject* item, Py_buffer* view) {
  if (PyObject_GetBuffer(item, view, PyBUF_SIMPLE) < 0) return false;
  if (!PyBuffer_IsContiguous(view, 'C')) {
    PyBuffer_Release(view);
    return must_be("contiguous buffer", item);
  }
  undo_.push_back({release_view, view});
  return true;
}

bool ArgumentParser::writable_buffer(PyObject* item, const char** format) {
  if (**format != '*') return fails("(invalid use of 'w' format character)");
  ++*format;
  auto* view = va_arg(list_, Py_buffer*);
  if (PyObject_GetBuffer(item, view, PyBUF_WRITABLE) < 0) {
    PyErr_Clear();
    return must_be("read-write bytes-like object", item);
  }
  if (!PyBuffer_IsContiguous(view, 'C')) {
    PyBuffer_Release(view);
    return must_be("contiguous buffer", item);
  }
  undo_.push_back({release_view, view});
  return true;
}

bool ArgumentParser::text_buffer(PyObject* item, char code) {
  auto* view = va_arg(list_, Py_buffer*);
  if (code == 'z' && item == Py_None) return PyBuffer_FillInfo(view, nullptr, nullptr, 0, 1, 0) == 0;
  if (code == 'y' || !PyUnicode_Check(item)) return take_buffer(item, view);
  Py_ssize_t n;
  const char* text = PyUnicode_AsUTF8AndSize(item, &n);
  if (!text) return false;
  PyBuffer_FillInfo(view, item, const_cast<char*>(text), n, 1, 0);
  undo_.push_back({release_view, view});
  return true;
}

// The memory of an object that lives on by itself: its buffer is given back at once.
bool ArgumentParser::borrowed_bytes(PyObject* item, const char** out, Py_ssize_t* n) {
  Py_buffer view;
  const PyBufferProcs* procs = Py_TYPE(item)->tp_as_buffer;
  if (procs && procs->bf_releasebuffer) return must_be("read-only bytes-like object", item);
  if (PyObject_GetBuffer(item, &view, PyBUF_SIMPLE) < 0) return false;
  *out = static_cast<const char*>(view.buf);
  *n = view.len;
  bool is_contiguous = PyBuffer_IsContiguous(&view, 'C');
  PyBuffer_Release(&view);
  return is_contiguous || must_be("contiguous buffer", item);
}

bool ArgumentParser::text_and_length(PyObject* item, char code) {
  auto* out = va_arg(list_, const char**);
  if (!length_fits()) return false;
  auto* length = va_arg(list_, Py_ssize_t*);
  if (code == 'z' && item == Py_None) {
    *out = nullptr;
    *length = 0;
    return true;
  }
  if (code == 'y' || !PyUnicode_Check(item)) return borrowed_bytes(item, out, length);
  const char* text = PyUnicode_AsUTF8AndSize(item, length);
  if (text) *out = text;
  return text;
}

bool ArgumentParser::text_alone(PyObject* item, char code) {
  auto* out = va_arg(list_, const char**);
  if (code == 'z' && item == Py_None) {
    *out = nullptr;
    return true;
  }
  Py_ssize_t n;
  const char* text;
  if (code == 'y') {
    if (!borrowed_bytes(item, &text, &n)) return false;
  } else {
    if (!PyUnicode_Check(item)) return must_be(code == 'z' ? "str or None" : "str", item);
    text = PyUnicode_AsUTF8AndSize(item, &n);
    if (!text) return false;
  }
  *out = text;
  if (strlen(text) == size_t(n)) return true;
  PyErr_SetString(PyExc_ValueError, code == 'y' ? "embedded null byte" : "embedded null character");
  return false;
}

bool ArgumentParser::text(PyObject* item, char code, const char** format) {
  if (**format == '*') return ++*format, text_buffer(item, code);
  if (**format == '#') return ++*format, text_and_length(item, code);
  return text_alone(item, code);
}

// "u" and "Z": the characters as wchar_t, which goes away with Python 3.12.
bool ArgumentParser::wide_text(PyObject* item, char code, const char** format) {
  if (PyErr_WarnFormat(PyExc_DeprecationWarning, 1, "getargs: The '%c' format is deprecated. Use 'U' instead.", code))
    return false;
  auto** out = va_arg(list_, const Py_UNICODE**);
  Py_ssize_t* length = nullptr;
  if (**format == '#') {
    ++*format;
    if (!length_fits()) return false;
    length = va_arg(list_, Py_ssize_t*);
  }
  if (code == 'Z' && item == Py_None) {
    *out = nullptr;
    if (length) *length = 0;
    return true;
  }
  if (!PyUnicode_Check(item)) return must_be(code == 'Z' ? "str or None" : "str", item);
  Py_ssize_t n;
  *out = PyUnicode_AsUnicodeAndSize(item, &n);
  if (!*out) return false;
  if (length) *length = n;
  if (length || wcslen(*out) == size_t(n)) return true;
  PyErr_SetString(PyExc_ValueError, "embedded null character");
  return false;
}

// "es", "et" (and "es#"): encoded into memory that the caller frees.
bool ArgumentParser::encoded(PyObject* item, const char** format) {
  const char* encoding = va_arg(list_, const char*);
  bool keeps_bytes = **format == 't';
  if (!keeps_bytes && **format != 's') return fails("(unknown parser marker combination)");
  ++*format;
  auto** out = va_arg(list_, char**);
  Py_ssize_t* length = nullptr;
  if (**format == '#') {
    ++*format;
    if (!length_fits()) return false;
    length = va_arg(list_, Py_ssize_t*);
  }
  PyObject* bytes;
  if (keeps_bytes && (PyBytes_Check(item) || PyByteArray_Check(item))) bytes = PyBytes_FromObject(item);
  else if (PyUnicode_Check(item)) bytes = PyUnicode_AsEncodedString(item, encoding ? encoding : "utf-8", nullptr);
  else return must_be(keeps_bytes ? "str, bytes or bytearray" : "str", item);
  if (!bytes) return false;
  const char* data = PyBytes_AS_STRING(bytes);
  Py_ssize_t n = PyBytes_GET_SIZE(bytes);
  bool ok = !length && strlen(data) != size_t(n) ? must_be("encoded string without null bytes", item)
                                                 : copy_encoded(data, n, out, length);
  Py_DECREF(bytes);
  return ok;
}

bool ArgumentParser::copy_encoded(const char* data, Py_ssize_t n, char** out, Py_ssize_t* length) {
  if (length && *out) {  // the caller's own memory
    if (n + 1 > *length) {
      PyErr_Format(PyExc_ValueError, "encoded string too long (%zd, maximum length %zd)", n, *length - 1);
      return false;
    }
  } else {
    *out = static_cast<char*>(PyMem_Malloc(size_t(n) + 1));
    if (!*out) return PyErr_NoMemory(), false;
    undo_.push_back({free_text, out});
  }
  memcpy(*out, data, size_t(n) + 1);
  if (length) *length = n;
  return true;
}

bool ArgumentParser::character(PyObject* item, char code) {
  if (code == 'c') {
    auto* out = va_arg(list_, char*);
    if (PyBytes_Check(item) && PyBytes_GET_SIZE(item) == 1) *out = PyBytes_AS_STRING(item)[0];
    else if (PyByteArray_Check(item) && PyByteArray_GET_SIZE(item) == 1) *out = PyByteArray_AS_STRING(item)[0];
    else return must_be("a byte string of length 1", item);
    return true;
  }
  auto* out = va_arg(list_, int*);
  if (!PyUnicode_Check(item) || PyUnicode_GET_LENGTH(item) != 1) return must_be("a unicode character", item);
  *out = int(PyUnicode_READ_CHAR(item, 0));
  return true;
}

// --- objects ---------------------------------------------------------------------------------------------------------

bool ArgumentParser::object(PyObject* item, const char** format) {
  if (**format == '!') {
    ++*format;
    auto* type = va_arg(list_, PyTypeObject*);
    auto** out = va_arg(list_, PyObject**);
    if (!PyType_IsSubtype(Py_TYPE(item), type)) return must_be(type->tp_name, item);
    *out = item;
    return true;
  }
  if (**format == '&') {
    ++*format;
    auto converter = va_arg(list_, Converter);
    void* out = va_arg(list_, void*);
    int result = converter(item, out);
    if (!result) return fails("(unspecified)");
    if (result == Py_CLEANUP_SUPPORTED) undo_.push_back({converter, out});
    return true;
  }
  *va_arg(list_, PyObject**) = item;
  return true;
}

bool ArgumentParser::of_type(PyObject* item, bool fits, const char* expected) {
  auto** out = va_arg(list_, PyObject**);
  if (!fits) return must_be(expected, item);
  *out = item;
  return true;
}

bool ArgumentParser::sequence(PyObject* item, const char** format) {
  const char* p = *format + 1;
  Py_ssize_t expected = 0;
  int depth = 0;
  for (const char* q = p; (depth > 0 || *q != ')') && !is_end_of_units(*q); q++) {
    if (*q == '(') expected += depth++ == 0;
    else if (*q == ')') depth--;
    else if (depth == 0 && isalpha(static_cast<unsigned char>(*q))) {
      expected++;
      if (*q == 'e' && (q[1] == 's' || q[1] == 't')) q++;
    }
  }
  if (!PySequence_Check(item) || PyBytes_Check(item)) {
    if (!PyErr_Occurred()) message_ = "must be " + std::to_string(expected) + "-item sequence, not " + shown_type(item);
    return false;
  }
  Py_ssize_t length = PySequence_Size(item);
  if (length != expected) {
    message_ = "must be sequence of length " + std::to_string(expected) + ", not " + std::to_string(length);
    return false;
  }
  for (Py_ssize_t i = 0; i < expected; i++) {
    PyObject* part = PySequence_GetItem(item, i);
    bool ok;
    if (part) {
      ok = convert(part, &p);
      Py_DECREF(part);
    } else {
      PyErr_Clear();
      ok = fails("is not retrievable");
    }
    if (!ok) return path_.push_back(int(i)), false;
  }
  *format = *p == ')' ? p + 1 : p;
  return true;
}

bool ArgumentParser::scalar(PyObject* item, const char** format) {
  item = borrowed(core(item));
  char code = *(*format)++;
  switch (code) {
    case 'p': {
      auto* out = va_arg(list_, int*);
      int truth = PyObject_IsTrue(item);
      if (truth < 0) return false;
      *out = truth;
      return true;
    }
    case 'c':
    case 'C': return character(item, code);
    case 's':
    case 'z':
    case 'y': return text(item, code, format);
    case 'u':
    case 'Z': return wide_text(item, code, format);
    case 'e': return encoded(item, format);
    case 'w': return writable_buffer(item, format);
    case 'S': return of_type(item, PyBytes_Check(item), "bytes");
    case 'Y': return of_type(item, PyByteArray_Check(item), "bytearray");
    case 'U': return of_type(item, PyUnicode_Check(item), "str");
    case 'O': return object(item, format);
    default:
      return code && strchr("bBhHiInlkLKfdD", code) ? number(item, code) : fails("(impossible<bad format char>)");
  }
}

bool ArgumentParser::convert(PyObject* item, const char** format) {
  return **format == '(' ? sequence(item, format) : scalar(item, format);
}

// --- units that get no item ------------------------------------------------------------------------------------------

// Null, or what is wrong with the unit.
const char* ArgumentParser::skip_scalar(const char** format) {
  char code = *(*format)++;
  if (!code || !strchr("bBhHiInlkLKfdDpcCSYUOszyuZwe", code)) return "impossible<bad format char>";
  (void)va_arg(list_, void*);
  if (code == 'e') {
    if (**format != 's' && **format != 't') return "impossible<bad format char>";
    ++*format;
    (void)va_arg(list_, void*);
  }
  char suffix = **format;
  if (suffix == '#' && strchr("eszyuZw", code)) {
    if (!has_ssize_) return kLengthIsNoSsize;
    (void)va_arg(list_, void*);
  } else if ((suffix == '!' || suffix == '&') && code == 'O') {
    (void)va_arg(list_, void*);
  } else if (suffix != '*' || !strchr("szyw", code)) {
    return nullptr;
  }
  ++*format;
  return nullptr;
}

const char* ArgumentParser::skip_unit(const char** format) {
  if (**format == ')') return ++*format, "Unmatched right paren in format string";
  if (**format != '(') return skip_scalar(format);
  ++*format;
  while (**format != ')') {
    if (is_end_of_units(**format) || **format == '|' || **format == '$') return "Unmatched left paren in format string";
    if (const char* wrong = skip_unit(format)) return wrong;
  }
  ++*format;
  return nullptr;
}

bool ArgumentParser::skip(const char** format) {
  const char* begin = *format;
  const char* wrong = skip_unit(format);
  if (!wrong) return true;
  PyErr_Format(PyExc_SystemError, "%s: '%s'", wrong, begin);
  return false;
}

}  // namespace sidewinder
