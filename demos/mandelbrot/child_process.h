// A process of our own with pipes to its input and from its output; its errors go where ours go.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace mandelbrot {

struct ChildProcess {
  pid_t pid = -1;
  int input = -1;  // both ends are ours to close, and do not block
  int output = -1;
};

// It gets default signals, and a process group of its own: Ctrl-C is for the server, which ends its children. If it
// cannot be started, `error` says why.
ChildProcess start_child(const std::vector<std::string>& command, std::string& error);

}  // namespace mandelbrot
