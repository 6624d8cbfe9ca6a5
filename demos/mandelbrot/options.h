// The server's command line.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "demos/mandelbrot/engine.h"

namespace mandelbrot {

struct Options {
  std::string host = "127.0.0.1";
  int port = 8080;            // 0: any free one
  bool may_move_port = true;  // the port was not asked for: the next free one will do
  std::string files;          // the folder with worker.py and py_mandel.py
  std::size_t workers = 2;    // for each engine
  std::size_t max_pixels = 4096 * 1024;
  std::chrono::seconds max_seconds{60};
  std::size_t max_connections_per_address = 32;
  std::vector<EngineSetup> engines;
};

// Exits with a message: code 0 for --help, 2 for a mistake.
Options parse_options(int argc, char** argv);

}  // namespace mandelbrot
