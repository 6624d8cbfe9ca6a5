// bytes, bytearray, buffers and memoryviews: PyBytes_*, PyByteArray_*, PyBuffer_*, PyMemoryView_*.
#include <cstring>
#include <vector>

#include "interpreter/cpyext/bridge/crossing.h"
#include "interpreter/objects/buffer/buffer.h"
#include "interpreter/objects/buffer/memory_view.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/protocol/protocol.h"

using namespace sidewinder;

namespace {

Buffer* core(Py_buffer* view) { return reinterpret_cast<Buffer*>(view); }

Bytes* as_bytes(PyObject* o) {
  if (o && PyBytes_Check(o)) return core_as<Bytes>(o);
  PyErr_Format(PyExc_TypeError, "expected bytes, %.200s found", o ? Py_TYPE(o)->tp_name : "NULL");
  return nullptr;
}

// A view of a copy whose items lie in that order. The format outlives the exporter that the original has it of.
PyObject* contiguous_copy(const Py_buffer* view, char order) {
  PyObject* bytes = PyBytes_FromStringAndSize(nullptr, view->len);
  PyObject* made = bytes ? PyMemoryView_FromObject(bytes) : nullptr;
  Py_XDECREF(bytes);
  if (!made) return nullptr;
  PyBuffer_ToContiguous(PyBytes_AS_STRING(bytes), view, view->len, order);
  auto* copy = core_as<MemoryView>(made);
  Buffer shape = copy->view;
  shape.item_size = view->itemsize;
  shape.format = view->format ? PyUnicode_AsUTF8(borrowed(intern(view->format))) : nullptr;
  shape.shape = view->shape;
  shape.strides = shape.suboffsets = nullptr;
  shape.dimensions = view->ndim;
  auto* shaped = new_view_of(current_thread(), copy->managed, shape, view->ndim);
  Py_DECREF(made);
  if (!shaped) return nullptr;
  if (order == 'F') {
    Buffer& b = shaped->view;
    PyBuffer_FillContiguousStrides(view->ndim, b.shape, b.strides, int(view->itemsize), order);
  }
  set_view_flags(shaped);
  return new_reference(shaped);
}

}  // namespace

extern "C" {

// --- bytes ----------------------------------------------------------------------------------------------------------

PyObject* PyBytes_FromStringAndSize(const char* p, Py_ssize_t n) {
  if (n < 0) {
    PyErr_SetString(PyExc_SystemError, "Negative size passed to PyBytes_FromStringAndSize");
    return nullptr;
  }
  if (p || n == 0) return new_reference(new_bytes(p ? p : "", n));
  return new_reference(new_bytes(nullptr, n));
}
PyObject* PyBytes_FromString(const char* p) { return PyBytes_FromStringAndSize(p, Py_ssize_t(strlen(p))); }
PyObject* PyBytes_FromObject(PyObject* o) {
  if (PyBytes_CheckExact(o)) return new_reference(sidewinder::core(o));
  bool is_count = PyIndex_Check(o) && !Py_TYPE(o)->tp_iter && !PySequence_Check(o);  // to bytes() it says how many
  if (!PyObject_CheckBuffer(o) && (is_count || PyUnicode_Check(o))) {
    PyErr_Format(PyExc_TypeError, "cannot convert '%.200s' object to bytes", Py_TYPE(o)->tp_name);
    return nullptr;
  }
  return new_reference(call(current_thread(), &bytes_type, sidewinder::core(o)));
}
Py_ssize_t PyBytes_Size(PyObject* o) {
  Bytes* b = as_bytes(o);
  return b ? b->size : -1;
}
char* PyBytes_AsString(PyObject* o) {
  Bytes* b = as_bytes(o);
  return b ? reinterpret_cast<char*>(b->bytes) : nullptr;
}
int PyBytes_AsStringAndSize(PyObject* o, char** p, Py_ssize_t* n) {
  Bytes* b = as_bytes(o);
  if (!b) return -1;
  *p = reinterpret_cast<char*>(b->bytes);
  if (n) *n = b->size;
  else if (strlen(*p) != size_t(b->size)) {
    PyErr_SetString(PyExc_ValueError, "embedded null byte");
    return -1;
  }
  return 0;
}
void PyBytes_Concat(PyObject** a, PyObject* b) {
  if (!*a) return;
  PyObject* joined = b ? PyNumber_Add(*a, b) : nullptr;
  Py_DECREF(*a);
  *a = joined;
}
void PyBytes_ConcatAndDel(PyObject** a, PyObject* b) {
  PyBytes_Concat(a, b);
  Py_XDECREF(b);
}
PyObject* PyBytes_Repr(PyObject* o, int) { return PyObject_Repr(o); }
// Of one that only the caller has: C fills bytes after it made them.
int _PyBytes_Resize(PyObject** o, Py_ssize_t n) {
  auto* old = core_as<Bytes>(*o);
  if (old->size == n) return 0;
  Bytes* fresh = n >= 0 ? new_bytes(nullptr, n) : nullptr;
  if (!fresh) {
    Py_CLEAR(*o);
    if (!PyErr_Occurred()) PyErr_BadInternalCall();
    return -1;
  }
  memcpy(fresh->bytes, old->bytes, size_t(n < old->size ? n : old->size));
  taken(*o);
  *o = new_reference(fresh);
  return 0;
}
PyObject* _PyBytes_Join(PyObject* separator, PyObject* items) {
  return PyObject_CallMethod(separator, "join", "(O)", items);
}
Py_ssize_t _PyBytes_Find(const char* text, Py_ssize_t n, const char* part, Py_ssize_t part_n, Py_ssize_t offset) {
  size_t at = std::string_view(text, size_t(n)).find(std::string_view(part, size_t(part_n)));
  return at == std::string_view::npos ? -1 : Py_ssize_t(at) + offset;
}
Py_ssize_t _PyBytes_ReverseFind(const char* text, Py_ssize_t n, const char* part, Py_ssize_t part_n,
                                Py_ssize_t offset) {
  size_t at = std::string_view(text, size_t(n)).rfind(std::string_view(part, size_t(part_n)));
  return at == std::string_view::npos ? -1 : Py_ssize_t(at) + offset;
}

// --- bytearray ------------------------------------------------------------------------------------------------------

PyObject* PyByteArray_FromStringAndSize(const char* p, Py_ssize_t n) { return new_reference(new_bytearray(p, n)); }
PyObject* PyByteArray_FromObject(PyObject* o) {
  return new_reference(call(current_thread(), &bytearray_type, sidewinder::core(o)));
}
PyObject* PyByteArray_Concat(PyObject* a, PyObject* b) {
  PyObject* copy = PyByteArray_FromObject(a);
  return copy ? PyNumber_InPlaceAdd(copy, b) : nullptr;
}
Py_ssize_t PyByteArray_Size(PyObject* o) { return core_as<ByteArray>(o)->size; }
char* PyByteArray_AsString(PyObject* o) {
  auto* b = core_as<ByteArray>(o);
  return b->size ? reinterpret_cast<char*>(b->start) : _PyByteArray_empty_string;
}
int PyByteArray_Resize(PyObject* o, Py_ssize_t n) {
  Thread& t = current_thread();
  auto* b = core_as<ByteArray>(o);
  if (n <= b->size) return bytearray_replace(t, b, n, b->size, nullptr, 0).failed() ? -1 : 0;
  std::string zeros(size_t(n - b->size), '\0');
  return bytearray_replace(t, b, b->size, b->size, zeros.data(), ssize(zeros.size())).failed() ? -1 : 0;
}

// --- buffers --------------------------------------------------------------------------------------------------------

int PyObject_CheckBuffer(PyObject* o) { return has_buffer(sidewinder::core(o)); }
// By a null view C once asked for a lock of the memory alone.
static int refuse_null_view(const char* function) {
  PyErr_Format(PyExc_BufferError, "%s: view==NULL argument is obsolete", function);
  return -1;
}

int PyObject_GetBuffer(PyObject* o, Py_buffer* view, int flags) {
  if (!view) return refuse_null_view("PyObject_GetBuffer");
  if (get_buffer(current_thread(), sidewinder::core(o), core(view), flags).failed()) return -1;
  if (view->obj) Py_INCREF(view->obj);
  return 0;
}
void PyBuffer_Release(Py_buffer* view) {
  PyObject* o = view->obj;
  if (!o) return;
  release_buffer(core(view));
  view->obj = nullptr;
  Py_DECREF(o);
}
int PyBuffer_FillInfo(Py_buffer* view, PyObject* o, void* data, Py_ssize_t n, int readonly, int flags) {
  if (!view) return refuse_null_view("PyBuffer_FillInfo");
  if (fill_buffer(core(view), sidewinder::core(o), data, n, readonly, flags) < 0) return -1;
  if (o) Py_INCREF(o);
  return 0;
}
int PyBuffer_IsContiguous(const Py_buffer* view, char order) {
  const auto& b = *reinterpret_cast<const Buffer*>(view);
  if (view->suboffsets) return 0;
  if (order == 'C') return is_c_contiguous(b);
  if (order == 'F') return is_fortran_contiguous(b);
  return is_c_contiguous(b) || is_fortran_contiguous(b);
}
int PyBuffer_ToContiguous(void* out, const Py_buffer* view, Py_ssize_t n, char order) {
  if (n != view->len) {
    PyErr_SetString(PyExc_ValueError, "PyBuffer_ToContiguous: len != view->len");
    return -1;
  }
  if (PyBuffer_IsContiguous(view, order)) std::memcpy(out, view->buf, size_t(n));  // 'A': as they lie
  else copy_contiguous(*reinterpret_cast<const Buffer*>(view), static_cast<char*>(out), order == 'F');
  return 0;
}
// Into the view, from memory where its items lie one after another in C's order, or Fortran's ('F').
int PyBuffer_FromContiguous(const Py_buffer* view, const void* from, Py_ssize_t n, char order) {
  if (n > view->len) n = view->len;
  if (PyBuffer_IsContiguous(view, order)) {
    std::memcpy(view->buf, from, size_t(n));
    return 0;
  }
  std::vector<Py_ssize_t> at(size_t(view->ndim), 0);
  const auto* source = static_cast<const char*>(from);
  for (Py_ssize_t left = view->itemsize ? n / view->itemsize : 0; left > 0; left--, source += view->itemsize) {
    std::memcpy(PyBuffer_GetPointer(view, at.data()), source, size_t(view->itemsize));
    for (int i = 0; i < view->ndim; i++) {  // the index that moves first
      int axis = order == 'F' ? i : view->ndim - 1 - i;
      if (++at[size_t(axis)] < view->shape[axis]) break;
      at[size_t(axis)] = 0;
    }
  }
  return 0;
}
Py_ssize_t PyBuffer_SizeFromFormat(const char* format) {
  PyObject* calcsize = _PyImport_GetModuleAttrString("struct", "calcsize");
  PyObject* size = calcsize ? PyObject_CallFunction(calcsize, "s", format) : nullptr;
  Py_ssize_t n = size ? PyLong_AsSsize_t(size) : -1;
  Py_XDECREF(calcsize);
  Py_XDECREF(size);
  return n;
}
int PyObject_CopyData(PyObject* to, PyObject* from) {
  Py_buffer target, source;
  if (PyObject_GetBuffer(to, &target, PyBUF_FULL) < 0) return -1;
  if (PyObject_GetBuffer(from, &source, PyBUF_FULL_RO) < 0) {
    PyBuffer_Release(&target);
    return -1;
  }
  int result = -1;
  if (target.len < source.len) {
    PyErr_SetString(PyExc_BufferError, "destination is too small to receive data from source");
  } else {
    std::vector<char> bytes(size_t(source.len));
    result = PyBuffer_ToContiguous(bytes.data(), &source, source.len, 'C');
    if (result == 0) result = PyBuffer_FromContiguous(&target, bytes.data(), source.len, 'C');
  }
  PyBuffer_Release(&target);
  PyBuffer_Release(&source);
  return result;
}
void PyBuffer_FillContiguousStrides(int dimensions, Py_ssize_t* shape, Py_ssize_t* strides, int item_size, char order) {
  Py_ssize_t stride = item_size;
  for (int i = 0; i < dimensions; i++) {
    int at = order == 'F' ? i : dimensions - 1 - i;
    strides[at] = stride;
    stride *= shape[at];
  }
}
void* PyBuffer_GetPointer(const Py_buffer* view, const Py_ssize_t* indices) {
  auto* p = static_cast<char*>(view->buf);
  for (int i = 0; i < view->ndim; i++) {
    p += view->strides[i] * indices[i];
    if (view->suboffsets && view->suboffsets[i] >= 0) p = *reinterpret_cast<char**>(p) + view->suboffsets[i];
  }
  return p;
}

PyObject* PyMemoryView_FromObject(PyObject* o) {
  return new_reference(new_memory_view(current_thread(), sidewinder::core(o)));
}
PyObject* PyMemoryView_FromBuffer(const Py_buffer* view) {
  if (!view->buf) {
    PyErr_SetString(PyExc_ValueError, "PyMemoryView_FromBuffer(): info->buf must not be NULL");
    return nullptr;
  }
  if (view->ndim > kMostDimensions) {
    PyErr_Format(PyExc_ValueError, "memoryview: number of dimensions must not exceed %d", kMostDimensions);
    return nullptr;
  }
  auto* managed = new_object<ManagedBuffer>(&managed_buffer_type);
  if (!managed) return nullptr;
  managed->master = *reinterpret_cast<const Buffer*>(view);
  managed->master.object = none();  // the memory is the caller's; null would mean that it is released
  MemoryView* made = new_view_of(current_thread(), managed, managed->master, view->ndim);
  if (!made) return nullptr;
  set_view_flags(made);
  return new_reference(made);
}
PyObject* PyMemoryView_FromMemory(char* data, Py_ssize_t n, int flags) {
  Py_buffer view;
  if (PyBuffer_FillInfo(&view, nullptr, data, n, !(flags & PyBUF_WRITE), PyBUF_FULL_RO) < 0) return nullptr;
  return PyMemoryView_FromBuffer(&view);
}
// The object's own memory if its items lie so; otherwise, to read, a view of a copy.
PyObject* PyMemoryView_GetContiguous(PyObject* o, int access, char order) {
  PyObject* view = PyMemoryView_FromObject(o);
  if (!view) return nullptr;
  const char* reason = nullptr;
  if (access == PyBUF_WRITE && PyMemoryView_GET_BUFFER(view)->readonly) reason = "underlying buffer is not writable";
  else if (PyBuffer_IsContiguous(PyMemoryView_GET_BUFFER(view), order)) return view;
  else if (access == PyBUF_WRITE) reason = "writable contiguous buffer requested for a non-contiguous object.";
  PyObject* result = nullptr;
  if (reason) PyErr_SetString(PyExc_BufferError, reason);
  else result = contiguous_copy(PyMemoryView_GET_BUFFER(view), order);
  Py_DECREF(view);
  return result;
}
}
