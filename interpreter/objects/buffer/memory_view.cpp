// memoryview: creation, release, the buffers that it gives to others.
#include "interpreter/objects/buffer/memory_view.h"

#include <algorithm>
#include <vector>

#include "interpreter/execution/collection.h"
#include "interpreter/execution/thread.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/memory/collector.h"
#include "interpreter/memory/finalizer.h"
#include "interpreter/memory/heap_walk.h"
#include "interpreter/memory/pins.h"
#include "interpreter/objects/buffer/exports.h"
#include "interpreter/objects/buffer/item_format.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

ssize live_managed_buffers;

// Of an object that never changes nothing is given back: its views need no end of their own.
bool is_counted(const ManagedBuffer* managed) { return !is_exact<Bytes>(managed->master.object); }

void give_back(ManagedBuffer* managed) {
  if (!managed->master.object) return;
  bool was_counted = is_counted(managed);
  release_buffer(&managed->master);
  if (!was_counted) return;
  live_managed_buffers--;
  unregister_finalizer(managed);
}
void finalize_managed(Object* o) { give_back(static_cast<ManagedBuffer*>(o)); }

ManagedBuffer* manage(Thread& t, Object* exporter) {
  auto* managed = TRY(new_object<ManagedBuffer>(&managed_buffer_type));
  TRY(get_buffer(t, exporter, &managed->master, kBufferFullReadOnly));
  if (!managed->master.object) managed->master.object = none();  // static memory of C's; null would be: given back
  if (!is_counted(managed)) return managed;
  live_managed_buffers++;
  if (!register_finalizer(managed, finalize_managed)) {
    give_back(managed);
    return raise_memory_error(t);
  }
  return managed;
}

}  // namespace

namespace {

bool holds_export(const Object* o) {
  return is_exact<MemoryView>(o) && !(cast<MemoryView>(const_cast<Object*>(o))->flags & kViewReleased);
}

// Views of the exporter among the living that neither an object nor a frame nor C refers to: what the collector took
// for references to them are words on the C stack that nothing has overwritten. A view that only a
// native function has counts as unreachable; its memory stays what it is.
struct Exporter {
  const Object* object;
  StandsFor* stands_for;
  bool is(const Object* o) const { return o == object || (stands_for && stands_for(o, object)); }
};
std::vector<Object*> views_without_holder(const Exporter& exporter, Object** objects, size_t n) {
  std::vector<Object*> views;
  for (size_t i = 0; i < n; i++) {
    if (!holds_export(objects[i]) || pin_count(objects[i])) continue;
    auto* view = cast<MemoryView>(objects[i]);
    if (view->exports || !exporter.is(view->managed->master.object) || is_held_by_frames(view)) continue;
    views.push_back(view);
  }
  return without_reference(std::move(views));
}

// Only exports of views count.
void count_exports(Object** objects, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (is_exact<ManagedBuffer>(objects[i])) cast<ManagedBuffer>(objects[i])->exports = 0;
  for (size_t i = 0; i < n; i++)
    if (holds_export(objects[i])) cast<MemoryView>(objects[i])->managed->exports++;
}

// What ends in the course of it (an array of numpy's that had a view) holds nothing any more: then they are looked for
// again. Null: no memory.
Object** live_objects_when_all_is_done(size_t* n) {
  constexpr int kMostRounds = 4;
  for (int round = 1;; round++) {
    Object** objects = live_objects_without_loop(n);
    if (!objects || !run_deferred_work() || round == kMostRounds) return objects;
    free_permanent(objects);
  }
}

void release_views(const Exporter& exporter) {
  if (!live_managed_buffers) return;
  clear_dead_registers(current_thread());
  scrub_stack();  // of what the last look at all objects has left there
  size_t n = 0;
  Object** objects = live_objects_when_all_is_done(&n);
  if (!objects) return;
  for (Object* view : views_without_holder(exporter, objects, n)) cast<MemoryView>(view)->flags |= kViewReleased;
  count_exports(objects, n);
  for (size_t i = 0; i < n; i++) {
    bool unused = is_exact<ManagedBuffer>(objects[i]) && cast<ManagedBuffer>(objects[i])->exports == 0;
    if (unused) give_back(cast<ManagedBuffer>(objects[i]));
  }
  free_permanent(objects);
}

}  // namespace

void release_unreachable_views_of(const Object* exporter, StandsFor* stands_for) {
  release_views({exporter, stands_for});
}

MemoryView* new_view_of(Thread&, ManagedBuffer* managed, const Buffer& view, int dimensions) {
  size_t bytes = sizeof(MemoryView) + 3 * size_t(dimensions) * sizeof(ssize);
  auto* self = TRY(new_object<MemoryView>(&memory_view_type, bytes));
  self->size = 3 * dimensions;
  self->managed = managed;
  self->hash = -1;
  self->view = view;
  self->view.dimensions = dimensions;
  self->view.shape = dimensions ? self->numbers : nullptr;
  self->view.strides = dimensions ? self->numbers + dimensions : nullptr;
  self->view.suboffsets = view.suboffsets && dimensions ? self->numbers + 2 * dimensions : nullptr;
  if (!self->view.format) self->view.format = "B";
  int known = std::min(dimensions, view.dimensions);
  for (int i = 0; i < known; i++) {
    self->numbers[i] = view.shape ? view.shape[i] : view.length / view.item_size;
    if (view.suboffsets) self->view.suboffsets[i] = view.suboffsets[i];
  }
  ssize stride = view.item_size;
  for (int i = known - 1; i >= 0; i--) {
    self->numbers[dimensions + i] = view.strides ? view.strides[i] : stride;
    stride *= self->numbers[i];
  }
  managed->exports++;
  return self;
}

void set_view_flags(MemoryView* self) {
  const Buffer& view = self->view;
  self->flags = 0;
  if (view.dimensions == 0) self->flags |= kViewScalar;
  if (view.suboffsets) self->flags |= kViewIndirect;
  if (is_c_contiguous(view)) self->flags |= kViewC;
  if (is_fortran_contiguous(view)) self->flags |= kViewFortran;
}

MemoryView* new_memory_view(Thread& t, Object* exporter) {
  if (is_exact<MemoryView>(exporter)) {
    auto* of = cast<MemoryView>(exporter);
    TRY(check_released(t, *of));
    MemoryView* self = TRY(new_view_of(t, of->managed, of->view, of->view.dimensions));
    set_view_flags(self);
    return self;
  }
  if (!has_buffer(exporter))
    return raise_type_error(t, "memoryview: a bytes-like object is required, not '%T'", exporter);
  ManagedBuffer* managed = TRY(manage(t, exporter));
  if (managed->master.dimensions > kMostDimensions) {
    give_back(managed);
    return raise_value_error(t, "memoryview: number of dimensions must not exceed %d", kMostDimensions);
  }
  MemoryView* self = TRY(new_view_of(t, managed, managed->master, managed->master.dimensions));
  set_view_flags(self);
  return self;
}

bool is_released(const MemoryView& self) { return (self.flags & kViewReleased) || !self.managed->master.object; }

Status check_released(Thread& t, const MemoryView& self) {
  if (!is_released(self)) return Status::ok();
  return raise_value_error(t, "operation forbidden on released memoryview object");
}

Status release_memory_view(Thread& t, MemoryView& self) {
  if (self.flags & kViewReleased) return Status::ok();
  if (self.exports > 0) collect_thoroughly(t);  // what took its buffer may be gone
  if (self.exports > 0)
    return raise(t, exceptions::BufferError, "memoryview has %zd exported buffer%s", self.exports,
                 self.exports == 1 ? "" : "s");
  self.flags |= kViewReleased;
  if (--self.managed->exports == 0) give_back(self.managed);
  return Status::ok();
}

void drop_memory_view(MemoryView& self) {
  if (is_released(self) || self.exports > 0) return;
  self.flags |= kViewReleased;
  if (--self.managed->exports == 0) give_back(self.managed);
}

// --- as an exporter -------------------------------------------------------------------------------

namespace {

bool wants(int flags, int what) { return (flags & what) == what; }

// Null: the view can be shown so.
const char* reason_against(const MemoryView& self, int flags) {
  const Buffer& view = self.view;
  bool c = self.flags & kViewC;
  bool fortran = self.flags & kViewFortran;
  if (wants(flags, kBufferWritable) && view.readonly) return "memoryview: underlying buffer is not writable";
  if (wants(flags, kBufferC) && !c) return "memoryview: underlying buffer is not C-contiguous";
  if (wants(flags, kBufferFortran) && !fortran) return "memoryview: underlying buffer is not Fortran contiguous";
  if (wants(flags, kBufferContiguous) && !c && !fortran) return "memoryview: underlying buffer is not contiguous";
  if (!wants(flags, kBufferIndirect) && (self.flags & kViewIndirect))
    return "memoryview: underlying buffer requires suboffsets";
  if (!wants(flags, kBufferStrides) && !c) return "memoryview: underlying buffer is not C-contiguous";
  if (!wants(flags, kBufferShape) && wants(flags, kBufferFormat))
    return "memoryview: cannot cast to unsigned bytes if the format flag is present";
  return nullptr;
}

int get_view_buffer(Object* o, Buffer* out, int flags) {
  auto* self = cast<MemoryView>(o);
  if (check_released(current_thread(), *self).failed()) return -1;
  if (const char* reason = reason_against(*self, flags)) {
    raise(current_thread(), exceptions::BufferError, "%s", reason);
    return -1;
  }
  *out = self->view;
  if (!wants(flags, kBufferFormat)) out->format = nullptr;
  if (!wants(flags, kBufferStrides)) out->strides = nullptr;
  if (!wants(flags, kBufferShape)) {
    out->dimensions = 1;
    out->shape = nullptr;
  }
  out->object = self;
  self->exports++;
  return 0;
}
void release_view_buffer(Object* o, Buffer*) { cast<MemoryView>(o)->exports--; }

}  // namespace

BufferProcs memory_view_buffer{get_view_buffer, release_view_buffer};

namespace {
constinit TypeData managed_buffer_data{};
}
constinit Type managed_buffer_type =
    static_type("managedbuffer", sizeof(ManagedBuffer), 0, kTypeDisallowInstantiation, &managed_buffer_data);

}  // namespace sidewinder
