#include "interpreter/modules/io/file_io.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <climits>

#include "interpreter/execution/descriptors.h"
#include "interpreter/execution/system_call.h"
#include "interpreter/modules/posix/path.h"
#include "interpreter/objects/container/repr_guard.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"

namespace sidewinder {

namespace {

Raised raise_closed(Thread& t) { return raise_value_error(t, "I/O operation on closed file"); }

// --- opening --------------------------------------------------------------------------------------

Status parse_mode(Thread& t, FileIO& self, Str* text, int* flags) {
  constexpr const char* kWords = "Must have exactly one of create/read/write/append mode and at most one plus";
  bool plus = false;
  bool chosen = false;
  self.created = self.readable = self.writable = self.appending = false;
  for (char c : str_to_utf8(text)) {
    bool is_choice = c == 'x' || c == 'r' || c == 'w' || c == 'a';
    if ((is_choice && chosen) || (c == '+' && plus)) return raise_value_error(t, kWords);
    if (is_choice) chosen = true;
    switch (c) {
      case 'x': self.created = self.writable = true; break;
      case 'r': self.readable = true; break;
      case 'w': self.writable = true; break;
      case 'a': self.appending = self.writable = true; break;
      case '+': plus = true; break;
      case 'b': break;
      default: return raise_value_error(t, "invalid mode: %U", text);
    }
  }
  if (!chosen) return raise_value_error(t, kWords);
  bool truncates = self.writable && !self.created && !self.appending;
  if (plus) self.readable = self.writable = true;
  *flags = O_CLOEXEC | (self.readable && self.writable ? O_RDWR : self.readable ? O_RDONLY : O_WRONLY);
  if (self.created) *flags |= O_EXCL | O_CREAT;
  if (truncates) *flags |= O_CREAT | O_TRUNC;
  if (self.appending) *flags |= O_APPEND | O_CREAT;
  return Status::ok();
}

Status call_opener(Thread& t, FileIO& self, Object* file, int flags, Object* opener) {
  Object* answer = TRY(call(t, opener, file, TRY(int_from_int64(flags))));
  if (!is_int(answer)) return raise_type_error(t, "expected integer from opener");
  TRY(argument_int(t, answer, &self.fd));
  if (self.fd >= 0) return Status::ok();
  return raise_value_error(t, "opener returned %d", self.fd);
}

Status open_path(Thread& t, FileIO& self, Object* file, int flags, Object* opener) {
  if (opener != none()) {
    TRY(call_opener(t, self, file, flags, opener));
    return system_action(t, [&] { return ::fcntl(self.fd, F_SETFD, FD_CLOEXEC); });
  }
  std::string path = TRY(path_argument(t, file));
  self.fd = int(TRY(system_call(t, file, [&] { return ::open(path.c_str(), flags, 0666); })));
  return Status::ok();
}

// Folders are refused; how large the file's blocks are says how large buffers are.
Status look_at_file(Thread& t, FileIO& self, Object* file) {
  struct stat info;
  if (::fstat(self.fd, &info)) {
    if (errno == EBADF) return raise_os_error(t, errno);
    return Status::ok();
  }
  if (S_ISDIR(info.st_mode)) return raise_os_error(t, EISDIR, file);
  if (info.st_blksize > 1) self.block_size = int(info.st_blksize);
  return Status::ok();
}

Status finish_opening(Thread& t, FileIO& self, Object* file) {
  TRY(look_at_file(t, self, file));
  TRY(set_attribute(t, &self, intern("name"), file));
  // The position at the beginning is told from the end only by seeking; pipes have none.
  if (self.appending) ::lseek(self.fd, 0, SEEK_END);
  return Status::ok();
}

// The descriptor when `file` is a number; -1: it is a path.
Result<int> given_descriptor(Thread& t, Object* file) {
  int64_t fd;
  if (!is_int(file) || !int_fits_int64(file, &fd) || fd > INT_MAX || fd < INT_MIN) return -1;
  if (fd < 0) return raise_value_error(t, "negative file descriptor");
  return int(fd);
}

Status open_file(Thread& t, FileIO& self, Object* file, Str* mode, bool closes_descriptor, Object* opener) {
  int fd = TRY(given_descriptor(t, file));
  int flags;
  TRY(parse_mode(t, self, mode, &flags));
  self.closes_descriptor = closes_descriptor;
  self.is_seekable = -1;
  self.block_size = kDefaultBufferSize;
  if (has_audit_hooks) TRY(audit(t, "open", file, mode, TRY(int_from_int64(flags))));
  if (fd >= 0) {
    self.fd = fd;
  } else {
    self.closes_descriptor = true;
    if (!closes_descriptor) return raise_value_error(t, "Cannot use closefd=False with file name");
    TRY(open_path(t, self, file, flags, opener));
  }
  if (!finish_opening(t, self, file).failed()) {
    if (self.closes_descriptor) note_descriptor(self.fd);
    return Status::ok();
  }
  // A descriptor of the caller's stays open.
  if (fd < 0) ::close(self.fd);
  self.fd = -1;
  return Raised{};
}

Status close_descriptor(Thread& t, FileIO& self) {
  if (self.fd < 0) return Status::ok();
  int fd = self.fd;
  self.fd = -1;
  forget_descriptor(fd);
  if (without_gil(t, [&] { return ::close(fd); }) && errno != EINTR) return raise_os_error(t, errno);
  return Status::ok();
}

Status file_io_init(Thread& t, FileIO& self, Object* file, Str* mode, int closes_descriptor, Object* opener) {
  if (self.fd >= 0) {
    if (self.closes_descriptor) TRY(close_descriptor(t, self));
    self.fd = -1;
  }
  return open_file(t, self, file, mode ? mode : intern("r"), closes_descriptor, opener);
}

Object* file_io_new(Thread& t, Type* cls, Args) {
  auto* self = static_cast<FileIO*>(TRY(allocate_instance(t, cls)));
  self->fd = -1;
  self->closes_descriptor = true;
  self->is_seekable = -1;
  return self;
}

// --- reading --------------------------------------------------------------------------------------

Status require_open(Thread& t, const FileIO& self, bool may, const char* mode) {
  if (self.fd < 0) return raise_closed(t);
  if (may) return Status::ok();
  Type* cls = TRY(unsupported_operation_class(t));
  return raise(t, *cls, "File not open for %s", mode);
}

// How much room read-to-the-end begins with: what is left of the file and one byte, so that its end is seen.
size_t first_estimate(int fd) {
  struct stat info;
  off_t position = ::lseek(fd, 0, SEEK_CUR);
  if (position < 0 || ::fstat(fd, &info) || info.st_size < position) return kDefaultBufferSize;
  return size_t(info.st_size - position) + 1;
}

Object* file_io_readall(Thread& t, FileIO& self) {
  if (self.fd < 0) return raise_closed(t);
  return file_io_read_all(t, &self);
}

Object* file_io_read(Thread& t, FileIO& self, SizeOrAll size) {
  TRY(require_open(t, self, self.readable, "reading"));
  if (size.size < 0) return call_method(t, &self, "readall");
  Bytes* result = TRY(new_bytes(nullptr, size.size));
  ssize n = TRY(file_io_read_into(t, &self, result->bytes, size.size));
  if (n == kWouldBlock) return none();
  return n == size.size ? result : new_bytes(result->bytes, n);
}

Object* number_or_none(ssize n) { return n == kWouldBlock ? none() : int_from_int64(n); }

Object* file_io_readinto(Thread& t, FileIO& self, WritableBytes buffer) {
  return number_or_none(TRY(file_io_read_into(t, &self, buffer.data, buffer.size)));
}

Object* file_io_write(Thread& t, FileIO& self, const BytesLike& bytes) {
  ssize written = TRY(file_io_write_from(t, &self, bytes.bytes.data(), ssize(bytes.bytes.size())));
  TRY(check_signals(t));  // one may have ended it early: its handler runs before the caller goes on
  return number_or_none(written);
}

// --- the position ---------------------------------------------------------------------------------

Object* file_io_seek(Thread& t, FileIO& self, Object* position, int whence) {
  if (self.fd < 0) return raise_closed(t);
  int64_t offset = TRY(position_argument(t, position));
  return int_from_int64(TRY(file_io_seek_to(t, &self, offset, whence)));
}

Object* file_io_tell(Thread& t, FileIO& self) {
  if (self.fd < 0) return raise_closed(t);
  return int_from_int64(TRY(file_io_seek_to(t, &self, 0, SEEK_CUR)));
}

Object* file_io_truncate(Thread& t, FileIO& self, Object* size) {
  TRY(require_open(t, self, self.writable, "writing"));
  int64_t length = size == none() ? TRY(file_io_seek_to(t, &self, 0, SEEK_CUR)) : TRY(position_argument(t, size));
  TRY(system_action(t, [&] { return ::ftruncate(self.fd, length); }));
  return int_from_int64(length);
}

bool can_seek(FileIO& self) {
  if (self.is_seekable < 0) self.is_seekable = ::lseek(self.fd, 0, SEEK_CUR) >= 0;
  return self.is_seekable;
}

// --- closing --------------------------------------------------------------------------------------

void warn_about_leak(Thread& t, FileIO& self, Object* source) {
  if (self.fd >= 0 && self.closes_descriptor) warn_unclosed(t, source);
}
void file_io_dealloc_warn(Thread& t, FileIO& self, Object* source) { warn_about_leak(t, self, source); }

// The descriptor is closed also if a subclass's flush() fails.
Status file_io_close(Thread& t, FileIO& self) {
  bool flushed = !io_base_close(t, self).failed();
  BaseException* failure = flushed ? nullptr : take_pending(t);
  if (!self.closes_descriptor) self.fd = -1;
  if (self.finalizing) warn_about_leak(t, self, &self);
  bool closed = !close_descriptor(t, self).failed();
  retire_stream(&self);
  if (!failure) return closed ? Status::ok() : Status(Raised{});
  if (!closed) clear_pending(t);
  set_pending(t, failure);
  return Raised{};
}

// --- questions ------------------------------------------------------------------------------------

Object* answer_if_open(Thread& t, const FileIO& self, bool answer) {
  if (self.fd < 0) return raise_closed(t);
  return new_bool(answer);
}
Object* file_io_seekable(Thread& t, FileIO& self) { return answer_if_open(t, self, self.fd >= 0 && can_seek(self)); }
Object* file_io_readable(Thread& t, FileIO& self) { return answer_if_open(t, self, self.readable); }
Object* file_io_writable(Thread& t, FileIO& self) { return answer_if_open(t, self, self.writable); }
Object* file_io_isatty(Thread& t, FileIO& self) { return answer_if_open(t, self, self.fd >= 0 && ::isatty(self.fd)); }
Result<int> file_io_fileno(Thread& t, FileIO& self) {
  if (self.fd < 0) return raise_closed(t);
  return self.fd;
}

bool file_io_closed(FileIO& self) { return self.fd < 0; }
bool file_io_closefd(FileIO& self) { return self.closes_descriptor; }

const char* mode_text(const FileIO& self) {
  if (self.created) return self.readable ? "xb+" : "xb";
  if (self.appending) return self.readable ? "ab+" : "ab";
  if (self.readable) return self.writable ? "rb+" : "rb";
  return "wb";
}
Object* file_io_mode(FileIO& self) { return new_str(mode_text(self)); }

Object* file_io_repr(Thread& t, Object* o) {
  auto& self = *static_cast<FileIO*>(o);
  if (self.fd < 0) return new_str("<_io.FileIO [closed]>");
  Lookup name = TRY(find_attribute(t, o, intern("name")));
  ReprGuard guard(t, o);

  if (guard.recursive()) return raise(t, exceptions::RuntimeError, "reentrant call inside %s.__repr__", o->cls->name);
  StrBuilder text;
  text.add("<_io.FileIO ");
  if (name.found()) text.add("name=").add(TRY(repr(t, name.value)));
  else text.add("fd=").add(std::to_string(self.fd));
  text.add(" mode='").add(mode_text(self)).add("' closefd=").add(self.closes_descriptor ? "True" : "False").add(">");
  return text.finish();
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/io/file_io_methods.def"
#define NATIVE_TYPE FileIO
#define NATIVE_PREFIX file_io
#define NATIVE_NAME "FileIO"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_file_io_data() {
  TypeData d{};
  d.slots.repr = file_io_repr;
  d.slots.create = file_io_new;
  file_io_declare(d);
  return d;
}
constinit TypeData file_io_data = make_file_io_data();

}  // namespace

constinit Type file_io_type = stream_type("_io.FileIO", sizeof(FileIO), &file_io_data, &raw_io_base_type);

FileIO* new_file_io(Thread& t, Object* file, Str* mode, bool closes_descriptor, Object* opener) {
  auto* self = static_cast<FileIO*>(TRY(file_io_new(t, &file_io_type, Args{})));
  if (!open_file(t, *self, file, mode, closes_descriptor, opener).failed()) return self;
  retire_stream(self);  // there is nothing to close
  return nullptr;
}

// A call on a descriptor that may be one that does not wait.
template <class F> Result<ssize> call_unless_blocking(Thread& t, F&& f) {
  return system_call(t, [&] {
    ssize n = f();
    return n < 0 && errno == EAGAIN ? kWouldBlock : n;
  });
}

Result<ssize> file_io_read_into(Thread& t, FileIO* f, void* data, ssize n) {
  TRY(require_open(t, *f, f->readable, "reading"));
  return call_unless_blocking(t, [&] { return ::read(f->fd, data, size_t(std::min<ssize>(n, SSIZE_MAX / 2))); });
}

Result<ssize> file_io_write_from(Thread& t, FileIO* f, const void* data, ssize n) {
  TRY(require_open(t, *f, f->writable, "writing"));
  return call_unless_blocking(t, [&] { return ::write(f->fd, data, size_t(n)); });
}

Result<int64_t> file_io_seek_to(Thread& t, FileIO* f, int64_t position, int whence) {
  if (f->fd < 0) return raise_closed(t);
  off_t place = ::lseek(f->fd, position, whence);
  if (f->is_seekable < 0) f->is_seekable = place >= 0;
  if (place < 0) return raise_os_error(t, errno);
  return int64_t(place);
}

Object* file_io_read_all(Thread& t, FileIO* f) {
  if (f->fd < 0) return raise_closed(t);
  Bytes* result = TRY(new_bytes(nullptr, ssize(first_estimate(f->fd))));
  ssize done = 0;
  for (;;) {
    if (done == result->size) {
      Bytes* larger = TRY(new_bytes(nullptr, done + std::max<ssize>(done, kDefaultBufferSize)));
      std::memcpy(larger->bytes, result->bytes, size_t(done));
      result = larger;
    }
    ssize n =
        TRY(call_unless_blocking(t, [&] { return ::read(f->fd, result->bytes + done, size_t(result->size - done)); }));
    if (n == kWouldBlock && !done) return none();
    if (n <= 0) break;
    done += n;
  }
  if (done < result->size / 2) return new_bytes(result->bytes, done);
  result->size = done;
  result->bytes[done] = 0;
  return result;
}

Status file_io_close_file(Thread& t, FileIO* f) { return file_io_close(t, *f); }

}  // namespace sidewinder
