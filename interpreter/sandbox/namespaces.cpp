// Namespaces: a root of the process's own, in which only what it may read exists; no network; no shared memory of
// others. They want a process of one thread, so they are left before the interpreter comes up, with the old root still
// there; the own root comes after start-up.
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <deque>

#include "interpreter/sandbox/parts.h"

namespace sidewinder {

namespace {

constexpr int kMostLinks = 40;
constexpr const char* kPlaceToBuild = "/usr";  // any folder that is there

bool has_left = false;

bool write_text(const char* path, const std::string& text) {
  int fd = ::open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return false;
  bool done = ::write(fd, text.data(), text.size()) == ssize_t(text.size());
  ::close(fd);
  return done;
}

std::string same_number(unsigned id) { return std::to_string(id) + " " + std::to_string(id) + " 1"; }

bool is_within(const std::string& path, const std::string& folder) {
  return path == folder || path.compare(0, folder.size() + 1, folder + "/") == 0;
}

std::deque<std::string> parts_of(const std::string& path) {
  std::deque<std::string> parts;
  for (size_t at = 0; at < path.size();) {
    size_t end = std::min(path.find('/', at), path.size());
    if (end > at) parts.push_back(path.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

// A folder or file that the new root is to have, held while it is made.
struct Source {
  std::string path;  // without links
  int tree;
  bool is_folder;
};

// The new root: skeleton of folders and links in memory, sources mounted into it.
class NewRoot {
 public:
  ~NewRoot() {
    for (Source& source : sources_) ::close(source.tree);
  }

  // Before the place to build is covered. False: the kernel does not let us.
  bool take(const std::string& path) {
    char real[PATH_MAX];
    struct stat info;
    if (!::realpath(path.c_str(), real) || ::stat(real, &info) != 0) return true;  // what is not there stays so
    if (std::any_of(sources_.begin(), sources_.end(), [&](Source& other) { return is_within(real, other.path); }))
      return true;
    int tree = ::open_tree(AT_FDCWD, real, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE);
    if (tree < 0) return false;
    sources_.push_back({real, tree, S_ISDIR(info.st_mode)});
    return make_read_only(sources_.back());
  }

  // The folders and links that a path leads through; they are looked up before the place to build is covered.
  void plan(const std::string& path) {
    std::deque<std::string> rest = parts_of(path);
    std::string at;
    for (int links = 0; !rest.empty() && links < kMostLinks;) {
      std::string part = rest.front();
      rest.pop_front();
      if (part == ".") continue;
      if (part == "..") {
        at.resize(std::max<ssize_t>(0, ssize_t(at.rfind('/'))));
        continue;
      }
      std::string next = at + "/" + part;
      char target[PATH_MAX];
      ssize_t length = ::readlink(next.c_str(), target, sizeof target);
      if (length < 0 || length == sizeof target) {
        at = next;
        add_folder(at, rest.empty());
        continue;
      }
      links++;
      std::string text(target, size_t(length));
      links_.push_back({next, text});
      if (text[0] == '/') at.clear();
      std::deque<std::string> more = parts_of(text);
      rest.insert(rest.begin(), more.begin(), more.end());
    }
  }

  bool build(const std::string& current_folder) {
    if (::mount("tmpfs", kPlaceToBuild, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=755") != 0) return false;
    make_skeleton();
    bool done = std::all_of(sources_.begin(), sources_.end(), put) && turn_to(current_folder);
    if (!done) ::umount2(kPlaceToBuild, MNT_DETACH);
    return done;
  }

 private:
  struct Link {
    std::string path, text;
  };

  static std::string here(const std::string& path) { return kPlaceToBuild + path; }
  bool is_in_a_source(const std::string& path) const {
    return std::any_of(sources_.begin(), sources_.end(), [&](const Source& s) { return is_within(path, s.path); });
  }
  void make_skeleton() const {
    for (const std::string& folder : folders_)
      if (!is_in_a_source(folder)) make_folder(folder);
    for (const Link& link : links_) {
      if (is_in_a_source(link.path)) continue;
      make_folder(folder_of(link.path));
      [[maybe_unused]] int there = ::symlink(link.text.c_str(), here(link.path).c_str());
    }
  }
  // The last part of a path is a source or a folder that is to be empty: a source makes its own place.
  void add_folder(const std::string& path, bool is_last) {
    struct stat info;
    bool is_folder = ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
    if (is_folder || !is_last) folders_.push_back(path);
  }
  static void make_folder(const std::string& path) {
    std::string made;
    for (const std::string& part : parts_of(path)) {
      made += "/" + part;
      ::mkdir(here(made).c_str(), 0755);
    }
  }
  static bool make_read_only(const Source& source) {
    mount_attr attributes{};
    attributes.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID;
    if (source.path.compare(0, 5, "/dev/") != 0) attributes.attr_set |= MOUNT_ATTR_NODEV;
    return ::mount_setattr(source.tree, "", AT_EMPTY_PATH | AT_RECURSIVE, &attributes, sizeof attributes) == 0;
  }
  static bool put(const Source& source) {
    std::string place = here(source.path);
    make_folder(source.is_folder ? source.path : folder_of(source.path));
    if (!source.is_folder) {
      int fd = ::open(place.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0444);
      if (fd >= 0) ::close(fd);
    }
    return ::move_mount(source.tree, "", AT_FDCWD, place.c_str(), MOVE_MOUNT_F_EMPTY_PATH) == 0;
  }
  // The old root lies on top of the new one for a moment, and goes.
  static bool turn_to(const std::string& current_folder) {
    if (::chdir(kPlaceToBuild) != 0 || ::syscall(SYS_pivot_root, ".", ".") != 0) return false;
    if (::umount2(".", MNT_DETACH) != 0 || ::chdir("/") != 0) std::abort();  // neither here nor there
    constexpr unsigned long kReadOnly = MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV;
    if (::mount(nullptr, "/", nullptr, kReadOnly, nullptr) != 0) std::abort();
    [[maybe_unused]] int there = ::chdir(current_folder.c_str());
    return true;
  }

  std::vector<Source> sources_;
  std::vector<std::string> folders_;
  std::vector<Link> links_;
};

}  // namespace

bool leave_namespaces() {
  std::string user = same_number(::geteuid()), group = same_number(::getegid());
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS) != 0) return false;
  write_text("/proc/self/setgroups", "deny");
  has_left = write_text("/proc/self/uid_map", user) && write_text("/proc/self/gid_map", group) &&
             ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
  return has_left;
}

bool enter_own_root(const std::vector<std::string>& readable, const std::string& current_folder) {
  if (!has_left) return false;
  std::vector<std::string> shortest_first = readable;
  std::stable_sort(shortest_first.begin(), shortest_first.end(),
                   [](const std::string& a, const std::string& b) { return a.size() < b.size(); });
  NewRoot root;
  for (const std::string& path : shortest_first) {
    if (!root.take(path)) return false;
    root.plan(path);
  }
  root.plan(current_folder);
  return root.build(current_folder);
}

// Those that the namespaces gave, and root's.
void drop_capabilities() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct none[2]{};
  ::syscall(SYS_capset, &header, none);
}

}  // namespace sidewinder
