// Descriptors: opening, copying, reading, writing.
#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <vector>

#include "interpreter/execution/system_call.h"
#include "interpreter/modules/posix/configuration.h"
#include "interpreter/modules/posix/posix.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/struct_sequence.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes_argument.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Object* pair_of(int a, int b) {
  Object* items[] = {TRY(int_from_int64(a)), TRY(int_from_int64(b))};
  return new_tuple(items, 2);
}

// --- opening and closing --------------------------------------------------------------------------

Result<ssize> posix_open(Thread& t, const FilePath& path, int flags, int mode, DirectoryDescriptor directory) {
  if (has_audit_hooks) TRY(audit(t, "open", path.object, none(), TRY(int_from_int64(flags | O_CLOEXEC))));
  return system_call(t, path.object,
                     [&] { return ::openat(directory.fd, path.c_str(), flags | O_CLOEXEC, mode_t(mode)); });
}

// Never again after EINTR: Linux has closed it by then.
Status posix_close(Thread& t, int fd) {
  before_close(t, fd, {});
  if (without_gil(t, [&] { return ::close(fd); }) && errno != EINTR) return raise_os_error(t, errno);
  return check_signals(t);
}

void posix_closerange(Thread& t, int low, int high) {
  low = std::max(low, 0);
  if (low >= high) return;
  for (int fd = low; fd < std::min(high, kNotedDescriptors); fd++) before_close(t, fd, {});
  if (::close_range(unsigned(low), unsigned(high - 1), 0) == 0) return;
  for (int fd = low; fd < high; fd++) ::close(fd);
}

Result<ssize> posix_dup(Thread& t, int fd) {
  return system_call(t, [&] { return ::fcntl(fd, F_DUPFD_CLOEXEC, 0); });
}

Result<ssize> posix_dup2(Thread& t, int fd, int fd2, bool inheritable) {
  if (fd < 0 || fd2 < 0) return raise_os_error(t, EBADF);
  if (fd != fd2) before_close(t, fd2, {});
  return system_call(t, [&] { return fd == fd2 || inheritable ? ::dup2(fd, fd2) : ::dup3(fd, fd2, O_CLOEXEC); });
}

Object* posix_pipe2(Thread& t, int flags) {
  int ends[2];
  if (making_descriptor(t, [&] { return ::pipe2(ends, flags); })) return raise_os_error(t, errno);
  return pair_of(ends[0], ends[1]);
}
Object* posix_pipe(Thread& t) { return posix_pipe2(t, O_CLOEXEC); }

// --- reading and writing --------------------------------------------------------------------------

// Reads once, into a new bytes object.
template <class Read> Object* read_new_bytes(Thread& t, ssize length, Read&& read) {
  constexpr ssize kSmall = 64 * 1024;
  length = std::min<ssize>(length, SSIZE_MAX / 2);
  if (length <= kSmall) {
    char buffer[kSmall];
    ssize n = TRY(system_call(t, [&] { return read(buffer, size_t(length)); }));
    return new_bytes(buffer, n);
  }
  Bytes* result = TRY(new_bytes(nullptr, length));
  ssize n = TRY(system_call(t, [&] { return read(result->bytes, size_t(length)); }));
  if (n < length / 2) return new_bytes(result->bytes, n);
  result->size = n;
  result->bytes[n] = 0;
  return result;
}

Object* posix_read(Thread& t, int fd, ssize length) {
  if (length < 0) return raise_os_error(t, EINVAL);
  return read_new_bytes(t, length, [&](void* data, size_t n) { return ::read(fd, data, n); });
}

Object* posix_pread(Thread& t, int fd, int length, Offset offset) {
  if (length < 0) return raise_os_error(t, EINVAL);
  return read_new_bytes(t, length, [&](void* data, size_t n) { return ::pread(fd, data, n, offset.value); });
}

// A signal may have ended it early: its handler runs before the caller goes on.
template <class F> Result<ssize> write_call(Thread& t, F&& f) {
  ssize written = TRY(system_call(t, f));
  TRY(check_signals(t));
  return written;
}

Result<ssize> posix_write(Thread& t, int fd, const BytesLike& data) {
  return write_call(t, [&] { return ::write(fd, data.bytes.data(), data.bytes.size()); });
}

Result<ssize> posix_pwrite(Thread& t, int fd, const BytesLike& buffer, Offset offset) {
  return write_call(t, [&] { return ::pwrite(fd, buffer.bytes.data(), buffer.bytes.size(), offset.value); });
}

Result<std::vector<iovec>> vectors_of(Thread& t, const char* function, Object* buffers, bool writable) {
  if (!is_sequence(buffers)) return raise_type_error(t, "%s() arg 2 must be a sequence", function);
  Tuple* all = TRY(tuple_from_iterable(t, buffers));
  std::vector<iovec> vectors;
  for (ssize i = 0; i < all->size; i++) {
    Object* o = all->items[i];
    if (writable) {
      if (is_bytes_like(o) && !is_writable_bytes(o))
        return raise(t, exceptions::BufferError, "Object is not writable.");
      if (!is_writable_bytes(o)) return raise_type_error(t, "a bytes-like object is required, not '%T'", o);
      WritableBytes w = writable_bytes(o);
      vectors.push_back({w.data, size_t(w.size)});
    } else {
      std::string_view bytes = TRY(as_bytes_view(t, o));
      vectors.push_back({const_cast<char*>(bytes.data()), bytes.size()});
    }
  }
  return vectors;
}

Result<ssize> posix_readv(Thread& t, int fd, Object* buffers) {
  std::vector<iovec> v = TRY(vectors_of(t, "readv", buffers, true));
  return system_call(t, [&] { return ::readv(fd, v.data(), int(v.size())); });
}
Result<ssize> posix_writev(Thread& t, int fd, Object* buffers) {
  std::vector<iovec> v = TRY(vectors_of(t, "writev", buffers, false));
  return system_call(t, [&] { return ::writev(fd, v.data(), int(v.size())); });
}
Result<ssize> posix_preadv(Thread& t, int fd, Object* buffers, Offset offset, int flags) {
  std::vector<iovec> v = TRY(vectors_of(t, "preadv", buffers, true));
  return system_call(t, [&] { return ::preadv2(fd, v.data(), int(v.size()), offset.value, flags); });
}
Result<ssize> posix_pwritev(Thread& t, int fd, Object* buffers, Offset offset, int flags) {
  std::vector<iovec> v = TRY(vectors_of(t, "pwritev", buffers, false));
  return system_call(t, [&] { return ::pwritev2(fd, v.data(), int(v.size()), offset.value, flags); });
}

Result<ssize> posix_lseek(Thread& t, int fd, Offset position, int whence) {
  off_t place = ::lseek(fd, position.value, whence);
  if (place < 0) return raise_os_error(t, errno);
  return ssize(place);
}

Status posix_ftruncate(Thread& t, int fd, Offset length) {
  TRY(audit(t, "os.truncate", fd, length.value));
  return system_action(t, [&] { return ::ftruncate(fd, length.value); });
}
Status posix_fsync(Thread& t, Descriptor file) {
  return system_action(t, [&] { return ::fsync(file.fd); });
}
Status posix_fdatasync(Thread& t, Descriptor file) {
  return system_action(t, [&] { return ::fdatasync(file.fd); });
}
void posix_sync(Thread& t) {
  without_gil(t, [] { return ::sync(), 0; });
}

// --- terminals ------------------------------------------------------------------------------------

bool posix_isatty(int fd) { return ::isatty(fd); }

Object* posix_ttyname(Thread& t, int fd) {
  char name[PATH_MAX];
  if (int error = ::ttyname_r(fd, name, sizeof name)) return raise_os_error(t, error);
  return decode_path(name);
}

const NamedField size_fields[] = {{"columns", "width of the terminal window in characters"},
                                  {"lines", "height of the terminal window in characters"},
                                  {}};
StructSequenceData terminal_size_data =
    documented(struct_sequence_data(size_fields), "The size of a terminal: columns and lines.");
Type terminal_size_type = struct_sequence_type("os.terminal_size", &terminal_size_data);

Object* posix_get_terminal_size(Thread& t, Given fd) {
  int descriptor = STDOUT_FILENO;
  if (fd.value) TRY(argument_int(t, fd.value, &descriptor));
  winsize size;
  if (::ioctl(descriptor, TIOCGWINSZ, &size)) return raise_os_error(t, errno);
  return new_struct_sequence(t, &terminal_size_type, {int_from_int64(size.ws_col), int_from_int64(size.ws_row)});
}

Object* posix_device_encoding(int fd) { return ::isatty(fd) ? intern("utf-8") : none(); }

// --- flags of descriptors -------------------------------------------------------------------------

Truth has_flag_set(Thread& t, int fd, int command, int flag) {
  int flags = ::fcntl(fd, command);
  if (flags < 0) return truth_error(raise_os_error(t, errno));
  return truth_of(flags & flag);
}
Status set_flag(Thread& t, int fd, int get, int set, int flag, bool on) {
  int flags = ::fcntl(fd, get);
  int wanted = on ? flags | flag : flags & ~flag;
  if (flags < 0 || (wanted != flags && ::fcntl(fd, set, wanted) < 0)) return raise_os_error(t, errno);
  return Status::ok();
}

Object* posix_get_inheritable(Thread& t, int fd) { return new_bool(!TRY(has_flag_set(t, fd, F_GETFD, FD_CLOEXEC))); }
Status posix_set_inheritable(Thread& t, int fd, int inheritable) {
  return set_flag(t, fd, F_GETFD, F_SETFD, FD_CLOEXEC, !inheritable);
}
Object* posix_get_blocking(Thread& t, int fd) { return new_bool(!TRY(has_flag_set(t, fd, F_GETFL, O_NONBLOCK))); }
Status posix_set_blocking(Thread& t, int fd, bool blocking) {
  return set_flag(t, fd, F_GETFL, F_SETFL, O_NONBLOCK, !blocking);
}

Result<ssize> posix_fpathconf(Thread& t, Descriptor file, PathConfiguration name) {
  errno = 0;
  long limit = ::fpathconf(file.fd, name.number);
  if (limit == -1 && errno) return raise_os_error(t, errno);
  return ssize(limit);
}

// --- parts of files -------------------------------------------------------------------------------

Status posix_lockf(Thread& t, int fd, int command, Offset length) {
  TRY(audit(t, "os.lockf", fd, command, length.value));
  return system_action(t, [&] { return ::lockf(fd, command, length.value); });
}

// These return the error's number.
template <class F> Status without_errno(Thread& t, F&& f) {
  for (;;) {
    TRY(check_signals(t));
    int error = without_gil(t, f);
    if (!error) return Status::ok();
    if (error != EINTR) return raise_os_error(t, error);
  }
}
Status posix_posix_fadvise(Thread& t, int fd, Offset offset, Offset length, int advice) {
  return without_errno(t, [&] { return ::posix_fadvise(fd, offset.value, length.value, advice); });
}
Status posix_posix_fallocate(Thread& t, int fd, Offset offset, Offset length) {
  return without_errno(t, [&] { return ::posix_fallocate(fd, offset.value, length.value); });
}

// None: the descriptor's position.
struct OptionalOffset {
  int64_t value = 0;
  bool given = false;
  off_t* pointer() { return given ? &value : nullptr; }
};
}  // namespace
template <> struct Argument<OptionalOffset> {
  static Status convert(Thread& t, Object* value, Site, OptionalOffset* out) {
    out->given = value != none();
    return out->given ? offset_argument(t, value, &out->value) : Status::ok();
  }
  static consteval OptionalOffset literal(std::string_view) { return {}; }
};
namespace {

Result<ssize> posix_sendfile(Thread& t, int out_fd, int in_fd, OptionalOffset offset, ssize count) {
  return system_call(t, [&] { return ::sendfile(out_fd, in_fd, offset.pointer(), size_t(count)); });
}

Result<ssize> posix_copy_file_range(Thread& t, int src, int dst, ssize count, OptionalOffset from, OptionalOffset to) {
  if (count < 0) return raise_value_error(t, "negative value for 'count' not allowed");
  return system_call(t, [&] { return ::copy_file_range(src, from.pointer(), dst, to.pointer(), size_t(count), 0); });
}

Result<ssize> posix_splice(Thread& t, int src, int dst, ssize count, OptionalOffset from, OptionalOffset to,
                           int flags) {
  if (count < 0) return raise_value_error(t, "negative value for 'count' not allowed");
  return system_call(t,
                     [&] { return ::splice(src, from.pointer(), dst, to.pointer(), size_t(count), unsigned(flags)); });
}

// --- descriptors without files --------------------------------------------------------------------

Result<int> flags_or(Thread& t, const Given& flags, int otherwise) {
  int value = otherwise;
  if (flags.value) TRY(argument_int(t, flags.value, &value));
  return value;
}

Result<ssize> posix_memfd_create(Thread& t, Object* name, Given flags) {
  std::string text = TRY(path_argument(t, name));
  int all = TRY(flags_or(t, flags, MFD_CLOEXEC));
  return system_call(t, [&] { return ::memfd_create(text.c_str(), unsigned(all)); });
}

Result<ssize> posix_eventfd(Thread& t, ssize count, Given flags) {
  if (count < 0 || count > ssize(UINT_MAX)) return raise_overflow_error(t, "Python int too large for C unsigned int");
  int all = TRY(flags_or(t, flags, EFD_CLOEXEC));
  return system_call(t, [&] { return ::eventfd(unsigned(count), all); });
}

Object* posix_eventfd_read(Thread& t, Descriptor file) {
  eventfd_t value;
  TRY(system_action(t, [&] { return ::eventfd_read(file.fd, &value); }));
  return int_from_uint64(value);
}

Status posix_eventfd_write(Thread& t, Descriptor file, Object* value) {
  uint64_t count = TRY(unsigned_number(t, value));
  return system_action(t, [&] { return ::eventfd_write(file.fd, count); });
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/posix/descriptor_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX posix
#define NATIVE_NAME "posix"
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const posix_descriptor_functions = posix_method_rows;

Status add_descriptor_types(Thread& t, Module* module) {
  TRY(ready_struct_sequence(t, &terminal_size_type));
  return add_object(t, module, "terminal_size", &terminal_size_type);
}

}  // namespace sidewinder
