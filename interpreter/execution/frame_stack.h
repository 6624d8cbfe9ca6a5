// Several stacks of frames for one thread. C that exchanges pieces of the C stack (greenlet) keeps the fields of
// CPython's thread state with each, and so the address of its FrameStack; the eval loops and the compiled code on the
// piece find all they had when it is back. Whoever comes from C settles (settle_frame_stack) before it looks at frames.
#pragma once

#include "interpreter/execution/thread.h"

namespace sidewinder {

struct LoopOnStack;
namespace jit {
struct TraceOnStack;
}

// The frames that go with a piece of C stack, and what else a thread has that belongs to it.
// ThreadState::datastack_chunk says which one is to be in use: C keeps it with the piece, and starts a new piece with
// null. The first three words are CPython's _PyStackChunk, which C gives back when the piece has ended.
struct FrameStack {
  FrameStack* previous;  // null
  size_t size, top;
  // What the thread has, while another one is in use.
  FrameHeader* frame;
  FrameChunk* chunk;
  void* jit;
  LoopOnStack* loops;
  jit::TraceOnStack *first_traces, *last_traces, *other_traces;  // null: none; gather_traces
  Object* context;    // that C is about to take from the thread, for which it has a pin
  Object* top_frame;  // what C has of the frame that stood still, without a pin
  bool in_use, ended;
  size_t unended;  // of the thread's own: how many others it began that have not come to their end
};

// Those of a thread stand where CPython has line numbers for trace functions.
struct FrameStacks {
  FrameStack *in_use, *own;  // own: the first one, as old as the thread
  FrameStack* next;          // for the piece that starts next (expect_exchange), or null
};
static_assert(sizeof(FrameStacks) <= sizeof(ThreadState::reserved));
PY_ALWAYS_INLINE FrameStacks& frame_stacks(Thread& t) { return reinterpret_cast<FrameStacks&>(t.reserved); }

// C may have exchanged the C stack since: t gets the frames that belong to it.
void change_frame_stack(Thread& t);
PY_ALWAYS_INLINE void settle_frame_stack(Thread& t) {
  if (t.datastack_chunk != frame_stacks(t).in_use) [[unlikely]]
    change_frame_stack(t);
}

// C is about to exchange the C stack, and has taken what it keeps of t: what cannot wait until it is done. It also gets
// `top_frame`, or null.
void expect_exchange(Thread& t);
void note_top_frame(Thread& t, Object* top_frame);
// Of the pieces that the thread began, those that have not come to their end in it.
size_t unended_piece_count(Thread& t);
// C gives back the FrameStack of a piece that has ended, or that never will. False: it is none.
bool free_frame_stack(void* stack);
[[nodiscard]] bool make_own_stack(Thread& t);  // for a new thread; false: no memory
void forget_own_stack(Thread& t);
// A recording waits on a piece that is put aside.
bool recording_is_put_aside();

}  // namespace sidewinder
