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

bool is_dense(const Buffer& b, bool fortran) {
  if (b.suboffsets) return false;
  if (!b.strides) return !fortran || b.dimensions <= 1;
  if (b.length == 0) return true;
  ssize expected = b.item_size;
  for (int i = 0; i < b.dimensions; i++) {
    int d = fortran ? i : b.dimensions - 1 - i;
    if (b.shape[d] > 1 && b.strides[d] != expected) return false;
    expected *= b.shape[d];
  }
  return true;
}

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

// The same memory with its dimensions in the opposite order.
void reverse_dimensions(const Buffer& b, Buffer* out, ssize* room) {
  *out = b;
  out->shape = room;
  out->strides = room + b.dimensions;
  for (int i = 0; i < b.dimensions; i++) {
    out->shape[i] = b.shape[b.dimensions - 1 - i];
    out->strides[i] = b.strides[b.dimensions - 1 - i];
  }
}

}  // namespace

bool is_c_contiguous(const Buffer& b) { return is_dense(b, false); }
bool is_fortran_contiguous(const Buffer& b) { return is_dense(b, true); }

void copy_contiguous(const Buffer& b, char* out, bool fortran) {
  if (b.length == 0) return;
  if (fortran ? is_fortran_contiguous(b) : is_c_contiguous(b)) {
    std::memcpy(out, b.data, size_t(b.length));
  } else if (!fortran || b.dimensions < 2 || b.suboffsets) {
    copy_dimension(b, 0, static_cast<const char*>(b.data), out);
  } else {
    Buffer reversed;
    ssize room[2 * kMostDimensions];
    reverse_dimensions(b, &reversed, room);
    copy_dimension(reversed, 0, static_cast<const char*>(b.data), out);
  }
}

}  // namespace sidewinder
