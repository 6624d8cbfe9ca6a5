#include "interpreter/sandbox/sandbox.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "interpreter/execution/eval.h"
#include "interpreter/imports/cache_path.h"
#include "interpreter/imports/compile_text.h"
#include "interpreter/imports/import.h"
#include "interpreter/modules/posix/path.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/sandbox/parts.h"
#include "interpreter/startup/python_paths.h"
#include "interpreter/startup/settings.h"
#include "interpreter/startup/startup.h"

namespace sidewinder {

SandboxRules sandbox_rules;

namespace {

extern "C" char** environ;

// Beside the library: what its extension modules are linked with, the time zones, and the device of nothing.
constexpr const char* kSystemFiles[] = {
    "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64",         "/etc/ld.so.cache",
    "/usr/lib/locale",       "/usr/share/zoneinfo",       "/etc/localtime", kNowhere};
constexpr const char* kMarkers = "GC_MARKERS";  // how many threads the collector has
constexpr const char* kKeptVariables[] = {"PATH=", "LANG=", "LC_", "TZ=", "TERM="};

// Of files, numbers alone: "." and ".." have none.
std::vector<int> numbers_in(const char* folder) {
  std::vector<int> numbers;
  DIR* entries = ::opendir(folder);
  if (!entries) return numbers;
  while (dirent* entry = ::readdir(entries)) {
    int number = std::atoi(entry->d_name);
    if (number > 0 && number != ::dirfd(entries)) numbers.push_back(number);
  }
  ::closedir(entries);
  return numbers;
}

// A folder that stands for a standard stream would lead to the files around it.
void close_standard_folders() {
  for (int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    struct stat info;
    if (::fstat(fd, &info) != 0 || !S_ISDIR(info.st_mode)) continue;
    int nothing = ::open(kNowhere, O_RDWR);
    if (nothing < 0 || ::dup2(nothing, fd) < 0) std::abort();
    ::close(nothing);
  }
}

// Others are not only taken from the list: their text is wiped.
void forget_environment() {
  auto is_kept = [](const char* variable) {
    for (const char* begin : kKeptVariables)
      if (std::strncmp(variable, begin, std::strlen(begin)) == 0) return true;
    return false;
  };
  char** kept = environ;
  for (char** at = environ; *at; ++at) {
    if (is_kept(*at)) *kept++ = *at;
    else explicit_bzero(*at, std::strlen(*at));
  }
  *kept = nullptr;
}

std::string current_folder() {
  char path[PATH_MAX];
  return ::getcwd(path, sizeof path) ? path : "/";
}
std::string absolute(const std::string& path) { return path[0] == '/' ? path : current_folder() + "/" + path; }

// The library is what sys.path has after start-up.
Status add_library(Thread& t, std::vector<std::string>& readable) {
  Object* path = TRY(system_attribute(t, "path"));
  TRY(for_each(t, path, [&](Object* entry) -> Status {
    if (!is_str(entry)) return Status::ok();
    std::string text = TRY(path_argument(t, entry));
    if (!text.empty()) readable.push_back(absolute(text));
    return Status::ok();
  }));
  readable.push_back(python_paths.library);
  readable.push_back(built_cache_folder());
  for (const char* file : kSystemFiles) readable.push_back(file);
  return Status::ok();
}

// At the limit the program gets an exception, and the kernel's end of it a second later.
Status raise_at_cpu_limit(Thread& t, int seconds) {
  std::string text =
      "import signal\n"
      "def spent(number, frame):\n"
      "    raise TimeoutError('the sandbox\\'s processor time is used up (--cpu " +
      std::to_string(seconds) +
      ")')\n"
      "signal.signal(signal.SIGXCPU, spent)\n";
  Dict* names = TRY(new_dict(t));
  TRY(dict_set_str(t, names, intern("__builtins__"), builtins_dict()));
  bool dumps = std::exchange(runtime_settings.dump_bytecode, false);  // it is none of the program's
  Code* code = compile_text(t, text, "<sandbox>", ParseMode::Exec, 0);
  runtime_settings.dump_bytecode = dumps;
  if (!code) return Raised{};
  TRY(run_code(t, code, names, nullptr));
  return Status::ok();
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : "; ") + word;
  return text;
}

// The kernel's parts, in the order in which each still may do what it needs.
struct Enforcement {
  std::vector<std::string> missing, weaker;

  void apply(const std::vector<std::string>& readable) {
    if (!limit_resources(sandbox_rules.cpu_seconds, sandbox_rules.memory_mb))
      missing.push_back("limits of processor time and memory (setrlimit)");
    bool has_own_root = enter_own_root(readable, current_folder());
    bool has_rules = restrict_files(readable);
    if (!has_own_root && !has_rules) missing.push_back("which files are read (neither Landlock nor namespaces)");
    else if (!has_own_root) weaker.push_back("names, sizes and times of other files can be seen (no namespaces)");
    drop_capabilities();
    if (!restrict_system_calls(has_own_root || has_rules))
      missing.push_back("processes, sockets and other system calls (seccomp)");
  }
};

}  // namespace

std::vector<int> open_descriptors() {
  std::vector<int> all;
  for (int fd : numbers_in("/proc/self/fd"))
    if (fd > STDERR_FILENO) all.push_back(fd);
  return all;
}

void enter_sandbox(const std::vector<int>& inherited) {
  for (int fd : inherited) ::close(fd);
  close_standard_folders();
  forget_environment();
  // Rules of the kernel hold for a thread and those that it starts: there must be no others.
  ::setenv(kMarkers, "1", 1);
  leave_namespaces();
}

void interpreter_is_up_in_sandbox() { ::unsetenv(kMarkers); }

Status seal_sandbox(Thread& t, const std::string& script, std::string* problem) {
  std::vector<std::string> readable;
  TRY(add_library(t, readable));
  if (!script.empty()) readable.push_back(absolute(script));
  for (const std::string& path : sandbox_rules.readable) readable.push_back(absolute(path));
  if (sandbox_rules.cpu_seconds) TRY(raise_at_cpu_limit(t, sandbox_rules.cpu_seconds));
  Enforcement kernel;
  if (numbers_in("/proc/self/task").size() > 1) kernel.missing.push_back("what threads do that run already");
  kernel.apply(readable);
  if (!kernel.missing.empty() && !sandbox_rules.may_be_weaker)
    *problem = "this system does not enforce: " + joined(kernel.missing) +
               " (--allow-weaker runs the program nevertheless)";
  kernel.missing.insert(kernel.missing.end(), kernel.weaker.begin(), kernel.weaker.end());
  if (problem->empty() && !kernel.missing.empty())
    std::fprintf(stderr, "sandbox: not enforced here: %s\n", joined(kernel.missing).c_str());
  if (sandbox_rules.refuses_in_words) refuse_in_words(readable);
  return Status::ok();
}

}  // namespace sidewinder
