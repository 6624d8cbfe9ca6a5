#include "interpreter/execution/frame_stack.h"

#include <cstdlib>
#include <utility>

#include "interpreter/base/check.h"
#include "interpreter/execution/call_frame.h"
#include "interpreter/execution/eval.h"
#include "interpreter/execution/hot_code.h"
#include "interpreter/execution/ops/special.h"
#include "interpreter/execution/request.h"
#include "interpreter/execution/thread_setup.h"
#include "interpreter/execution/trace_frames.h"
#include "interpreter/memory/stack_words.h"

namespace sidewinder {

namespace {

constexpr size_t kFirstWords = 1 << 10;

int recordings_put_aside = 0;

// Of one that C keeps; the thread knows about the one in use.
void ranges_of_stack(void* cell, VisitRange visit, void* context) {
  auto* stack = static_cast<FrameStack*>(cell);
  if (stack->in_use) return;
  visit(context, &stack->context, &stack->top_frame + 1);
  for_each_range_of_frames(stack->chunk, stack->frame, visit, context);
}

FrameStack* new_frame_stack() {
  auto* stack = static_cast<FrameStack*>(allocate_with_ranges(sizeof(FrameStack), ranges_of_stack));
  if (!stack) return nullptr;
  stack->size = sizeof(FrameStack);
  stack->chunk = allocate_frame_chunk(kFirstWords);
  return stack->chunk ? stack : nullptr;
}

void leave(Thread& t, FrameStack* from) {
  from->in_use = false;
  from->frame = t.frame;
  from->chunk = t.chunk;
  from->loops = innermost_loop;
  from->context = nullptr;  // C has it
  from->jit = t.jit;
  if (t.jit) recordings_put_aside++;
  put_traces_aside(from);
  if (from->ended) free_frame_chunks(&from->chunk);
}

void enter(Thread& t, FrameStack* to) {
  to->in_use = true;
  frame_stacks(t).in_use = to;
  t.datastack_chunk = to;
  t.chunk = to->chunk;
  t.stack_base = t.chunk->base;
  t.jit = to->jit;
  if (t.jit) recordings_put_aside--;
  to->top_frame = nullptr;
  innermost_loop = to->loops;
  put_traces_back(to);
  if (to->frame) t.frame = to->frame;
  else push_bottom_frame(t, continuations.after_ignore, nullptr);
  allow_frames(t);
  if (t.context) t.context->refcount--;  // the thread has it again, which does not count
}

}  // namespace

bool make_own_stack(Thread& t) {
  FrameStacks& stacks = frame_stacks(t);
  stacks.own = static_cast<FrameStack*>(std::calloc(1, sizeof(FrameStack)));
  if (!stacks.own) return false;
  stacks.own->in_use = true;
  stacks.in_use = stacks.own;
  t.datastack_chunk = stacks.own;
  return true;
}

void forget_own_stack(Thread& t) {
  if (FrameStack* next = frame_stacks(t).next) free_frame_chunks(&next->chunk);
  std::free(frame_stacks(t).own);
  frame_stacks(t) = {};
  t.datastack_chunk = nullptr;
}

void expect_exchange(Thread& t) {
  settle_frame_stack(t);
  FrameStacks& stacks = frame_stacks(t);
  if (!stacks.next) stacks.next = new_frame_stack();
  PY_CHECK(stacks.next);  // C has begun, and cannot fail
  abort_recording(t);
  gather_traces(t);
  // C has copied the context's address; it will give up a reference to it, should this piece never go on.
  if (stacks.in_use->context) stacks.in_use->context->refcount--;  // it did not exchange anything the last time
  stacks.in_use->context = t.context;
  if (t.context) t.context->refcount++;
}

void note_top_frame(Thread& t, Object* top_frame) { frame_stacks(t).in_use->top_frame = top_frame; }

size_t unended_piece_count(Thread& t) { return frame_stacks(t).own->unended; }

void change_frame_stack(Thread& t) {
  auto* to = static_cast<FrameStack*>(t.datastack_chunk);
  if (!to) {
    to = std::exchange(frame_stacks(t).next, nullptr);
    PY_CHECK(to);
    frame_stacks(t).own->unended++;
  }
  leave(t, frame_stacks(t).in_use);
  enter(t, to);
}

bool free_frame_stack(void* p) {
  auto* stack = static_cast<FrameStack*>(p);
  Thread& t = unsettled_thread();
  if (frame_stacks(t).in_use == stack) {  // C is on it still
    t.datastack_chunk = stack;
    stack->ended = true;
    if (stack != frame_stacks(t).own) frame_stacks(t).own->unended--;
    return true;
  }
  if (!is_with_ranges(p)) return false;
  // It will not go on: C gives up the frame's reference to its object, too, which CPython's frames have.
  if (stack->top_frame && stack->chunk) stack->top_frame->refcount++;
  free_frame_chunks(&stack->chunk);
  return true;
}

bool recording_is_put_aside() { return recordings_put_aside > 0; }

}  // namespace sidewinder
