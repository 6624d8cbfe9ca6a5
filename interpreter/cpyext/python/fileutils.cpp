// Files, descriptors and paths: _Py_open and its kin, PyFile_*, locale's encodings.
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstring>
#include <cwchar>
#include <limits>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/execution/gil.h"
#include "interpreter/execution/system_call.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

using namespace sidewinder;

namespace {

int fail_with_errno() {
  PyErr_SetFromErrno(PyExc_OSError);
  return -1;
}

int without_inheritance(int fd) { return fcntl(fd, F_SETFD, fcntl(fd, F_GETFD) | FD_CLOEXEC); }

}  // namespace

extern "C" {

int _Py_fstat_noraise(int fd, struct stat* status) { return fstat(fd, status); }
int _Py_fstat(int fd, struct stat* status) { return fstat(fd, status) == 0 ? 0 : fail_with_errno(); }
int _Py_dup(int fd) {
  int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
  return copy >= 0 ? copy : fail_with_errno();
}
int _Py_open(const char* path, int flags) {
  if (PySys_Audit("open", "sOi", path, Py_None, flags) < 0) return -1;
  Thread& t = current_thread();
  Result<ssize> fd = system_call(t, [&] { return open(path, flags | O_CLOEXEC); });
  return fd.failed() ? -1 : int(fd.value);
}
FILE* _Py_fopen_obj(PyObject* path, const char* mode) {
  if (PySys_Audit("open", "Osi", path, mode, 0) < 0) return nullptr;
  PyObject* bytes = nullptr;
  if (!PyUnicode_FSConverter(path, &bytes)) return nullptr;
  FILE* file = fopen(PyBytes_AS_STRING(bytes), mode);
  Py_DECREF(bytes);
  if (!file) PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, path);
  else without_inheritance(fileno(file));
  return file;
}
Py_ssize_t _Py_read(int fd, void* out, size_t n) {
  Result<ssize> count = system_call(current_thread(), [&] { return read(fd, out, n); });
  return count.failed() ? -1 : count.value;
}
Py_ssize_t _Py_write(int fd, const void* data, size_t n) {
  Result<ssize> count = system_call(current_thread(), [&] { return write(fd, data, n); });
  return count.failed() ? -1 : count.value;
}
int _Py_set_inheritable(int fd, int inheritable, int*) {
  int flags = fcntl(fd, F_GETFD);
  if (flags < 0) return fail_with_errno();
  int wanted = inheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC;
  return wanted == flags || fcntl(fd, F_SETFD, wanted) == 0 ? 0 : fail_with_errno();
}

int PyObject_AsFileDescriptor(PyObject* o) {
  long fd = -1;
  if (PyLong_Check(o)) {
    fd = _PyLong_AsInt(o);
  } else {
    PyObject* number = PyObject_CallMethod(o, "fileno", nullptr);
    if (!number) {
      if (PyErr_ExceptionMatches(PyExc_AttributeError))
        PyErr_SetString(PyExc_TypeError, "argument must be an int, or have a fileno() method.");
      return -1;
    }
    if (PyLong_Check(number)) fd = _PyLong_AsInt(number);
    else PyErr_SetString(PyExc_TypeError, "fileno() returned a non-integer");
    Py_DECREF(number);
  }
  if (fd == -1 && PyErr_Occurred()) return -1;
  if (fd >= 0) return int(fd);
  PyErr_Format(PyExc_ValueError, "file descriptor cannot be a negative integer (%i)", int(fd));
  return -1;
}

int PyFile_WriteObject(PyObject* o, PyObject* file, int flags) {
  PyObject* text = flags & Py_PRINT_RAW ? PyObject_Str(o) : PyObject_Repr(o);
  PyObject* done = text ? PyObject_CallMethod(file, "write", "(O)", text) : nullptr;
  Py_XDECREF(text);
  Py_XDECREF(done);
  return done ? 0 : -1;
}
int PyFile_WriteString(const char* text, PyObject* file) {
  if (PyErr_Occurred()) return -1;
  PyObject* done = PyObject_CallMethod(file, "write", "s", text);
  Py_XDECREF(done);
  return done ? 0 : -1;
}
PyObject* PyFile_GetLine(PyObject* file, int n) {
  return n > 0 ? PyObject_CallMethod(file, "readline", "i", n) : PyObject_CallMethod(file, "readline", nullptr);
}
PyObject* PyFile_FromFd(int fd, const char*, const char* mode, int buffering, const char* encoding, const char* errors,
                        const char* newline, int closefd) {
  PyObject* io = PyImport_ImportModule("_io");
  return io ? PyObject_CallMethod(io, "open", "isizzzO", fd, mode, buffering, encoding, errors, newline,
                                  closefd ? Py_True : Py_False)
            : nullptr;
}

// --- text of the system: UTF-8, other bytes as surrogates
// -------------------------------------------------------------

wchar_t* Py_DecodeLocale(const char* text, size_t* size) {
  PyObject* s = PyUnicode_DecodeFSDefault(text);
  if (!s) {
    PyErr_Clear();
    if (size) *size = size_t(-2);
    return nullptr;
  }
  Py_ssize_t n;
  wchar_t* wide = PyUnicode_AsWideCharString(s, &n);
  Py_DECREF(s);
  if (size) *size = size_t(n);
  return wide;
}
char* Py_EncodeLocale(const wchar_t* text, size_t* error) {
  if (error) *error = size_t(-1);
  PyObject* s = PyUnicode_FromWideChar(text, -1);
  PyObject* bytes = s ? PyUnicode_EncodeFSDefault(s) : nullptr;
  Py_XDECREF(s);
  if (!bytes) {
    PyErr_Clear();
    return nullptr;
  }
  char* copy = _PyMem_Strdup(PyBytes_AS_STRING(bytes));
  Py_DECREF(bytes);
  return copy;
}
char* _Py_SetLocaleFromEnv(int category) { return setlocale(category, ""); }

PyOS_sighandler_t PyOS_getsig(int signal_number) {
  struct sigaction action;
  return sigaction(signal_number, nullptr, &action) == 0 ? action.sa_handler : SIG_ERR;
}
PyOS_sighandler_t PyOS_setsig(int signal_number, PyOS_sighandler_t handler) {
  struct sigaction action {
  }, before;
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_ONSTACK;
  return sigaction(signal_number, &action, &before) == 0 ? before.sa_handler : SIG_ERR;
}
}

// --- converters of PyArg_Parse
// ----------------------------------------------------------------------------------------

namespace {

template <class T> int convert_unsigned(PyObject* o, void* out, const char* c_type) {
  if (PyLong_Check(o) && _PyLong_Sign(o) < 0) {
    PyErr_SetString(PyExc_ValueError, "value must be positive");
    return 0;
  }
  unsigned long long value = PyLong_AsUnsignedLongLong(o);
  if (value == static_cast<unsigned long long>(-1) && PyErr_Occurred()) return 0;
  if (value > std::numeric_limits<T>::max()) {
    PyErr_Format(PyExc_OverflowError, "Python int too large for C %s", c_type);
    return 0;
  }
  *static_cast<T*>(out) = T(value);
  return 1;
}

}  // namespace

extern "C" {

int _PyLong_UnsignedShort_Converter(PyObject* o, void* out) {
  return convert_unsigned<unsigned short>(o, out, "unsigned short");
}
int _PyLong_UnsignedInt_Converter(PyObject* o, void* out) { return convert_unsigned<unsigned>(o, out, "unsigned int"); }
int _PyLong_UnsignedLong_Converter(PyObject* o, void* out) {
  return convert_unsigned<unsigned long>(o, out, "unsigned long");
}
int _PyLong_UnsignedLongLong_Converter(PyObject* o, void* out) {
  return convert_unsigned<unsigned long long>(o, out, "unsigned long long");
}
int _PyLong_Size_t_Converter(PyObject* o, void* out) { return convert_unsigned<size_t>(o, out, "size_t"); }
int _PyLong_FileDescriptor_Converter(PyObject* o, void* out) {
  int fd = PyObject_AsFileDescriptor(o);
  if (fd < 0) return 0;
  *static_cast<int*>(out) = fd;
  return 1;
}
int _Py_convert_optional_to_ssize_t(PyObject* o, void* out) {
  if (o == Py_None) return 1;
  if (!PyIndex_Check(o)) {
    PyErr_Format(PyExc_TypeError, "argument should be integer or None, not %.200s", Py_TYPE(o)->tp_name);
    return 0;
  }
  Py_ssize_t value = PyNumber_AsSsize_t(o, PyExc_OverflowError);
  if (value == -1 && PyErr_Occurred()) return 0;
  *static_cast<Py_ssize_t*>(out) = value;
  return 1;
}
int _PyEval_SliceIndex(PyObject* o, Py_ssize_t* out) {
  if (o == Py_None) return 1;
  return _PyEval_SliceIndexNotNone(o, out);
}
int _PyEval_SliceIndexNotNone(PyObject* o, Py_ssize_t* out) {
  if (!PyIndex_Check(o)) {
    PyErr_SetString(PyExc_TypeError, "slice indices must be integers or have an __index__ method");
    return 0;
  }
  *out = PyNumber_AsSsize_t(o, nullptr);
  return *out != -1 || !PyErr_Occurred();
}
}
