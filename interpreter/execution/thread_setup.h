// What a thread has before it runs and loses after it: for the main thread at startup, for the others threads.cpp.
#pragma once

#include "interpreter/execution/thread.h"

namespace sidewinder {

Thread& unsettled_thread();           // current_thread(), while C may be exchanging the C stack
void set_current_thread(Thread& t);   // what current_thread() says: whoever holds the GIL
extern Thread** also_current_thread;  // where C looks for the same; null until an extension module is there
// Frames and limits of a new thread. False: out of memory.
[[nodiscard]] bool prepare_thread(Thread& t, int recursion_limit);
constexpr size_t kNativeStackReserve = 256 * 1024;  // left for the deepest C++ call after a check
void limit_native_stack(Thread& t, size_t bytes);   // called on the thread, near the beginning of its stack
void forget_frames(Thread& t);                      // of a thread that has ended
void free_frame_chunks(FrameChunk** chunk);         // all that are linked; null then
// Calls visit(context, begin, end) for frames that end with `frame`: its chunk up to its top, earlier ones up to the
// top they had when the next was opened. (A frame above it that is being filled is within what a frame may take.)
void for_each_range_of_frames(FrameChunk* last, FrameHeader* frame, void (*visit)(void*, void*, void*), void* context);
Thread* first_thread();              // the main thread
void become_main_thread(Thread& t);  // after a fork

}  // namespace sidewinder
