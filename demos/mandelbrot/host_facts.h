// What a measurement must be read with: the machine, its system, and what the server was built by.
#pragma once

#include <string>

namespace mandelbrot {

struct HostFacts {
  std::string processor;
  unsigned cores = 1;  // that this process may use
  double memory_gib = 0;
  std::string system;    // the distribution
  std::string kernel;    // of the operating system
  std::string compiler;  // that built the server
  double load = 0;       // of the last minute
};

HostFacts host_facts();

}  // namespace mandelbrot
