#include "demos/mandelbrot/engine.h"

#include <signal.h>

#include <utility>

namespace mandelbrot {

namespace {

constexpr std::chrono::seconds kStartTimeout{15};

class Count {
 public:
  explicit Count(std::atomic<int>& counter) : counter_(counter), value_(++counter) {}
  ~Count() { --counter_; }
  int value() const { return value_; }

 private:
  std::atomic<int>& counter_;
  int value_;
};

}  // namespace

Engine::Engine(std::string name, std::vector<std::string> command, std::chrono::milliseconds timeout)
    : name_(std::move(name)), command_(std::move(command)), timeout_(timeout) {}

EngineStatus Engine::status() {
  std::lock_guard lock(status_mutex_);
  return status_;
}

void Engine::start() {
  std::lock_guard lock(turn_);
  ensure_worker();
}

void Engine::shut_down() {
  shutting_down_ = true;
  std::lock_guard lock(status_mutex_);
  if (status_.pid > 0) kill(status_.pid, SIGKILL);
}

void Engine::discard_worker() {
  {
    std::lock_guard lock(status_mutex_);
    status_.pid = 0;
  }
  worker_.reset();
}

void Engine::ensure_worker() {
  if (shutting_down_) throw WorkerFailure{WorkerFailure::Kind::Died, "the server is stopping"};
  if (worker_) return;
  auto worker = std::make_unique<WorkerProcess>(command_);
  Frame hello = worker->receive(WorkerProcess::Clock::now() + kStartTimeout);
  if (hello.type != FrameType::Hello)
    throw WorkerFailure{WorkerFailure::Kind::Confused, "the worker did not say hello"};
  worker_ = std::move(worker);
  std::lock_guard lock(status_mutex_);
  status_ = {hello.payload, worker_->pid(), status_.restarts + 1};
}

std::variant<Picture, RenderFailure> Engine::render(const RenderRequest& request) {
  Count waiting(waiting_);
  if (waiting.value() > kMaxWaiting) return RenderFailure{503, "the " + name_ + " worker is busy, try again"};
  std::lock_guard lock(turn_);
  // A worker that died is noticed only by the next request: that one is tried again with a new worker. A worker
  // that hangs is not given a second chance to.
  for (int attempt = 1;; attempt++) {
    try {
      ensure_worker();
      return render_once(request);
    } catch (const WorkerFailure& failure) {
      discard_worker();
      if (failure.kind == WorkerFailure::Kind::TimedOut)
        return RenderFailure{504, name_ + ": " + failure.message + " and was ended; ask for a smaller picture"};
      if (attempt == 2) return RenderFailure{502, name_ + ": " + failure.message};
    }
  }
}

std::variant<Picture, RenderFailure> Engine::render_once(const RenderRequest& request) {
  auto deadline = WorkerProcess::Clock::now() + timeout_;
  worker_->send(encode_render(request), deadline);
  Frame answer = worker_->receive(deadline);
  if (answer.type == FrameType::Error) return RenderFailure{500, name_ + ": " + answer.payload};
  auto picture = decode_picture(answer.payload, request);
  if (answer.type != FrameType::Picture || !picture)
    throw WorkerFailure{WorkerFailure::Kind::Confused, "the worker's answer does not fit the request"};
  return *std::move(picture);
}

}  // namespace mandelbrot
