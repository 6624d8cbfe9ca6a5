// PyArg_*: C values from arguments by a format (C API reference, "Parsing arguments and building values"), with
// CPython's messages.
#include <algorithm>
#include <cfloat>
#include <climits>
#include <cstdarg>
#include <cstring>
#include <string>
#include <vector>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"

using namespace sidewinder;

namespace {

bool is_unit_end(char c) { return c == '\0' || c == ':' || c == ';' || c == '|' || c == '$' || c == ')'; }

// What a failed conversion has to say: "must be str, not int". With an exception pending, that one stands.
class Parser {
 public:
  explicit Parser(va_list list) { va_copy(list_, list); }
  ~Parser() { va_end(list_); }

  // Converts one item by the unit at *format, which is moved behind it. False: failed, see message().
  bool convert(PyObject* item, const char** format) {
    const char* p = *format;
    bool ok = *p == '(' ? sequence(item, &p) : scalar(item, &p);
    *format = p;
    return ok;
  }
  // Moves over the variables of an item that is not there.
  void skip(const char** format) {
    const char* p = *format;
    if (*p == '(') {
      for (p++; *p != ')';) {
        const char* inner = p;
        skip(&inner);
        p = inner;
      }
      p++;
    } else {
      skip_scalar(&p);
    }
    *format = p;
  }
  const std::string& message() const { return message_; }
  // Gives back the buffers that were taken: the call fails.
  void undo() {
    for (Py_buffer* view : buffers_) PyBuffer_Release(view);
    for (char** text : allocated_) {
      PyMem_Free(*text);
      *text = nullptr;
    }
  }

 private:
  bool must_be(const char* expected, PyObject* item) {
    if (PyErr_Occurred()) return false;
    message_ = std::string("must be ") + expected + ", not " + (item == Py_None ? "None" : Py_TYPE(item)->tp_name);
    return false;
  }
  bool fails(const char* text) {
    message_ = text;
    return false;
  }

  bool sequence(PyObject* item, const char** format) {
    const char* p = *format + 1;
    Py_ssize_t expected = 0;
    int depth = 0;
    for (const char* q = p; depth > 0 || *q != ')'; q++) {
      if (*q == '(') expected += depth++ == 0;
      else if (*q == ')') depth--;
      else if (depth == 0 && isalpha(static_cast<unsigned char>(*q))) {
        expected++;
        if (*q == 'e' && (q[1] == 's' || q[1] == 't')) q++;
      }
    }
    if (!PySequence_Check(item) || PyBytes_Check(item)) {
      message_ = "must be " + std::to_string(expected) + "-item sequence, not " +
                 (item == Py_None ? "None" : Py_TYPE(item)->tp_name);
      return false;
    }
    Py_ssize_t length = PySequence_Size(item);
    if (length != expected) {
      message_ = "must be sequence of length " + std::to_string(expected) + ", not " + std::to_string(length);
      return false;
    }
    for (Py_ssize_t i = 0; i < expected; i++) {
      PyObject* part = PySequence_GetItem(item, i);
      if (!part) return fails("is not retrievable");
      bool ok = convert(part, &p);
      Py_DECREF(part);
      if (!ok) return false;
    }
    *format = p + 1;
    return true;
  }

  // --- numbers ---

  template <class T> bool in_range(PyObject* item, const char* type_name, long least, long most) {
    T* out = va_arg(list_, T*);
    long value = PyLong_AsLong(item);
    if (value == -1 && PyErr_Occurred()) return false;
    if (value < least || value > most) {
      PyErr_Format(PyExc_OverflowError, "%s %s", type_name,
                   value < least ? "is less than minimum" : "is greater than maximum");
      return false;
    }
    *out = T(value);
    return true;
  }

  template <class T> bool masked(PyObject* item) {
    T* out = va_arg(list_, T*);
    unsigned long value = PyLong_AsUnsignedLongMask(item);
    if (value == ULONG_MAX && PyErr_Occurred()) return false;
    *out = T(value);
    return true;
  }

  bool number(PyObject* item, char code) {
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
        *out = PyLong_AsLong(item);
        return *out != -1 || !PyErr_Occurred();
      }
      case 'k': {
        auto* out = va_arg(list_, unsigned long*);
        if (!PyLong_Check(item)) return must_be("int", item);
        *out = PyLong_AsUnsignedLongMask(item);
        return true;
      }
      case 'L': {
        auto* out = va_arg(list_, long long*);
        *out = PyLong_AsLongLong(item);
        return *out != -1 || !PyErr_Occurred();
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
        if (PyErr_Occurred()) return false;
        *out = float(value);
        return true;
      }
      case 'd': {
        auto* out = va_arg(list_, double*);
        *out = PyFloat_AsDouble(item);
        return !PyErr_Occurred();
      }
      case 'D': {
        auto* out = va_arg(list_, Py_complex*);
        *out = PyComplex_AsCComplex(item);
        return !PyErr_Occurred();
      }
      default: return false;
    }
  }

  // --- text and bytes ---

  bool take_buffer(PyObject* item, Py_buffer* view, int flags = PyBUF_SIMPLE) {
    if (PyObject_GetBuffer(item, view, flags) < 0) {
      PyErr_Clear();
      return must_be("bytes-like object", item);
    }
    if (!PyBuffer_IsContiguous(view, 'C')) {
      PyBuffer_Release(view);
      return fails("must be contiguous buffer");
    }
    buffers_.push_back(view);
    return true;
  }

  bool text_buffer(PyObject* item, char code, bool is_bytes) {
    auto* view = va_arg(list_, Py_buffer*);
    if (code == 'z' && item == Py_None) return PyBuffer_FillInfo(view, nullptr, nullptr, 0, 1, 0) == 0;
    if (!is_bytes && PyUnicode_Check(item)) {
      Py_ssize_t n;
      const char* text = PyUnicode_AsUTF8AndSize(item, &n);
      if (!text) return false;
      PyBuffer_FillInfo(view, item, const_cast<char*>(text), n, 1, 0);
      buffers_.push_back(view);
      return true;
    }
    return take_buffer(item, view);
  }

  // The memory of an object that lives on by itself: its buffer is given back at once.
  bool borrowed_bytes(PyObject* item, const char** out, Py_ssize_t* n) {
    Py_buffer view;
    const PyBufferProcs* procs = Py_TYPE(item)->tp_as_buffer;
    if (!procs || !procs->bf_getbuffer || procs->bf_releasebuffer) return must_be("read-only bytes-like object", item);
    if (PyObject_GetBuffer(item, &view, PyBUF_SIMPLE) < 0) return false;
    *out = static_cast<const char*>(view.buf);
    *n = view.len;
    PyBuffer_Release(&view);
    return true;
  }

  bool text_and_length(PyObject* item, char code, bool is_bytes) {
    auto* out = va_arg(list_, const char**);
    auto* length = va_arg(list_, Py_ssize_t*);
    if (code == 'z' && item == Py_None) {
      *out = nullptr;
      *length = 0;
      return true;
    }
    if (!is_bytes && PyUnicode_Check(item)) return (*out = PyUnicode_AsUTF8AndSize(item, length)) != nullptr;
    return borrowed_bytes(item, out, length);
  }

  bool text_alone(PyObject* item, char code, bool is_bytes) {
    auto* out = va_arg(list_, const char**);
    if (code == 'z' && item == Py_None) {
      *out = nullptr;
      return true;
    }
    Py_ssize_t n;
    if (is_bytes) {
      if (!borrowed_bytes(item, out, &n)) return PyBytes_Check(item) ? false : must_be("bytes", item);
    } else {
      if (!PyUnicode_Check(item)) return must_be(code == 'z' ? "str or None" : "str", item);
      *out = PyUnicode_AsUTF8AndSize(item, &n);
      if (!*out) return false;
    }
    if (strlen(*out) == size_t(n)) return true;
    PyErr_SetString(PyExc_ValueError, is_bytes ? "embedded null byte" : "embedded null character");
    return false;
  }

  bool text(PyObject* item, char code, const char** p) {
    bool is_bytes = code == 'y';
    if (**p == '*') return ++*p, text_buffer(item, code, is_bytes);
    if (**p == '#') return ++*p, text_and_length(item, code, is_bytes);
    return text_alone(item, code, is_bytes);
  }

  // "es", "et" (and "es#"): encoded into memory that the caller frees.
  bool encoded(PyObject* item, const char** p) {
    const char* encoding = va_arg(list_, const char*);
    auto** out = va_arg(list_, char**);
    bool keeps_bytes = *(*p)++ == 't';
    Py_ssize_t* length = nullptr;
    if (**p == '#') {
      ++*p;
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

  bool copy_encoded(const char* data, Py_ssize_t n, char** out, Py_ssize_t* length) {
    if (length && *out) {  // the caller's own memory
      if (n + 1 > *length) {
        PyErr_Format(PyExc_ValueError, "encoded string too long (%zd, maximum length %zd)", n, *length - 1);
        return false;
      }
    } else {
      *out = static_cast<char*>(PyMem_Malloc(size_t(n) + 1));
      if (!*out) return PyErr_NoMemory(), false;
      allocated_.push_back(out);
    }
    memcpy(*out, data, size_t(n) + 1);
    if (length) *length = n;
    return true;
  }

  bool character(PyObject* item, char code) {
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

  // --- objects ---

  bool object(PyObject* item, const char** p) {
    if (**p == '!') {
      ++*p;
      auto* type = va_arg(list_, PyTypeObject*);
      auto** out = va_arg(list_, PyObject**);
      if (!PyType_IsSubtype(Py_TYPE(item), type)) return must_be(type->tp_name, item);
      *out = item;
      return true;
    }
    if (**p == '&') {
      ++*p;
      auto convert = va_arg(list_, int (*)(PyObject*, void*));
      void* out = va_arg(list_, void*);
      int result = convert(item, out);
      if (!result && !PyErr_Occurred()) return fails("(unspecified)");
      return result != 0;
    }
    *va_arg(list_, PyObject**) = item;
    return true;
  }

  bool of_type(PyObject* item, bool fits, const char* expected) {
    auto** out = va_arg(list_, PyObject**);
    if (!fits) return must_be(expected, item);
    *out = item;
    return true;
  }

  bool scalar(PyObject* item, const char** p) {
    item = borrowed(core(item));
    char code = *(*p)++;
    switch (code) {
      case 'p': {
        auto* out = va_arg(list_, int*);
        *out = PyObject_IsTrue(item);
        return *out >= 0;
      }
      case 'c':
      case 'C': return character(item, code);
      case 's':
      case 'z':
      case 'y': return text(item, code, p);
      case 'e': return encoded(item, p);
      case 'S': return of_type(item, PyBytes_Check(item), "bytes");
      case 'Y': return of_type(item, PyByteArray_Check(item), "bytearray");
      case 'U': return of_type(item, PyUnicode_Check(item), "str");
      case 'O': return object(item, p);
      case 'u':
      case 'Z': {
        auto** out = va_arg(list_, const Py_UNICODE**);
        Py_ssize_t* length = nullptr;
        if (**p == '#') {
          ++*p;
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
        return true;
      }
      case 'w': {
        ++*p;  // always "w*"
        auto* view = va_arg(list_, Py_buffer*);
        if (PyObject_GetBuffer(item, view, PyBUF_WRITABLE) < 0) {
          PyErr_Clear();
          return must_be("read-write bytes-like object", item);
        }
        buffers_.push_back(view);
        return true;
      }
      default:
        if (strchr("bBhHiInlkLKfdD", code)) return number(item, code);
        PyErr_Format(PyExc_SystemError, "impossible<bad format char>: '%c'", code);
        return false;
    }
  }

  void skip_scalar(const char** p) {
    char code = *(*p)++;
    if (code == 'e') {
      (void)va_arg(list_, const char*);
      (void)va_arg(list_, void*);
      ++*p;
      if (**p == '#') ++*p, (void)va_arg(list_, void*);
      return;
    }
    (void)va_arg(list_, void*);
    if (**p == '!' || **p == '&' || (**p == '#' && code != 'w')) (void)va_arg(list_, void*);
    if (**p == '!' || **p == '&' || **p == '#' || **p == '*') ++*p;
  }

  va_list list_;
  std::string message_;
  std::vector<Py_buffer*> buffers_;
  std::vector<char**> allocated_;
};

struct Format {
  const char* units;
  std::string function;  // after ':'; with "()"
  std::string message;   // after ';'
  int least = 0, most = 0, positional = 0;

  explicit Format(const char* format) : units(format) {
    int depth = 0;
    bool optional = false, keyword_only = false;
    for (const char* p = format; *p; p++) {
      if (*p == '(') {
        if (depth++ == 0) count(optional, keyword_only);
      } else if (*p == ')') {
        depth--;
      } else if (*p == ':') {
        function = std::string(p + 1) + "()";
        break;
      } else if (*p == ';') {
        message = p + 1;
        break;
      } else if (*p == '|') {
        optional = true;
      } else if (*p == '$') {
        keyword_only = true;
      } else if (depth == 0 && isalpha(static_cast<unsigned char>(*p))) {
        count(optional, keyword_only);
        if (*p == 'e' && (p[1] == 's' || p[1] == 't')) p++;
      }
    }
  }
  void count(bool optional, bool keyword_only) {
    most++;
    if (!optional) least++;
    if (!keyword_only) positional++;
  }
  std::string shown() const { return function.empty() ? "function" : function; }
};

void raise_conversion(const Format& format, const Parser& parser, Py_ssize_t index) {
  if (PyErr_Occurred()) return;
  if (!format.message.empty()) {
    PyErr_SetString(PyExc_TypeError, format.message.c_str());
    return;
  }
  std::string where = format.function.empty() ? "" : format.function + " ";
  std::string which = index >= 0 ? "argument " + std::to_string(index + 1) : "argument";
  PyErr_SetString(PyExc_TypeError, (where + which + " " + parser.message()).c_str());
}

void skip_marks(const char** p) {
  while (**p == '|' || **p == '$') ++*p;
}

// `is_numbered`: what is wrong with one says which it is.
bool parse_positional(PyObject* const* values, Py_ssize_t n, const char* text, va_list list, bool is_numbered = true) {
  Format format(text);
  if (n < format.least || n > format.most) {
    if (!format.message.empty()) {
      PyErr_SetString(PyExc_TypeError, format.message.c_str());
      return false;
    }
    int limit = n < format.least ? format.least : format.most;
    PyErr_Format(PyExc_TypeError, "%s takes %s %d argument%s (%zd given)", format.shown().c_str(),
                 format.least == format.most ? "exactly"
                 : n < format.least          ? "at least"
                                             : "at most",
                 limit, limit == 1 ? "" : "s", n);
    return false;
  }
  Parser parser(list);
  const char* p = text;
  for (Py_ssize_t i = 0; i < n; i++) {
    skip_marks(&p);
    if (parser.convert(values[i], &p)) continue;
    raise_conversion(format, parser, is_numbered ? i : -1);
    parser.undo();
    return false;
  }
  skip_marks(&p);
  if (is_unit_end(*p)) return true;
  bool may_be_unit = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || *p == '(';
  if (!may_be_unit) {  // "O#" of old
    PyErr_Format(PyExc_SystemError, "bad format string: %.200s", text);
    parser.undo();
    return false;
  }
  for (Py_ssize_t i = n; i < format.most; i++) {
    skip_marks(&p);
    parser.skip(&p);
  }
  return true;
}

// Keyword arguments: names are looked up in `names` (pairs of a vectorcall) or in a dict.
struct KeywordSource {
  PyObject* dict = nullptr;
  PyObject* const* values = nullptr;  // with `names`
  PyObject* names = nullptr;

  Py_ssize_t count() const { return dict ? PyDict_GET_SIZE(dict) : names ? PyTuple_GET_SIZE(names) : 0; }
  PyObject* find(const char* name) const {
    if (dict) return find_in_dict(name);
    for (Py_ssize_t i = 0; i < count(); i++)
      if (str_equals(core_as<Str>(PyTuple_GET_ITEM(names, i)), name)) return values[i];
    return nullptr;
  }
  // There are few, so that looking at each is faster than making a str of the name.
  PyObject* find_in_dict(const char* name) const {
    if (PyDict_GET_SIZE(dict) > 8) return PyDict_GetItemString(dict, name);
    Py_ssize_t position = 0;
    PyObject *key, *value;
    while (PyDict_Next(dict, &position, &key, &value))
      if (PyUnicode_Check(key) && str_equals(core_as<Str>(key), name)) return value;
    return nullptr;
  }
  // A keyword that is none of `allowed`; null: there is none.
  PyObject* find_foreign(const char* const* allowed, int count_allowed) const {
    Py_ssize_t position = 0;
    PyObject *key, *value;
    for (Py_ssize_t i = 0; i < count(); i++) {
      if (dict) PyDict_Next(dict, &position, &key, &value);
      else key = PyTuple_GET_ITEM(names, i);
      bool known = false;
      for (int k = 0; k < count_allowed && !known; k++)
        known = *allowed[k] && PyUnicode_Check(key) && str_equals(core_as<Str>(key), allowed[k]);
      if (!known) return key;
    }
    return nullptr;
  }
};

bool parse_keywords(PyObject* const* values, Py_ssize_t n, const KeywordSource& keywords, const char* text,
                    const char* const* names, va_list list) {
  Format format(text);
  int count = 0, positional_only = 0;
  for (; names[count]; count++)
    if (!*names[count]) positional_only = count + 1;
  Py_ssize_t given = n + keywords.count();
  if (given > count) {
    PyErr_Format(PyExc_TypeError, "%s takes %s %d %sargument%s (%zd given)", format.shown().c_str(),
                 count == 0             ? "no"
                 : format.least < count ? "at most"
                                        : "exactly",
                 count, n == 0 ? "keyword " : "", count == 1 ? "" : "s", given);
    if (count == 0) PyErr_Format(PyExc_TypeError, "%s takes no arguments", format.shown().c_str());
    return false;
  }
  if (n > format.positional) {
    PyErr_Format(PyExc_TypeError, "%s takes %s %d positional argument%s (%zd given)", format.shown().c_str(),
                 format.least < format.positional ? "at most" : "exactly", format.positional,
                 format.positional == 1 ? "" : "s", n);
    return false;
  }
  Parser parser(list);
  const char* p = text;
  Py_ssize_t used = 0;
  for (int i = 0; i < count; i++) {
    skip_marks(&p);
    PyObject* item = i < n ? values[i] : nullptr;
    PyObject* named = i >= positional_only && used < keywords.count() ? keywords.find(names[i]) : nullptr;
    if (named) used++;
    if (item && named) {
      PyErr_Format(PyExc_TypeError, "argument for %s given by name ('%s') and position (%d)", format.shown().c_str(),
                   names[i], i + 1);
      parser.undo();
      return false;
    }
    if (!item) item = named;
    if (item) {
      if (parser.convert(item, &p)) continue;
      raise_conversion(format, parser, i);
      parser.undo();
      return false;
    }
    if (i < format.least) {
      if (i < positional_only)
        PyErr_Format(PyExc_TypeError, "%s takes %s %d positional argument%s (%zd given)", format.shown().c_str(),
                     format.least < format.positional ? "at least" : "exactly",
                     format.least < positional_only ? format.least : positional_only, format.least == 1 ? "" : "s", n);
      else
        PyErr_Format(PyExc_TypeError, "%s missing required argument '%s' (pos %d)", format.shown().c_str(), names[i],
                     i + 1);
      parser.undo();
      return false;
    }
    parser.skip(&p);
  }
  if (used == keywords.count()) return true;
  if (PyObject* foreign = keywords.find_foreign(names, count)) {
    if (PyUnicode_Check(foreign))
      PyErr_Format(PyExc_TypeError, "'%U' is an invalid keyword argument for %s", foreign,
                   format.function.empty() ? "this function" : format.function.c_str());
    else PyErr_SetString(PyExc_TypeError, "keywords must be strings");
  }
  parser.undo();
  return false;
}

bool parse_tuple(PyObject* args, const char* format, va_list list) {
  if (!PyTuple_Check(args)) {
    PyErr_SetString(PyExc_SystemError, "new style getargs format but argument is not a tuple");
    return false;
  }
  return parse_positional(reinterpret_cast<PyTupleObject*>(args)->ob_item, PyTuple_GET_SIZE(args), format, list);
}

bool parse_tuple_and_dict(PyObject* args, PyObject* keywords, const char* format, char** names, va_list list) {
  if (!args || !PyTuple_Check(args) || (keywords && !PyDict_Check(keywords)) || !format || !names) {
    PyErr_BadInternalCall();
    return false;
  }
  KeywordSource source;
  source.dict = keywords;
  return parse_keywords(reinterpret_cast<PyTupleObject*>(args)->ob_item, PyTuple_GET_SIZE(args), source, format, names,
                        list);
}

bool parse_vector(PyObject* const* values, Py_ssize_t n, PyObject* names, _PyArg_Parser* parser, va_list list) {
  KeywordSource source;
  source.values = values + n;
  source.names = names;
  return parse_keywords(values, n, source, parser->format, parser->keywords, list);
}

}  // namespace

#undef PyArg_Parse
#undef PyArg_ParseTuple
#undef PyArg_ParseTupleAndKeywords
#undef PyArg_VaParse
#undef PyArg_VaParseTupleAndKeywords
#undef _PyArg_ParseStack
#undef _PyArg_ParseStackAndKeywords
#undef _PyArg_ParseTupleAndKeywordsFast
#undef _PyArg_NoKeywords
#undef _PyArg_NoPositional
#undef _PyArg_CheckPositional
#undef _PyArg_NoKwnames
#undef _PyArg_UnpackKeywords

// Every function twice: C code compiled with PY_SSIZE_T_CLEAN calls the second.
#define TWICE(name, parameters, last, expression) \
  int name parameters {                           \
    va_list list;                                 \
    va_start(list, last);                         \
    bool ok = expression;                         \
    va_end(list);                                 \
    return ok;                                    \
  }

extern "C" {

TWICE(PyArg_ParseTuple, (PyObject * args, const char* format, ...), format, parse_tuple(args, format, list))
TWICE(_PyArg_ParseTuple_SizeT, (PyObject * args, const char* format, ...), format, parse_tuple(args, format, list))
TWICE(PyArg_Parse, (PyObject * arg, const char* format, ...), format, parse_positional(&arg, 1, format, list, false))
TWICE(_PyArg_Parse_SizeT, (PyObject * arg, const char* format, ...), format,
      parse_positional(&arg, 1, format, list, false))
TWICE(PyArg_ParseTupleAndKeywords, (PyObject * args, PyObject* keywords, const char* format, char** names, ...), names,
      parse_tuple_and_dict(args, keywords, format, names, list))
TWICE(_PyArg_ParseTupleAndKeywords_SizeT, (PyObject * args, PyObject* keywords, const char* format, char** names, ...),
      names, parse_tuple_and_dict(args, keywords, format, names, list))
TWICE(_PyArg_ParseStack, (PyObject* const* values, Py_ssize_t n, const char* format, ...), format,
      parse_positional(values, n, format, list))
TWICE(_PyArg_ParseStack_SizeT, (PyObject* const* values, Py_ssize_t n, const char* format, ...), format,
      parse_positional(values, n, format, list))
TWICE(_PyArg_ParseStackAndKeywords,
      (PyObject* const* values, Py_ssize_t n, PyObject* names, _PyArg_Parser* parser, ...), parser,
      parse_vector(values, n, names, parser, list))
TWICE(_PyArg_ParseStackAndKeywords_SizeT,
      (PyObject* const* values, Py_ssize_t n, PyObject* names, _PyArg_Parser* parser, ...), parser,
      parse_vector(values, n, names, parser, list))
TWICE(_PyArg_ParseTupleAndKeywordsFast, (PyObject * args, PyObject* keywords, _PyArg_Parser* parser, ...), parser,
      parse_tuple_and_dict(args, keywords, parser->format, const_cast<char**>(parser->keywords), list))
TWICE(_PyArg_ParseTupleAndKeywordsFast_SizeT, (PyObject * args, PyObject* keywords, _PyArg_Parser* parser, ...), parser,
      parse_tuple_and_dict(args, keywords, parser->format, const_cast<char**>(parser->keywords), list))

int PyArg_VaParse(PyObject* args, const char* format, va_list list) { return parse_tuple(args, format, list); }
int _PyArg_VaParse_SizeT(PyObject* args, const char* format, va_list list) { return parse_tuple(args, format, list); }
int PyArg_VaParseTupleAndKeywords(PyObject* args, PyObject* keywords, const char* format, char** names, va_list list) {
  return parse_tuple_and_dict(args, keywords, format, names, list);
}
int _PyArg_VaParseTupleAndKeywords_SizeT(PyObject* args, PyObject* keywords, const char* format, char** names,
                                         va_list list) {
  return parse_tuple_and_dict(args, keywords, format, names, list);
}

// The values in order of the parameters, for code that Argument Clinic made; null where one is missing. `buffer` has
// room for all.
PyObject* const* _PyArg_UnpackKeywords(PyObject* const* values, Py_ssize_t n, PyObject* dict, PyObject* names,
                                       _PyArg_Parser* parser, int least_positional, int most_positional,
                                       int least_keyword_only, PyObject** buffer) {
  KeywordSource keywords;
  keywords.dict = dict;
  keywords.values = names ? values + n : nullptr;
  keywords.names = names;
  std::string function = parser->fname ? std::string(parser->fname) + "()" : "function";
  int count = 0, positional_only = 0;
  for (; parser->keywords[count]; count++)
    if (!*parser->keywords[count]) positional_only = count + 1;
  Py_ssize_t given = n + keywords.count();
  if (given > count) {
    PyErr_Format(PyExc_TypeError, "%s takes %s %d %sargument%s (%zd given)", function.c_str(),
                 least_positional < count ? "at most" : "exactly", count, n == 0 ? "keyword " : "",
                 count == 1 ? "" : "s", given);
    return nullptr;
  }
  int required = least_keyword_only ? most_positional + least_keyword_only : least_positional;
  int least_by_position = positional_only < least_positional ? positional_only : least_positional;
  if (n > most_positional) {
    if (most_positional == 0) PyErr_Format(PyExc_TypeError, "%s takes no positional arguments", function.c_str());
    else
      PyErr_Format(PyExc_TypeError, "%s takes %s %d positional argument%s (%zd given)", function.c_str(),
                   least_positional < most_positional ? "at most" : "exactly", most_positional,
                   most_positional == 1 ? "" : "s", n);
    return nullptr;
  }
  if (n < least_by_position) {
    PyErr_Format(PyExc_TypeError, "%s takes %s %d positional argument%s (%zd given)", function.c_str(),
                 least_by_position < most_positional ? "at least" : "exactly", least_by_position,
                 least_by_position == 1 ? "" : "s", n);
    return nullptr;
  }
  Py_ssize_t used = 0;
  for (int i = 0; i < count; i++) {
    PyObject* item = i < n ? values[i] : nullptr;
    PyObject* named = i >= positional_only && used < keywords.count() ? keywords.find(parser->keywords[i]) : nullptr;
    if (named) used++;
    if (item && named) {
      PyErr_Format(PyExc_TypeError, "argument for %s given by name ('%s') and position (%d)", function.c_str(),
                   parser->keywords[i], i + 1);
      return nullptr;
    }
    buffer[i] = item ? item : named;
    if (buffer[i]) {
      buffer[i] = borrowed(core(buffer[i]));
    } else if (i < least_positional || (i >= most_positional && i < required)) {
      PyErr_Format(PyExc_TypeError, "%s missing required argument '%s' (pos %d)", function.c_str(), parser->keywords[i],
                   i + 1);
      return nullptr;
    }
  }
  if (used == keywords.count()) return buffer;
  PyObject* foreign = keywords.find_foreign(parser->keywords, count);
  if (foreign && PyUnicode_Check(foreign))
    PyErr_Format(PyExc_TypeError, "'%U' is an invalid keyword argument for %s", foreign, function.c_str());
  else PyErr_SetString(PyExc_TypeError, "keywords must be strings");
  return nullptr;
}

// The same of a function with *args, which are parameter number `at`: a new tuple of what is behind it.
PyObject* const* _PyArg_UnpackKeywordsWithVararg(PyObject* const* values, Py_ssize_t n, PyObject* dict, PyObject* names,
                                                 _PyArg_Parser* parser, int least_positional, int most_positional,
                                                 int least_keyword_only, int at, PyObject** buffer) {
  Py_ssize_t extra = std::max<Py_ssize_t>(n - at, 0), named = dict ? PyDict_GET_SIZE(dict) : 0;
  if (names) named = PyTuple_GET_SIZE(names);
  // As a call of the function without the parameter: the values behind it are not among the positional ones.
  std::vector<PyObject*> rest(values, values + (n - extra));
  if (names) rest.insert(rest.end(), values + n, values + n + named);
  PyObject** found = rest.data();
  if (!_PyArg_UnpackKeywords(found, n - extra, dict, names, parser, std::min(least_positional, at), at,
                             least_keyword_only, buffer))
    return nullptr;
  int count = 0;
  while (parser->keywords[count]) count++;
  for (int i = count; i > at; i--) buffer[i] = buffer[i - 1];
  buffer[at] = PyTuple_New(extra);
  if (!buffer[at]) return nullptr;
  for (Py_ssize_t i = 0; i < extra; i++) PyTuple_SET_ITEM(buffer[at], i, Py_NewRef(values[at + i]));
  (void)most_positional;
  return buffer;
}

int _PyArg_CheckPositional(const char* name, Py_ssize_t n, Py_ssize_t least, Py_ssize_t most) {
  if (n >= least && n <= most) return 1;
  Py_ssize_t limit = n < least ? least : most;
  const char* amount = least == most ? "" : n < least ? "at least " : "at most ";
  if (name)
    PyErr_Format(PyExc_TypeError, "%.200s expected %s%zd argument%s, got %zd", name, amount, limit,
                 limit == 1 ? "" : "s", n);
  else
    PyErr_Format(PyExc_TypeError, "unpacked tuple should have %s%zd element%s, but has %zd", amount, limit,
                 limit == 1 ? "" : "s", n);
  return 0;
}
int PyArg_UnpackTuple(PyObject* args, const char* name, Py_ssize_t least, Py_ssize_t most, ...) {
  if (!PyTuple_Check(args)) {
    PyErr_SetString(PyExc_SystemError, "PyArg_UnpackTuple() argument list is not a tuple");
    return 0;
  }
  if (!_PyArg_CheckPositional(name, PyTuple_GET_SIZE(args), least, most)) return 0;
  va_list list;
  va_start(list, most);
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(args); i++)
    *va_arg(list, PyObject**) = borrowed(core(PyTuple_GET_ITEM(args, i)));
  va_end(list);
  return 1;
}
int _PyArg_UnpackStack(PyObject* const* values, Py_ssize_t n, const char* name, Py_ssize_t least, Py_ssize_t most,
                       ...) {
  if (!_PyArg_CheckPositional(name, n, least, most)) return 0;
  va_list list;
  va_start(list, most);
  for (Py_ssize_t i = 0; i < n; i++) *va_arg(list, PyObject**) = values[i];
  va_end(list);
  return 1;
}
int _PyArg_NoKeywords(const char* name, PyObject* keywords) {
  if (!keywords || PyDict_GET_SIZE(keywords) == 0) return 1;
  PyErr_Format(PyExc_TypeError, "%.200s() takes no keyword arguments", name);
  return 0;
}
int _PyArg_NoKwnames(const char* name, PyObject* names) {
  if (!names || PyTuple_GET_SIZE(names) == 0) return 1;
  PyErr_Format(PyExc_TypeError, "%s() takes no keyword arguments", name);
  return 0;
}
int _PyArg_NoPositional(const char* name, PyObject* args) {
  if (!args || PyTuple_GET_SIZE(args) == 0) return 1;
  PyErr_Format(PyExc_TypeError, "%.200s() takes no positional arguments", name);
  return 0;
}
void _PyArg_BadArgument(const char* function, const char* which, const char* expected, PyObject* item) {
  PyErr_Format(PyExc_TypeError, "%.200s() %.200s must be %.50s, not %.50s", function, which, expected,
               item == Py_None ? "None" : Py_TYPE(item)->tp_name);
}
int PyArg_ValidateKeywordArguments(PyObject* keywords) {
  if (!PyDict_Check(keywords)) return PyErr_BadInternalCall(), 0;
  Py_ssize_t position = 0;
  PyObject *key, *value;
  while (PyDict_Next(keywords, &position, &key, &value))
    if (!PyUnicode_Check(key)) {
      PyErr_SetString(PyExc_TypeError, "keywords must be strings");
      return 0;
    }
  return 1;
}
}
