// Watching memoryviews from their birth until nothing can refer to them, where that is soon: their exporters may then
// be resized without a walk through the heap. README.md, "Views that are watched".
#pragma once

#include "interpreter/execution/thread.h"

namespace sidewinder {

struct MemoryView;

// A view that Python code asked for, about to be returned to it. It is watched if walks through the heap have been
// costing time, and the call is made by a loop that can go on as run_watching.
void note_new_view(Thread& t, MemoryView* view);
// A native callee has returned `result` to the loop, which goes on in another one.
void note_result(Thread& t, const Object* callee, const Object* result);
// Is the thread to be run by run_watching?
bool is_watching(const Thread& t);
// What the views are referred to by can no longer be told. Sound at any time.
void forget_watched_views();
// An exporter that has exports is asked to grow: of those that `is_of` accepts, the watched views that nothing refers
// to give their exports back.
void release_watched_views_of(Thread& t, bool (*is_of)(const Object* exporter, const void* argument),
                              const void* argument);
// All that is known to be dropped is released, and nothing is watched any longer.
void give_back_dropped_views(Thread& t);
// Once an instruction: now and then it notes what was dropped, and ends what has gone on for too long.
void look_at_watched_views(Thread& t);
// A walk through the heap took so many seconds of the processor.
void note_walk(double seconds);

// --- for run_watching ---

bool is_watched(const Object* o);
void watch_view(Thread& t, FrameHeader* holder, Object* view);
void stop_watching(const Object* view);
double processor_seconds();

}  // namespace sidewinder
