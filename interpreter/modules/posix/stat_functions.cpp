// Properties of files: stat and what changes them.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <climits>
#include <cmath>

#include "interpreter/execution/descriptors.h"
#include "interpreter/execution/system_call.h"
#include "interpreter/modules/posix/posix.h"
#include "interpreter/objects/container/struct_sequence.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

constexpr int64_t kBillion = 1000000000;

// --- results --------------------------------------------------------------------------------------

const NamedField stat_fields[] = {{"st_mode", "protection bits"},
                                  {"st_ino", "inode"},
                                  {"st_dev", "device"},
                                  {"st_nlink", "number of hard links"},
                                  {"st_uid", "user ID of owner"},
                                  {"st_gid", "group ID of owner"},
                                  {"st_size", "total size, in bytes"},
                                  {"st_atime", "time of last access"},
                                  {"st_mtime", "time of last modification"},
                                  {"st_ctime", "time of last change"},
                                  {"st_atime_ns", "time of last access in nanoseconds"},
                                  {"st_mtime_ns", "time of last modification in nanoseconds"},
                                  {"st_ctime_ns", "time of last change in nanoseconds"},
                                  {"st_blksize", "blocksize for filesystem I/O"},
                                  {"st_blocks", "number of blocks allocated"},
                                  {"st_rdev", "device type (if inode device)"},
                                  {}};
const NamedField statvfs_fields[] = {{"f_bsize"}, {"f_frsize"}, {"f_blocks"}, {"f_bfree"},   {"f_bavail"}, {"f_files"},
                                     {"f_ffree"}, {"f_favail"}, {"f_flag"},   {"f_namemax"}, {"f_fsid"},   {}};

// The times in seconds that were not given as floats are those of the items.
Object* stat_result_create(Thread& t, Type* cls, Args args) {
  auto* self = cast<Tuple>(TRY(struct_sequence_create(t, cls, args)));
  for (int i = 7; i < 10; i++) {
    Object*& seconds = self->items[i + 3];
    if (!seconds || seconds == none()) seconds = self->items[i];
  }
  return self;
}

constexpr StructSequenceData make_stat_data() {
  StructSequenceData d = struct_sequence_data(stat_fields, 10, 3);
  d.slots.create = stat_result_create;
  d.spec.doc =
      "stat_result: Result from stat, fstat, or lstat.\n\nA tuple of ten integers with names; some more values have a "
      "name only.";
  return d;
}
StructSequenceData stat_data = make_stat_data();
StructSequenceData statvfs_data =
    documented(struct_sequence_data(statvfs_fields, 10), "What statvfs() and fstatvfs() tell of a file system.");
Type stat_result_type = struct_sequence_type("os.stat_result", &stat_data);
Type statvfs_result_type = struct_sequence_type("os.statvfs_result", &statvfs_data);

Object* number(uint64_t n) { return int_from_uint64(n); }
Object* whole_seconds(const timespec& time) { return int_from_int64(time.tv_sec); }
Object* float_seconds(const timespec& time) { return new_float(double(time.tv_sec) + 1e-9 * double(time.tv_nsec)); }
// Beyond the year 2262 nanoseconds do not fit 64 bits.
Object* nanoseconds(Thread& t, const timespec& time) {
  int64_t result;
  if (!__builtin_mul_overflow(int64_t(time.tv_sec), kBillion, &result) &&
      !__builtin_add_overflow(result, int64_t(time.tv_nsec), &result))
    return int_from_int64(result);
  Object* seconds = TRY(int_from_int64(time.tv_sec));
  Object* scaled = TRY(int_binary(t, BinaryOp::Mul, seconds, TRY(int_from_int64(kBillion))));
  return int_binary(t, BinaryOp::Add, scaled, TRY(int_from_int64(time.tv_nsec)));
}

Object* new_statvfs_result(Thread& t, const struct statvfs& info) {
  return new_struct_sequence(t, &statvfs_result_type,
                             {number(info.f_bsize), number(info.f_frsize), number(info.f_blocks), number(info.f_bfree),
                              number(info.f_bavail), number(info.f_files), number(info.f_ffree), number(info.f_favail),
                              number(info.f_flag), number(info.f_namemax), number(info.f_fsid)});
}

// --- stat -----------------------------------------------------------------------------------------

int stat_path(Thread& t, const Path& path, const DirectoryDescriptor& directory, bool follow, struct stat* info) {
  auto ask = [&] {
    if (path.fd != -1) return ::fstat(path.fd, info);
    return ::fstatat(directory.fd, path.c_str(), info, follow ? 0 : AT_SYMLINK_NOFOLLOW);
  };
  int result = without_gil(t, ask);
  Object* kept[] = {path.object, path.text};
  return !result && write_dropped_output(t, *info, {kept}) ? without_gil(t, ask) : result;
}

Object* posix_stat(Thread& t, const FilePathOrDescriptor& path, DirectoryDescriptor directory, bool follow_symlinks) {
  if (directory.given() && path.by_descriptor)
    return raise_value_error(t, "stat: can't specify dir_fd without matching path");
  TRY(refuse_links_with_descriptor(t, "stat", path, follow_symlinks));
  struct stat info;
  if (stat_path(t, path, directory, follow_symlinks, &info)) return raise_path_error(t, path);
  return new_stat_result(t, info);
}

Object* posix_lstat(Thread& t, const FilePath& path, DirectoryDescriptor directory) {
  struct stat info;
  if (stat_path(t, path, directory, false, &info)) return raise_path_error(t, path);
  return new_stat_result(t, info);
}

Object* posix_fstat(Thread& t, int fd) {
  struct stat info;
  TRY(system_action(t, [&] { return ::fstat(fd, &info); }));
  return new_stat_result(t, info);
}

Object* posix_statvfs(Thread& t, const FilePathOrDescriptor& path) {
  struct statvfs info;
  TRY(system_action(t, path.object,
                    [&] { return path.fd != -1 ? ::fstatvfs(path.fd, &info) : ::statvfs(path.c_str(), &info); }));
  return new_statvfs_result(t, info);
}

Object* posix_fstatvfs(Thread& t, int fd) {
  struct statvfs info;
  TRY(system_action(t, [&] { return ::fstatvfs(fd, &info); }));
  return new_statvfs_result(t, info);
}

bool posix_access(Thread& t, const FilePath& path, int mode, DirectoryDescriptor directory, bool effective_ids,
                  bool follow_symlinks) {
  int flags = (effective_ids ? AT_EACCESS : 0) | (follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW);
  return without_gil(t, [&] {
           if (!directory.given() && !flags) return ::access(path.c_str(), mode);
           return ::faccessat(directory.fd, path.c_str(), mode, flags);
         }) == 0;
}

// --- changes --------------------------------------------------------------------------------------

Status posix_chmod(Thread& t, const FilePathOrDescriptor& path, int mode, DirectoryDescriptor directory,
                   bool follow_symlinks) {
  TRY(audit(t, "os.chmod", path.object, mode, directory.number()));
  int result = without_gil(t, [&] {
    if (path.fd != -1) return ::fchmod(path.fd, mode_t(mode));
    return ::fchmodat(directory.fd, path.c_str(), mode_t(mode), follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW);
  });
  if (result == 0) return Status::ok();
  if (errno == EOPNOTSUPP && !follow_symlinks) {
    if (directory.given()) return raise_value_error(t, "chmod: cannot use dir_fd and follow_symlinks together");
    return raise(t, exceptions::NotImplementedError, "chmod: follow_symlinks unavailable on this platform");
  }
  return raise_path_error(t, path);
}

Status posix_fchmod(Thread& t, int fd, int mode) {
  TRY(audit(t, "os.chmod", fd, mode, -1));
  return system_action(t, [&] { return ::fchmod(fd, mode_t(mode)); });
}

Status posix_chown(Thread& t, const FilePathOrDescriptor& path, UserId uid, GroupId gid, DirectoryDescriptor directory,
                   bool follow_symlinks) {
  TRY(refuse_directory_with_descriptor(t, "chown", directory, path));
  TRY(refuse_links_with_descriptor(t, "chown", path, follow_symlinks));
  TRY(audit(t, "os.chown", path.object, int64_t(uid.id), int64_t(gid.id), directory.number()));
  int result = without_gil(t, [&] {
    if (path.fd != -1) return ::fchown(path.fd, uid.id, gid.id);
    return ::fchownat(directory.fd, path.c_str(), uid.id, gid.id, follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW);
  });
  return result ? Status(raise_path_error(t, path)) : Status::ok();
}

Status posix_fchown(Thread& t, int fd, UserId uid, GroupId gid) {
  TRY(audit(t, "os.chown", fd, int64_t(uid.id), int64_t(gid.id), -1));
  return system_action(t, [&] { return ::fchown(fd, uid.id, gid.id); });
}

Status posix_lchown(Thread& t, const FilePath& path, UserId uid, GroupId gid) {
  TRY(audit(t, "os.chown", path.object, int64_t(uid.id), int64_t(gid.id), -1));
  if (without_gil(t, [&] { return ::lchown(path.c_str(), uid.id, gid.id); })) return raise_path_error(t, path);
  return Status::ok();
}

Result<timespec> timespec_of_nanoseconds(Thread& t, Object* o) {
  Object* remainder;
  Object* number = TRY(index(t, o));
  Object* seconds = TRY(int_divmod(t, number, TRY(int_from_int64(kBillion)), &remainder));
  int64_t whole;
  if (!int_fits_int64(seconds, &whole)) return raise_overflow_error(t, "timestamp out of range for platform time_t");
  return timespec{whole, cast<Int>(remainder)->small_value()};
}

bool is_pair(const Object* o) { return has_flag(o, kTypeTuple) && cast<Tuple>(o)->size == 2; }

Status read_times(Thread& t, Object* times, Object* ns, timespec* out) {
  bool by_times = times != none();
  if (by_times && ns) return raise_value_error(t, "utime: you may specify either 'times' or 'ns' but not both");
  if (by_times) {
    if (!is_pair(times)) return raise_type_error(t, "utime: 'times' must be either a tuple of two ints or None");
    for (int i = 0; i < 2; i++) out[i] = TRY(timespec_of(t, cast<Tuple>(times)->items[i]));
  } else if (ns) {
    if (!is_pair(ns)) return raise_type_error(t, "utime: 'ns' must be a tuple of two ints");
    for (int i = 0; i < 2; i++) out[i] = TRY(timespec_of_nanoseconds(t, cast<Tuple>(ns)->items[i]));
  } else {
    out[0] = out[1] = timespec{0, UTIME_NOW};
  }
  return Status::ok();
}

Status posix_utime(Thread& t, const FilePathOrDescriptor& path, Object* times, Object* ns,
                   DirectoryDescriptor directory, bool follow_symlinks) {
  TRY(audit(t, "os.utime", path.object, times, ns, directory.number()));
  timespec values[2];
  TRY(read_times(t, times, ns, values));
  if (directory.given() && path.by_descriptor)
    return raise_value_error(t, "utime: can't specify dir_fd without matching path");
  TRY(refuse_links_with_descriptor(t, "utime", path, follow_symlinks));
  int result = without_gil(t, [&] {
    if (path.fd != -1) return ::futimens(path.fd, values);
    return ::utimensat(directory.fd, path.c_str(), values, follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW);
  });
  return result ? Status(raise_path_error(t, path)) : Status::ok();
}

int posix_umask(int mask) { return int(::umask(mode_t(mask))); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/posix/stat_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX posix
#define NATIVE_NAME "posix"
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const posix_stat_functions = posix_method_rows;

Object* new_stat_result(Thread& t, const struct stat& s) {
  return new_struct_sequence(
      t, &stat_result_type,
      {number(s.st_mode), number(s.st_ino), number(s.st_dev), number(s.st_nlink), id_object(s.st_uid),
       id_object(s.st_gid), int_from_int64(s.st_size), whole_seconds(s.st_atim), whole_seconds(s.st_mtim),
       whole_seconds(s.st_ctim), float_seconds(s.st_atim), float_seconds(s.st_mtim), float_seconds(s.st_ctim),
       nanoseconds(t, s.st_atim), nanoseconds(t, s.st_mtim), nanoseconds(t, s.st_ctim), int_from_int64(s.st_blksize),
       int_from_int64(s.st_blocks), number(s.st_rdev)});
}

Result<timespec> timespec_of(Thread& t, Object* o) {
  constexpr const char* kTooLarge = "timestamp out of range for platform time_t";
  if (!is_float(o)) {
    int64_t whole;
    if (!int_fits_int64(TRY(index(t, o)), &whole)) return raise_overflow_error(t, kTooLarge);
    return timespec{whole, 0};
  }
  double value = cast<Float>(o)->value;
  if (std::isnan(value)) return raise_value_error(t, "Invalid value NaN (not a number)");
  double whole;
  double fraction = std::floor(std::modf(value, &whole) * 1e9);
  if (fraction >= 1e9) {
    fraction -= 1e9;
    whole += 1;
  } else if (fraction < 0) {
    fraction += 1e9;
    whole -= 1;
  }
  if (!(std::fabs(whole) < 9.2e18)) return raise_overflow_error(t, kTooLarge);
  return timespec{time_t(whole), long(fraction)};
}

Result<uint32_t> id_number(Thread& t, Object* o, const char* what) {
  if (!slots_of(o).index) return raise_type_error(t, "%s should be integer, not %T", what, o);
  Object* number = TRY(index(t, o));
  int64_t value = 0;
  bool fits = int_fits_int64(number, &value);
  if (fits && value >= -1 && value <= int64_t(UINT32_MAX)) return uint32_t(value);
  bool small = fits || int_sign(number) < 0;
  return raise_overflow_error(t, "%s is %s", what, small ? "less than minimum" : "greater than maximum");
}

Object* id_object(uint32_t id) { return id == UINT32_MAX ? int_from_int64(-1) : int_from_int64(id); }

Result<uint64_t> unsigned_number(Thread& t, Object* o) {
  Object* number = TRY(index(t, o));
  if (int_sign(number) < 0) return raise_value_error(t, "value must be positive");
  uint64_t value;
  if (int_bit_length(number) > 64) return raise_overflow_error(t, "Python int too large to convert to C unsigned long");
  TRY(int_to_bytes(t, number, reinterpret_cast<uint8_t*>(&value), sizeof value, true, false));
  return value;
}

Status offset_argument(Thread& t, Object* value, int64_t* out) {
  Object* number = TRY(index(t, value));
  if (int_fits_int64(number, out)) return Status::ok();
  return raise_overflow_error(t, "Python int too large to convert to C long");
}

Status add_stat_types(Thread& t, Module* module) {
  TRY(ready_struct_sequence(t, &stat_result_type));
  TRY(ready_struct_sequence(t, &statvfs_result_type));
  TRY(add_object(t, module, "stat_result", &stat_result_type));
  return add_object(t, module, "statvfs_result", &statvfs_result_type);
}

}  // namespace sidewinder
