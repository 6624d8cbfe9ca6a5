// The interpreter's own part: an audit hook that refuses what the kernel would, with the thing's name and what helps.
// It is C++: no program finds it to change it; and one that gets round it meets the kernel.
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>

#include "interpreter/modules/posix/path.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/sandbox/parts.h"

namespace sidewinder {

namespace {

enum class Rule { Opens, ReadsPath, ChangesFiles, StartsProcess, Signals, Socket, NewSocket, NativeCode, Limits };

struct Row {
  std::string_view event;  // with a dot at the end: all that begin so
  Rule rule;
};
constexpr Row kRows[] = {
    {"open", Rule::Opens},
    {"os.listdir", Rule::ReadsPath},
    {"os.scandir", Rule::ReadsPath},
    {"os.chdir", Rule::ReadsPath},
    {"os.getxattr", Rule::ReadsPath},
    {"os.listxattr", Rule::ReadsPath},
    {"sqlite3.connect", Rule::ReadsPath},
    {"os.chmod", Rule::ChangesFiles},
    {"os.chown", Rule::ChangesFiles},
    {"os.link", Rule::ChangesFiles},
    {"os.mkdir", Rule::ChangesFiles},
    {"os.remove", Rule::ChangesFiles},
    {"os.removexattr", Rule::ChangesFiles},
    {"os.rename", Rule::ChangesFiles},
    {"os.rmdir", Rule::ChangesFiles},
    {"os.setxattr", Rule::ChangesFiles},
    {"os.symlink", Rule::ChangesFiles},
    {"os.truncate", Rule::ChangesFiles},
    {"os.utime", Rule::ChangesFiles},
    {"os.exec", Rule::StartsProcess},
    {"os.fork", Rule::StartsProcess},
    {"os.forkpty", Rule::StartsProcess},
    {"os.posix_spawn", Rule::StartsProcess},
    {"os.spawn", Rule::StartsProcess},
    {"os.system", Rule::StartsProcess},
    {"pty.spawn", Rule::StartsProcess},
    {"subprocess.Popen", Rule::StartsProcess},
    {"os.kill", Rule::Signals},
    {"os.killpg", Rule::Signals},
    {"socket.__new__", Rule::NewSocket},
    {"socket.", Rule::Socket},
    {"ctypes.", Rule::NativeCode},
    {"resource.setrlimit", Rule::Limits},
    {"resource.prlimit", Rule::Limits},
};

std::vector<std::string>& readable() {
  static auto* const paths = new std::vector<std::string>;
  return *paths;
}

bool is_within(const std::string& path, const std::string& folder) {
  return path == folder || path.compare(0, folder.size() + 1, folder + "/") == 0;
}

// Without links, as far as the path is there; without dots in any case.
std::string settled(const std::string& path) {
  char real[PATH_MAX];
  if (::realpath(path.c_str(), real)) return real;
  size_t slash = path.rfind('/');
  if (slash == std::string::npos || slash == 0) return path;
  std::string name = path.substr(slash + 1);
  return name == ".." ? path : settled(path.substr(0, slash)) + (name.empty() || name == "." ? "" : "/" + name);
}

bool may_read(std::string path) {
  char current[PATH_MAX];
  if (path.empty()) path = ".";
  if (path[0] != '/') path = std::string(::getcwd(current, sizeof current) ? current : "") + "/" + path;
  path = settled(path);
  return std::any_of(readable().begin(), readable().end(),
                     [&](const std::string& all) { return is_within(path, all); });
}

Raised refuse(Thread& t, const std::string& words, Object* name = nullptr) {
  Object* arguments[] = {TRY(int_from_int64(EACCES)), TRY(new_str(words)), name ? name : none()};
  Object* error = call(t, &exceptions::PermissionError, Args{arguments, 3});
  return error ? raise_object(t, error) : Raised{};
}

// Descriptors are open already; what is no path at all, the function itself complains about.
Result<std::string> path_of(Thread& t, Object* name) {
  bool is_path = is_str(name) || is_bytes_like(name);
  if (!is_path) return std::string();
  return path_argument(t, name);
}

Status refuse_path(Thread& t, Object* name) {
  std::string path = name == none() ? std::string(".") : TRY(path_of(t, name));
  if (path.empty() || path == ":memory:" || may_read(path)) return Status::ok();
  return refuse(t, "the sandbox does not read this; the option --read with its path allows it", name);
}

Status refuse_opening(Thread& t, Tuple* arguments) {
  constexpr int64_t kChanges = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
  Object* name = (*arguments)[0];
  if (is_int(name)) return Status::ok();
  int64_t flags = 0;
  if (arguments->size > 2 && is_int((*arguments)[2])) flags = TRY(int_to_int64(t, (*arguments)[2]));
  std::string path = TRY(path_of(t, name));
  if (path == kNowhere) return Status::ok();
  if (flags & kChanges)
    return refuse(t, "the sandbox writes no files; print the result, or keep it in memory (io.BytesIO)", name);
  return refuse_path(t, name);
}

Status refuse_signal(Thread& t, std::string_view event, Object* process) {
  if (event == "os.kill" && is_int(process) && TRY(int_to_int64(t, process)) == ::getpid()) return Status::ok();
  return refuse(t, "the sandbox sends no signals to other processes");
}

Status refuse_socket(Thread& t, std::string_view event) {
  return refuse(t, "the sandbox has no network (" + std::string(event) + "); without --sandbox there is one");
}
// The ends of socketpair() are sockets too, and asyncio's.
Status refuse_new_socket(Thread& t, Tuple* arguments) {
  Object* family = arguments->size > 1 ? (*arguments)[1] : none();
  if (is_int(family)) {
    int64_t number = TRY(int_to_int64(t, family));
    if (number == AF_UNIX || number == -1) return Status::ok();
  }
  return refuse_socket(t, "socket.socket");
}

Status apply(Thread& t, Rule rule, std::string_view event, Tuple* arguments) {
  Object* first = arguments->size ? (*arguments)[0] : none();
  switch (rule) {
    case Rule::Opens: return arguments->size ? refuse_opening(t, arguments) : Status::ok();
    case Rule::ReadsPath: return refuse_path(t, first);
    case Rule::ChangesFiles: return refuse(t, "the sandbox changes no files (" + std::string(event) + ")", first);
    case Rule::StartsProcess:
      return refuse(t,
                    "the sandbox starts no processes (" + std::string(event) + "); without --sandbox there are some");
    case Rule::Signals: return refuse_signal(t, event, first);
    case Rule::Socket: return event == "socket.gethostname" ? Status::ok() : refuse_socket(t, event);
    case Rule::NewSocket: return refuse_new_socket(t, arguments);
    case Rule::NativeCode:
      return refuse(t, "the sandbox calls no native code (" + std::string(event) + "); without --sandbox ctypes works");
    case Rule::Limits: return refuse(t, "the sandbox's limits stay; the options --cpu and --memory set them");
  }
  return Status::ok();
}

Status look_at_event(Thread& t, std::string_view event, Tuple* arguments) {
  for (const Row& row : kRows) {
    bool is_prefix = row.event.back() == '.';
    if (is_prefix ? event.substr(0, row.event.size()) == row.event : event == row.event)
      return apply(t, row.rule, event, arguments);
  }
  return Status::ok();
}

}  // namespace

void refuse_in_words(std::vector<std::string> paths) {
  for (const std::string& path : paths) readable().push_back(settled(path));
  set_native_audit_hook(look_at_event);
}

}  // namespace sidewinder
