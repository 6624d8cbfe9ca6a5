#include "interpreter/modules/io/bytes_io.h"

#include <algorithm>

#include "interpreter/objects/buffer/exports.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

namespace {

// What getbuffer() makes a view of: it stands for the stream, whose bytes stay where they are as long as it is
// exported.
struct BytesIOBuffer : Object {
  BytesIO* source;
};

Status require_open(Thread& t, const BytesIO& self) {
  if (self.storage) [[likely]]
    return Status::ok();
  return raise_value_error(t, "I/O operation on closed file.");
}

bool is_buffer_of(const Object* other, const Object* stream) {
  return other->cls == &bytes_io_buffer_type && static_cast<const BytesIOBuffer*>(other)->source == stream;
}

// What would move or end the bytes is an error while somebody looks at them.
Status check_resizable(Thread& t, const BytesIO& self) {
  if (self.exports) release_unreachable_views_of(&self, is_buffer_of);
  if (!self.exports) [[likely]]
    return Status::ok();
  return raise(t, exceptions::BufferError, "Existing exports of data: object cannot be re-sized");
}

// Nobody else has the storage afterwards, and it has room for `size` bytes.
Status reserve(BytesIO& self, ssize size) {
  ssize capacity = self.storage->size;
  if (!self.shared && size <= capacity) return Status::ok();
  ssize room = size;
  if (size > capacity) room = std::max(size + (size >> 3) + 32, size < (ssize(1) << 24) ? capacity * 2 : size);
  Bytes* fresh = TRY(new_bytes(nullptr, std::max<ssize>(room, 2)));
  std::memcpy(fresh->bytes, self.storage->bytes, size_t(self.size));
  self.storage = fresh;
  self.shared = false;
  return Status::ok();
}

Status set_contents(Thread& t, BytesIO& self, Object* initial) {
  if (is_exact<Bytes>(initial)) {
    self.storage = cast<Bytes>(initial);
    self.shared = true;
    self.size = self.storage->size;
    return Status::ok();
  }
  std::string_view bytes = TRY(as_bytes_view(t, initial));
  self.storage = TRY(new_bytes(bytes));
  self.shared = true;
  self.size = ssize(bytes.size());
  return Status::ok();
}

Status bytes_io_init(Thread& t, BytesIO& self, Object* initial) {
  TRY(check_resizable(t, self));
  self.storage = empty_bytes();
  self.shared = true;
  self.size = self.position = 0;
  if (!initial || initial == none()) return Status::ok();
  return set_contents(t, self, initial);
}

// An exact BytesIO needs no finalizer: nothing is lost with it.
Object* bytes_io_new(Thread& t, Type* cls, Args) {
  auto* self = cls == &bytes_io_type ? new_object<BytesIO>(cls) : static_cast<BytesIO*>(allocate_instance(t, cls));
  TRY(self);
  self->storage = empty_bytes();
  self->shared = true;
  return self;
}

Object* constant_if_open(Thread& t, const BytesIO& self, Object* answer) {
  TRY(require_open(t, self));
  return answer;
}
Object* bytes_io_readable(Thread& t, BytesIO& self) { return constant_if_open(t, self, py_true()); }
Object* bytes_io_seekable(Thread& t, BytesIO& self) { return constant_if_open(t, self, py_true()); }
Object* bytes_io_writable(Thread& t, BytesIO& self) { return constant_if_open(t, self, py_true()); }
Object* bytes_io_isatty(Thread& t, BytesIO& self) { return constant_if_open(t, self, py_false()); }
Object* bytes_io_flush(Thread& t, BytesIO& self) { return constant_if_open(t, self, none()); }
Status bytes_io_close(Thread& t, BytesIO& self) {
  TRY(check_resizable(t, self));
  self.storage = nullptr;
  return Status::ok();
}
bool bytes_io_closed(BytesIO& self) { return !self.storage; }

// --- reading --------------------------------------------------------------------------------------

ssize bytes_left(const BytesIO& self) { return std::max<ssize>(self.size - self.position, 0); }

Bytes* take(BytesIO& self, ssize n) {
  bool is_all = n == self.storage->size && self.position == 0 && self.size == n && n > 1 && !self.exports;
  Bytes* result;
  if (is_all) {
    result = self.storage;
    self.shared = true;
  } else {
    result = TRY(new_bytes(n ? self.storage->bytes + self.position : nullptr, n));
  }
  self.position += n;
  return result;
}

Object* bytes_io_read(Thread& t, BytesIO& self, SizeOrAll size) {
  TRY(require_open(t, self));
  ssize left = bytes_left(self);
  return take(self, size.size < 0 ? left : std::min(left, size.size));
}
Object* bytes_io_read1(Thread& t, BytesIO& self, SizeOrAll size) { return bytes_io_read(t, self, size); }

ssize line_length(const BytesIO& self, ssize limit) {
  ssize left = bytes_left(self);
  if (limit >= 0) left = std::min(left, limit);
  if (!left) return 0;
  const uint8_t* begin = self.storage->bytes + self.position;
  const void* newline = std::memchr(begin, '\n', size_t(left));
  return newline ? static_cast<const uint8_t*>(newline) - begin + 1 : left;
}

Object* bytes_io_readline(Thread& t, BytesIO& self, SizeOrAll size) {
  TRY(require_open(t, self));
  return take(self, line_length(self, size.size));
}

Object* bytes_io_readlines(Thread& t, BytesIO& self, Object* size) {
  TRY(require_open(t, self));
  ssize most = 0;
  if (size != none()) {
    if (!is_int(size)) return raise_type_error(t, "integer argument expected, got '%T'", size);
    TRY(argument_ssize(t, size, &most));
  }
  List* lines = TRY(new_list(t));
  for (ssize total = 0;;) {
    ssize n = line_length(self, -1);
    if (!n) return lines;
    TRY(list_append(t, lines, TRY(take(self, n))));
    total += n;
    if (most > 0 && total >= most) return lines;
  }
}

Lookup bytes_io_next(Thread& t, Object* o) {
  auto& self = *static_cast<BytesIO*>(o);
  TRY(require_open(t, self));
  ssize n = line_length(self, -1);
  if (!n) return Lookup::missing();
  return TRY(take(self, n));
}
Object* bytes_io_iter(Thread&, Object* o) { return o; }

Result<ssize> bytes_io_readinto(Thread& t, BytesIO& self, WritableBytes buffer) {
  TRY(require_open(t, self));
  ssize n = std::min(buffer.size, bytes_left(self));
  if (n) std::memcpy(buffer.data, self.storage->bytes + self.position, size_t(n));
  self.position += n;
  return n;
}

// --- writing --------------------------------------------------------------------------------------

Result<ssize> bytes_io_write(Thread& t, BytesIO& self, Object* b) {
  TRY(require_open(t, self));
  TRY(check_resizable(t, self));
  std::string_view bytes = TRY(as_bytes_view(t, b));
  ssize n = ssize(bytes.size());
  if (!n) return n;
  if (n > INT64_MAX - self.position) return raise_overflow_error(t, "new buffer size too large");
  ssize end = self.position + n;
  TRY(reserve(self, std::max(end, self.size)));
  if (self.position > self.size) std::memset(self.storage->bytes + self.size, 0, size_t(self.position - self.size));
  std::memcpy(self.storage->bytes + self.position, bytes.data(), bytes.size());
  self.position = end;
  self.size = std::max(self.size, end);
  return n;
}

Status bytes_io_writelines(Thread& t, BytesIO& self, Object* lines) {
  TRY(require_open(t, self));
  return for_each(t, lines, [&](Object* line) -> Status {
    TRY(bytes_io_write(t, self, line));
    return Status::ok();
  });
}

// The storage itself, if the bytes fill it and nobody may change them.
Object* bytes_io_getvalue(Thread& t, BytesIO& self) {
  TRY(require_open(t, self));
  if (self.exports) return new_bytes(self.size ? self.storage->bytes : nullptr, self.size);
  if (self.size != self.storage->size) {
    self.storage = TRY(new_bytes(self.size ? self.storage->bytes : nullptr, self.size));
  }
  self.shared = true;
  return self.storage;
}

// --- the position ---------------------------------------------------------------------------------

Result<ssize> bytes_io_tell(Thread& t, BytesIO& self) {
  TRY(require_open(t, self));
  return self.position;
}

Result<ssize> bytes_io_seek(Thread& t, BytesIO& self, ssize position, int whence) {
  TRY(require_open(t, self));
  if (position < 0 && whence == 0) return raise_value_error(t, "negative seek value %zd", position);
  if (whence < 0 || whence > 2) return raise_value_error(t, "invalid whence (%d, should be 0, 1 or 2)", whence);
  ssize base = whence == 0 ? 0 : whence == 1 ? self.position : self.size;
  if (position > INT64_MAX - base) return raise_overflow_error(t, "new position too large");
  self.position = std::max<ssize>(position + base, 0);
  return self.position;
}

Result<ssize> bytes_io_truncate(Thread& t, BytesIO& self, Object* size) {
  TRY(require_open(t, self));
  TRY(check_resizable(t, self));
  ssize length = self.position;
  if (size != none()) {
    if (!slots_of(size).index) return raise_type_error(t, "argument should be integer or None, not '%T'", size);
    TRY(argument_ssize(t, size, &length));
  }
  if (length < 0) return raise_value_error(t, "negative size value %zd", length);
  if (length < self.size) self.size = length;
  return length;
}

// --- the bytes as a buffer -------------------------------------------------------------------------

int get_stream_buffer(Object* o, Buffer* view, int flags) {
  BytesIO& source = *static_cast<BytesIOBuffer*>(o)->source;
  if (require_open(current_thread(), source).failed()) return -1;
  if (source.shared && reserve(source, source.size).failed()) return -1;
  int failed = fill_buffer(view, o, source.storage->bytes, source.size, false, flags);
  if (!failed) source.exports++;
  return failed;
}
void release_stream_buffer(Object* o, Buffer*) { static_cast<BytesIOBuffer*>(o)->source->exports--; }
constinit BufferProcs stream_buffer{get_stream_buffer, release_stream_buffer};
constinit TypeData bytes_io_buffer_data{};

Object* bytes_io_getbuffer(Thread& t, BytesIO& self) {
  TRY(require_open(t, self));
  auto* exporter = TRY(new_object<BytesIOBuffer>(&bytes_io_buffer_type));
  exporter->source = &self;
  return new_memory_view(t, exporter);
}

// --- state ----------------------------------------------------------------------------------------

Object* bytes_io_getstate(Thread& t, BytesIO& self) {
  Object* attributes = self.dict ? static_cast<Object*>(TRY(dict_copy(t, cast<Dict>(self.dict)))) : none();
  Object* items[] = {TRY(bytes_io_getvalue(t, self)), TRY(int_from_int64(self.position)), attributes};
  return new_tuple(items, 3);
}

Status bytes_io_setstate(Thread& t, BytesIO& self, Object* state) {
  if (!has_flag(state, kTypeTuple) || cast<Tuple>(state)->size < 3)
    return raise_type_error(t, "%s.__setstate__ argument should be 3-tuple, got %T", self.cls->name, state);
  if (!self.storage) return raise_value_error(t, "I/O operation on closed file.");
  Object* const* items = cast<Tuple>(state)->items;
  TRY(bytes_io_init(t, self, empty_bytes()));
  TRY(set_contents(t, self, items[0]));
  if (!is_int(items[1])) return raise_type_error(t, "second item of state must be an integer, not %T", items[1]);
  ssize position;
  TRY(argument_ssize(t, items[1], &position));
  if (position < 0) return raise_value_error(t, "position value cannot be negative");
  self.position = position;
  if (items[2] == none()) return Status::ok();
  if (!is_dict(items[2])) return raise_type_error(t, "third item of state should be a dict, got a %T", items[2]);
  if (!self.dict) self.dict = TRY(new_dict(t));
  return dict_update(t, cast<Dict>(self.dict), items[2]);
}

Result<ssize> bytes_io_sizeof(Thread&, BytesIO& self) {
  return ssize(sizeof(BytesIO)) + (self.storage && !self.shared ? kBytesHead + self.storage->size + 1 : 0);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/io/bytes_io_methods.def"
#define NATIVE_TYPE BytesIO
#define NATIVE_PREFIX bytes_io
#define NATIVE_NAME "BytesIO"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_bytes_io_data() {
  TypeData d{};
  d.slots.iter = bytes_io_iter;
  d.slots.next = bytes_io_next;
  d.slots.create = bytes_io_new;
  bytes_io_declare(d);
  return d;
}
constinit TypeData bytes_io_data = make_bytes_io_data();

}  // namespace

constinit Type bytes_io_buffer_type = with_buffer(
    &stream_buffer,
    static_type("_io._BytesIOBuffer", sizeof(BytesIOBuffer), 0, kTypeDisallowInstantiation, &bytes_io_buffer_data));
constinit Type bytes_io_type = stream_type("_io.BytesIO", sizeof(BytesIO), &bytes_io_data, &buffered_io_base_type);

}  // namespace sidewinder
