// A few threads and a short queue for one kind of request; a full lane says so instead of waiting.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace mandelbrot::http {

class Lane {
 public:
  Lane(std::size_t threads, std::size_t longest_queue);
  ~Lane();

  // False: the queue is full, and the job was not taken.
  bool try_add(std::function<void()> job);
  void stop();  // after the jobs that are waiting

 private:
  void run();

  const std::size_t longest_queue_;
  std::mutex mutex_;
  std::condition_variable something_to_do_;
  std::deque<std::function<void()>> jobs_;
  std::size_t idle_ = 0;  // threads that wait
  bool is_stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace mandelbrot::http
