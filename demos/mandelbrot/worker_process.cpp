#include "demos/mandelbrot/worker_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <thread>

extern char** environ;

namespace mandelbrot {

namespace {

using namespace std::chrono_literals;

struct Pipe {
  int read_end = -1;
  int write_end = -1;

  Pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
      throw WorkerFailure{WorkerFailure::Kind::Died, std::string("cannot make a pipe: ") + std::strerror(errno)};
    read_end = ends[0];
    write_end = ends[1];
  }
  ~Pipe() {
    if (read_end >= 0) close(read_end);
    if (write_end >= 0) close(write_end);
  }
};

int take(int& fd) {
  int taken = fd;
  fd = -1;
  fcntl(taken, F_SETFL, fcntl(taken, F_GETFL) | O_NONBLOCK);
  return taken;
}

// The worker gets default signals, and a process group of its own: Ctrl-C is for the server, which ends its workers.
class SpawnSettings {
 public:
  SpawnSettings(int input, int output) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    posix_spawnattr_init(&attributes_);
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  int spawn(pid_t& pid, const std::vector<std::string>& command) {
    std::vector<char*> words;
    for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    return posix_spawnp(&pid, words[0], &actions_, &attributes_, words.data(), environ);
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

}  // namespace

WorkerProcess::WorkerProcess(const std::vector<std::string>& command) {
  Pipe input, output;
  int error = SpawnSettings(input.read_end, output.write_end).spawn(pid_, command);
  if (error != 0)
    throw WorkerFailure{WorkerFailure::Kind::Died, "cannot start " + command[0] + ": " + std::strerror(error)};
  input_ = take(input.write_end);
  output_ = take(output.read_end);
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
