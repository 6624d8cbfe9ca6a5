// Codecs and their errors: PyCodec_*, PyUnicodeDecodeError_*, PyUnicodeEncodeError_*, PyUnicodeTranslateError_*.
#include <cstring>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/objects/codec/codec_registry.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

using namespace sidewinder;

namespace {

UnicodeErrorObject* unicode_error(PyObject* o) { return static_cast<UnicodeErrorObject*>(core(o)); }

int set_reason(PyObject* o, const char* reason) {
  Str* text = new_str(reason);
  if (!text) return -1;
  unicode_error(o)->reason = text;
  return 0;
}

}  // namespace

extern "C" {

PyObject* PyCodec_LookupError(const char* name) { return new_reference(lookup_error_handler(current_thread(), name)); }
int PyCodec_RegisterError(const char* name, PyObject* handler) {
  return register_error_handler(current_thread(), new_str(name), core(handler)).failed() ? -1 : 0;
}
int PyCodec_Register(PyObject* function) {
  return register_codec_search(current_thread(), core(function)).failed() ? -1 : 0;
}
PyObject* _PyCodec_Lookup(const char* encoding) { return new_reference(codec_lookup(current_thread(), encoding)); }
PyObject* PyCodec_Encode(PyObject* o, const char* encoding, const char* errors) {
  return new_reference(codec_encode(current_thread(), core(o), encoding, errors));
}
PyObject* PyCodec_Decode(PyObject* o, const char* encoding, const char* errors) {
  return new_reference(codec_decode(current_thread(), core(o), encoding, errors));
}
// The handler "strict": raises what it is given.
PyObject* PyCodec_StrictErrors(PyObject* error) {
  if (PyExceptionInstance_Check(error)) raise_object(current_thread(), core(error));
  else PyErr_SetString(PyExc_TypeError, "codec must pass exception instance");
  return nullptr;
}
PyObject* PyCodec_IncrementalEncoder(const char* encoding, const char* errors) {
  PyObject* codec = _PyCodec_Lookup(encoding);
  return codec ? PyObject_CallMethod(codec, "incrementalencoder", errors ? "s" : nullptr, errors) : nullptr;
}
PyObject* PyCodec_IncrementalDecoder(const char* encoding, const char* errors) {
  PyObject* codec = _PyCodec_Lookup(encoding);
  return codec ? PyObject_CallMethod(codec, "incrementaldecoder", errors ? "s" : nullptr, errors) : nullptr;
}

PyObject* PyUnicodeDecodeError_Create(const char* encoding, const char* data, Py_ssize_t n, Py_ssize_t begin,
                                      Py_ssize_t end, const char* reason) {
  return _PyObject_CallFunction_SizeT(PyExc_UnicodeDecodeError, "sy#nns", encoding, data, n, begin, end, reason);
}
PyObject* PyUnicodeDecodeError_GetObject(PyObject* o) { return new_reference(unicode_error(o)->object); }
PyObject* PyUnicodeEncodeError_GetObject(PyObject* o) { return new_reference(unicode_error(o)->object); }

PyObject* PyUnicodeTranslateError_GetObject(PyObject* o) { return new_reference(unicode_error(o)->object); }
PyObject* _PyUnicodeTranslateError_Create(PyObject* text, Py_ssize_t begin, Py_ssize_t end, const char* reason) {
  return _PyObject_CallFunction_SizeT(PyExc_UnicodeTranslateError, "Onns", text, begin, end, reason);
}

#define UNICODE_ERROR_FIELDS(kind)                                                                                  \
  int PyUnicode##kind##Error_GetStart(PyObject* o, Py_ssize_t* out) { return *out = unicode_error(o)->start, 0; }   \
  int PyUnicode##kind##Error_GetEnd(PyObject* o, Py_ssize_t* out) { return *out = unicode_error(o)->end, 0; }       \
  int PyUnicode##kind##Error_SetStart(PyObject* o, Py_ssize_t start) { return unicode_error(o)->start = start, 0; } \
  int PyUnicode##kind##Error_SetEnd(PyObject* o, Py_ssize_t end) { return unicode_error(o)->end = end, 0; }         \
  int PyUnicode##kind##Error_SetReason(PyObject* o, const char* reason) { return set_reason(o, reason); }           \
  PyObject* PyUnicode##kind##Error_GetReason(PyObject* o) { return new_reference(unicode_error(o)->reason); }
UNICODE_ERROR_FIELDS(Decode)
UNICODE_ERROR_FIELDS(Encode)
UNICODE_ERROR_FIELDS(Translate)
PyObject* PyUnicodeDecodeError_GetEncoding(PyObject* o) { return new_reference(unicode_error(o)->encoding); }
PyObject* PyUnicodeEncodeError_GetEncoding(PyObject* o) { return new_reference(unicode_error(o)->encoding); }
}
