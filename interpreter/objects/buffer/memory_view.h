// memoryview: CPython's layout. Views of one exporter share a ManagedBuffer, which holds the export and gives it back
// when the last of them is released or collected.
#pragma once

#include "interpreter/objects/buffer/buffer.h"

namespace sidewinder {

struct ManagedBuffer : Object {  // _PyManagedBufferObject, 112 bytes
  int flags;                     // 16
  ssize exports;                 // 24: views that use it
  Buffer master;                 // 32: as the exporter gave it; object null: given back
  static Type* type();
};

struct MemoryView : VarObject {  // PyMemoryViewObject, 144 bytes and three numbers for each dimension
  ManagedBuffer* managed;        // 24
  ssize hash;                    // 32; -1: not computed
  int flags;                     // 40: MemoryViewFlag
  ssize exports;                 // 48: buffers that were got from this view
  Buffer view;                   // 56
  Object* weak_list;             // 136
  ssize numbers[1];              // 144: shape, strides, suboffsets
  static Type* type();
};
static_assert(offsetof(ManagedBuffer, master) == 32 && offsetof(MemoryView, view) == 56 &&
              offsetof(MemoryView, numbers) == 144);
enum MemoryViewFlag : int {
  kViewReleased = 1,
  kViewC = 2,
  kViewFortran = 4,
  kViewScalar = 8,
  kViewIndirect = 16,
};

extern Type memory_view_type, managed_buffer_type, memory_iterator_type;
inline Type* ManagedBuffer::type() { return &managed_buffer_type; }
inline Type* MemoryView::type() { return &memory_view_type; }

MemoryView* new_memory_view(Thread& t, Object* exporter);
// Of the same memory with room for `dimensions`; the caller fills view, and calls set_view_flags.
MemoryView* new_view_of(Thread& t, ManagedBuffer* managed, const Buffer& view, int dimensions);
void set_view_flags(MemoryView* self);
Status release_memory_view(Thread& t, MemoryView& self);
// Of a view that nobody has any more: what is left of it keeps its memory, but no exporter from changing.
void drop_memory_view(MemoryView& self);
bool is_released(const MemoryView& self);
Status check_released(Thread& t, const MemoryView& self);  // ValueError

// --- between the sources ---

Object* memory_view_get_item(Thread& t, Object* self, Object* key);
Status memory_view_set_item(Thread& t, Object* self, Object* key, Object* value);
Object* memory_view_iter(Thread& t, Object* self);
Object* memory_view_compare(Thread& t, Object* a, Object* b, CompareOp op);
Object* cast_memory_view(Thread& t, MemoryView& self, Str* format, Object* shape);
Object* memory_view_list(Thread& t, const MemoryView& self);
// The format's character; NotImplementedError if it is not native.
Result<char> supported_format(Thread& t, const Buffer& view);
// The place of item i of dimension d, below `from`.
inline char* item_place(const Buffer& view, int d, char* from, ssize i) {
  char* item = from + i * view.strides[d];
  if (view.suboffsets && view.suboffsets[d] >= 0) item = *reinterpret_cast<char**>(item) + view.suboffsets[d];
  return item;
}

}  // namespace sidewinder
