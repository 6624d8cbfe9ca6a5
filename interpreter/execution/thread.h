// A thread of Python code. Its first 360 bytes are CPython 3.11's PyThreadState; the rest is ours.
// "First parameter Thread&" means: may raise or run Python code.
#pragma once

#include "interpreter/objects/core/object.h"

namespace sidewinder {

struct FrameHeader;

struct HandledStack {  // _PyErr_StackItem
  Object* exception;   // being handled, or null
  HandledStack* previous;
};

struct ThreadState {                                   // PyThreadState, 360 bytes
  ThreadState *prev, *next;                            // 0, 8
  void* interp;                                        // 16
  int initialized, is_static;                          // 24, 28
  int recursion_remaining, recursion_limit;            // 32, 36
  int recursion_headroom, tracing;                     // 40, 44
  int tracing_what, padding;                           // 48
  void* cframe;                                        // 56
  void *profile_function, *trace_function;             // 64, 72
  Object *profile_object, *trace_object;               // 80, 88
  Object *pending_type, *pending, *pending_traceback;  // 96, 104, 112: curexc_*; `pending` is the instance
  HandledStack* handled;                               // 120
  Object* dict;                                        // 128
  int gilstate_counter, padding2;                      // 136
  Object* async_exception;                             // 144
  unsigned long thread_id, native_thread_id;           // 152, 160
  int trash_delete_nesting, padding3;                  // 168
  Object* trash_delete_later;                          // 176
  void *on_delete, *on_delete_data;                    // 184, 192
  int coroutine_origin_depth, padding4;                // 200
  Object *async_gen_firstiter, *async_gen_finalizer;   // 208, 216
  Object* context;                                     // 224
  uint64_t context_version;                            // 232
  uint64_t id;                                         // 240
  void* trace_info[2];                                 // 248
  ssize reserved[4];                                   // 264
  void* datastack_chunk;                               // 296
  Object **datastack_top, **datastack_limit;           // 304, 312
  HandledStack base_handled;                           // 320: exc_state
  void* root_cframe[3];                                // 336
};
static_assert(sizeof(ThreadState) == 360);

// Frames lie in chunks of memory, linked; a thread keeps those it has opened.
struct FrameChunk {
  FrameChunk *previous, *next;
  Object **base, **end;
  Object** saved_top;  // where its frames end, while a later chunk is in use
};

struct Thread : ThreadState {
  FrameHeader* frame;   // current Python frame, true whenever residual code runs
  uint32_t request;     // nonzero: leave machine code and the fast path at the next boundary (Request)
  char* native_limit;   // lowest address the C stack may reach
  FrameChunk* chunk;    // of the current frame
  Object** stack_base;  // chunk's bounds
  Object** stack_end;   // null while there is a request: the next frame takes the slow way (see allow_frames)
  void* jit;            // the recording that goes on, or null
  Object* eval_result;  // of the entry frame that just returned (Next::Return)
};

Thread& current_thread();
Thread& initialize_main_thread();  // once, at startup

// True if the native stack has room for another level of C++ recursion; else RecursionError is pending.
// Every C++ function that recurses over data calls it once a level: `if (!native_stack_left(t, " while getting the repr
// of an object")) return Raised{}`.
bool native_stack_left_slow(Thread& t, const char* where);
PY_ALWAYS_INLINE bool native_stack_left(Thread& t, const char* where = "") {
  return static_cast<char*>(__builtin_frame_address(0)) > t.native_limit || native_stack_left_slow(t, where);
}

}  // namespace sidewinder
