#include "interpreter/execution/view_watch.h"

#include <algorithm>
#include <ctime>
#include <utility>

#include "interpreter/execution/collection.h"
#include "interpreter/execution/frame.h"
#include "interpreter/execution/hot_code.h"
#include "interpreter/execution/threads.h"
#include "interpreter/execution/trace_events.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/buffer/memory_view.h"

namespace sidewinder {

namespace {

constexpr int kMostViews = 8;
constexpr int kFirstLook = 16, kLastLook = 512;  // instructions after the last view was added
constexpr int kFreeWalks = 1;
constexpr int kMostUnasked = 1000;  // views in a row of which no exporter was asked to grow: they need no watching
constexpr double kShare = 0.01;     // of the processor's time: walks that take less are no reason to watch

// Views that only registers of frames refer to, and words of C++ that runs below those frames.
struct Watched {
  Thread* thread = nullptr;  // whose frames
  Object** views = nullptr;  // kMostViews; permanent
  int count = 0;
  Object** dropped = nullptr;  // kMostViews: nothing refers to them, but they have not given their exports back
  int next_dropped = 0;        // the oldest of them, or null
  int instructions = 0, next_look = 0;
  const Object* born = nullptr;  // on its way to the loop; only compared
};
Watched watched;

int walks;
int unasked;
double walk_seconds;

// Asked once a view: the answer may change with time.
bool walks_are_costly() { return walks > kFreeWalks && walk_seconds > kShare * processor_seconds(); }

bool is_running(const Thread* thread) {
  for (Thread* t = first_thread(); t; t = next_thread(*t))
    if (t == thread) return true;
  return false;
}

void end_watch() {
  Thread* t = watched.thread;
  watched.thread = nullptr;
  if (t && is_running(t)) update_tracing(*t);
}

void remove(int i) {
  watched.views[i] = watched.views[--watched.count];
  watched.views[watched.count] = nullptr;
}

}  // namespace

double processor_seconds() {
  timespec time;
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

void note_walk(double seconds) {
  walks++;
  walk_seconds += seconds;
}

void note_new_view(Thread& t, MemoryView* view) {
  watched.born = nullptr;
  if (walks <= kFreeWalks || t.tracing || t.trace_function || t.profile_function) return;
  if ((watched.thread && watched.thread != &t) || !walks_are_costly()) return;
  if (++unasked > kMostUnasked) return;
  if (!watched.views && !(watched.views = allocate_permanent(2 * kMostViews))) return;
  watched.dropped = watched.views + kMostViews;
  abort_recording(t);
  watched.thread = &t;
  watched.born = view;
  update_tracing(t);
}

void note_result(Thread& t, const Object* callee, const Object* result) {
  const Object* born = watched.born;
  watched.born = nullptr;
  if (watched.thread == &t && born && born == result && callee == &memory_view_type)
    watch_view(t, t.frame, const_cast<Object*>(born));
}

bool is_watching(const Thread& t) { return watched.thread == &t; }

bool is_watched(const Object* o) {
  return std::find(watched.views, watched.views + watched.count, o) != watched.views + watched.count;
}

void watch_view(Thread& t, FrameHeader* holder, Object* view) {
  if (watched.thread != &t || holder->object || watched.count == kMostViews || is_watched(view)) return;
  watched.views[watched.count++] = view;
  watched.instructions = 0;
  watched.next_look = kFirstLook;
}

void stop_watching(const Object* view) {
  for (int i = watched.count; i-- > 0;)
    if (watched.views[i] == view) remove(i);
}

void forget_watched_views() {
  if (watched.views) std::fill_n(watched.views, kMostViews, nullptr);
  watched.count = 0;
  watched.born = nullptr;
  end_watch();
}

namespace {

using IsOf = bool (*)(const Object* exporter, const void* argument);

// False: something may refer to it. (One that has exports itself is in use, whatever refers to it.)
bool is_dropped(const MemoryView* view) {
  return view->flags & kViewReleased || (!view->exports && !is_held_by_frames(view));
}

void release(Thread& t, Object* o) {
  if (o) (void)release_memory_view(t, *static_cast<MemoryView*>(o));
}

void release_dropped_views(Thread& t, IsOf is_of, const void* argument) {
  for (int i = 0; watched.dropped && i < kMostViews; i++) {
    Object*& place = watched.dropped[i];
    if (place && is_of(static_cast<MemoryView*>(place)->managed->master.object, argument))
      release(t, std::exchange(place, nullptr));
  }
}

// Kept for a while, so that an exporter that is asked to grow shows that it was worth it to watch.
void note_dropped_views(Thread& t) {
  for (int i = watched.count; i-- > 0;) {
    if (!is_dropped(static_cast<MemoryView*>(watched.views[i]))) continue;
    release(t, std::exchange(watched.dropped[watched.next_dropped], watched.views[i]));
    watched.next_dropped = (watched.next_dropped + 1) % kMostViews;
    remove(i);
  }
}

}  // namespace

void release_watched_views_of(Thread& t, IsOf is_of, const void* argument) {
  unasked = 0;
  release_dropped_views(t, is_of, argument);
  for (int i = watched.count; i-- > 0;) {
    auto* view = static_cast<MemoryView*>(watched.views[i]);
    if (!is_of(view->managed->master.object, argument) || !is_dropped(view)) continue;
    remove(i);
    release(t, view);
  }
}

void give_back_dropped_views(Thread& t) {
  forget_watched_views();
  release_dropped_views(
      t, [](const Object*, const void*) { return true; }, nullptr);
}

void look_at_watched_views(Thread& t) {
  if (watched.count && ++watched.instructions >= watched.next_look) {
    note_dropped_views(t);
    if (watched.next_look >= kLastLook) forget_watched_views();
    watched.next_look *= 2;
  }
  if (!watched.count) end_watch();
}

}  // namespace sidewinder
