#include "interpreter/startup/python_paths.h"

#include <sys/stat.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "interpreter/startup/settings.h"

namespace sidewinder {

PythonPaths python_paths;

namespace {

constexpr char kDistributionPrefix[] = "/usr";

const char* python_variable(const char* name) {
  if (runtime_settings.ignore_environment) return nullptr;
  const char* value = std::getenv(name);
  return value && *value ? value : nullptr;
}

bool is_program(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

std::string current_folder() {
  char path[PATH_MAX];
  return ::getcwd(path, sizeof path) ? path : "";
}

std::string folder_of(const std::string& path) {
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : slash == 0 ? "/" : path.substr(0, slash);
}

std::string real_executable() {
  char path[PATH_MAX];
  return ::realpath("/proc/self/exe", path) ? path : "";
}

// Of two programs in one folder, the environment's `python3` may be ours and the folder's the distribution's.
bool is_this_program(const std::string& path) {
  char real[PATH_MAX];
  return is_program(path) && ::realpath(path.c_str(), real) && real == real_executable();
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// As the shell found it: a path, or a name in $PATH.
std::string invoked_executable(const char* name) {
  std::string text = name ? name : "";
  if (text.find('/') != std::string::npos) {
    if (text[0] != '/') text = current_folder() + "/" + (text.compare(0, 2, "./") == 0 ? text.substr(2) : text);
    return is_program(text) ? text : real_executable();
  }
  const char* path = std::getenv("PATH");
  if (!text.empty() && path)
    for (const std::string& folder : split(path, ':'))
      if (!folder.empty() && is_program(folder + "/" + text)) return folder + "/" + text;
  return real_executable();
}

std::string trimmed(const std::string& text) {
  size_t begin = text.find_first_not_of(" \t\r"), end = text.find_last_not_of(" \t\r");
  return begin == std::string::npos ? "" : text.substr(begin, end - begin + 1);
}

// `home` of a virtual environment's pyvenv.cfg, which lies beside the executable or one folder up. Empty: there is
// none.
std::string home_of_environment(const std::string& executable) {
  std::string folder = folder_of(executable);
  for (const std::string& place : {folder, folder_of(folder)}) {
    std::ifstream file(place + "/pyvenv.cfg");
    for (std::string line; std::getline(file, line);) {
      size_t equals = line.find('=');
      if (equals != std::string::npos && trimmed(line.substr(0, equals)) == "home")
        return trimmed(line.substr(equals + 1));
    }
  }
  return "";
}

bool has_library(const std::string& prefix) {
  struct stat info;
  return ::stat((prefix + "/lib/python3.11/os.py").c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

// The executable's neighbour, as in a tree that was copied as a whole; else the distribution's.
std::string prefix_beside(const std::string& folder_of_executable) {
  std::string prefix = folder_of(folder_of_executable);
  return prefix.size() > 1 && has_library(prefix) ? prefix : kDistributionPrefix;
}

void find_prefixes(const std::string& home_of_environment) {
  PythonPaths& paths = python_paths;
  std::string folder = home_of_environment.empty() ? folder_of(paths.executable) : home_of_environment;
  paths.prefix = paths.exec_prefix = prefix_beside(folder);
  if (const char* home = python_variable("PYTHONHOME")) {
    std::vector<std::string> both = split(home, ':');
    paths.prefix = both[0];
    paths.exec_prefix = both.size() > 1 ? both[1] : both[0];
  }
  paths.library = paths.prefix + "/lib/python3.11";
}

// Of `EXECUTABLE._pth`, if there is one: nothing but its lines, beside the executable, is searched, and nothing of the
// environment or the current folder; `import site` asks for module site.
bool read_search_path(const std::string& executable) {
  std::ifstream file(executable + "._pth");
  if (!file) return false;
  RuntimeSettings& s = runtime_settings;
  s.isolated = s.ignore_environment = s.no_user_site = s.safe_path = s.no_site = true;
  for (std::string line; std::getline(file, line);) {
    line = trimmed(line);
    if (line.empty() || line[0] == '#') continue;
    if (line == "import site") s.no_site = false;
    else if (line.compare(0, 7, "import ") != 0)
      python_paths.search.push_back((std::filesystem::path(folder_of(executable)) / line).lexically_normal());
  }
  for (std::string& folder : python_paths.search)
    if (folder.size() > 1 && folder.back() == '/') folder.pop_back();
  return true;
}

void find_search_path() {
  PythonPaths& paths = python_paths;
  if (const char* wish = python_variable("PYTHONPATH"))
    for (std::string& folder : split(wish, ':')) paths.search.push_back(std::move(folder));
  paths.search.push_back(paths.prefix + "/lib/python311.zip");
  paths.search.push_back(paths.library);
  paths.search.push_back(paths.exec_prefix + "/lib/python3.11/lib-dynload");
}

}  // namespace

void find_python_paths(int argc, char** argv) {
  PythonPaths& paths = python_paths;
  paths.original_arguments.assign(argv, argv + argc);
  paths.executable = paths.base_executable = invoked_executable(argc ? argv[0] : nullptr);
  std::string home = home_of_environment(paths.executable);
  if (!home.empty()) {
    size_t slash = paths.executable.rfind('/');
    std::string candidate = home + paths.executable.substr(slash);
    paths.base_executable = is_this_program(candidate) ? candidate : real_executable();
  }
  bool is_listed = read_search_path(paths.executable);
  find_prefixes(home);
  if (!is_listed) find_search_path();
}

}  // namespace sidewinder
