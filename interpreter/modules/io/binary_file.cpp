// The buffering. One buffer serves both directions: before the direction changes it is emptied.
#include "interpreter/modules/io/binary_file.h"

#include <errno.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "interpreter/execution/request.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/memory/finalizer.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

// Open files that can be written to, weakly: a file leaves it when it is closed or finalized.
constexpr int kMostTracked = 1024;
uintptr_t writable_files[kMostTracked];  // hidden from the collector
int writable_file_count;

BinaryFile* unhide(uintptr_t hidden) { return reinterpret_cast<BinaryFile*>(~hidden); }
uintptr_t hide(BinaryFile* f) { return ~reinterpret_cast<uintptr_t>(f); }

void track(BinaryFile* f) {
  if (writable_file_count < kMostTracked) writable_files[writable_file_count++] = hide(f);
}
void untrack(BinaryFile* f) {
  for (int i = 0; i < writable_file_count; i++) {
    if (writable_files[i] != hide(f)) continue;
    writable_files[i] = writable_files[--writable_file_count];
    return;
  }
}

// All of it, unless it fails or the thread is interrupted; *done bytes of it in every case.
Status write_fully(Thread& t, int fd, const uint8_t* data, ssize n, ssize* done) {
  for (*done = 0; *done < n;) {
    TRY(check_interrupt(t));
    ssize_t written = ::write(fd, data + *done, size_t(n - *done));
    if (written >= 0) *done += written;
    else if (errno != EINTR) return raise_os_error(t, errno);
  }
  return Status::ok();
}

// What cannot be written is dropped.
void flush_quietly(BinaryFile* f) {
  const uint8_t* data = f->buffer;
  while (f->pending) {
    ssize_t written = ::write(f->fd, data, size_t(f->pending));
    if (written < 0 && errno != EINTR) f->pending = 0;
    if (written <= 0) continue;
    data += written;
    f->pending -= written;
  }
}

// An unreachable file is flushed and closed.
void finalize_file(Object* o) {
  auto* f = cast<BinaryFile>(o);
  if (f->closed) return;
  untrack(f);
  flush_quietly(f);
  if (f->closes_descriptor) ::close(f->fd);
  f->closed = true;
}

Status ensure_buffer(BinaryFile* f) {
  if (!f->buffer) f->buffer = TRY(allocate_raw_leaf<uint8_t>(kFileBuffer));
  return Status::ok();
}

Status prepare_reading(Thread& t, BinaryFile* f) {
  TRY(binary_check_open(t, f));
  if (!f->readable) return raise_unsupported_operation(t, "not readable");
  TRY(ensure_buffer(f));
  return f->pending ? binary_flush(t, f) : Status::ok();
}

// Reads once into the empty buffer; False: end of the file.
Truth fill(Thread& t, BinaryFile* f) {
  f->begin = f->end = 0;
  for (;;) {
    TRY(check_interrupt(t));
    ssize_t n = ::read(f->fd, f->buffer, kFileBuffer);
    if (n >= 0) {
      f->end = n;
      return truth_of(n > 0);
    }
    if (errno != EINTR) return truth_error(raise_os_error(t, errno));
  }
}

}  // namespace

Status binary_check_open(Thread& t, BinaryFile* f) {
  return f->closed ? Status(raise_value_error(t, "I/O operation on closed file.")) : Status::ok();
}

BinaryFile* new_binary_file(Thread& t, int fd, const char* mode, Object* name, bool closes_descriptor) {
  auto* f = static_cast<BinaryFile*>(TRY(allocate_instance(t, &binary_file_type)));
  f->fd = fd;
  f->mode = mode;
  f->name = name;
  f->closes_descriptor = closes_descriptor;
  f->appends = mode[0] == 'a';
  f->readable = mode[0] == 'r' || std::strchr(mode, '+');
  f->writable = mode[0] != 'r' || std::strchr(mode, '+');
  if (f->writable) track(f);
  if (closes_descriptor && !register_finalizer(f, finalize_file)) return raise_memory_error(t);
  return f;
}

Status binary_flush(Thread& t, BinaryFile* f) {
  TRY(binary_check_open(t, f));
  ssize done;
  Status status = write_fully(t, f->fd, f->buffer, f->pending, &done);
  f->pending -= done;  // what could not be written waits for the next attempt
  if (f->pending) std::memmove(f->buffer, f->buffer + done, size_t(f->pending));
  return status;
}

Status binary_write(Thread& t, BinaryFile* f, const void* data, size_t n) {
  TRY(binary_check_open(t, f));
  if (!f->writable) return raise_unsupported_operation(t, "not writable");
  TRY(ensure_buffer(f));
  if (f->begin < f->end) {  // unread input: the descriptor stands behind it
    if (::lseek(f->fd, f->begin - f->end, SEEK_CUR) < 0 && errno != ESPIPE) return raise_os_error(t, errno);
  }
  f->begin = f->end = 0;
  if (ssize(n) > kFileBuffer - f->pending) TRY(binary_flush(t, f));
  if (ssize(n) >= kFileBuffer || f->unbuffered) {
    ssize done;
    return write_fully(t, f->fd, static_cast<const uint8_t*>(data), ssize(n), &done);
  }
  std::memcpy(f->buffer + f->pending, data, n);
  f->pending += ssize(n);
  return Status::ok();
}

Status binary_close(Thread& t, BinaryFile* f) {
  if (f->closed) return Status::ok();
  Status flushed = binary_flush(t, f);
  f->closed = true;
  untrack(f);
  unregister_finalizer(f);
  if (f->closes_descriptor && ::close(f->fd) < 0 && !flushed.failed()) return raise_os_error(t, errno);
  return flushed;
}

Status binary_read(Thread& t, BinaryFile* f, ssize n, std::string* out) {
  TRY(prepare_reading(t, f));
  while (n) {
    if (f->begin == f->end && !TRY(fill(t, f))) break;
    ssize taken = f->end - f->begin;
    if (n > 0) {
      taken = std::min(taken, n);
      n -= taken;
    }
    out->append(reinterpret_cast<char*>(f->buffer) + f->begin, size_t(taken));
    f->begin += taken;
  }
  return Status::ok();
}

namespace {

// Where the line that begins at `begin` stops in the buffer, if it stops there.
struct LineEnd {
  const uint8_t* stop;        // behind what belongs to the line
  bool found = false;         // the line is complete
  bool after_return = false;  // it ends in \r at the end of the buffer: a \n may follow
};
LineEnd find_line_end(const uint8_t* begin, const uint8_t* end, bool universal) {
  auto* newline = static_cast<const uint8_t*>(std::memchr(begin, '\n', size_t(end - begin)));
  LineEnd line{newline ? newline + 1 : end, newline != nullptr};
  if (!universal) return line;
  auto* carriage = static_cast<const uint8_t*>(std::memchr(begin, '\r', size_t(line.stop - begin)));
  if (!carriage) return line;
  const uint8_t* next = carriage + 1;
  if (next == end) return {next, false, true};
  return {*next == '\n' ? next + 1 : next, true};
}

}  // namespace

Status binary_read_line(Thread& t, BinaryFile* f, bool universal, ssize most, std::string* out) {
  TRY(prepare_reading(t, f));
  for (bool after_return = false; most;) {
    if (f->begin == f->end && !TRY(fill(t, f))) break;
    const uint8_t* begin = f->buffer + f->begin;
    if (after_return) {  // \r\n across two buffers
      if (*begin != '\n') break;
      out->push_back('\n');
      f->begin++;
      break;
    }
    const uint8_t* end = f->buffer + f->end;
    if (most > 0) end = std::min(end, begin + most);
    LineEnd line = find_line_end(begin, end, universal);
    ssize taken = line.stop - begin;
    out->append(reinterpret_cast<const char*>(begin), size_t(taken));
    f->begin += taken;
    if (most > 0) most -= taken;
    if (line.found) break;
    after_return = line.after_return;
  }
  return Status::ok();
}

Result<int64_t> binary_tell(Thread& t, BinaryFile* f) {
  TRY(binary_check_open(t, f));
  off_t at = ::lseek(f->fd, 0, SEEK_CUR);
  if (at < 0) return raise_os_error(t, errno);
  return int64_t(at) - (f->end - f->begin) + f->pending;
}

Result<int64_t> binary_seek(Thread& t, BinaryFile* f, int64_t offset, int whence) {
  TRY(binary_check_open(t, f));
  if (whence == SEEK_CUR) offset -= f->end - f->begin;
  TRY(binary_flush(t, f));
  f->begin = f->end = 0;
  off_t at = ::lseek(f->fd, off_t(offset), whence);
  if (at < 0) return raise_os_error(t, errno);
  return int64_t(at);
}

Result<int64_t> binary_truncate(Thread& t, BinaryFile* f, int64_t size) {
  TRY(binary_flush(t, f));
  if (!f->writable) return raise_unsupported_operation(t, "truncate");
  if (::ftruncate(f->fd, off_t(size)) < 0) return raise_os_error(t, errno);
  return size;
}

void flush_all_files() {
  for (int i = 0; i < writable_file_count; i++) flush_quietly(unhide(writable_files[i]));
}

}  // namespace sidewinder
