#include "interpreter/execution/prompt.h"

#include <algorithm>
#include <ctime>

#include "interpreter/execution/collection.h"
#include "interpreter/execution/request.h"
#include "interpreter/execution/threads.h"
#include "interpreter/memory/collector.h"
#include "interpreter/memory/finalizer.h"
#include "interpreter/memory/watched.h"
#include "jit/language/traces_running.h"

namespace sidewinder {

bool collects_by_itself = true;

namespace {

double now() {
  timespec time;
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

// Seconds that may be spent: a share of those that pass, saved up to a limit.
class Budget {
 public:
  constexpr Budget(double share, double most) : share_(share), most_(most) {}
  // Once it has not, it is asked again after a few times only.
  bool has_now(double seconds) {
    constexpr int kTimes = 32;
    if (refused_ && --refused_) return false;
    bool enough = has(seconds, now());
    refused_ = enough ? 0 : kTimes;
    return enough;
  }
  bool has(double seconds, double at) {
    if (at_ == 0) at_ = at;
    saved_ = std::min(most_, saved_ + (at - at_) * share_);
    at_ = at;
    return saved_ >= seconds;
  }
  void pay(double seconds) { saved_ -= seconds; }

 private:
  double share_, most_;
  double saved_ = 0.01;  // a short program's
  double at_ = 0;
  int refused_ = 0;
};

Budget for_what_may_be_noticed{0.01, 0.1};
Budget for_what_will_be_noticed{0.1, 0.2};
double last_cost = 0.002;
bool asked = false;

bool is_possible(const Thread& t) {
  return !jit::traces_running && !t.jit && !running_thread_count() && !program_is_ending();
}

bool collect_within(Thread& t, Budget& budget) {
  if (!is_possible(t)) return false;
  if (!budget.has_now(last_cost)) return false;
  double begin = now();
  collect_for_deaths(t);
  double end = now();
  last_cost = (last_cost + end - begin) / 2;
  budget.pay(end - begin);
  if (has_deferred_work()) run_what_is_due(t);
  return true;
}

}  // namespace

void collect_before_look(Thread& t) {
  if (deaths_are_watched()) collect_within(t, for_what_may_be_noticed);
}

bool collect_before_retry(Thread& t) {
  return deaths_are_watched() && collect_within(t, for_what_will_be_noticed);
}

void install_prompt_collections() {
  set_watch_hook([] {
    if (!collects_by_itself) return;
    asked = true;
    ask_thread(current_thread(), kRequestDeferredWork);
  });
}

void collect_if_asked(Thread& t) {
  if (!asked) return;
  asked = false;
  collect_within(t, for_what_will_be_noticed);
}

}  // namespace sidewinder
