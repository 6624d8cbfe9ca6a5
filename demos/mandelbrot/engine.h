// A Python to compare: its command and its worker process, which is started on demand and replaced when it fails.
// Requests take their turn; a worker that fails costs the request that met it, never the server.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

#include "demos/mandelbrot/protocol.h"
#include "demos/mandelbrot/render_request.h"
#include "demos/mandelbrot/worker_process.h"

namespace mandelbrot {

struct RenderFailure {
  int http_status;
  std::string message;
};

struct EngineStatus {
  std::string version;  // what the worker says of itself, such as "cpython 3.11.2"
  pid_t pid;            // 0: none at the moment
  int restarts;
};

class Engine {
 public:
  Engine(std::string name, std::vector<std::string> command, std::chrono::milliseconds timeout);

  const std::string& name() const { return name_; }
  EngineStatus status();

  // Starts the worker; throws WorkerFailure. For the server's start, so that a wrong path is told at once.
  void start();

  // Ends the worker, whatever it is doing; requests that wait or come fail. Any thread.
  void shut_down();

  // Any thread.
  std::variant<Picture, RenderFailure> render(const RenderRequest& request);

 private:
  void ensure_worker();
  void discard_worker();
  std::variant<Picture, RenderFailure> render_once(const RenderRequest& request);

  static constexpr int kMaxWaiting = 6;  // further requests are told to come back

  const std::string name_;
  const std::vector<std::string> command_;
  const std::chrono::milliseconds timeout_;

  std::atomic<int> waiting_ = 0;
  std::atomic<bool> shutting_down_ = false;
  std::mutex turn_;  // guards worker_, held while it renders
  std::unique_ptr<WorkerProcess> worker_;

  std::mutex status_mutex_;  // guards status_
  EngineStatus status_{"", 0, -1};
};

}  // namespace mandelbrot
