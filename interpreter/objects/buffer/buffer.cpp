#include "interpreter/objects/buffer/buffer.h"

#include <cstring>

#include "interpreter/execution/thread.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

const BufferProcs* buffer_procs_of(const Type* cls) {
  for (; cls; cls = cls->base)
    if (cls->c_as_buffer) return static_cast<const BufferProcs*>(cls->c_as_buffer);
  return nullptr;
}

Status get_buffer(Thread& t, Object* exporter, Buffer* out, int flags) {
  const BufferProcs* procs = buffer_procs_of(exporter->cls);
  if (!procs || !procs->get) return raise_type_error(t, "a bytes-like object is required, not '%T'", exporter);
  *out = Buffer{};
  intptr_t references = exporter->refcount;
  if (procs->get(exporter, out, flags) == 0) {
    // An exporter of C counts itself as held by the view; a view of the core holds without counting.
    if (out->object == exporter && exporter->refcount > references) exporter->refcount--;
    return Status::ok();
  }
  out->object = nullptr;
  return Raised{};
}

void release_buffer(Buffer* buffer) {
  Object* exporter = buffer->object;
  if (!exporter) return;
  const BufferProcs* procs = buffer_procs_of(exporter->cls);
  if (procs && procs->release) procs->release(exporter, buffer);
  buffer->object = nullptr;
}

int fill_buffer(Buffer* view, Object* exporter, void* data, ssize length, bool readonly, int flags) {
  if (!view) {
    raise(current_thread(), exceptions::BufferError, "a buffer's view must not be NULL");
    return -1;
  }
  if ((flags & kBufferWritable) && readonly) {
    raise(current_thread(), exceptions::BufferError, "Object is not writable.");
    return -1;
  }
  view->object = exporter;
  view->data = data;
  view->length = length;
  view->readonly = readonly;
  view->item_size = 1;
  view->format = flags & kBufferFormat ? "B" : nullptr;
  view->dimensions = 1;
  view->shape = flags & kBufferShape ? &view->length : nullptr;
  view->strides = (flags & kBufferStrides) == kBufferStrides ? &view->item_size : nullptr;
  view->suboffsets = nullptr;
  view->internal = nullptr;
  return 0;
}

namespace {

int dimensions_that_vary(const Buffer& b) {
  if (b.dimensions <= 1 || !b.shape) return b.dimensions;
  int n = 0;
  for (int i = 0; i < b.dimensions; i++) n += b.shape[i] > 1;
  return n;
}

bool is_dense(const Buffer& b, bool fortran) {
  if (b.suboffsets) return false;
  if (b.length == 0) return true;
  if (!b.strides) return !fortran || dimensions_that_vary(b) <= 1;
  ssize expected = b.item_size;
  for (int i = 0; i < b.dimensions; i++) {
    int d = fortran ? i : b.dimensions - 1 - i;
    if (b.shape[d] > 1 && b.strides[d] != expected) return false;
    expected *= b.shape[d];
  }
  return true;
}

// A view with the shape and the strides that its exporter has left out.
struct Completed {
  explicit Completed(const Buffer& of) : buffer(of) {
    if (!of.dimensions) return;
    if (!of.shape) {  // one dimension
      shape[0] = of.item_size ? of.length / of.item_size : 0;
      buffer.shape = shape;
    }
    if (of.strides) return;
    buffer.strides = strides;
    ssize stride = of.item_size;
    for (int i = of.dimensions - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= buffer.shape[i];
    }
  }
  Buffer buffer;
  ssize shape[1];
  ssize strides[kMostDimensions];
};

// Copies what lies below one place of dimension d.
char* copy_dimension(const Buffer& b, int d, const char* from, char* out) {
  if (d == b.dimensions) {
    std::memcpy(out, from, size_t(b.item_size));
    return out + b.item_size;
  }
  for (ssize i = 0; i < b.shape[d]; i++) {
    const char* item = from + i * b.strides[d];
    if (b.suboffsets && b.suboffsets[d] >= 0) item = *reinterpret_cast<const char* const*>(item) + b.suboffsets[d];
    out = copy_dimension(b, d + 1, item, out);
  }
  return out;
}

// The same below one place of dimension d, to where Fortran's order has it: the first index moves first. `stride` is
// that dimension's in the copy.
void copy_dimension_fortran(const Buffer& b, int d, const char* from, char* out, ssize stride) {
  if (d == b.dimensions) {
    std::memcpy(out, from, size_t(b.item_size));
    return;
  }
  for (ssize i = 0; i < b.shape[d]; i++) {
    const char* item = from + i * b.strides[d];
    if (b.suboffsets && b.suboffsets[d] >= 0) item = *reinterpret_cast<const char* const*>(item) + b.suboffsets[d];
    copy_dimension_fortran(b, d + 1, item, out + i * stride, stride * b.shape[d]);
  }
}

}  // namespace

bool is_c_contiguous(const Buffer& b) { return is_dense(b, false); }
bool is_fortran_contiguous(const Buffer& b) { return is_dense(b, true); }

void copy_contiguous(const Buffer& b, char* out, bool fortran) {
  if (b.length == 0) return;
  if (fortran ? is_fortran_contiguous(b) : is_c_contiguous(b)) {
    std::memcpy(out, b.data, size_t(b.length));
    return;
  }
  Completed whole(b);
  if (fortran) copy_dimension_fortran(whole.buffer, 0, static_cast<const char*>(b.data), out, b.item_size);
  else copy_dimension(whole.buffer, 0, static_cast<const char*>(b.data), out);
}

}  // namespace sidewinder
