// How often and how long functions ran: what a Profiler measures. Times are in units of its timer.
#pragma once

#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

namespace sidewinder::lsprof {

struct Counts {
  int64_t calls = 0, recursive_calls = 0;
  int64_t total = 0, own = 0;  // total: recursive calls are parts of the outermost one
  int depth = 0;               // calls under way

  void begin() { ++depth; }
  void end(int64_t total_time, int64_t own_time) {
    if (--depth == 0) total += total_time;
    else ++recursive_calls;
    own += own_time;
    ++calls;
  }
};

struct Function {
  const void* key;
  Counts counts;
  std::vector<std::pair<Function*, Counts>> callees;

  Counts& callee(Function* f);
};

class CallTree {
 public:
  // Null: it was never entered.
  Function* find(const void* key);
  Function* add(const void* key);
  void enter(Function* f, int64_t now, bool with_callees);
  void leave(Function* f, int64_t now, bool with_callees);
  void leave_all(int64_t now, bool with_callees);
  void clear();
  bool is_inside() const { return !running_.empty(); }
  const std::deque<Function>& functions() const { return functions_; }

 private:
  struct Running {
    Function* function;
    int64_t begin, inner;  // inner: the time of what it has called
  };
  std::deque<Function> functions_;  // in the order of their first calls
  std::unordered_map<const void*, Function*> by_key_;
  std::vector<Running> running_;
};

}  // namespace sidewinder::lsprof
