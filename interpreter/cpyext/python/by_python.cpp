// API functions that are a call of a function or method of Python, and small ones that no other file has.
#include <Python.h>
#include <frameobject.h>
#include <pthread.h>
#include <unistd.h>

#include <cstdarg>
#include <cstring>
#include <string>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/execution/threads.h"

using namespace sidewinder;

namespace {

// module.name(*arguments by format); a format of several values.
PyObject* call_python(const char* module, const char* name, const char* format, ...) {
  PyObject* function = _PyImport_GetModuleAttrString(module, name);
  if (!function) return nullptr;
  va_list list;
  va_start(list, format);
  PyObject* args = _Py_VaBuildValue_SizeT(format, list);
  va_end(list);
  PyObject* result = args ? PyObject_Call(function, args, nullptr) : nullptr;
  Py_DECREF(function);
  Py_XDECREF(args);
  return result;
}

int status_of(PyObject* result) {
  Py_XDECREF(result);
  return result ? 0 : -1;
}

// Of codecs.lookup(encoding): an attribute, called with a stream.
PyObject* stream_of_codec(const char* encoding, const char* attribute, PyObject* stream, const char* errors) {
  PyObject* codec = _PyCodec_Lookup(encoding);
  PyObject* result = codec ? errors ? PyObject_CallMethod(codec, attribute, "Os", stream, errors)
                                    : PyObject_CallMethod(codec, attribute, "O", stream)
                           : nullptr;
  Py_XDECREF(codec);
  return result;
}
PyObject* function_of_codec(const char* encoding, const char* attribute) {
  PyObject* codec = _PyCodec_Lookup(encoding);
  PyObject* function = codec ? PyObject_GetAttrString(codec, attribute) : nullptr;
  Py_XDECREF(codec);
  return function;
}
PyObject* handle_error(const char* handler, PyObject* error) {
  PyObject* function = PyCodec_LookupError(handler);
  PyObject* result = function ? PyObject_CallOneArg(function, error) : nullptr;
  Py_XDECREF(function);
  return result;
}

// A decoder of module _codecs that tells how many bytes it took.
PyObject* decode_stateful(const char* decoder, const char* bytes, Py_ssize_t n, const char* errors,
                          Py_ssize_t* consumed) {
  PyObject* pair = call_python("_codecs", decoder, "(y#zi)", bytes, n, errors, consumed == nullptr);
  if (!pair) return nullptr;
  if (consumed) *consumed = PyLong_AsSsize_t(PyTuple_GET_ITEM(pair, 1));
  PyObject* text = Py_NewRef(PyTuple_GET_ITEM(pair, 0));
  Py_DECREF(pair);
  return text;
}

PyObject* first_of(PyObject* pair) {
  PyObject* first = pair ? Py_NewRef(PyTuple_GET_ITEM(pair, 0)) : nullptr;
  Py_XDECREF(pair);
  return first;
}

}  // namespace

extern "C" {

// --- text -----------------------------------------------------------------------------------------------------------

PyObject* PyUnicode_Translate(PyObject* text, PyObject* table, const char*) {
  return PyObject_CallMethod(text, "translate", "O", table);
}
PyObject* PyUnicode_Partition(PyObject* text, PyObject* separator) {
  return PyObject_CallMethod(text, "partition", "O", separator);
}
PyObject* PyUnicode_RPartition(PyObject* text, PyObject* separator) {
  return PyObject_CallMethod(text, "rpartition", "O", separator);
}
PyObject* PyUnicode_RSplit(PyObject* text, PyObject* separator, Py_ssize_t most) {
  return PyObject_CallMethod(text, "rsplit", "On", separator ? separator : Py_None, most);
}
PyObject* PyUnicode_DecodeCharmap(const char* bytes, Py_ssize_t n, PyObject* mapping, const char* errors) {
  return first_of(call_python("_codecs", "charmap_decode", "(y#zO)", bytes, n, errors, mapping ? mapping : Py_None));
}
PyObject* PyUnicode_AsCharmapString(PyObject* text, PyObject* mapping) {
  return first_of(call_python("_codecs", "charmap_encode", "(OzO)", text, nullptr, mapping ? mapping : Py_None));
}
PyObject* PyUnicode_BuildEncodingMap(PyObject* text) { return call_python("_codecs", "charmap_build", "(O)", text); }
PyObject* PyUnicode_DecodeRawUnicodeEscape(const char* bytes, Py_ssize_t n, const char* errors) {
  return PyUnicode_Decode(bytes, n, "raw_unicode_escape", errors);
}
PyObject* PyUnicode_DecodeUTF7(const char* bytes, Py_ssize_t n, const char* errors) {
  return PyUnicode_Decode(bytes, n, "utf-7", errors);
}
PyObject* PyUnicode_DecodeUTF7Stateful(const char* bytes, Py_ssize_t n, const char* errors, Py_ssize_t* consumed) {
  return decode_stateful("utf_7_decode", bytes, n, errors, consumed);
}
// *order: -1 little, 1 big, 0 by the mark that the text begins with, and then what it was.
static PyObject* decode_wide(const char* name, const char* bytes, Py_ssize_t n, const char* errors, int* order,
                             Py_ssize_t* consumed) {
  int given = order ? *order : 0;
  std::string decoder = std::string(name) + (given < 0 ? "_le_decode" : given > 0 ? "_be_decode" : "_decode");
  bool is_big = n >= 2 && ((uint8_t(bytes[0]) == 0xfe && uint8_t(bytes[1]) == 0xff) ||
                           (n >= 4 && !bytes[0] && !bytes[1] && uint8_t(bytes[2]) == 0xfe));
  bool has_mark = is_big || (n >= 2 && uint8_t(bytes[0]) == 0xff && uint8_t(bytes[1]) == 0xfe);
  if (order && !given && has_mark) *order = is_big ? 1 : -1;
  return decode_stateful(decoder.c_str(), bytes, n, errors, consumed);
}
PyObject* PyUnicode_DecodeUTF16Stateful(const char* bytes, Py_ssize_t n, const char* errors, int* order,
                                        Py_ssize_t* consumed) {
  return decode_wide("utf_16", bytes, n, errors, order, consumed);
}
PyObject* PyUnicode_DecodeUTF32Stateful(const char* bytes, Py_ssize_t n, const char* errors, int* order,
                                        Py_ssize_t* consumed) {
  return decode_wide("utf_32", bytes, n, errors, order, consumed);
}
void PyUnicode_InternImmortal(PyObject** text) { PyUnicode_InternInPlace(text); }
PyObject* PyBytes_DecodeEscape(const char* bytes, Py_ssize_t n, const char* errors, Py_ssize_t, const char*) {
  return first_of(call_python("_codecs", "escape_decode", "(y#z)", bytes, n, errors));
}

// --- codecs ---------------------------------------------------------------------------------------------------------

int PyCodec_KnownEncoding(const char* encoding) {
  PyObject* codec = _PyCodec_Lookup(encoding);
  if (!codec) PyErr_Clear();
  Py_XDECREF(codec);
  return codec != nullptr;
}
int PyCodec_Unregister(PyObject* function) { return status_of(call_python("_codecs", "unregister", "(O)", function)); }
PyObject* PyCodec_Encoder(const char* encoding) { return function_of_codec(encoding, "encode"); }
PyObject* PyCodec_Decoder(const char* encoding) { return function_of_codec(encoding, "decode"); }
PyObject* PyCodec_StreamReader(const char* encoding, PyObject* stream, const char* errors) {
  return stream_of_codec(encoding, "streamreader", stream, errors);
}
PyObject* PyCodec_StreamWriter(const char* encoding, PyObject* stream, const char* errors) {
  return stream_of_codec(encoding, "streamwriter", stream, errors);
}
PyObject* PyCodec_IgnoreErrors(PyObject* error) { return handle_error("ignore", error); }
PyObject* PyCodec_ReplaceErrors(PyObject* error) { return handle_error("replace", error); }
PyObject* PyCodec_XMLCharRefReplaceErrors(PyObject* error) { return handle_error("xmlcharrefreplace", error); }
PyObject* PyCodec_BackslashReplaceErrors(PyObject* error) { return handle_error("backslashreplace", error); }
PyObject* PyCodec_NameReplaceErrors(PyObject* error) { return handle_error("namereplace", error); }

// --- warnings, sys --------------------------------------------------------------------------------------------------

int PyErr_WarnExplicitObject(PyObject* category, PyObject* text, PyObject* filename, int line, PyObject* module,
                             PyObject* registry) {
  return status_of(call_python("warnings", "warn_explicit", "(OOOiOO)", text,
                               category ? category : PyExc_RuntimeWarning, filename, line, module ? module : Py_None,
                               registry ? registry : Py_None));
}
int PyErr_WarnExplicit(PyObject* category, const char* text, const char* filename, int line, const char* module,
                       PyObject* registry) {
  return status_of(call_python("warnings", "warn_explicit", "(sOsizO)", text,
                               category ? category : PyExc_RuntimeWarning, filename, line, module,
                               registry ? registry : Py_None));
}
int PyErr_WarnExplicitFormat(PyObject* category, const char* filename, int line, const char* module, PyObject* registry,
                             const char* format, ...) {
  va_list list;
  va_start(list, format);
  PyObject* text = PyUnicode_FromFormatV(format, list);
  va_end(list);
  int result = text ? PyErr_WarnExplicit(category, PyUnicode_AsUTF8(text), filename, line, module, registry) : -1;
  Py_XDECREF(text);
  return result;
}
static void write_formatted(const char* stream, const char* format, va_list list) {
  PyObject* text = PyUnicode_FromFormatV(format, list);
  PyObject* file = PySys_GetObject(stream);
  if (text && file && PyFile_WriteObject(text, file, Py_PRINT_RAW) < 0) PyErr_Clear();
  Py_XDECREF(text);
}
void PySys_FormatStdout(const char* format, ...) {
  va_list list;
  va_start(list, format);
  write_formatted("stdout", format, list);
  va_end(list);
}
void PySys_FormatStderr(const char* format, ...) {
  va_list list;
  va_start(list, format);
  write_formatted("stderr", format, list);
  va_end(list);
}
PyObject* PySys_GetXOptions() { return PySys_GetObject("_xoptions"); }
int PySys_HasWarnOptions() {
  PyObject* options = PySys_GetObject("warnoptions");
  return options && PyList_Check(options) && PyList_GET_SIZE(options) > 0;
}

// --- imports --------------------------------------------------------------------------------------------------------

PyObject* PyImport_ReloadModule(PyObject* module) { return call_python("importlib", "reload", "(O)", module); }
PyObject* PyImport_GetImporter(PyObject* path) { return call_python("pkgutil", "get_importer", "(O)", path); }
// The module of that name in sys.modules, made if need be, gets what the code defines.
PyObject* PyImport_ExecCodeModuleObject(PyObject* name, PyObject* code, PyObject* path, PyObject* cached) {
  PyObject* module = PyImport_AddModuleObject(name);
  PyObject* space = module ? PyModule_GetDict(module) : nullptr;
  if (!space || PyDict_SetItemString(space, "__builtins__", PyEval_GetBuiltins()) < 0) return nullptr;
  if (path && PyDict_SetItemString(space, "__file__", path) < 0) return nullptr;
  if (cached && PyDict_SetItemString(space, "__cached__", cached) < 0) return nullptr;
  PyObject* result = PyEval_EvalCode(code, space, space);
  if (!result) {
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    if (PyDict_DelItem(PyImport_GetModuleDict(), name) < 0) PyErr_Clear();
    PyErr_Restore(type, value, traceback);
    return nullptr;
  }
  Py_DECREF(result);
  return PyImport_GetModule(name);
}
PyObject* PyImport_ExecCodeModuleWithPathnames(const char* name, PyObject* code, const char* path, const char* cached) {
  PyObject *name_text = PyUnicode_FromString(name), *path_text = path ? PyUnicode_DecodeFSDefault(path) : nullptr;
  PyObject* cached_text = cached ? PyUnicode_DecodeFSDefault(cached) : nullptr;
  PyObject* module = name_text ? PyImport_ExecCodeModuleObject(name_text, code, path_text, cached_text) : nullptr;
  Py_XDECREF(name_text);
  Py_XDECREF(path_text);
  Py_XDECREF(cached_text);
  return module;
}
PyObject* PyImport_ExecCodeModuleEx(const char* name, PyObject* code, const char* path) {
  return PyImport_ExecCodeModuleWithPathnames(name, code, path, nullptr);
}
PyObject* PyImport_ExecCodeModule(const char* name, PyObject* code) {
  return PyImport_ExecCodeModuleWithPathnames(name, code, nullptr, nullptr);
}

// --- objects --------------------------------------------------------------------------------------------------------

PyObject* PyObject_GetAIter(PyObject* o) { return call_python("builtins", "aiter", "(O)", o); }
PyObject* PyCFunction_Call(PyObject* callee, PyObject* args, PyObject* keywords) {
  return PyObject_Call(callee, args, keywords);
}
int PyContext_Enter(PyObject*) {
  PyErr_SetString(PyExc_NotImplementedError, "PyContext_Enter is not supported by this Python: use Context.run");
  return -1;
}
int PyContext_Exit(PyObject*) {
  PyErr_SetString(PyExc_NotImplementedError, "PyContext_Exit is not supported by this Python: use Context.run");
  return -1;
}
PyObject* PyFloat_GetInfo() { return Py_XNewRef(PySys_GetObject("float_info")); }
PyObject* PyThread_GetInfo() { return Py_XNewRef(PySys_GetObject("thread_info")); }
int PySlice_GetIndices(PyObject* slice, Py_ssize_t n, Py_ssize_t* start, Py_ssize_t* stop, Py_ssize_t* step) {
  if (PySlice_Unpack(slice, start, stop, step) < 0) return -1;
  PySlice_AdjustIndices(n, start, stop, *step);
  return 0;
}
const char* PyModule_GetFilename(PyObject* module) {
  PyObject* path = PyModule_GetFilenameObject(module);
  const char* text = path ? PyUnicode_AsUTF8(path) : nullptr;
  Py_XDECREF(path);  // the module has it
  return text;
}
PyObject* PyODict_New() { return call_python("collections", "OrderedDict", "()"); }
int PyODict_SetItem(PyObject* o, PyObject* key, PyObject* value) { return PyObject_SetItem(o, key, value); }
int PyODict_DelItem(PyObject* o, PyObject* key) { return PyObject_DelItem(o, key); }
PyObject* PyPickleBuffer_FromObject(PyObject* o) { return call_python("pickle", "PickleBuffer", "(O)", o); }
int PyPickleBuffer_Release(PyObject* o) { return status_of(PyObject_CallMethod(o, "release", nullptr)); }
unsigned int PyType_ClearCache() { return 0; }
int PyCode_Addr2Line(PyCodeObject* code, int offset) {
  PyObject* position = PyObject_CallMethod(reinterpret_cast<PyObject*>(code), "co_positions", nullptr);
  int line = -1;
  for (int i = 0; position && i <= offset / 2; i++) {
    PyObject* each = PyIter_Next(position);
    if (!each) break;
    PyObject* number = PyTuple_GET_ITEM(each, 0);
    line = number == Py_None ? -1 : int(PyLong_AsLong(number));
    Py_DECREF(each);
  }
  Py_XDECREF(position);
  if (PyErr_Occurred()) PyErr_Clear();
  return line;
}
int PyFrame_FastToLocalsWithError(PyFrameObject* f) {
  PyObject* locals = PyFrame_GetLocals(f);
  Py_XDECREF(locals);
  return locals ? 0 : -1;
}
void PyFrame_FastToLocals(PyFrameObject* f) {
  if (PyFrame_FastToLocalsWithError(f) < 0) PyErr_Clear();
}

// --- buffers of old -------------------------------------------------------------------------------------------------

int PyObject_CheckReadBuffer(PyObject* o) { return PyObject_CheckBuffer(o); }
static int old_buffer(PyObject* o, const void** data, Py_ssize_t* n, int flags) {
  Py_buffer view;
  if (PyObject_GetBuffer(o, &view, flags) < 0) return -1;
  *data = view.buf;
  *n = view.len;
  PyBuffer_Release(&view);
  return 0;
}
int PyObject_AsReadBuffer(PyObject* o, const void** data, Py_ssize_t* n) {
  return old_buffer(o, data, n, PyBUF_SIMPLE);
}
int PyObject_AsCharBuffer(PyObject* o, const char** data, Py_ssize_t* n) {
  return old_buffer(o, reinterpret_cast<const void**>(data), n, PyBUF_SIMPLE);
}
int PyObject_AsWriteBuffer(PyObject* o, void** data, Py_ssize_t* n) {
  return old_buffer(o, const_cast<const void**>(data), n, PyBUF_WRITABLE);
}

// --- threads --------------------------------------------------------------------------------------------------------

void PyThread_init_thread() {}
unsigned long PyThread_get_thread_native_id() { return static_cast<unsigned long>(gettid()); }
void PyThread_exit_thread() { pthread_exit(nullptr); }
size_t PyThread_get_stacksize() { return thread_stack_size(); }
int PyThread_set_stacksize(size_t bytes) {
  set_thread_stack_size(bytes);
  return 0;
}
int PyThread_create_key() {
  pthread_key_t key;
  return pthread_key_create(&key, nullptr) ? -1 : int(key);
}
void PyThread_delete_key(int key) { pthread_key_delete(pthread_key_t(key)); }
int PyThread_set_key_value(int key, void* value) { return pthread_setspecific(pthread_key_t(key), value) ? -1 : 0; }
void* PyThread_get_key_value(int key) { return pthread_getspecific(pthread_key_t(key)); }
void PyThread_delete_key_value(int key) { pthread_setspecific(pthread_key_t(key), nullptr); }
void PyThread_ReInitTLS() {}
}
