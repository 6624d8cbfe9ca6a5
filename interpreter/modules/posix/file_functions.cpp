// What changes the entries of folders, links, and the attributes of files by their paths.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <climits>
#include <cstdio>

#include "interpreter/execution/system_call.h"
#include "interpreter/modules/posix/configuration.h"
#include "interpreter/modules/posix/posix.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes_argument.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Status done_unless(Thread& t, bool failed, const Path& path) {
  return failed ? Status(raise_path_error(t, path)) : Status::ok();
}
Status done_unless(Thread& t, bool failed, const Path& from, const Path& to) {
  return failed ? Status(raise_path_error(t, from, to)) : Status::ok();
}

Status posix_unlink(Thread& t, const FilePath& path, DirectoryDescriptor directory) {
  TRY(audit(t, "os.remove", path.object, directory.number()));
  return done_unless(t, without_gil(t, [&] { return ::unlinkat(directory.fd, path.c_str(), 0); }), path);
}
Status posix_remove(Thread& t, const FilePath& path, DirectoryDescriptor directory) {
  return posix_unlink(t, path, directory);
}

Status posix_rename(Thread& t, const FilePath& from, const FilePath& to, DirectoryDescriptor from_directory,
                    DirectoryDescriptor to_directory) {
  TRY(audit(t, "os.rename", from.object, to.object, from_directory.number(), to_directory.number()));
  return done_unless(
      t, without_gil(t, [&] { return ::renameat(from_directory.fd, from.c_str(), to_directory.fd, to.c_str()); }), from,
      to);
}
Status posix_replace(Thread& t, const FilePath& from, const FilePath& to, DirectoryDescriptor from_directory,
                     DirectoryDescriptor to_directory) {
  return posix_rename(t, from, to, from_directory, to_directory);
}

Status posix_link(Thread& t, const FilePath& from, const FilePath& to, DirectoryDescriptor from_directory,
                  DirectoryDescriptor to_directory, bool follow_symlinks) {
  TRY(audit(t, "os.link", from.object, to.object, from_directory.number(), to_directory.number()));
  int flags = follow_symlinks ? AT_SYMLINK_FOLLOW : 0;
  bool is_plain = !from_directory.given() && !to_directory.given() && follow_symlinks;
  int result = without_gil(t, [&] {
    if (is_plain) return ::link(from.c_str(), to.c_str());
    return ::linkat(from_directory.fd, from.c_str(), to_directory.fd, to.c_str(), flags);
  });
  return done_unless(t, result, from, to);
}

// target_is_directory means something on Windows only.
Status posix_symlink(Thread& t, const FilePath& from, const FilePath& to, bool, DirectoryDescriptor directory) {
  TRY(audit(t, "os.symlink", from.object, to.object, directory.number()));
  return done_unless(t, without_gil(t, [&] { return ::symlinkat(from.c_str(), directory.fd, to.c_str()); }), from, to);
}

Object* posix_readlink(Thread& t, const FilePath& path, DirectoryDescriptor directory) {
  std::string target(PATH_MAX, '\0');
  ssize_t length =
      without_gil(t, [&] { return ::readlinkat(directory.fd, path.c_str(), target.data(), target.size()); });
  if (length < 0) return raise_path_error(t, path);
  target.resize(size_t(length));
  return path.answer(target);
}

Status posix_mkfifo(Thread& t, const FilePath& path, int mode, DirectoryDescriptor directory) {
  return system_action(t, [&] { return ::mkfifoat(directory.fd, path.c_str(), mode_t(mode)); });
}

// The number of a device, as os.stat gives it and os.makedev makes it.
struct Device {
  dev_t number = 0;
};
}  // namespace
template <> struct Argument<Device> {
  static Status convert(Thread& t, Object* value, Site, Device* out) {
    int64_t number;
    TRY(offset_argument(t, value, &number));
    out->number = dev_t(number);
    return Status::ok();
  }
  static consteval Device literal(std::string_view text) { return {dev_t(literals::parse_int(text))}; }
};
namespace {

Status posix_mknod(Thread& t, const FilePath& path, int mode, Device device, DirectoryDescriptor directory) {
  return system_action(t, [&] { return ::mknodat(directory.fd, path.c_str(), mode_t(mode), device.number); });
}

Status posix_truncate(Thread& t, const FilePathOrDescriptor& path, Offset length) {
  TRY(audit(t, "os.truncate", path.object, length.value));
  return system_action(t, path.object, [&] {
    return path.fd != -1 ? ::ftruncate(path.fd, length.value) : ::truncate(path.c_str(), length.value);
  });
}

Object* posix_pathconf(Thread& t, const FilePathOrDescriptor& path, PathConfiguration name) {
  errno = 0;
  long limit = without_gil(
      t, [&] { return path.fd != -1 ? ::fpathconf(path.fd, name.number) : ::pathconf(path.c_str(), name.number); });
  if (limit == -1 && errno == EINVAL) return raise_os_error(t, errno);
  if (limit == -1 && errno) return raise_path_error(t, path);
  return int_from_int64(limit);
}

Object* posix_fspath(Thread& t, Object* path) { return path_object(t, path); }

// --- normpath -------------------------------------------------------------------------------------

// Two slashes at the front mean something of their own (POSIX), three and more are one.
template <class Char> size_t leading_slashes(std::basic_string_view<Char> path) {
  size_t n = 0;
  while (n < path.size() && path[n] == '/') n++;
  return n == 2 ? 2 : n > 0;
}

template <class Char> std::basic_string<Char> normalized_path(std::basic_string_view<Char> path) {
  using Text = std::basic_string<Char>;
  size_t slashes = leading_slashes(path);
  Text result(slashes, Char('/'));
  size_t floor = slashes;  // what `..` cannot remove ends here
  for (size_t at = 0; at <= path.size();) {
    size_t end = std::min(path.find(Char('/'), at), path.size());
    std::basic_string_view<Char> part = path.substr(at, end - at);
    at = end + 1;
    if (part.empty() || (part.size() == 1 && part[0] == '.')) continue;
    bool is_up = part.size() == 2 && part[0] == '.' && part[1] == '.';
    if (is_up && result.size() > floor) {
      size_t slash = result.rfind(Char('/'));
      result.resize(slash == Text::npos || slash < floor ? floor : slash);
      continue;
    }
    if (is_up && slashes) continue;
    if (result.size() > slashes) result += Char('/');
    result += part;
    if (is_up) floor = result.size();
  }
  return result;
}

Object* posix__path_normpath(Thread& t, Object* path) {
  if (!is_str(path)) return raise_type_error(t, "expected 'str', not '%T'", path);
  auto* text = cast<Str>(path);
  return with_code_points(text, [&](const auto* data) -> Str* {
    std::u32string wide(data, data + text->length);
    std::u32string result = normalized_path(std::u32string_view(wide));
    return new_str_of(reinterpret_cast<const uint32_t*>(result.data()), ssize(result.size()));
  });
}

// --- extended attributes --------------------------------------------------------------------------

// The result of a call that is told how large its buffer is and fails with ERANGE if it is too small.
template <class Read> Result<std::string> read_growing(Thread& t, const Path& path, Read&& read) {
  for (size_t size : {size_t(256), size_t(XATTR_SIZE_MAX)}) {
    std::string buffer(size, '\0');
    ssize_t length = without_gil(t, [&] { return read(buffer.data(), size); });
    if (length >= 0) {
      buffer.resize(size_t(length));
      return buffer;
    }
    if (errno != ERANGE) break;
  }
  return raise_path_error(t, path);
}

Object* posix_getxattr(Thread& t, const FilePathOrDescriptor& path, const FilePath& attribute, bool follow_symlinks) {
  TRY(refuse_links_with_descriptor(t, "getxattr", path, follow_symlinks));
  TRY(audit(t, "os.getxattr", path.object, attribute.object));
  return new_bytes(TRY(read_growing(t, path, [&](char* data, size_t size) {
    if (path.fd >= 0) return ::fgetxattr(path.fd, attribute.c_str(), data, size);
    return follow_symlinks ? ::getxattr(path.c_str(), attribute.c_str(), data, size)
                           : ::lgetxattr(path.c_str(), attribute.c_str(), data, size);
  })));
}

Status posix_setxattr(Thread& t, const FilePathOrDescriptor& path, const FilePath& attribute, const BytesLike& value,
                      int flags, bool follow_symlinks) {
  TRY(refuse_links_with_descriptor(t, "setxattr", path, follow_symlinks));
  if (has_audit_hooks) {
    Object* bytes = TRY(new_bytes(value.bytes.data(), ssize(value.bytes.size())));
    TRY(audit(t, "os.setxattr", path.object, attribute.object, bytes, flags));
  }
  std::string_view v = value.bytes;
  int result = without_gil(t, [&] {
    if (path.fd > -1) return ::fsetxattr(path.fd, attribute.c_str(), v.data(), v.size(), flags);
    if (follow_symlinks) return ::setxattr(path.c_str(), attribute.c_str(), v.data(), v.size(), flags);
    return ::lsetxattr(path.c_str(), attribute.c_str(), v.data(), v.size(), flags);
  });
  return done_unless(t, result, path);
}

Status posix_removexattr(Thread& t, const FilePathOrDescriptor& path, const FilePath& attribute, bool follow_symlinks) {
  TRY(refuse_links_with_descriptor(t, "removexattr", path, follow_symlinks));
  TRY(audit(t, "os.removexattr", path.object, attribute.object));
  int result = without_gil(t, [&] {
    if (path.fd > -1) return ::fremovexattr(path.fd, attribute.c_str());
    if (follow_symlinks) return ::removexattr(path.c_str(), attribute.c_str());
    return ::lremovexattr(path.c_str(), attribute.c_str());
  });
  return done_unless(t, result, path);
}

Object* posix_listxattr(Thread& t, const PathOf<kPathDescriptorOrNone>& path, bool follow_symlinks) {
  TRY(refuse_links_with_descriptor(t, "listxattr", path, follow_symlinks));
  TRY(audit(t, "os.listxattr", path.object));
  const char* name = path.is_none ? "." : path.c_str();
  std::string names = TRY(read_growing(t, path, [&](char* data, size_t size) {
    if (path.fd > -1) return ::flistxattr(path.fd, data, size);
    return follow_symlinks ? ::listxattr(name, data, size) : ::llistxattr(name, data, size);
  }));
  List* list = TRY(new_list(t));
  for (size_t at = 0; at < names.size(); at = names.find('\0', at) + 1)
    TRY(list_append(t, list, TRY(decode_path(names.c_str() + at))));
  return list;
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/posix/file_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX posix
#define NATIVE_NAME "posix"
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const posix_file_functions = posix_method_rows;

}  // namespace sidewinder
