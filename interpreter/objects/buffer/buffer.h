// The buffer protocol: memory that an object shows to others. One facility for all that takes bytes-like arguments. The
// structs are CPython's Py_buffer and PyBufferProcs, so that types of C can fill them.
#pragma once

#include <string_view>

#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Buffer {    // Py_buffer, 80 bytes
  void* data;      // 0
  Object* object;  // 8: the exporter, which keeps the memory; null: released
  ssize length;    // 16: in bytes
  ssize item_size;
  int readonly;        // 32
  int dimensions;      // 36
  const char* format;  // 40; null: "B"
  ssize* shape;        // 48
  ssize* strides;      // 56
  ssize* suboffsets;   // 64
  void* internal;      // 72
};
static_assert(sizeof(Buffer) == 80 && offsetof(Buffer, format) == 40);
constexpr int kMostDimensions = 64;

enum BufferFlag : int {
  kBufferSimple = 0,
  kBufferWritable = 1,
  kBufferFormat = 4,
  kBufferShape = 8,
  kBufferStrides = 0x10 | kBufferShape,
  kBufferC = 0x20 | kBufferStrides,
  kBufferFortran = 0x40 | kBufferStrides,
  kBufferContiguous = 0x80 | kBufferStrides,
  kBufferIndirect = 0x100 | kBufferStrides,
  kBufferFullReadOnly = kBufferIndirect | kBufferFormat,
  kBufferFull = kBufferFullReadOnly | kBufferWritable,
};

struct BufferProcs {                                      // PyBufferProcs: what Type::c_as_buffer points to
  int (*get)(Object* exporter, Buffer* view, int flags);  // -1: an exception is pending
  void (*release)(Object* exporter, Buffer* view);        // or null
};
// The same type with these.
constexpr Type with_buffer(BufferProcs* procs, Type t) {
  t.c_as_buffer = procs;
  return t;
}
const BufferProcs* buffer_procs_of(const Type* cls);  // its own or a base's; null: none
inline bool has_buffer(const Object* o) { return buffer_procs_of(o->cls) != nullptr; }

// TypeError if the object shows no memory ("a bytes-like object is required, not 'int'"), BufferError if not such.
Status get_buffer(Thread& t, Object* exporter, Buffer* out, int flags);
void release_buffer(Buffer* buffer);
// For exporters of plain bytes: fills the view.
int fill_buffer(Buffer* view, Object* exporter, void* data, ssize length, bool readonly, int flags);
bool is_c_contiguous(const Buffer& b);
bool is_fortran_contiguous(const Buffer& b);
// The items one after another in C order (or Fortran's).
void copy_contiguous(const Buffer& b, char* out, bool fortran = false);

// A buffer that is given back at the end.
class BufferHolder {
 public:
  BufferHolder() = default;
  BufferHolder(const BufferHolder&) = delete;
  BufferHolder& operator=(const BufferHolder&) = delete;
  ~BufferHolder() {
    if (buffer.object) release_buffer(&buffer);
  }
  Status take(Thread& t, Object* exporter, int flags = kBufferSimple) {
    return get_buffer(t, exporter, &buffer, flags);
  }
  uint8_t* data() const { return static_cast<uint8_t*>(buffer.data); }
  ssize length() const { return buffer.length; }
  std::string_view bytes() const { return {static_cast<const char*>(buffer.data), size_t(buffer.length)}; }

  Buffer buffer{};
};

}  // namespace sidewinder
