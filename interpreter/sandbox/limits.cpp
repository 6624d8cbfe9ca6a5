// What setrlimit keeps. Memory is counted from what the interpreter has itself after start-up.
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>

#include "interpreter/sandbox/parts.h"

namespace sidewinder {

namespace {

constexpr rlim_t kOpenFiles = 256;
constexpr rlim_t kLastSeconds = 1;  // between the exception and the kernel's end of the process

bool limit(__rlimit_resource_t what, rlim_t soft, rlim_t hard) {
  rlimit now{};
  if (::getrlimit(what, &now) != 0) return false;
  if (hard > now.rlim_max) hard = now.rlim_max;
  rlimit wish{soft < hard ? soft : hard, hard};
  return ::setrlimit(what, &wish) == 0;
}

// Bytes of address space; 0: not to be learned.
rlim_t address_space() {
  FILE* file = std::fopen("/proc/self/statm", "r");
  if (!file) return 0;
  unsigned long pages = 0;
  int read = std::fscanf(file, "%lu", &pages);
  std::fclose(file);
  return read == 1 ? rlim_t(pages) * rlim_t(::sysconf(_SC_PAGESIZE)) : 0;
}

}  // namespace

bool limit_resources(int cpu_seconds, int memory_mb) {
  bool done = limit(RLIMIT_CORE, 0, 0) && limit(RLIMIT_NOFILE, kOpenFiles, kOpenFiles);
  if (cpu_seconds) done &= limit(RLIMIT_CPU, rlim_t(cpu_seconds), rlim_t(cpu_seconds) + kLastSeconds);
  if (!memory_mb) return done;
  rlim_t now = address_space();
  rlim_t most = now + (rlim_t(memory_mb) << 20);
  return now && limit(RLIMIT_AS, most, most) && done;
}

}  // namespace sidewinder
