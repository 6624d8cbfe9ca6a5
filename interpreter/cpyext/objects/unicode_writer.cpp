// _PyUnicodeWriter: a str that grows. C writes its characters by macros, so the struct is CPython's.
#include <Python.h>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"

using namespace sidewinder;

namespace {

void refresh(_PyUnicodeWriter* w) {
  w->maxchar = PyUnicode_MAX_CHAR_VALUE(w->buffer);
  w->data = PyUnicode_DATA(w->buffer);
  w->kind = static_cast<PyUnicode_Kind>(PyUnicode_KIND(w->buffer));
  w->size = w->readonly ? 0 : PyUnicode_GET_LENGTH(w->buffer);
}

// A buffer for `size` characters up to `largest` with what is there.
int replace_buffer(_PyUnicodeWriter* w, Py_ssize_t size, Py_UCS4 largest) {
  PyObject* fresh = PyUnicode_New(size, largest);
  if (!fresh) return -1;
  if (w->buffer && w->pos) PyUnicode_CopyCharacters(fresh, 0, w->buffer, 0, w->pos);
  Py_XDECREF(w->buffer);
  w->buffer = fresh;
  w->readonly = 0;
  refresh(w);
  return 0;
}

}  // namespace

#undef _PyUnicodeWriter_Prepare

extern "C" {

void _PyUnicodeWriter_Init(_PyUnicodeWriter* w) {
  *w = _PyUnicodeWriter{};
  w->kind = PyUnicode_WCHAR_KIND;  // of no buffer
}

int _PyUnicodeWriter_PrepareInternal(_PyUnicodeWriter* w, Py_ssize_t more, Py_UCS4 largest) {
  if (more > PY_SSIZE_T_MAX - w->pos) {
    PyErr_NoMemory();
    return -1;
  }
  Py_ssize_t needed = w->pos + more;
  if (largest < w->min_char) largest = w->min_char;
  if (largest < w->maxchar) largest = w->maxchar;
  Py_ssize_t size = w->size > needed ? w->size : needed;
  if (needed > w->size && w->overallocate) size = needed + needed / 4;
  if (size < w->min_length) size = w->min_length;
  return replace_buffer(w, size, largest);
}

int _PyUnicodeWriter_WriteChar(_PyUnicodeWriter* w, Py_UCS4 c) {
  if ((w->size - w->pos < 1 || c > w->maxchar) && _PyUnicodeWriter_PrepareInternal(w, 1, c) < 0) return -1;
  PyUnicode_WRITE(w->kind, w->data, w->pos, c);
  w->pos++;
  return 0;
}
int _PyUnicodeWriter_WriteSubstring(_PyUnicodeWriter* w, PyObject* s, Py_ssize_t begin, Py_ssize_t end) {
  Py_ssize_t n = end - begin;
  if (n == 0) return 0;
  Py_UCS4 largest = PyUnicode_MAX_CHAR_VALUE(s);
  if ((w->size - w->pos < n || largest > w->maxchar) && _PyUnicodeWriter_PrepareInternal(w, n, largest) < 0) return -1;
  PyUnicode_CopyCharacters(w->buffer, w->pos, s, begin, n);
  w->pos += n;
  return 0;
}
int _PyUnicodeWriter_WriteStr(_PyUnicodeWriter* w, PyObject* s) {
  return _PyUnicodeWriter_WriteSubstring(w, s, 0, PyUnicode_GET_LENGTH(s));
}
int _PyUnicodeWriter_WriteASCIIString(_PyUnicodeWriter* w, const char* text, Py_ssize_t n) {
  PyObject* s = PyUnicode_FromStringAndSize(text, n < 0 ? Py_ssize_t(strlen(text)) : n);
  if (!s) return -1;
  int result = _PyUnicodeWriter_WriteStr(w, s);
  Py_DECREF(s);
  return result;
}
PyObject* _PyUnicodeWriter_Finish(_PyUnicodeWriter* w) {
  PyObject* buffer = w->buffer;
  w->buffer = nullptr;
  if (!buffer || w->pos == 0) {
    Py_XDECREF(buffer);
    return new_reference(empty_str());
  }
  // The narrowest kind, of the length that was written.
  PyObject* result = PyUnicode_FromKindAndData(int(PyUnicode_KIND(buffer)), PyUnicode_DATA(buffer), w->pos);
  Py_DECREF(buffer);
  return result;
}
void _PyUnicodeWriter_Dealloc(_PyUnicodeWriter* w) { Py_CLEAR(w->buffer); }
}
