#include "interpreter/modules/io/io_base.h"

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

namespace {

Object* io_base_new(Thread& t, Type& cls, Args, Keywords) { return static_cast<Object*>(allocate_instance(t, &cls)); }

Object* io_base_seek(Thread& t, IOBase&, Args) { return raise_unsupported_operation(t, "seek"); }
Object* io_base_truncate(Thread& t, IOBase&, Args) { return raise_unsupported_operation(t, "truncate"); }
Object* io_base_fileno(Thread& t, IOBase&) { return raise_unsupported_operation(t, "fileno"); }

Object* io_base_tell(Thread& t, IOBase& self) {
  Object* arguments[] = {int_from_int64(0), int_from_int64(1)};
  return call_method(t, &self, intern("seek"), Args{arguments, 2});
}

Status io_base_flush(Thread& t, IOBase& self) {
  if (!self.is_closed) return Status::ok();
  return raise_value_error(t, "I/O operation on closed file.");
}

bool io_base_seekable(IOBase&) { return false; }
bool io_base_readable(IOBase&) { return false; }
bool io_base_writable(IOBase&) { return false; }

Status io_base_check_closed(Thread& t, IOBase& self, Args) { return check_not_closed(t, &self); }
Status io_base_check_seekable(Thread& t, IOBase& self, Args) { return require_seekable(t, &self); }
Status io_base_check_readable(Thread& t, IOBase& self, Args) { return require_readable(t, &self); }
Status io_base_check_writable(Thread& t, IOBase& self, Args) { return require_writable(t, &self); }

Object* io_base_isatty(Thread& t, IOBase& self) {
  TRY(check_not_closed(t, &self));
  return new_bool(false);
}

Object* io_base_enter(Thread& t, IOBase& self) {
  TRY(check_not_closed(t, &self));
  return &self;
}
Object* io_base_exit(Thread& t, IOBase& self, Args) { return call_method(t, &self, "close"); }

bool io_base_closed(IOBase& self) { return self.is_closed; }

// --- lines ----------------------------------------------------------------------------------------

Object* io_base_iter(Thread& t, Object* self) {
  TRY(check_not_closed(t, self));
  return self;
}

Lookup io_base_next(Thread& t, Object* self) {
  Object* line = TRY(call_method(t, self, "readline"));
  if (TRY(length(t, line)) == 0) return Lookup::missing();
  return line;
}

Object* io_base_readline(Thread& t, IOBase& self, SizeOrAll size) { return stream_read_line(t, &self, size.size); }

Object* io_base_readlines(Thread& t, IOBase& self, SizeOrAll hint) {
  List* lines = TRY(new_list(t));
  Object* iterator = TRY(get_iterator(t, &self));
  for (ssize total = 0;;) {
    Lookup line = TRY(iterator_next(t, iterator));
    if (line.is_missing()) return lines;
    TRY(list_append(t, lines, line.value));
    if (hint.size <= 0) continue;
    ssize n = TRY(length(t, line.value));
    if (n > hint.size - total) return lines;
    total += n;
  }
}

// How many bytes a read may take without going past the line's end: as far as peek() can tell, one otherwise.
Result<ssize> bytes_to_line_end(Thread& t, Object* stream, Object* peek, ssize limit) {
  if (!peek) return ssize(1);
  Object* ahead = TRY(call(t, peek, int_from_int64(1)));
  if (!is_bytes(ahead))
    return raise(t, exceptions::OSError, "peek() should have returned a bytes object, not '%T'", ahead);
  (void)stream;
  std::string_view bytes = cast<Bytes>(ahead)->view();
  if (bytes.empty()) return ssize(1);
  if (limit >= 0) bytes = bytes.substr(0, size_t(limit));
  size_t end = bytes.find('\n');
  return ssize(end == bytes.npos ? bytes.size() : end + 1);
}

}  // namespace

Object* stream_read_line(Thread& t, Object* stream, ssize limit) {
  Lookup peek = TRY(find_attribute(t, stream, intern("peek")));
  ByteArray* line = TRY(new_bytearray(nullptr, 0));
  while (limit < 0 || line->size < limit) {
    ssize left = limit < 0 ? -1 : limit - line->size;
    ssize n = TRY(bytes_to_line_end(t, stream, peek.found() ? peek.value : nullptr, left));
    Object* size = TRY(int_from_int64(n));
    Object* bytes = TRY(call_method(t, stream, intern("read"), Args{&size, 1}));
    if (!is_bytes(bytes))
      return raise(t, exceptions::OSError, "read() should have returned a bytes object, not '%T'", bytes);
    std::string_view got = cast<Bytes>(bytes)->view();
    if (got.empty()) break;
    TRY(bytearray_replace(t, line, line->size, line->size, got.data(), ssize(got.size())));
    if (got.back() == '\n') break;
  }
  return new_bytes(line->view());
}

Status io_base_close(Thread& t, IOBase& self) {
  if (self.is_closed) return Status::ok();
  Object* flushed = call_method(t, &self, "flush");
  self.is_closed = true;
  return flushed ? Status::ok() : Status(Raised{});
}

static Status io_base_writelines(Thread& t, IOBase& self, Object* lines) {
  TRY(check_not_closed(t, &self));
  Object* iterator = TRY(get_iterator(t, lines));
  for (;;) {
    Lookup line = TRY(iterator_next(t, iterator));
    if (line.is_missing()) return Status::ok();
    Object* argument = line.value;
    TRY(call_method(t, &self, intern("write"), Args{&argument, 1}));
  }
}

// --- RawIOBase ------------------------------------------------------------------------------------

namespace {

Raised raise_not_implemented(Thread& t) {
  Object* exception = call(t, &exceptions::NotImplementedError);
  return exception ? raise_object(t, exception) : Raised{};
}

Object* raw_io_base_readinto(Thread& t, IOBase&, Args) { return raise_not_implemented(t); }
Object* raw_io_base_write(Thread& t, IOBase&, Args) { return raise_not_implemented(t); }

Object* raw_io_base_read(Thread& t, IOBase& self, ssize size) {
  if (size < 0) return call_method(t, &self, "readall");
  Object* buffer = TRY(new_bytearray(nullptr, size));
  Object* answer = TRY(call_method(t, &self, intern("readinto"), Args{&buffer, 1}));
  if (answer == none()) return answer;
  ssize n = TRY(index_as_ssize(t, answer, &exceptions::ValueError));
  std::string_view bytes = cast<ByteArray>(buffer)->view();
  if (n < 0 || n > ssize(bytes.size()))
    return raise_value_error(t, "readinto returned %zd outside buffer size %zd", n, ssize(bytes.size()));
  return new_bytes(bytes.substr(0, size_t(n)));
}

Object* raw_io_base_readall(Thread& t, IOBase& self) {
  ByteArray* all = TRY(new_bytearray(nullptr, 0));
  for (bool first = true;; first = false) {
    Object* size = int_from_int64(kDefaultBufferSize);
    Object* bytes = TRY(call_method(t, &self, intern("read"), Args{&size, 1}));
    if (bytes == none() && first) return bytes;
    if (bytes == none()) break;
    if (!is_bytes(bytes)) return raise_type_error(t, "read() should return bytes");
    std::string_view got = cast<Bytes>(bytes)->view();
    if (got.empty()) break;
    TRY(bytearray_replace(t, all, all->size, all->size, got.data(), ssize(got.size())));
  }
  return new_bytes(all->view());
}

// --- BufferedIOBase -------------------------------------------------------------------------------

Object* buffered_io_base_detach(Thread& t, IOBase&) { return raise_unsupported_operation(t, "detach"); }
Object* buffered_io_base_read(Thread& t, IOBase&, Args) { return raise_unsupported_operation(t, "read"); }
Object* buffered_io_base_read1(Thread& t, IOBase&, Args) { return raise_unsupported_operation(t, "read1"); }
Object* buffered_io_base_write(Thread& t, IOBase&, Args) { return raise_unsupported_operation(t, "write"); }

Result<ssize> read_into_by(Thread& t, Object* self, const WritableBytes& buffer, const char* method) {
  Object* size = TRY(int_from_int64(buffer.size));
  Object* bytes = TRY(call_method(t, self, intern(method), Args{&size, 1}));
  if (!is_bytes(bytes)) return raise_type_error(t, "read() should return bytes");
  std::string_view got = cast<Bytes>(bytes)->view();
  WritableBytes now = writable_bytes(buffer.object);
  if (ssize(got.size()) > now.size)
    return raise_value_error(t, "read() returned too much data: %zd bytes requested, %zd returned", now.size,
                             ssize(got.size()));
  if (!got.empty()) std::memcpy(now.data, got.data(), got.size());
  return ssize(got.size());
}
Result<ssize> buffered_io_base_readinto(Thread& t, IOBase& self, WritableBytes buffer) {
  return read_into_by(t, &self, buffer, "read");
}
Result<ssize> buffered_io_base_readinto1(Thread& t, IOBase& self, WritableBytes buffer) {
  return read_into_by(t, &self, buffer, "read1");
}

// --- TextIOBase -----------------------------------------------------------------------------------

Object* text_io_base_detach(Thread& t, IOBase&, Args) { return raise_unsupported_operation(t, "detach"); }
Object* text_io_base_read(Thread& t, IOBase&, Args) { return raise_unsupported_operation(t, "read"); }
Object* text_io_base_readline(Thread& t, IOBase&, Args) { return raise_unsupported_operation(t, "readline"); }
Object* text_io_base_write(Thread& t, IOBase&, Args) { return raise_unsupported_operation(t, "write"); }
Object* text_io_base_encoding(IOBase&) { return none(); }
Object* text_io_base_newlines(IOBase&) { return none(); }
Object* text_io_base_errors(IOBase&) { return none(); }

// --- the end --------------------------------------------------------------------------------------

// What closing raises is dropped, as CPython does it outside its development mode.
Object* io_base_finalize(Thread& t, Object* o) {
  unlist_for_exit(cast<IOBase>(o));
  PendingSaved saved(t);
  Truth closed = stream_is_closed(t, o);
  if (closed == Truth::True) return none();
  clear_pending(t);
  if (set_attribute(t, o, intern("_finalizing"), new_bool(true)).failed()) clear_pending(t);
  if (!call_method(t, o, "close")) clear_pending(t);
  return none();
}
Object* io_base_del(Thread& t, IOBase& self) { return io_base_finalize(t, &self); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/io/io_base_methods.def"
#define NATIVE_TYPE IOBase
#define NATIVE_PREFIX io_base
#define NATIVE_NAME "_IOBase"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/modules/io/raw_io_base_methods.def"
#define NATIVE_TYPE IOBase
#define NATIVE_PREFIX raw_io_base
#define NATIVE_NAME "_RawIOBase"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/modules/io/buffered_io_base_methods.def"
#define NATIVE_TYPE IOBase
#define NATIVE_PREFIX buffered_io_base
#define NATIVE_NAME "_BufferedIOBase"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/modules/io/text_io_base_methods.def"
#define NATIVE_TYPE IOBase
#define NATIVE_PREFIX text_io_base
#define NATIVE_NAME "_TextIOBase"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_io_base_data() {
  TypeData d{};
  d.slots.iter = io_base_iter;
  d.slots.next = io_base_next;
  d.slots.finalize = io_base_finalize;
  d.allows_weak_references = true;
  io_base_declare(d);
  return d;
}
constexpr TypeData make_raw_data() {
  TypeData d{};
  raw_io_base_declare(d);
  d.spec.doc = "The base of streams that read and write the bytes of a file directly.";
  return d;
}
constexpr TypeData make_buffered_data() {
  TypeData d{};
  buffered_io_base_declare(d);
  d.spec.doc = "The base of streams of bytes that have a buffer: their calls do all that they are asked for.";
  return d;
}
constexpr TypeData make_text_data() {
  TypeData d{};
  text_io_base_declare(d);
  d.spec.doc = "The base of streams of text.";
  return d;
}
constinit TypeData io_base_data = make_io_base_data();
constinit TypeData raw_io_base_data = make_raw_data();
constinit TypeData buffered_io_base_data = make_buffered_data();
constinit TypeData text_io_base_data = make_text_data();

}  // namespace

constinit Type io_base_type = stream_type("_io._IOBase", sizeof(IOBase), &io_base_data, nullptr);
constinit Type raw_io_base_type = stream_type("_io._RawIOBase", sizeof(IOBase), &raw_io_base_data, &io_base_type);
constinit Type buffered_io_base_type =
    stream_type("_io._BufferedIOBase", sizeof(IOBase), &buffered_io_base_data, &io_base_type);
constinit Type text_io_base_type = stream_type("_io._TextIOBase", sizeof(IOBase), &text_io_base_data, &io_base_type);

}  // namespace sidewinder
