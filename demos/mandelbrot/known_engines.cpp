#include "demos/mandelbrot/known_engines.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace mandelbrot {

namespace {

constexpr const char* kPython = "/usr/bin/python3";
constexpr int kOldestMinor = 9, kNewestMinor = 16;

std::string beside_this_program(const char* name) {
  std::error_code error;
  auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  return (self.parent_path() / name).string();
}

// Version managers put scripts in PATH, for versions that are not there too.
bool is_script(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return stream.get() == '#' && stream.get() == '!';
}

// Empty if there is none in PATH.
std::string find_program(const std::string& name) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path != nullptr ? path : "");
  for (std::string folder; std::getline(folders, folder, ':');) {
    std::string file = folder + "/" + name;
    if (!folder.empty() && access(file.c_str(), X_OK) == 0 && !is_script(file)) return file;
  }
  return {};
}

std::string real_path(const std::string& file) {
  std::error_code error;
  return std::filesystem::canonical(file, error).string();
}

}  // namespace

std::vector<EngineSetup> known_engines() {
  std::string sidewinder = beside_this_program("sidewinder");
  std::vector<EngineSetup> engines = {
      {"cpython", "CPython", {kPython}, true},
      {"sidewinder", "Sidewinder", {sidewinder}, true},
      {"sidewinder-nojit", "Sidewinder without JIT", {sidewinder, "-X", "jit=off"}, true}};
  if (std::string pypy = find_program("pypy3"); !pypy.empty()) engines.push_back({"pypy", "PyPy", {pypy}, false});
  for (int minor = kOldestMinor; minor <= kNewestMinor; minor++) {
    std::string version = "3." + std::to_string(minor);
    std::string program = find_program("python" + version);
    if (!program.empty() && real_path(program) != real_path(kPython))
      engines.push_back({"cpython" + version, "CPython " + version, {program}, false});
  }
  return engines;
}

}  // namespace mandelbrot
