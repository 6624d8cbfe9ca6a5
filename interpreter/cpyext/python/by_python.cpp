// API functions that are a call of a function or method of Python, and small ones that no other file has.
#include <Python.h>
#include <frameobject.h>
#include <pthread.h>
#include <unistd.h>

#include <cstdarg>
#include <cstring>
#include <string>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/cpyext/python/by_python.h"
#include "interpreter/execution/threads.h"

using namespace sidewinder;

PyObject* sidewinder::call_python(const char* module, const char* name, const char* format, ...) {
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

namespace {

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
// A text recoded by any codec, deprecated: `instead` is what to call. With `to_text` what is no text is a TypeError.
static PyObject* recode(PyObject* o, const char* encoding, const char* errors, bool decodes, bool to_text,
                        const char* name, const char* instead) {
  if (!PyUnicode_Check(o)) return PyErr_BadArgument(), nullptr;
  if (PyErr_WarnFormat(PyExc_DeprecationWarning, 1, "%s() is deprecated; use %s", name, instead) < 0) return nullptr;
  if (!encoding) encoding = "utf-8";
  PyObject* made = (decodes ? PyCodec_Decode : PyCodec_Encode)(o, encoding, errors);
  if (!made || !to_text || PyUnicode_Check(made)) return made;
  const char* verb = decodes ? "decode" : "encode";
  PyErr_Format(PyExc_TypeError,
               "'%.400s' %sr returned '%.400s' instead of 'str'; use codecs.%s() to %s to arbitrary types", encoding,
               verb, Py_TYPE(made)->tp_name, verb, verb);
  Py_DECREF(made);
  return nullptr;
}
PyObject* PyUnicode_AsDecodedObject(PyObject* o, const char* encoding, const char* errors) {
  return recode(o, encoding, errors, true, false, "PyUnicode_AsDecodedObject", "PyCodec_Decode() to decode from str");
}
PyObject* PyUnicode_AsEncodedObject(PyObject* o, const char* encoding, const char* errors) {
  return recode(o, encoding, errors, false, false, "PyUnicode_AsEncodedObject",
                "PyUnicode_AsEncodedString() to encode from str to bytes or PyCodec_Encode() for generic encoding");
}
PyObject* PyUnicode_AsDecodedUnicode(PyObject* o, const char* encoding, const char* errors) {
  return recode(o, encoding, errors, true, true, "PyUnicode_AsDecodedUnicode",
                "PyCodec_Decode() to decode from str to str");
}
PyObject* PyUnicode_AsEncodedUnicode(PyObject* o, const char* encoding, const char* errors) {
  return recode(o, encoding, errors, false, true, "PyUnicode_AsEncodedUnicode",
                "PyCodec_Encode() to encode from str to str");
}
Py_ssize_t PyUnicode_GetSize(PyObject* o) { return PyUnicode_GetLength(o); }
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

long PyImport_GetMagicNumber() {
  PyObject* magic = _PyImport_GetModuleAttrString("importlib.util", "MAGIC_NUMBER");
  long number = -1;
  if (magic && PyBytes_Check(magic) && PyBytes_GET_SIZE(magic) == 4) memcpy(&number, PyBytes_AS_STRING(magic), 4);
  Py_XDECREF(magic);
  return magic ? number & 0xffffffff : -1;
}
const char* PyImport_GetMagicTag() {
  PyObject* implementation = PySys_GetObject("implementation");
  PyObject* tag = implementation ? PyObject_GetAttrString(implementation, "cache_tag") : nullptr;
  const char* text = tag ? PyUnicode_AsUTF8(tag) : nullptr;
  Py_XDECREF(tag);  // sys has it
  return text;
}
// 1: it is imported; 0: no module of this name is frozen; -1: raised
int PyImport_ImportFrozenModuleObject(PyObject* name) {
  PyObject* is_frozen = call_python("_imp", "is_frozen", "(O)", name);
  int found = is_frozen ? PyObject_IsTrue(is_frozen) : -1;
  Py_XDECREF(is_frozen);
  if (found != 1) return found;
  PyObject* module = PyImport_Import(name);
  Py_XDECREF(module);
  return module ? 1 : -1;
}
int PyImport_ImportFrozenModule(const char* name) {
  PyObject* text = PyUnicode_FromString(name);
  int found = text ? PyImport_ImportFrozenModuleObject(text) : -1;
  Py_XDECREF(text);
  return found;
}

// --- files ----------------------------------------------------------------------------------------------------------

PyObject* PyFile_OpenCodeObject(PyObject* path) { return call_python("_io", "open_code", "(O)", path); }
PyObject* PyFile_OpenCode(const char* path) { return call_python("_io", "open_code", "(s)", path); }

// --- where a SyntaxError is -----------------------------------------------------------------------------------------

// The line with its end, or null without an exception.
PyObject* PyErr_ProgramTextObject(PyObject* filename, int line) {
  PyObject* text = filename && line > 0 ? call_python("linecache", "getline", "(Oi)", filename, line) : nullptr;
  PyErr_Clear();
  if (text && PyUnicode_GET_LENGTH(text)) return text;
  Py_XDECREF(text);
  return nullptr;
}
PyObject* PyErr_ProgramText(const char* filename, int line) {
  PyObject* name = filename && *filename ? PyUnicode_DecodeFSDefault(filename) : nullptr;
  PyErr_Clear();
  PyObject* text = PyErr_ProgramTextObject(name, line);
  Py_XDECREF(name);
  return text;
}
// Of the pending exception: numbers below 0 are not known.
void PyErr_RangedSyntaxLocationObject(PyObject* filename, int line, int column, int end_line, int end_column) {
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  PyErr_NormalizeException(&type, &value, &traceback);
  auto set = [&](const char* name, PyObject* attribute) {
    if (!attribute || PyObject_SetAttrString(value, name, attribute) < 0) PyErr_Clear();
    Py_XDECREF(attribute);
  };
  auto number = [](int n) { return n < 0 ? Py_NewRef(Py_None) : PyLong_FromLong(n); };
  set("lineno", PyLong_FromLong(line));
  set("offset", number(column));
  set("end_lineno", number(end_line));
  set("end_offset", number(end_column));
  if (filename) {
    set("filename", Py_NewRef(filename));
    PyObject* text = PyErr_ProgramTextObject(filename, line);
    set("text", text ? text : Py_NewRef(Py_None));
  }
  if (reinterpret_cast<PyObject*>(Py_TYPE(value)) != PyExc_SyntaxError) {
    if (!PyObject_HasAttrString(value, "msg")) set("msg", PyObject_Str(value));
    if (!PyObject_HasAttrString(value, "print_file_and_line")) set("print_file_and_line", Py_NewRef(Py_None));
  }
  PyErr_Restore(type, value, traceback);
}
void PyErr_SyntaxLocationObject(PyObject* filename, int line, int column) {
  PyErr_RangedSyntaxLocationObject(filename, line, column, line, -1);
}
void PyErr_SyntaxLocationEx(const char* filename, int line, int column) {
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  PyObject* name = filename ? PyUnicode_DecodeFSDefault(filename) : nullptr;
  PyErr_Clear();
  PyErr_Restore(type, value, traceback);
  PyErr_SyntaxLocationObject(name, line, column);
  Py_XDECREF(name);
}
void PyErr_SyntaxLocation(const char* filename, int line) { PyErr_SyntaxLocationEx(filename, line, -1); }

// --- objects --------------------------------------------------------------------------------------------------------

PyObject* PyObject_GetAIter(PyObject* o) { return call_python("builtins", "aiter", "(O)", o); }
PyObject* PyCFunction_Call(PyObject* callee, PyObject* args, PyObject* keywords) {
  return PyObject_Call(callee, args, keywords);
}
PyObject* PyWrapper_New(PyObject* descriptor, PyObject* o) {
  return PyObject_CallMethod(descriptor, "__get__", "O", o);
}
#undef PyType_SUPPORTS_WEAKREFS
int PyType_SUPPORTS_WEAKREFS(PyTypeObject* type) { return core(type)->data->allows_weak_references; }
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
// The four numbers of an instruction's place, -1 for what is not known. 0: the code has no such instruction.
int PyCode_Addr2Location(PyCodeObject* code, int offset, int* line, int* column, int* end_line, int* end_column) {
  int* const places[] = {line, end_line, column, end_column};  // as co_positions has them
  for (int* place : places) *place = -1;
  PyObject* positions = PyObject_CallMethod(reinterpret_cast<PyObject*>(code), "co_positions", nullptr);
  PyObject* found = nullptr;
  for (int i = 0; positions && i <= offset / 2; i++) {
    Py_XSETREF(found, PyIter_Next(positions));
    if (!found) break;
  }
  for (int i = 0; found && i < 4; i++) {
    PyObject* number = PyTuple_GET_ITEM(found, i);
    if (number != Py_None) *places[i] = int(PyLong_AsLong(number));
  }
  PyErr_Clear();
  Py_XDECREF(positions);
  Py_XDECREF(found);
  return found != nullptr;
}
int PyCode_Addr2Line(PyCodeObject* code, int offset) {
  int line, column, end_line, end_column;
  PyCode_Addr2Location(code, offset, &line, &column, &end_line, &end_column);
  return line;
}
PyObject* PyCode_Optimize(PyObject* code, PyObject*, PyObject*, PyObject*) { return Py_NewRef(code); }
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
