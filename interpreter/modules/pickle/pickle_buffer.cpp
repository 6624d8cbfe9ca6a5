// pickle.PickleBuffer.
#include "interpreter/memory/finalizer.h"
#include "interpreter/modules/pickle/pickle.h"
#include "interpreter/objects/buffer/memory_view.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

void pickle_buffer_release(PickleBuffer& self) {
  if (self.view.object) release_buffer(&self.view);
  self.view.object = nullptr;
}

void finalize_pickle_buffer(Object* object) { pickle_buffer_release(*static_cast<PickleBuffer*>(object)); }

Object* pickle_buffer_new(Thread& t, Type* cls, Args args) {
  TRY(args.no_keywords(t, "PickleBuffer"));
  if (args.count > 1) return raise_type_error(t, "PickleBuffer() takes at most 1 argument (%zd given)", args.count);
  if (args.count != 1)
    return raise_type_error(t, "PickleBuffer() takes exactly 1 positional argument (%zd given)", args.count);
  auto* self = static_cast<PickleBuffer*>(TRY(allocate_instance(t, cls)));
  TRY(get_buffer(t, args[0], &self->view, kBufferFullReadOnly));
  if (!register_finalizer(self, finalize_pickle_buffer)) return raise_memory_error(t);
  return self;
}

Raised raise_released(Thread& t) { return raise_value_error(t, "operation forbidden on released PickleBuffer object"); }

// A view of the whole memory as one row of bytes.
Object* pickle_buffer_raw(Thread& t, PickleBuffer& self) {
  if (!self.view.object) return raise_released(t);
  bool fortran = !is_c_contiguous(self.view);
  if (self.view.suboffsets || (fortran && !is_fortran_contiguous(self.view)))
    return raise(t, exceptions::BufferError, "cannot extract raw buffer from non-contiguous buffer");
  MemoryView* whole = TRY(new_memory_view(t, &self));
  MemoryView* flat = TRY(new_view_of(t, whole->managed, whole->view, 1));
  flat->view.dimensions = 1;
  flat->view.item_size = 1;
  flat->view.format = "B";
  flat->view.shape[0] = flat->view.length;
  flat->view.strides[0] = 1;
  flat->view.suboffsets = nullptr;
  set_view_flags(flat);
  TRY(release_memory_view(t, *whole));
  return flat;
}

int buffer_get(Object* exporter, Buffer* view, int flags) {
  auto* self = static_cast<PickleBuffer*>(exporter);
  Thread& t = current_thread();
  if (!self->view.object) {
    raise_released(t);
    return -1;
  }
  return get_buffer(t, self->view.object, view, flags).failed() ? -1 : 0;
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/pickle/pickle_buffer_methods.def"
#define NATIVE_TYPE PickleBuffer
#define NATIVE_PREFIX pickle_buffer
#define NATIVE_NAME "PickleBuffer"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_pickle_buffer_data() {
  TypeData d{};
  d.allows_weak_references = true;
  pickle_buffer_declare(d);
  return d;
}
constinit TypeData pickle_buffer_data = make_pickle_buffer_data();
constinit BufferProcs pickle_buffer_procs = {buffer_get, nullptr};

}  // namespace

constinit Type pickle_buffer_type =
    with_buffer(&pickle_buffer_procs,
                static_type("pickle.PickleBuffer", sizeof(PickleBuffer), 0, kTypeHaveGC, &pickle_buffer_data));

}  // namespace sidewinder
