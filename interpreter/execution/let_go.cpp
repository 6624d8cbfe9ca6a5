#include "interpreter/execution/let_go.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <unordered_set>
#include <vector>

#include "interpreter/base/clock.h"
#include "interpreter/execution/frame.h"
#include "interpreter/memory/collector.h"
#include "interpreter/memory/finalizer.h"
#include "interpreter/memory/garbage.h"
#include "interpreter/memory/heap_walk.h"
#include "interpreter/memory/light_finalizer.h"
#include "interpreter/memory/weak.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/function/function.h"
#include "interpreter/objects/function/generator.h"

namespace sidewinder {

namespace {

// Of classes of Python alone only those with a `__del__` register one.
bool may_have_finalizer(const Object* o) {
  const Type* base = o->cls;
  while (base->flags & kTypeHeap) base = base->base;
  return base != &object_type || slots_of(o).finalize;
}

bool runs_finalizer(Object* o) {
  if (is_plain_generator(o) || is_async_generator(o)) return static_cast<Generator*>(o)->finalizer != 0;
  return may_have_finalizer(o) && has_finalizer(o);
}

}  // namespace

bool is_noticed(Object* o) {
  if (has_flag(o, kTypeType)) return false;        // it is in a cycle, always
  if (o->refcount & kFlagHasRelease) return true;  // of C: a connection is closed, a greenlet is ended by an exception
  return weak_holder_count(o) > 0 || runs_finalizer(o);
}

namespace {

// Reference counts leave a cycle to the collector, whenever that comes. Classes and what belongs to modules are not
// gone through: if they are in a cycle with it, it lives. More than kMostSeen objects are taken for a cycle.
class CycleSearch {
 public:
  explicit CycleSearch(Object* o) : sought_(o) { due_.push_back(o); }
  bool finds() {
    while (!due_.empty() && !found_ && seen_.size() < kMostSeen) {
      Object* next = due_.back();
      due_.pop_back();
      for_each_heap_reference(
          next, [](Object* o, void* self) { static_cast<CycleSearch*>(self)->look_at(o); }, this);
    }
    return found_ || !due_.empty();
  }

 private:
  static constexpr size_t kMostSeen = 2000;

  static bool is_of_module(const Object* o) {
    return has_flag(o, kTypeType) || o->cls == Module::type() || o->cls == Code::type();
  }
  void look_at(Object* o) {
    if (o == sought_) found_ = true;
    if (is_of_module(o) || !seen_.insert(o).second) return;
    if (o->cls == Function::type()) {
      if (Tuple* closure = static_cast<Function*>(o)->closure) due_.push_back(closure);
      return;
    }
    due_.push_back(o);
  }

  Object* sought_;
  bool found_ = false;
  std::vector<Object*> due_;
  std::unordered_set<const Object*> seen_;
};

// What has a finalizer: that comes before its weak references are cleared, and before the finalizers of what it has; it
// may make the object live on. The collections of a thorough one see to that anyway.
bool needs_order_of_counts(Object* o) { return may_have_finalizer(o) && has_finalizer(o) && !looks_for_garbage(); }

class OrderOfCounts {
 public:
  explicit OrderOfCounts(bool is_needed) : is_needed_(is_needed) {
    if (!is_needed_) return;
    look_for_garbage([](Object*) { return false; }, [](Object*) { return false; }, false);
    sweep_for_garbage();
  }
  ~OrderOfCounts() {
    if (is_needed_) take_garbage([](Object*, void*) {}, nullptr);
  }
  OrderOfCounts(const OrderOfCounts&) = delete;

 private:
  bool is_needed_;
};

// How much time these collections may still take. What one instruction that is executed again and again lets go of
// leaves most of it to others: the more often it was given some, the more must be left.
class Allowance {
 public:
  Allowance(double share, double at_first) : share_(share), left_(kIsTested ? kMost : at_first) {}
  bool is_left(double now, const void* place) {
    constexpr double kOften = 4;
    left_ = std::min(kMost, left_ + (now - since_) * share_);
    since_ = now;
    uint8_t& times = times_given(place);
    if (left_ <= kMost * times / (times + kOften)) return false;
    if (times < UINT8_MAX) times++;
    return true;
  }
  void spend(double seconds) { left_ -= seconds; }
  uint8_t& times_given(const void* place) { return given_[(uintptr_t(place) / sizeof(Instr)) % std::size(given_)]; }

 private:
#ifdef NDEBUG
  static constexpr bool kIsTested = false;
#else
  static constexpr bool kIsTested = true;  // collections take long there, and tests are about what they do
#endif
  static constexpr double kMost = kIsTested ? 60 : 0.3;  // seconds
  const double share_;
  double left_;
  double since_ = 0;
  uint8_t given_[1021] = {};
};

// A program's first second is what people wait for.
Allowance allowance(0.05, 0.15);                   // for what is let go of,
Allowance allowance_of_finalizers(0.2, 0.3);       // where something runs then: whoever writes `__del__` looks for it;
Allowance allowance_of_lookers(0.1, 0.04);         // for who looks for what was dropped,
Allowance allowance_of_likely_lookers(0.2, 0.15);  // where that is likely

// What the collections in its life cost, in seconds (a request makes one to four); on a busy machine no more than on a
// quiet one, or what ends at once would depend on what else runs there. Measured: 1.3 ms with 6 MB alive, 12 ms
// with 60.
class Cost {
 public:
  explicit Cost(double begin) : begin_(begin), collections_(collector_statistics().collections) {}
  double so_far() const {
    constexpr double kLeast = 1.5e-3, kOfByte = 0.25e-9;
    CollectorStatistics heap = collector_statistics();
    double usual = kLeast + kOfByte * double(heap.heap_bytes - heap.free_bytes);
    return std::min(usual * double(heap.collections - collections_),
                    seconds_of_clock(CLOCK_PROCESS_CPUTIME_ID) - begin_);
  }

 private:
  const double begin_;
  const uint64_t collections_;
};

StillNeeded of_the_young(StillNeeded needed) {
  needed.only_young = true;
  return needed;
}
StillNeeded of_all(StillNeeded needed) {
  needed.only_young = false;
  return needed;
}

}  // namespace

bool end_what_was_dropped(Thread& t, const void* place, const StillNeeded& needed, bool is_likely) {
  // At the same place: most of those who look again and again have dropped nothing (pytest, around each test).
  constexpr int kDearerInVain = 4, kDearestInVain = 16;
  Allowance& from = is_likely ? allowance_of_likely_lookers : allowance_of_lookers;
  double begin = seconds_of_clock(CLOCK_PROCESS_CPUTIME_ID);
  if (!from.is_left(begin, place)) return false;
  Cost cost(begin);
  bool was_in_vain = !collect_what_was_dropped(t, needed);
  if (was_in_vain && is_likely && needed.only_young) was_in_vain = !collect_what_was_dropped(t, of_all(needed));
  int dearer = was_in_vain ? std::min<int>(kDearestInVain, kDearerInVain * from.times_given(place)) : 1;
  from.spend(cost.so_far() * dearer);
  return true;
}

namespace {

void collect_in_order(Thread& t, const StillNeeded& needed, bool needs_order) {
  OrderOfCounts order(needs_order);
  collect_what_was_dropped(t, needed);
}

// Returns what it cost.
PY_NOINLINE double search_and_collect(Thread& t, Object* o, const StillNeeded& needed, double begin) {
  static auto** const watched = static_cast<Object**>(std::calloc(1, sizeof(Object*)));  // weakly
  constexpr double kDearerInVain = 4;  // what lives on is likely to do so the next time too
  if (CycleSearch(o).finds()) return seconds_of_clock(CLOCK_PROCESS_CPUTIME_ID) - begin;
  Cost cost(begin);
  bool is_watched = watched && !*watched && weak_link(watched, o);
  bool needs_order = needs_order_of_counts(o), is_released = o->refcount & kFlagHasRelease;
  auto is_gone = [&] { return !*watched || (is_released && !((*watched)->refcount & kFlagHasRelease)); };
  o = nullptr;
  if (is_watched) collect_in_order(t, of_the_young(needed), needs_order);
  if (!is_watched || !is_gone()) collect_in_order(t, needed, needs_order);
  bool was_in_vain = is_watched && !is_gone();
  if (is_watched) weak_unlink(watched);
  return cost.so_far() * (was_in_vain ? kDearerInVain : 1);
}

}  // namespace

void end_what_was_let_go(Thread& t, Object* o, const StillNeeded& needed) {
  if (!o || !is_noticed(o)) return;
  Allowance& from = runs_finalizer(o) ? allowance_of_finalizers : allowance;
  double begin = seconds_of_clock(CLOCK_PROCESS_CPUTIME_ID);
  if (!from.is_left(begin, t.frame->pc)) return;
  from.spend(search_and_collect(t, o, needed, begin));
  scrub_stack();  // what was looked for there is not to be found by the next collection
}

namespace help {

Object* let_go(Thread& t, Object* o) {
  end_what_was_let_go(t, o, {});
  return none();
}

}  // namespace help

}  // namespace sidewinder
