#include "demos/mandelbrot/kit_program.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "demos/mandelbrot/child_process.h"

namespace mandelbrot {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kLongestOutput = 16 << 20;
constexpr int kLookEvery = 100;  // milliseconds

constexpr std::chrono::milliseconds kToTidyUp{1500};

enum class End { OfOutput, Overdue, TooLong, Cancelled };

using Take = std::function<bool(std::string_view)>;

End read_all(int output, const Take& take, Clock::time_point deadline, const std::function<bool()>& goes_on) {
  std::vector<char> buffer(64 << 10);
  for (;;) {
    if (!goes_on()) return End::Cancelled;
    if (Clock::now() >= deadline) return End::Overdue;
    pollfd ready{output, POLLIN, 0};
    if (poll(&ready, 1, kLookEvery) <= 0) continue;
    ssize_t count = read(output, buffer.data(), buffer.size());
    if (count == 0) return End::OfOutput;
    if (count < 0 && errno != EAGAIN && errno != EINTR) return End::OfOutput;
    if (count > 0 && !take({buffer.data(), std::size_t(count)})) return End::TooLong;
  }
}

// What it left behind is ended too.
int wait_for_end(pid_t pid, bool is_to_be_killed) {
  int status = 0;
  if (is_to_be_killed) kill(-pid, SIGKILL);
  waitpid(pid, &status, 0);
  kill(-pid, SIGKILL);
  return status;
}

}  // namespace

KitAnswer run_kit_program(const std::vector<std::string>& command, std::chrono::milliseconds most_time,
                          const std::function<bool()>& goes_on) {
  std::string error;
  ChildProcess child = start_child(command, error);
  if (child.pid < 0) return {503, error};
  close(child.input);
  KitAnswer answer;
  auto take = [&answer](std::string_view piece) {
    answer.text += piece;
    return answer.text.size() <= kLongestOutput;
  };
  End end = read_all(child.output, take, Clock::now() + most_time, goes_on);
  close(child.output);
  int status = wait_for_end(child.pid, end != End::OfOutput);
  switch (end) {
    case End::Overdue: return {504, "the kit's program did not finish in time"};
    case End::TooLong: return {502, "the kit's program printed too much"};
    case End::Cancelled: return {503, "cancelled"};
    case End::OfOutput: break;
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 2) return {404, "there is nothing of that name"};
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return {502, "the kit's program failed"};
  return answer;
}

void stream_kit_program(const std::vector<std::string>& command, std::chrono::milliseconds most_time, const Take& take,
                        const std::function<bool()>& goes_on) {
  std::string error;
  ChildProcess child = start_child(command, error);
  if (child.pid < 0) return;
  End end = read_all(child.output, take, Clock::now() + most_time, goes_on);
  close(child.input);
  auto ignore = [](std::string_view) { return true; };
  if (end != End::OfOutput) end = read_all(child.output, ignore, Clock::now() + kToTidyUp, [] { return true; });
  close(child.output);
  wait_for_end(child.pid, end != End::OfOutput);
}

}  // namespace mandelbrot
