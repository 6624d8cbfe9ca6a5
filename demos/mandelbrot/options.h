// The server's command line.
#pragma once

#include <chrono>
#include <string>

namespace mandelbrot {

struct Options {
  std::string host = "127.0.0.1";
  int port = 8080;  // 0: any free one
  std::string sidewinder;
  std::string python = "/usr/bin/python3";
  std::string files;                         // the folder with page.html, worker.py and py_mandel.py
  std::chrono::milliseconds timeout{60000};  // of one picture
};

// Exits with a message: code 0 for --help, 2 for a mistake.
Options parse_options(int argc, char** argv);

}  // namespace mandelbrot
