// The methods of the buffered streams, and the three types.
#include <unistd.h>

#include <algorithm>

#include "interpreter/execution/descriptors.h"
#include "interpreter/modules/io/buffered.h"
#include "interpreter/objects/container/repr_guard.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

namespace {

// The size of the buffer, when it is given.
struct BufferSize {
  ssize size = kDefaultBufferSize;
};

}  // namespace

template <> struct Argument<BufferSize> {
  static Status convert(Thread& t, Object* value, Site site, BufferSize* out) {
    return Argument<ssize>::convert(t, value, site, &out->size);
  }
  static consteval BufferSize literal(std::string_view) { return {}; }
};

namespace {

Status initialize(Thread& t, Buffered& self, Object* raw, ssize size, bool reads, bool writes) {
  if (size <= 0) return raise_value_error(t, "buffer size must be strictly positive");
  self.buffer = TRY(allocate_raw_leaf<uint8_t>(size_t(size)));
  self.raw = raw;
  self.file = is_exact<FileIO>(raw) ? cast<FileIO>(raw) : nullptr;
  self.buffer_size = size;
  self.begin = self.end = self.pending = 0;
  self.position = -1;
  self.can_read = reads;
  self.can_write = writes;
  self.detached = self.busy = false;
  adopt_stream(raw);
  if (writes) list_for_exit(&self);
  // Where the stream cannot tell, the position stays unknown.
  if (raw_position(t, self).failed()) {
    if (!pending_matches(t, exceptions::Exception)) return Raised{};
    clear_pending(t);
    self.position = -1;
  }
  return Status::ok();
}

void become_uninitialized(Buffered& self) {
  self.raw = nullptr;
  self.file = nullptr;
  self.detached = false;
}

// --- of all three ---------------------------------------------------------------------------------

Status flush_now(Thread& t, Buffered& self) {
  BufferedCall in_call(t, self);
  if (in_call.failed()) return Raised{};
  return buffered_flush_output(t, self);
}

Object* buffered_detach(Thread& t, Buffered& self) {
  TRY(buffered_require(t, self));
  TRY(call_method(t, &self, "flush"));
  Object* raw = self.raw;
  self.raw = nullptr;
  self.file = nullptr;
  self.detached = true;
  release_stream(t, raw);
  retire_stream(&self);
  return raw;
}

Result<bool> is_closed(Thread& t, Buffered& self) {
  TRY(buffered_require(t, self));
  if (self.file) return self.file->fd < 0;
  return bool(TRY(stream_is_closed(t, self.raw)));
}
Result<bool> buffered_closed(Thread& t, Buffered& self) { return is_closed(t, self); }

Object* buffered_dealloc_warn(Thread& t, Buffered& self, Object* source) {
  if (!self.raw) return none();
  if (!call_method(t, self.raw, intern("_dealloc_warn"), Args{&source, 1})) clear_pending(t);
  return none();
}

// The raw stream is closed whether or not flushing works; the first failure is raised.
Object* buffered_close(Thread& t, Buffered& self) {
  if (TRY(is_closed(t, self))) return none();
  if (is_plain(self)) return buffered_close_plain(t, self).failed() ? nullptr : none();
  if (self.finalizing) TRY(buffered_dealloc_warn(t, self, &self));
  bool flushed = call_method(t, &self, "flush") != nullptr;
  BaseException* failure = flushed ? nullptr : take_pending(t);
  Object* result;
  {
    BufferedCall in_call(t, self);
    result = in_call.failed() ? nullptr : call_method(t, self.raw, "close");
  }
  self.begin = self.end = self.pending = 0;
  retire_stream(&self);
  if (!failure) return result;
  if (!result) {
    cast<BaseException>(t.pending)->context = failure;
    return nullptr;
  }
  set_pending(t, failure);
  return nullptr;
}

Object* ask_raw(Thread& t, Buffered& self, const char* method) {
  TRY(buffered_require(t, self));
  return call_method(t, self.raw, method);
}
Object* buffered_seekable(Thread& t, Buffered& self) { return ask_raw(t, self, "seekable"); }
Object* buffered_readable(Thread& t, Buffered& self) { return ask_raw(t, self, "readable"); }
Object* buffered_writable(Thread& t, Buffered& self) { return ask_raw(t, self, "writable"); }
Object* buffered_fileno(Thread& t, Buffered& self) { return ask_raw(t, self, "fileno"); }
Object* buffered_isatty(Thread& t, Buffered& self) { return ask_raw(t, self, "isatty"); }
Object* raw_attribute(Thread& t, Buffered& self, const char* name) {
  TRY(buffered_require(t, self));
  return get_attribute(t, self.raw, name);
}
Object* buffered_name(Thread& t, Buffered& self) { return raw_attribute(t, self, "name"); }
Object* buffered_mode(Thread& t, Buffered& self) { return raw_attribute(t, self, "mode"); }
Result<ssize> buffered_sizeof(Thread&, Buffered& self) { return ssize(sizeof(Buffered)) + self.buffer_size; }

Object* buffered_flush(Thread& t, Buffered& self) {
  if (!self.can_write) return ask_raw(t, self, "flush");
  TRY(buffered_require_open(t, self, "flush"));
  TRY(flush_now(t, self));
  TRY(buffered_forget_input(t, self));
  if (self.file) note_flushed_output(self.file->fd);
  return none();
}

Result<int64_t> logical_position(Thread& t, Buffered& self) {
  int64_t raw = TRY(raw_position(t, self));
  int64_t position = raw - (self.end - self.begin) + self.pending;
  return std::max<int64_t>(position, 0);
}
Result<int64_t> buffered_tell(Thread& t, Buffered& self) {
  TRY(buffered_require(t, self));
  return logical_position(t, self);
}

// Within what was read already only the buffer's beginning moves.
Truth seek_in_buffer(Thread& t, Buffered& self, int64_t target, int whence, int64_t* place) {
  if (whence == SEEK_END || !self.can_read || self.begin == self.end) return Truth::False;
  int64_t raw = self.position >= 0 ? self.position : TRY(raw_position(t, self));
  int64_t current = raw - (self.end - self.begin);
  int64_t offset = whence == SEEK_CUR ? target : target - current;
  if (offset < -self.begin || offset > self.end - self.begin) return Truth::False;
  self.begin += offset;
  *place = current + offset;
  return Truth::True;
}

Object* buffered_seek(Thread& t, Buffered& self, Object* target_object, int whence) {
  TRY(buffered_require(t, self));
  if (whence < 0 || (whence > 2 && whence != SEEK_HOLE && whence != SEEK_DATA))
    return raise_value_error(t, "whence value %d unsupported", whence);
  TRY(buffered_require_open(t, self, "seek"));
  TRY(require_seekable(t, self.raw));
  int64_t target = TRY(position_argument(t, target_object));
  int64_t place;
  if (whence <= 2 && TRY(seek_in_buffer(t, self, target, whence, &place))) return int_from_int64(place);
  BufferedCall in_call(t, self);
  if (in_call.failed()) return nullptr;
  TRY(buffered_flush_output(t, self));
  if (whence == SEEK_CUR) target -= self.end - self.begin;
  place = TRY(raw_seek(t, self, target, whence));
  self.begin = self.end = 0;
  return int_from_int64(place);
}

Object* buffered_truncate(Thread& t, Buffered& self, Object* position) {
  TRY(buffered_require_open(t, self, "truncate"));
  if (!self.can_write) return raise_unsupported_operation(t, "truncate");
  TRY(flush_now(t, self));
  if (position == none()) position = TRY(int_from_int64(TRY(logical_position(t, self))));
  TRY(buffered_forget_input(t, self));
  Object* result = TRY(call_method(t, self.raw, intern("truncate"), Args{&position, 1}));
  TRY(raw_position(t, self));
  return result;
}

Object* buffered_repr(Thread& t, Object* o) {
  Lookup name = find_attribute(t, o, intern("name"));
  if (name.failed()) {
    if (!pending_matches(t, exceptions::ValueError)) return nullptr;
    clear_pending(t);
  }
  StrBuilder text;
  text.add("<").add(o->cls->name);
  if (!name.found()) return text.add(">").finish();
  ReprGuard guard(t, o);
  if (guard.recursive()) return raise(t, exceptions::RuntimeError, "reentrant call inside %s.__repr__", o->cls->name);
  return text.add(" name=").add(TRY(repr(t, name.value))).add(">").finish();
}

// --- input ----------------------------------------------------------------------------------------

Object* buffered_read(Thread& t, Buffered& self, SizeOrAll size) {
  TRY(buffered_require(t, self));
  if (size.size < -1) return raise_value_error(t, "read length must be non-negative or -1");
  TRY(buffered_require_open(t, self, "read"));
  return size.size < 0 ? buffered_read_to_end(t, self) : buffered_read_size(t, self, size.size);
}

Object* buffered_read1(Thread& t, Buffered& self, ssize size) {
  TRY(buffered_require_open(t, self, "read"));
  return buffered_read_some(t, self, size);
}

// `once`: with one read of the raw stream at most.
Object* read_into(Thread& t, Buffered& self, const WritableBytes& target, bool once) {
  TRY(buffered_require_open(t, self, "readinto"));
  Object* bytes = TRY(once ? buffered_read_once(t, self, target.size) : buffered_read_size(t, self, target.size));
  if (bytes == none()) return bytes;
  WritableBytes now = writable_bytes(target.object);
  ssize n = std::min(cast<Bytes>(bytes)->size, now.size);
  if (n) std::memcpy(now.data, bytes_data(bytes), size_t(n));
  return int_from_int64(n);
}
Object* buffered_readinto(Thread& t, Buffered& self, WritableBytes target) { return read_into(t, self, target, false); }
Object* buffered_readinto1(Thread& t, Buffered& self, WritableBytes target) { return read_into(t, self, target, true); }

Object* buffered_readline(Thread& t, Buffered& self, SizeOrAll size) {
  TRY(buffered_require_open(t, self, "readline"));
  return buffered_read_line_of(t, self, size.size);
}

Object* buffered_peek(Thread& t, Buffered& self, ssize) {
  TRY(buffered_require_open(t, self, "peek"));
  if (self.begin == self.end) {
    TRY(flush_now(t, self));
    BufferedCall in_call(t, self);
    if (in_call.failed()) return nullptr;
    TRY(buffered_fill(t, self));
  }
  return new_bytes(self.buffer + self.begin, self.end - self.begin);
}

// A subclass's readline() is asked for the lines.
Lookup buffered_next(Thread& t, Object* o) {
  auto& self = *static_cast<Buffered*>(o);
  Object* line;
  if (o->cls == &buffered_reader_type || o->cls == &buffered_random_type) {
    TRY(buffered_require_open(t, self, "readline"));
    line = TRY(buffered_read_line_of(t, self, -1));
  } else {
    line = TRY(call_method(t, o, "readline"));
    if (!is_bytes(line))
      return raise(t, exceptions::OSError, "readline() should have returned a bytes object, not '%T'", line);
  }
  if (cast<Bytes>(line)->size == 0) return Lookup::missing();
  return line;
}

// --- output ---------------------------------------------------------------------------------------

Result<ssize> buffered_write(Thread& t, Buffered& self, const BytesLike& data) {
  TRY(buffered_require(t, self));
  if (self.file ? self.file->fd < 0 : TRY(stream_is_closed(t, self.raw)))
    return raise_value_error(t, "write to closed file");
  return buffered_write_from(t, self, reinterpret_cast<const uint8_t*>(data.bytes.data()), ssize(data.bytes.size()));
}

}  // namespace

namespace {
namespace reader {
Status buffered_init(Thread& t, Buffered& self, Object* raw, BufferSize size) {
  become_uninitialized(self);
  TRY(require_readable(t, raw));
  return initialize(t, self, raw, size.size, true, false);
}
#define NATIVE_TABLE "interpreter/modules/io/buffered_reader_methods.def"
#define NATIVE_TYPE Buffered
#define NATIVE_PREFIX buffered
#define NATIVE_NAME "BufferedReader"
#include "interpreter/objects/core/native_table.inc"
}  // namespace reader

namespace writer {
Status buffered_init(Thread& t, Buffered& self, Object* raw, BufferSize size) {
  become_uninitialized(self);
  TRY(require_writable(t, raw));
  return initialize(t, self, raw, size.size, false, true);
}
#define NATIVE_TABLE "interpreter/modules/io/buffered_writer_methods.def"
#define NATIVE_TYPE Buffered
#define NATIVE_PREFIX buffered
#define NATIVE_NAME "BufferedWriter"
#include "interpreter/objects/core/native_table.inc"
}  // namespace writer

namespace random_access {
Status buffered_init(Thread& t, Buffered& self, Object* raw, BufferSize size) {
  become_uninitialized(self);
  TRY(require_seekable(t, raw));
  TRY(require_readable(t, raw));
  TRY(require_writable(t, raw));
  return initialize(t, self, raw, size.size, true, true);
}
#define NATIVE_TABLE "interpreter/modules/io/buffered_random_methods.def"
#define NATIVE_TYPE Buffered
#define NATIVE_PREFIX buffered
#define NATIVE_NAME "BufferedRandom"
#include "interpreter/objects/core/native_table.inc"
}  // namespace random_access

Object* buffered_create(Thread& t, Type* cls, Args) { return static_cast<Object*>(allocate_instance(t, cls)); }

constexpr TypeData make_data(void (*declare)(TypeData&), bool reads) {
  TypeData d{};
  declare(d);
  d.slots.create = buffered_create;
  d.slots.repr = buffered_repr;
  if (reads) d.slots.next = buffered_next;
  return d;
}
constinit TypeData reader_data = make_data(reader::buffered_declare, true);
constinit TypeData writer_data = make_data(writer::buffered_declare, false);
constinit TypeData random_data = make_data(random_access::buffered_declare, true);

}  // namespace

Status buffered_close_plain(Thread& t, Buffered& b) {
  bool flushed = !flush_now(t, b).failed();
  BaseException* failure = flushed ? nullptr : take_pending(t);
  bool closed = !file_io_close_file(t, b.file).failed();
  b.begin = b.end = b.pending = 0;
  retire_stream(&b);
  if (!failure) return closed ? Status::ok() : Status(Raised{});
  if (closed) set_pending(t, failure);
  else cast<BaseException>(t.pending)->context = failure;
  return Raised{};
}

constinit Type buffered_reader_type =
    stream_type("_io.BufferedReader", sizeof(Buffered), &reader_data, &buffered_io_base_type);
constinit Type buffered_writer_type =
    stream_type("_io.BufferedWriter", sizeof(Buffered), &writer_data, &buffered_io_base_type);
constinit Type buffered_random_type =
    stream_type("_io.BufferedRandom", sizeof(Buffered), &random_data, &buffered_io_base_type);

}  // namespace sidewinder
