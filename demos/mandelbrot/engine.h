// A Python to compare: its command and its pool of worker processes, which are started on demand and replaced when they
// die, hang or lie. Who wants one leases it; a worker that fails costs the request that met it, never the server.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "demos/mandelbrot/protocol.h"
#include "demos/mandelbrot/worker_process.h"

namespace mandelbrot {

struct Failure {
  int http_status;
  std::string message;
};

struct EngineSetup {
  std::string name;                  // as in addresses: "cpython"
  std::string label;                 // as people read it: "CPython"
  std::vector<std::string> command;  // without the worker's file
  bool is_required = false;          // the server does not start without it; others are left out
};

struct WorkerStatus {
  pid_t pid;  // 0: none at the moment
  bool is_busy;
};

struct EngineStatus {
  Hello hello;
  std::vector<WorkerStatus> workers;
  int restarts;  // of workers that died, or had to be ended
};

class Engine;

// A worker of one's own until the end of the scope.
class Lease {
 public:
  Lease(Engine& engine, std::size_t slot, WorkerProcess& worker) : engine_(&engine), slot_(slot), worker_(&worker) {}
  Lease(Lease&& other) noexcept
      : engine_(std::exchange(other.engine_, nullptr)),
        slot_(other.slot_),
        worker_(other.worker_),
        is_spoilt_(other.is_spoilt_) {}
  ~Lease();

  Engine& engine() const { return *engine_; }
  WorkerProcess& worker() const { return *worker_; }
  void spoil() { is_spoilt_ = true; }  // the worker is of no further use, or still busy: it is ended and replaced

 private:
  Engine* engine_;
  std::size_t slot_;
  WorkerProcess* worker_;
  bool is_spoilt_ = false;
};

class Engine {
 public:
  enum class Age { Any, Fresh };  // Fresh: a process that has rendered nothing yet

  Engine(EngineSetup setup, std::string worker_file, std::size_t workers);

  const EngineSetup& setup() const { return setup_; }
  const std::string& name() const { return setup_.name; }
  std::size_t size() const { return slots_.size(); }
  EngineStatus status();

  // Starts a worker; throws WorkerFailure. For the server's start, so that a wrong path is told at once.
  void start();

  // Ends the workers, whatever they are doing; requests that wait or come fail. Any thread.
  void shut_down();

  // Any thread. Waits for a free worker, at most until the deadline and not behind more than kMaxWaiting others.
  std::variant<Lease, Failure> lease(Age age, WorkerProcess::Clock::time_point deadline);

 private:
  friend class Lease;

  struct Slot {
    std::unique_ptr<WorkerProcess> worker;
    pid_t pid = 0;
    bool is_busy = false;
    bool has_run = false;  // the slot's process has been leased before
  };

  static constexpr int kMaxWaiting = 6;  // further requests are told to come back

  static int rank(const Slot& slot, Age age);
  std::size_t find_free(Age age) const;
  void ready(std::size_t slot, Age age);
  void give_back(std::size_t slot, bool is_spoilt);
  std::unique_ptr<WorkerProcess> start_worker();

  const EngineSetup setup_;
  const std::vector<std::string> command_;

  std::mutex mutex_;  // guards what follows, but not a busy slot's worker: that is its holder's
  std::condition_variable freed_;
  std::vector<Slot> slots_;
  Hello hello_;
  int waiting_ = 0;
  int restarts_ = 0;
  std::atomic<bool> is_shutting_down_ = false;
};

}  // namespace mandelbrot
