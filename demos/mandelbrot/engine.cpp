#include "demos/mandelbrot/engine.h"

#include <signal.h>

#include <algorithm>
#include <utility>

namespace mandelbrot {

namespace {

constexpr std::chrono::seconds kStartTimeout{15};
constexpr std::size_t kNone = std::size_t(-1);

std::vector<std::string> with_worker(std::vector<std::string> command, std::string worker_file) {
  command.push_back(std::move(worker_file));
  return command;
}

}  // namespace

Lease::~Lease() {
  if (engine_ != nullptr) engine_->give_back(slot_, is_spoilt_);
}

Engine::Engine(EngineSetup setup, std::string worker_file, std::size_t workers)
    : setup_(std::move(setup)), command_(with_worker(setup_.command, std::move(worker_file))), slots_(workers) {}

EngineStatus Engine::status() {
  std::lock_guard lock(mutex_);
  EngineStatus status{hello_, {}, restarts_};
  for (const Slot& slot : slots_) status.workers.push_back({slot.pid, slot.is_busy});
  return status;
}

void Engine::start() {
  auto leased = lease(Age::Any, WorkerProcess::Clock::now() + kStartTimeout);
  if (auto* failure = std::get_if<Failure>(&leased)) throw WorkerFailure{WorkerFailure::Kind::Died, failure->message};
  std::lock_guard lock(mutex_);
  for (Slot& slot : slots_) slot.has_run = false;
}

void Engine::shut_down() {
  is_shutting_down_ = true;
  std::lock_guard lock(mutex_);
  for (const Slot& slot : slots_)
    if (slot.pid > 0) kill(slot.pid, SIGKILL);
  freed_.notify_all();
}

std::unique_ptr<WorkerProcess> Engine::start_worker() {
  auto worker = std::make_unique<WorkerProcess>(command_);
  Frame frame = worker->receive(WorkerProcess::Clock::now() + kStartTimeout);
  auto hello = frame.type == FrameType::Hello ? decode_hello(frame.payload) : std::nullopt;
  if (!hello) throw WorkerFailure{WorkerFailure::Kind::Confused, "the worker did not say hello"};
  std::lock_guard lock(mutex_);
  if (!hello_.source_sha256.empty() && hello_.source_sha256 != hello->source_sha256)
    throw WorkerFailure{WorkerFailure::Kind::Confused, "py_mandel.py has changed since the server started"};
  hello_ = *hello;
  return worker;
}

// How well a free slot fits, 0 best: a process of the right age, then a place for one, then one to be replaced.
int Engine::rank(const Slot& slot, Age age) {
  if (age == Age::Fresh) return !slot.worker ? 1 : slot.has_run ? 2 : 0;
  return !slot.worker ? 2 : slot.has_run ? 0 : 1;
}

// kNone if all are busy.
std::size_t Engine::find_free(Age age) const {
  std::size_t best = kNone;
  for (std::size_t i = 0; i < slots_.size(); i++) {
    bool is_better = best == kNone || rank(slots_[i], age) < rank(slots_[best], age);
    if (!slots_[i].is_busy && is_better) best = i;
  }
  return best;
}

std::variant<Lease, Failure> Engine::lease(Age age, WorkerProcess::Clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  std::size_t slot = find_free(age);
  if (slot == kNone && waiting_ >= kMaxWaiting)
    return Failure{503, "all workers of " + setup_.label + " are busy, please try again"};
  waiting_++;
  while (slot == kNone && !is_shutting_down_ && freed_.wait_until(lock, deadline) != std::cv_status::timeout)
    slot = find_free(age);
  waiting_--;
  if (is_shutting_down_) return Failure{503, "the server is stopping"};
  if (slot == kNone) return Failure{503, "no worker of " + setup_.label + " became free in time, please try again"};
  slots_[slot].is_busy = true;
  lock.unlock();
  try {
    ready(slot, age);
  } catch (const WorkerFailure& failure) {
    give_back(slot, true);
    return Failure{502, setup_.label + ": " + failure.message};
  }
  return Lease(*this, slot, *slots_[slot].worker);
}

// The slot is ours. Afterwards it has a worker that lives and is as old as was asked for.
void Engine::ready(std::size_t index, Age age) {
  Slot& slot = slots_[index];
  bool fits = slot.worker && slot.worker->is_alive() && !(age == Age::Fresh && slot.has_run);
  if (!fits) {
    bool is_restart = slot.worker && !slot.worker->is_alive();
    slot.worker.reset();
    slot.worker = start_worker();
    std::lock_guard lock(mutex_);
    restarts_ += is_restart;
  }
  std::lock_guard lock(mutex_);
  slot.pid = slot.worker->pid();
  slot.has_run = true;
}

void Engine::give_back(std::size_t index, bool is_spoilt) {
  Slot& slot = slots_[index];
  if (is_spoilt) {
    {
      std::lock_guard lock(mutex_);
      if (slot.pid > 0) kill(slot.pid, SIGKILL);
      slot.pid = 0;
    }
    slot.worker.reset();
  }
  std::lock_guard lock(mutex_);
  restarts_ += is_spoilt;
  slot.is_busy = false;
  freed_.notify_one();
}

}  // namespace mandelbrot
