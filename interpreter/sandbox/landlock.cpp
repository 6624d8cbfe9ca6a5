// Landlock: what the process may open, by where files lie. glibc has no functions for it, and the distribution's header
// not the newer rights.
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

#include "interpreter/sandbox/parts.h"

namespace sidewinder {

namespace {

constexpr uint64_t kTruncate = 1u << 14, kDeviceControl = 1u << 15;  // since the interface's versions 3 and 5
constexpr uint64_t kBindTcp = 1, kConnectTcp = 2;                    // 4
constexpr uint64_t kAbstractSockets = 1, kSignals = 2;               // 6: to processes outside

struct Handled {
  uint64_t files = 0, network = 0, scopes = 0;
};

Handled handled_by(long version) {
  Handled all;
  all.files = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
  if (version >= 2) all.files |= LANDLOCK_ACCESS_FS_REFER;
  if (version >= 3) all.files |= kTruncate;
  if (version >= 4) all.network = kBindTcp | kConnectTcp;
  if (version >= 5) all.files |= kDeviceControl;
  if (version >= 6) all.scopes = kAbstractSockets | kSignals;
  return all;
}

// Older kernels take the beginning of the struct.
long create_ruleset(long version, const Handled& handled) {
  size_t size = version >= 6 ? sizeof handled : version >= 4 ? 2 * sizeof(uint64_t) : sizeof(uint64_t);
  return ::syscall(SYS_landlock_create_ruleset, &handled, size, 0);
}

// What is not there needs no right.
bool allow(int ruleset, const std::string& path) {
  int fd = ::open(path.c_str(), O_PATH | O_CLOEXEC);
  if (fd < 0) return true;
  struct stat info;
  bool is_folder = ::fstat(fd, &info) == 0 && S_ISDIR(info.st_mode);
  uint64_t rights = LANDLOCK_ACCESS_FS_READ_FILE;
  if (is_folder) rights |= LANDLOCK_ACCESS_FS_READ_DIR;
  if (path == kNowhere) rights |= LANDLOCK_ACCESS_FS_WRITE_FILE;
  landlock_path_beneath_attr rule{rights, fd};
  bool done = ::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
  ::close(fd);
  return done;
}

}  // namespace

bool restrict_files(const std::vector<std::string>& readable) {
  long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return false;
  int ruleset = int(create_ruleset(version, handled_by(version)));
  if (ruleset < 0) return false;
  bool done = true;
  for (const std::string& path : readable) done &= allow(ruleset, path);
  done = done && ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
  ::close(ruleset);
  return done;
}

}  // namespace sidewinder
