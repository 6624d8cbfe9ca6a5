// Collections that Python code asks for: as much is freed as the program has let go of.
#pragma once

#include <span>

#include "interpreter/execution/thread.h"

namespace sidewinder {

// What the frames of the thread only keep because nothing has overwritten it is forgotten; not in those that a trace
// runs, whose registers are elsewhere. Other threads may be in the middle of an instruction.
void clear_dead_registers(Thread& t);
// Whether a frame of any thread has o where it will be read, or as an operand of what it is doing now, or a trace may
// have it.
bool is_held_by_frames(const Object* o);
// live_objects (interpreter/memory/heap_walk.h), where words that the innermost eval loop has of its own on the C
// stack, or a compilation, keep nothing alive: what those refer to is in the loop's frame too.
Object** live_objects_without_loop(size_t* count);
// Of a thread that has waited for idle_after() seconds (asked when it began) and will wait on: what the program has let
// go of is freed, such as the socket whose end the other side waits for. Nothing happens if another thread has done so
// meanwhile. It takes at most a twentieth of the time.
void collect_when_idle(Thread& t);
double idle_after();
constexpr double kIdleAfter = 0.05;  // at least
// Collects and runs what became due, as often as that lets go of more; the caches of running code are left as they are.
bool collect_what_was_dropped(Thread& t);
// What a native function that asks for a collection still needs after it; nothing else of its own, nor of what calls it
// up to the eval loop. `frame` is the function's; so many frames are at most between the loop and what it calls: the
// function, its entry, the handler of a call and its entry.
struct StillNeeded {
  std::span<Object* const> objects = {};
  int most_between = 4;
  void* frame = __builtin_frame_address(0);
  bool only_young = false;  // a minor collection, if one is possible
};
// If the eval loop called that function, what else lies on the stack keeps nothing alive.
bool collect_what_was_dropped(Thread& t, const StillNeeded& needed);
// Collects once. Nothing that became due runs yet. Without `needed` nothing is known of the callers.
void collect_directly(Thread& t, const StillNeeded& needed);
void collect_directly(Thread& t);
// Collects and runs what became due, again as long as that makes more garbage. How many notifications of weak
// references and finalizers ran.
size_t collect_thoroughly(Thread& t);
bool collects_thoroughly();  // that is under way

}  // namespace sidewinder
