#include "demos/mandelbrot/http/lane.h"

#include <utility>

namespace mandelbrot::http {

Lane::Lane(std::size_t threads, std::size_t longest_queue) : longest_queue_(longest_queue) {
  for (std::size_t i = 0; i < threads; i++) threads_.emplace_back([this] { run(); });
}

Lane::~Lane() { stop(); }

bool Lane::try_add(std::function<void()> job) {
  std::lock_guard lock(mutex_);
  if (is_stopping_ || jobs_.size() >= idle_ + longest_queue_) return false;
  jobs_.push_back(std::move(job));
  something_to_do_.notify_one();
  return true;
}

void Lane::stop() {
  {
    std::lock_guard lock(mutex_);
    is_stopping_ = true;
    something_to_do_.notify_all();
  }
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

void Lane::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    idle_++;
    something_to_do_.wait(lock, [this] { return is_stopping_ || !jobs_.empty(); });
    idle_--;
    if (jobs_.empty()) return;
    auto job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    job();
    lock.lock();
  }
}

}  // namespace mandelbrot::http
