// The buffer itself: filling, emptying, the raw stream below.
#include "interpreter/modules/io/buffered.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "interpreter/execution/descriptors.h"
#include "interpreter/execution/gil.h"
#include "interpreter/execution/request.h"
#include "interpreter/execution/thread_setup.h"
#include "interpreter/execution/threads.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/memory/finalizer.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

// --- the raw stream -------------------------------------------------------------------------------

namespace {

// readinto() of a stream of Python code: it fills a bytearray, which is copied. Not all of it at once: somebody may ask
// for four gigabytes of a stream that has three bytes, and a bytearray is zeroed.
Result<ssize> read_by_method(Thread& t, Buffered& b, uint8_t* data, ssize n) {
  constexpr ssize kMostAtOnce = ssize(1) << 20;
  n = std::min(n, kMostAtOnce);
  Object* memory = TRY(new_bytearray(nullptr, n));
  Object* answer = TRY(call_method(t, b.raw, intern("readinto"), Args{&memory, 1}));
  if (answer == none()) return kWouldBlock;
  Result<ssize> got = index_as_ssize(t, answer, &exceptions::ValueError);
  if (got.failed()) {
    BaseException* cause = take_pending(t);
    raise(t, exceptions::OSError, "raw readinto() failed");
    cast<BaseException>(t.pending)->cause = cause;
    cast<BaseException>(t.pending)->suppress_context = true;
    return Raised{};
  }
  if (got.value < 0 || got.value > n)
    return raise(t, exceptions::OSError,
                 "raw readinto() returned invalid length %zd (should have been between 0 and %zd)", got.value, n);
  std::memcpy(data, cast<ByteArray>(memory)->data(), size_t(std::min(got.value, cast<ByteArray>(memory)->size)));
  return got;
}

Result<ssize> write_by_method(Thread& t, Buffered& b, const uint8_t* data, ssize n) {
  Object* bytes = TRY(new_bytes(data, n));
  Object* answer = TRY(call_method(t, b.raw, intern("write"), Args{&bytes, 1}));
  if (answer == none()) return kWouldBlock;
  Result<ssize> count = index_as_ssize(t, answer, &exceptions::ValueError);
  ssize written = count.failed() ? -1 : count.value;
  if (count.failed()) clear_pending(t);
  if (written >= 0 && written <= n) return written;
  return raise(t, exceptions::OSError, "raw write() returned invalid length %zd (should have been between 0 and %zd)",
               written, n);
}

}  // namespace

Result<ssize> raw_read_into(Thread& t, Buffered& b, uint8_t* data, ssize n) {
  ssize got = b.file ? TRY(file_io_read_into(t, b.file, data, n)) : TRY(read_by_method(t, b, data, n));
  if (got > 0 && b.position >= 0) b.position += got;
  return got;
}

Result<ssize> raw_write_from(Thread& t, Buffered& b, const uint8_t* data, ssize n) {
  ssize written = b.file ? TRY(file_io_write_from(t, b.file, data, n)) : TRY(write_by_method(t, b, data, n));
  if (written > 0 && b.position >= 0) b.position += written;
  return written;
}

Result<int64_t> raw_position(Thread& t, Buffered& b) {
  b.position = b.file ? TRY(file_io_seek_to(t, b.file, 0, SEEK_CUR)) : TRY(stream_tell(t, b.raw));
  return b.position;
}

Result<int64_t> raw_seek(Thread& t, Buffered& b, int64_t target, int whence) {
  if (b.file) {
    b.position = TRY(file_io_seek_to(t, b.file, target, whence));
    return b.position;
  }
  Object* arguments[] = {TRY(int_from_int64(target)), TRY(int_from_int64(whence))};
  Object* answer = TRY(call_method(t, b.raw, intern("seek"), Args{arguments, 2}));
  int64_t place = TRY(position_argument(t, answer));
  if (place < 0) return raise(t, exceptions::OSError, "Raw stream returned invalid position %zd", ssize(place));
  b.position = place;
  return place;
}

// --- life -----------------------------------------------------------------------------------------

bool is_buffered(const Object* o) {
  return is_instance(o, &buffered_reader_type) || is_instance(o, &buffered_writer_type) ||
         is_instance(o, &buffered_random_type);
}

Buffered* new_buffered(Thread& t, Type* cls, Object* raw, ssize buffer_size) {
  Object* arguments[] = {raw, TRY(int_from_int64(buffer_size))};
  return static_cast<Buffered*>(call(t, cls, Args{arguments, 2}));
}

Status buffered_require(Thread& t, Buffered& b) {
  if (b.raw) [[likely]]
    return Status::ok();
  return raise_value_error(t, b.detached ? "raw stream has been detached" : "I/O operation on uninitialized object");
}

Status buffered_require_open(Thread& t, Buffered& b, const char* what) {
  TRY(buffered_require(t, b));
  bool closed = b.file ? b.file->fd < 0 : TRY(stream_is_closed(t, b.raw));
  if (!closed) return Status::ok();
  return raise_value_error(t, "%s of closed file", what);
}

namespace {

// After a fork the child has none of the other threads.
bool is_alive(const Thread* wanted) {
  for (Thread* t = first_thread(); t; t = next_thread(*t))
    if (t == wanted) return true;
  return false;
}

// Until no other thread works on the stream, which may have been closed meanwhile.
Status wait_for_turn(Thread& t, Buffered& b) {
  constexpr int kShortest = 50, kLongest = 2000;  // microseconds
  for (int pause = kShortest; b.busy; pause = std::min(2 * pause, kLongest)) {
    bool in_vain = b.worker == &t || program_is_ending();
    if (in_vain) return raise(t, exceptions::RuntimeError, "reentrant call inside %R", &b);
    if (!is_alive(b.worker)) break;
    without_gil(t, [&] { return ::usleep(useconds_t(pause)); });
    TRY(check_signals(t));
  }
  return buffered_require_open(t, b, "use");
}

}  // namespace

BufferedCall::BufferedCall(Thread& t, Buffered& b) : b_(b), failed_(b.busy && wait_for_turn(t, b).failed()) {
  if (failed_) return;
  b.busy = true;
  b.worker = &t;
}
BufferedCall::~BufferedCall() {
  if (!failed_) b_.busy = false;
}

// --- input ----------------------------------------------------------------------------------------

Result<ssize> buffered_fill(Thread& t, Buffered& b) {
  b.begin = b.end = 0;
  ssize n = TRY(raw_read_into(t, b, b.buffer, b.buffer_size));
  if (n > 0) b.end = n;
  return n;
}

Status buffered_forget_input(Thread& t, Buffered& b) {
  ssize ahead = b.end - b.begin;
  b.begin = b.end = 0;
  if (!ahead) return Status::ok();
  TRY(raw_seek(t, b, -int64_t(ahead), SEEK_CUR));
  return Status::ok();
}

namespace {

// What output there is goes out before input is read.
Status prepare_input(Thread& t, Buffered& b) { return b.pending ? buffered_flush_output(t, b) : Status::ok(); }

Object* take_from_buffer(Buffered& b, ssize n) {
  Bytes* bytes = TRY(new_bytes(b.buffer + b.begin, n));
  b.begin += n;
  return bytes;
}

// Copies what the buffer has, then reads, until n bytes are there, the end comes, or the stream would wait. The last
// call's answer is in *last.
Result<ssize> read_fully(Thread& t, Buffered& b, uint8_t* data, ssize n, ssize* last) {
  ssize done = std::min(n, b.end - b.begin);
  std::memcpy(data, b.buffer + b.begin, size_t(done));
  b.begin += done;
  while (done < n) {
    ssize left = n - done;
    ssize whole = left - left % b.buffer_size;
    if (whole > 0) {
      *last = TRY(raw_read_into(t, b, data + done, whole));
      if (*last <= 0) return done;
      done += *last;
      continue;
    }
    *last = TRY(buffered_fill(t, b));
    if (*last <= 0) return done;
    ssize taken = std::min(left, *last);
    std::memcpy(data + done, b.buffer, size_t(taken));
    b.begin = taken;
    done += taken;
  }
  return done;
}

// A read to the end of a raw stream that has no readall().
Object* read_all_by_pieces(Thread& t, Buffered& b, ByteArray* all) {
  for (;;) {
    Object* bytes = TRY(call_method(t, b.raw, "read"));
    if (bytes != none() && !is_bytes(bytes)) return raise_type_error(t, "read() should return bytes");
    ssize n = bytes == none() ? 0 : cast<Bytes>(bytes)->size;
    if (!n) return all->size || bytes != none() ? static_cast<Object*>(new_bytes(all->view())) : none();
    TRY(bytearray_replace(t, all, all->size, all->size, bytes_data(bytes), n));
    if (b.position >= 0) b.position += n;
  }
}

}  // namespace

Object* buffered_read_size(Thread& t, Buffered& b, ssize n) {
  if (n <= b.end - b.begin) return take_from_buffer(b, n);
  BufferedCall in_call(t, b);
  if (in_call.failed()) return nullptr;
  TRY(prepare_input(t, b));
  Bytes* result = TRY(new_bytes_to_fill(n));
  ssize last = 0;
  ssize done = TRY(read_fully(t, b, result->bytes, n, &last));
  if (done == n) return result;
  if (!done && last == kWouldBlock) return none();
  return new_bytes(result->bytes, done);
}

Object* buffered_read_to_end(Thread& t, Buffered& b) {
  BufferedCall in_call(t, b);
  if (in_call.failed()) return nullptr;
  TRY(prepare_input(t, b));
  ByteArray* all = TRY(new_bytearray(b.buffer + b.begin, b.end - b.begin));
  b.begin = b.end = 0;
  Object* rest;
  if (b.file) {
    rest = TRY(file_io_read_all(t, b.file));
  } else {
    Lookup readall = TRY(find_attribute(t, b.raw, intern("readall")));
    if (readall.is_missing()) return read_all_by_pieces(t, b, all);
    rest = TRY(call(t, readall.value));
    if (rest != none() && !is_bytes(rest)) return raise_type_error(t, "readall() should return bytes");
  }
  if (rest == none()) return all->size ? static_cast<Object*>(new_bytes(all->view())) : none();
  if (b.position >= 0) b.position += cast<Bytes>(rest)->size;
  if (!all->size) return rest;
  TRY(bytearray_replace(t, all, all->size, all->size, bytes_data(rest), cast<Bytes>(rest)->size));
  return new_bytes(all->view());
}

Object* buffered_read_some(Thread& t, Buffered& b, ssize n) {
  if (n < 0) n = b.buffer_size;
  if (n == 0) return empty_bytes();
  if (ssize have = b.end - b.begin) return take_from_buffer(b, std::min(have, n));
  BufferedCall in_call(t, b);
  if (in_call.failed()) return nullptr;
  TRY(prepare_input(t, b));
  Bytes* result = TRY(new_bytes_to_fill(n));
  ssize got = TRY(raw_read_into(t, b, result->bytes, n));
  if (got == n) return result;
  return new_bytes(result->bytes, std::max<ssize>(got, 0));
}

Object* buffered_read_once(Thread& t, Buffered& b, ssize n) {
  BufferedCall in_call(t, b);
  if (in_call.failed()) return nullptr;
  TRY(prepare_input(t, b));
  Bytes* result = TRY(new_bytes_to_fill(n));
  ssize done = std::min(n, b.end - b.begin);
  std::memcpy(result->bytes, b.buffer + b.begin, size_t(done));
  b.begin += done;
  ssize got = 0;
  if (n - done > b.buffer_size) {
    got = TRY(raw_read_into(t, b, result->bytes + done, n - done));
  } else if (n && !done) {
    got = std::min(TRY(buffered_fill(t, b)), n);
    if (got > 0) std::memcpy(result->bytes, b.buffer, size_t(got));
    if (got > 0) b.begin = got;
  }
  if (got == kWouldBlock && !done) return none();
  done += std::max<ssize>(got, 0);
  return done == n ? result : new_bytes(result->bytes, done);
}

Object* buffered_read_line_of(Thread& t, Buffered& b, ssize limit) {
  std::string pieces;
  for (;;) {
    ssize have = b.end - b.begin;
    ssize most = limit < 0 ? have : std::min(have, limit - ssize(pieces.size()));
    const uint8_t* start = b.buffer + b.begin;
    const void* newline = most ? std::memchr(start, '\n', size_t(most)) : nullptr;
    ssize n = newline ? static_cast<const uint8_t*>(newline) - start + 1 : most;
    bool complete = newline || (limit >= 0 && ssize(pieces.size()) + n == limit);
    if (complete && pieces.empty()) return take_from_buffer(b, n);
    pieces.append(reinterpret_cast<const char*>(start), size_t(n));
    b.begin += n;
    if (complete) return new_bytes(pieces);
    BufferedCall in_call(t, b);
    if (in_call.failed()) return nullptr;
    TRY(prepare_input(t, b));
    if (TRY(buffered_fill(t, b)) <= 0) return new_bytes(pieces);
  }
}

// --- output ---------------------------------------------------------------------------------------

Raised raise_blocking(Thread& t, ssize written) {
  Object* arguments[] = {int_from_int64(EAGAIN), new_str("write could not complete without blocking"),
                         int_from_int64(written)};
  Object* exception = call(t, &exceptions::BlockingIOError, Args{arguments, 3});
  return exception ? raise_object(t, exception) : Raised{};
}

namespace {

// Passes pending output on. False: the stream would wait; the rest is at the buffer's beginning.
Truth drain(Thread& t, Buffered& b) {
  ssize done = 0;
  Truth result = Truth::True;
  while (done < b.pending && result == Truth::True) {
    Result<ssize> n = raw_write_from(t, b, b.buffer + done, b.pending - done);
    if (n.failed()) result = Truth::Error;
    else if (n.value == kWouldBlock) result = Truth::False;
    else done += n.value;
  }
  std::memmove(b.buffer, b.buffer + done, size_t(b.pending - done));
  b.pending -= done;
  return result;
}

ssize keep_in_buffer(Buffered& b, const uint8_t* data, ssize n) {
  ssize taken = std::min(n, b.buffer_size - b.pending);
  std::memcpy(b.buffer + b.pending, data, size_t(taken));
  b.pending += taken;
  if (b.file) note_held_output(b.file->fd);
  return taken;
}

}  // namespace

Status buffered_flush_output(Thread& t, Buffered& b) {
  if (!b.pending) return Status::ok();
  if (!TRY(drain(t, b))) return raise_blocking(t, 0);
  return Status::ok();
}

Result<ssize> buffered_write_from(Thread& t, Buffered& b, const uint8_t* data, ssize n) {
  if (buffered_takes_at_once(b, n)) [[likely]]
    return keep_in_buffer(b, data, n);
  BufferedCall in_call(t, b);
  if (in_call.failed()) return Raised{};
  TRY(buffered_forget_input(t, b));
  if (n <= b.buffer_size - b.pending) return keep_in_buffer(b, data, n);
  if (!TRY(drain(t, b))) {  // as much as there is room for is taken all the same
    ssize taken = keep_in_buffer(b, data, n);
    if (taken == n) return n;
    return raise_blocking(t, taken);
  }
  ssize done = 0;
  while (n - done > b.buffer_size) {
    ssize written = TRY(raw_write_from(t, b, data + done, n - done));
    if (written == kWouldBlock) {
      done += keep_in_buffer(b, data + done, n - done);
      return raise_blocking(t, done);
    }
    done += written;
  }
  keep_in_buffer(b, data + done, n - done);
  return n;
}

}  // namespace sidewinder
