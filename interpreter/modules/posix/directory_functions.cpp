// Folders: what is in them, and which is the current one. scandir's entries are in directory_entry.cpp.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <climits>
#include <vector>

#include "interpreter/execution/descriptors.h"
#include "interpreter/execution/system_call.h"
#include "interpreter/modules/posix/directory_entry.h"
#include "interpreter/modules/posix/posix.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// A folder that is closed at the scope's end.
class OpenDirectory {
 public:
  explicit OpenDirectory(DIR* stream) : stream_(stream) {}
  ~OpenDirectory() { ::closedir(stream_); }
  OpenDirectory(const OpenDirectory&) = delete;
  DIR* stream() const { return stream_; }

 private:
  DIR* stream_;
};

DIR* opened_directory(Thread& t, const Path& path) {
  auto open = [&] { return without_gil(t, [&] { return open_directory(path); }); };
  DIR* stream = open();
  return !stream && make_descriptors(t, errno) ? open() : stream;
}

Object* posix_listdir(Thread& t, const PathOf<kPathDescriptorOrNone>& path) {
  TRY(audit(t, "os.listdir", path.object));
  DIR* stream = opened_directory(t, path);
  if (!stream) return raise_path_error(t, path);
  OpenDirectory directory(stream);
  if (path.by_descriptor) ::rewinddir(stream);  // the descriptor's position is shared
  List* names = TRY(new_list(t));
  for (;;) {
    TRY(check_signals(t));
    errno = 0;
    const dirent* entry = without_gil(t, [&] { return ::readdir(stream); });
    if (!entry && errno) return raise_path_error(t, path);
    if (!entry) return names;
    if (!is_dot_name(entry->d_name)) TRY(list_append(t, names, TRY(path.answer(entry->d_name))));
  }
}

Object* posix_scandir(Thread& t, const PathOf<kPathDescriptorOrNone>& path) {
  TRY(audit(t, "os.scandir", path.object));
  DIR* stream = opened_directory(t, path);
  if (!stream) return raise_path_error(t, path);
  if (path.by_descriptor) ::rewinddir(stream);
  return new_directory_iterator(t, path, stream);
}

Status posix_mkdir(Thread& t, const FilePath& path, int mode, DirectoryDescriptor directory) {
  TRY(audit(t, "os.mkdir", path.object, mode, directory.number()));
  int result = without_gil(t, [&] { return ::mkdirat(directory.fd, path.c_str(), mode_t(mode)); });
  return result ? Status(raise_path_error(t, path)) : Status::ok();
}

Status posix_rmdir(Thread& t, const FilePath& path, DirectoryDescriptor directory) {
  TRY(audit(t, "os.rmdir", path.object, directory.number()));
  auto remove = [&] { return ::unlinkat(directory.fd, path.c_str(), AT_REMOVEDIR); };
  int result = without_gil(t, remove);
  // What is still in it may go with an object that the program has let go of: temporary files.
  if (result && errno == ENOTEMPTY) {
    Object* const kept[] = {path.object, path.text};
    collect_what_was_dropped(t, {kept});
    result = without_gil(t, remove);
  }
  return result ? Status(raise_path_error(t, path)) : Status::ok();
}

Status posix_chdir(Thread& t, const FilePathOrDescriptor& path) {
  TRY(audit(t, "os.chdir", path.object));
  int result = without_gil(t, [&] { return path.fd != -1 ? ::fchdir(path.fd) : ::chdir(path.c_str()); });
  return result ? Status(raise_path_error(t, path)) : Status::ok();
}

Status posix_fchdir(Thread& t, Descriptor directory) {
  TRY(audit(t, "os.chdir", directory.fd));
  return system_action(t, [&] { return ::fchdir(directory.fd); });
}

Status posix_chroot(Thread& t, const FilePath& path) {
  int result = without_gil(t, [&] { return ::chroot(path.c_str()); });
  return result ? Status(raise_path_error(t, path)) : Status::ok();
}

Result<std::string> current_directory(Thread& t) {
  std::string path(PATH_MAX, '\0');
  while (!::getcwd(path.data(), path.size())) {
    if (errno != ERANGE) return raise_os_error(t, errno);
    path.resize(path.size() * 2);
  }
  return std::string(path.c_str());
}

Object* posix_getcwd(Thread& t) { return decode_path(TRY(current_directory(t))); }
Object* posix_getcwdb(Thread& t) { return new_bytes(TRY(current_directory(t))); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/posix/directory_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX posix
#define NATIVE_NAME "posix"
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const posix_directory_functions = posix_method_rows;

// A descriptor is duplicated, since closing the folder closes it.
DIR* open_directory(const Path& path) {
  if (!path.by_descriptor) return ::opendir(path.is_none ? "." : path.c_str());
  int fd = ::fcntl(path.fd, F_DUPFD_CLOEXEC, 0);
  if (fd < 0) return nullptr;
  DIR* stream = ::fdopendir(fd);
  if (stream) return stream;
  int error = errno;
  ::close(fd);
  errno = error;
  return nullptr;
}

}  // namespace sidewinder
