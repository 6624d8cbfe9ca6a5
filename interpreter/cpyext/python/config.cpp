// What _testinternalcapi looks into beside PyConfig (initconfig.cpp): locales, paths, edit distances.
#include <Python.h>

#include <cstring>
#include <string>
#include <vector>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/protocol/error.h"

using namespace sidewinder;

// As in CPython's internal header.
enum _Py_error_handler {
  _Py_ERROR_UNKNOWN,
  _Py_ERROR_STRICT,
  _Py_ERROR_SURROGATEESCAPE,
  _Py_ERROR_REPLACE,
  _Py_ERROR_IGNORE,
  _Py_ERROR_BACKSLASHREPLACE,
  _Py_ERROR_SURROGATEPASS,
  _Py_ERROR_XMLCHARREFREPLACE,
  _Py_ERROR_OTHER
};

namespace {

PyObject* not_supported(const char* what) {
  PyErr_Format(PyExc_NotImplementedError, "%s is not supported by this Python", what);
  return nullptr;
}

const char* handler_name(_Py_error_handler errors) {
  switch (errors) {
    case _Py_ERROR_SURROGATEESCAPE: return "surrogateescape";
    case _Py_ERROR_SURROGATEPASS: return "surrogatepass";
    case _Py_ERROR_REPLACE: return "replace";
    case _Py_ERROR_IGNORE: return "ignore";
    case _Py_ERROR_BACKSLASHREPLACE: return "backslashreplace";
    case _Py_ERROR_XMLCHARREFREPLACE: return "xmlcharrefreplace";
    default: return "strict";
  }
}

// Where the pending UnicodeError begins, which is taken; its reason in `reason` (for good: there are few).
size_t take_unicode_error(const char** reason) {
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  PyErr_NormalizeException(&type, &value, &traceback);
  Py_ssize_t start = 0;
  PyObject* text = nullptr;
  if (PyObject_IsInstance(value, PyExc_UnicodeDecodeError)) {
    PyUnicodeDecodeError_GetStart(value, &start);
    text = PyUnicodeDecodeError_GetReason(value);
  } else if (PyObject_IsInstance(value, PyExc_UnicodeEncodeError)) {
    PyUnicodeEncodeError_GetStart(value, &start);
    text = PyUnicodeEncodeError_GetReason(value);
  }
  if (reason && text) *reason = PyUnicode_AsUTF8(Py_NewRef(text));
  Py_XDECREF(text);
  Py_XDECREF(type);
  Py_XDECREF(value);
  Py_XDECREF(traceback);
  return size_t(start);
}

bool takes(_Py_error_handler errors) {
  return errors == _Py_ERROR_STRICT || errors == _Py_ERROR_SURROGATEESCAPE || errors == _Py_ERROR_SURROGATEPASS;
}

Py_ssize_t substitution_cost(Py_UCS1 a, Py_UCS1 b) {
  constexpr Py_ssize_t kMove = 2, kCase = 1;
  if (a == b) return 0;
  auto lower = [](Py_UCS1 c) { return c >= 'A' && c <= 'Z' ? c + 32 : int(c); };
  return lower(a) == lower(b) ? kCase : kMove;
}

}  // namespace

extern "C" {

PyObject* _Py_GetConfigsAsDict() { return not_supported("PyConfig"); }
PyObject* _Py_Get_Getpath_CodeObject() { return not_supported("getpath.py"); }

// Python's frames are not evaluated by a C function of CPython's kind.
PyObject* _PyEval_EvalFrameDefault(PyThreadState*, struct _PyInterpreterFrame*, int) {
  return not_supported("_PyEval_EvalFrameDefault");
}
void _PyInterpreterState_SetEvalFrameFunc(PyInterpreterState*,
                                          PyObject* (*function)(PyThreadState*, struct _PyInterpreterFrame*, int)) {
  if (function != _PyEval_EvalFrameDefault) not_supported("another evaluation function (PEP 523)");
}

_Py_error_handler _Py_GetErrorHandler(const char* errors) {
  if (!errors) return _Py_ERROR_STRICT;
  for (int i = _Py_ERROR_STRICT; i < _Py_ERROR_OTHER; i++)
    if (strcmp(errors, handler_name(_Py_error_handler(i))) == 0) return _Py_error_handler(i);
  return _Py_ERROR_OTHER;
}

// 0, -1: no memory, -2: cannot be decoded (*size, *reason), -3: such an error handler there is not here.
int _Py_DecodeLocaleEx(const char* text, wchar_t** out, size_t* size, const char** reason, int,
                       _Py_error_handler errors) {
  if (!takes(errors)) return -3;
  PyObject* s = PyUnicode_DecodeUTF8(text, Py_ssize_t(strlen(text)), handler_name(errors));
  if (!s) {
    size_t start = take_unicode_error(reason);
    if (size) *size = start;
    return -2;
  }
  Py_ssize_t n;
  *out = PyUnicode_AsWideCharString(s, &n);
  Py_DECREF(s);
  if (size) *size = size_t(n);
  return *out ? 0 : -1;
}
int _Py_EncodeLocaleEx(const wchar_t* text, char** out, size_t* error, const char** reason, int,
                       _Py_error_handler errors) {
  if (!takes(errors)) return -3;
  PyObject* s = PyUnicode_FromWideChar(text, -1);
  PyObject* bytes = s ? PyUnicode_AsEncodedString(s, "utf-8", handler_name(errors)) : nullptr;
  Py_XDECREF(s);
  if (!bytes) {
    size_t start = take_unicode_error(reason);
    if (error) *error = start;
    return -2;
  }
  *out = _PyMem_Strdup(PyBytes_AS_STRING(bytes));
  Py_DECREF(bytes);
  return *out ? 0 : -1;
}

// Of a path, in place: without "." and double slashes, ".." resolved as far as there is something before it.
wchar_t* _Py_normpath(wchar_t* path, Py_ssize_t size) {
  std::wstring text(path, size < 0 ? wcslen(path) : size_t(size));
  bool is_absolute = !text.empty() && text[0] == L'/';
  bool two_slashes = text.starts_with(L"//") && !text.starts_with(L"///");  // which POSIX leaves open
  std::vector<std::wstring> parts;
  for (size_t at = 0; at <= text.size();) {
    size_t end = std::min(text.find(L'/', at), text.size());
    std::wstring part = text.substr(at, end - at);
    at = end + 1;
    if (part.empty() || part == L".") continue;
    bool goes_up = part == L"..";
    if (goes_up && !parts.empty() && parts.back() != L"..") parts.pop_back();
    else if (!goes_up || !is_absolute) parts.push_back(part);
  }
  std::wstring result = two_slashes ? L"//" : is_absolute ? L"/" : L"";
  for (size_t i = 0; i < parts.size(); i++) result += (i ? L"/" : L"") + parts[i];
  wmemcpy(path, result.c_str(), result.size() + 1);
  return path;
}

// How far two names are from each other: 2 for each character more, less or other, 1 for another case. More than
// `most`: most + 1.
Py_ssize_t _Py_UTF8_Edit_Cost(PyObject* a, PyObject* b, Py_ssize_t most) {
  Py_ssize_t a_size, b_size;
  const char *left = PyUnicode_AsUTF8AndSize(a, &a_size), *right = PyUnicode_AsUTF8AndSize(b, &b_size);
  if (!left || !right) return -1;
  if (most < 0) most = 2 * (a_size + b_size);
  std::vector<Py_ssize_t> row(size_t(b_size) + 1);
  for (size_t j = 0; j < row.size(); j++) row[j] = Py_ssize_t(2 * j);
  for (Py_ssize_t i = 0; i < a_size; i++) {
    Py_ssize_t diagonal = row[0];
    row[0] += 2;
    for (size_t j = 1; j < row.size(); j++) {
      Py_ssize_t replaced = diagonal + substitution_cost(Py_UCS1(left[i]), Py_UCS1(right[j - 1]));
      diagonal = row[j];
      row[j] = std::min(replaced, 2 + std::min(row[j], row[j - 1]));
    }
  }
  return std::min(row.back(), most + 1);
}
}
