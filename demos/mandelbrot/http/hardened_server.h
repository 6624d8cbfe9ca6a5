// cpp-httplib's server behind a gate of our own. Connections wait for their clients in one thread (the keeper), which
// reads requests under an absolute deadline and within http/limits.h, and refuses what this server does not take. Only
// a whole request gets a thread, and only for its answer: the library sees it as a stream in memory.
//
// Requests have two lanes, so that long ones never keep the page waiting.
#pragma once

#include <httplib.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "demos/mandelbrot/http/connection.h"
#include "demos/mandelbrot/http/lane.h"
#include "demos/mandelbrot/http/limits.h"
#include "demos/mandelbrot/http/request_head.h"

namespace mandelbrot::http {

struct LaneSizes {
  std::size_t quick_threads = 4;
  std::size_t quick_queue = 256;
  std::size_t long_threads = 12;
  std::size_t long_queue = 0;
};

class HardenedServer : public httplib::Server {
 public:
  using IsLong = std::function<bool(const std::string& path)>;  // which lane a request takes

  HardenedServer(const Limits& limits, const LaneSizes& sizes, IsLong is_long);
  ~HardenedServer() override;

  // The port it listens on from now, or -1.
  int bind(const std::string& host, int port);
  std::size_t open_connections() const { return open_; }

 private:
  using Connections = std::unordered_map<int, std::unique_ptr<Connection>>;

  // Called by the library for each accepted socket, in the accepting thread: the keeper takes it over.
  bool process_and_close_socket(socket_t socket) override;

  void keep();  // the keeper's thread
  void stop_keeping();
  void give_to_keeper(std::unique_ptr<Connection> connection);
  void wake_keeper();

  // These run in the keeper's thread.
  void take_new_connections();
  void admit(std::unique_ptr<Connection> connection);
  void look_at(int socket);
  void read_request(Connection& connection);
  void judge_request(Connection& connection);
  void answer_in_lane(Connection& connection, Verdict verdict);
  void end_with(Connection& connection, int status, const std::string& message, int retry_after_seconds = 0);
  void end_overdue();
  void forget(int socket);
  std::unique_ptr<Connection> release(int socket);

  void answer(std::unique_ptr<Connection> connection, std::string head);  // runs in a lane

  const Limits limits_;
  const IsLong is_long_;
  Lane quick_;
  Lane long_;

  int epoll_ = -1;
  int wake_ = -1;
  Connections waiting_;  // the keeper's, and per_address_
  std::unordered_map<std::string, std::size_t> per_address_;
  std::mutex mutex_;  // guards arrived_
  std::vector<std::unique_ptr<Connection>> arrived_;
  std::atomic<std::size_t> open_ = 0;
  std::atomic<bool> is_stopping_ = false;
  std::thread keeper_;
};

}  // namespace mandelbrot::http
