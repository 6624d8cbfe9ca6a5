// One Python process that runs demos/mandelbrot/worker.py, with a pipe to its input and one from its output. Every wait
// has a deadline. The destructor ends the process, whatever it is doing.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "demos/mandelbrot/protocol.h"

namespace mandelbrot {

// The worker died, hangs or speaks nonsense: it is of no further use.
struct WorkerFailure {
  enum class Kind { Died, TimedOut, Confused };
  Kind kind;
  std::string message;
};

struct Frame {
  FrameType type;
  std::string payload;
};

class WorkerProcess {
 public:
  using Clock = std::chrono::steady_clock;

  // Throws WorkerFailure if the program cannot be started.
  explicit WorkerProcess(const std::vector<std::string>& command);
  ~WorkerProcess();
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  pid_t pid() const { return pid_; }
  int output() const { return output_; }  // to poll: readable when an answer has begun to come
  bool is_alive();

  // Both throw WorkerFailure.
  void send(std::string_view bytes, Clock::time_point deadline);
  Frame receive(Clock::time_point deadline);

 private:
  void wait_for(int fd, short events, Clock::time_point deadline);
  std::string read_exactly(std::size_t size, Clock::time_point deadline);
  WorkerFailure death();

  pid_t pid_ = -1;
  int input_ = -1;   // we write
  int output_ = -1;  // we read
};

}  // namespace mandelbrot
