#include "demos/mandelbrot/worker_process.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <thread>

#include "demos/mandelbrot/child_process.h"

namespace mandelbrot {

namespace {

using namespace std::chrono_literals;

}  // namespace

WorkerProcess::WorkerProcess(const std::vector<std::string>& command) {
  std::string error;
  ChildProcess child = start_child(command, error);
  if (child.pid < 0) throw WorkerFailure{WorkerFailure::Kind::Died, error};
  pid_ = child.pid;
  input_ = child.input;
  output_ = child.output;
}

WorkerProcess::~WorkerProcess() {
  close(input_);  // the end of its input is what a healthy worker stops at
  close(output_);
  for (int i = 0; i < 20 && pid_ > 0; i++) {
    if (waitpid(pid_, nullptr, WNOHANG) != 0) return;
    std::this_thread::sleep_for(5ms);
  }
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
}

bool WorkerProcess::is_alive() {
  if (pid_ > 0 && waitpid(pid_, nullptr, WNOHANG) != 0) pid_ = -1;
  return pid_ > 0;
}

void WorkerProcess::send(std::string_view bytes, Clock::time_point deadline) {
  while (!bytes.empty()) {
    wait_for(input_, POLLOUT, deadline);
    ssize_t written = write(input_, bytes.data(), bytes.size());
    if (written > 0) bytes.remove_prefix(written);
    else if (errno != EAGAIN && errno != EINTR) throw death();
  }
}

Frame WorkerProcess::receive(Clock::time_point deadline) {
  auto header = decode_header(read_exactly(kHeaderSize, deadline));
  if (!header) throw WorkerFailure{WorkerFailure::Kind::Confused, "the worker's answer is not of this protocol"};
  return {header->type, read_exactly(header->length, deadline)};
}

void WorkerProcess::wait_for(int fd, short events, Clock::time_point deadline) {
  for (;;) {
    auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    pollfd wanted{fd, events, 0};
    int ready = left > 0 ? poll(&wanted, 1, int(std::min<long>(left, 1 << 30))) : 0;
    if (ready > 0) return;
    if (ready == 0 && left <= 0)
      throw WorkerFailure{WorkerFailure::Kind::TimedOut, "the worker did not answer in time"};
    if (ready < 0 && errno != EINTR) throw death();
  }
}

std::string WorkerProcess::read_exactly(std::size_t size, Clock::time_point deadline) {
  std::string bytes(size, '\0');
  std::size_t done = 0;
  while (done < size) {
    wait_for(output_, POLLIN, deadline);
    ssize_t got = read(output_, bytes.data() + done, size - done);
    if (got > 0) done += got;
    else if (got == 0 || (errno != EAGAIN && errno != EINTR)) throw death();
  }
  return bytes;
}

// What became of the process, in words; it may still be on its way out.
WorkerFailure WorkerProcess::death() {
  int status = 0;
  pid_t ended = 0;
  for (int i = 0; i < 20 && ended == 0; i++) {
    ended = waitpid(pid_, &status, WNOHANG);
    if (ended == 0) std::this_thread::sleep_for(5ms);
  }
  std::string message = "the worker closed its pipe";
  if (ended == pid_) {
    pid_ = -1;
    if (WIFSIGNALED(status)) message = std::string("the worker was ended by signal ") + strsignal(WTERMSIG(status));
    else message = "the worker exited with code " + std::to_string(WEXITSTATUS(status));
  }
  return {WorkerFailure::Kind::Died, message};
}

}  // namespace mandelbrot
