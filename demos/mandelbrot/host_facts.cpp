#include "demos/mandelbrot/host_facts.h"

#include <sched.h>
#include <stdlib.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>

#include <algorithm>
#include <fstream>

namespace mandelbrot {

namespace {

// What stands behind `key` and the separator in a file of such lines.
std::string value_in(const char* file, const std::string& key, char separator) {
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    std::size_t place = line.find(separator);
    if (!line.starts_with(key) || place == line.npos) continue;
    std::string value = line.substr(place + 1);
    std::erase(value, '"');
    return value.substr(std::min(value.find_first_not_of(' '), value.size()));
  }
  return "unknown";
}

unsigned usable_cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  return sched_getaffinity(0, sizeof set, &set) == 0 ? unsigned(CPU_COUNT(&set)) : 1;
}

}  // namespace

HostFacts host_facts() {
  HostFacts facts;
  facts.processor = value_in("/proc/cpuinfo", "model name", ':');
  facts.cores = std::max(1u, usable_cores());
  struct sysinfo info {};
  if (sysinfo(&info) == 0) facts.memory_gib = double(info.totalram) * info.mem_unit / (1u << 30);
  facts.system = value_in("/etc/os-release", "PRETTY_NAME", '=');
  utsname name{};
  if (uname(&name) == 0) facts.kernel = std::string(name.sysname) + " " + name.release;
  facts.compiler = "g++ " __VERSION__;
  getloadavg(&facts.load, 1);
  return facts;
}

}  // namespace mandelbrot
