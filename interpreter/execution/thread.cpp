// The main thread's state, its chunks of frames, and its native stack limit.
#include "interpreter/execution/thread.h"

#include <pthread.h>
#include <sys/resource.h>

#include <algorithm>

#include <cstdlib>
#include <cstring>

#include "interpreter/base/native_stack.h"
#include "interpreter/execution/call_frame.h"
#include "interpreter/execution/exact_places.h"
#include "interpreter/execution/frame_stack.h"
#include "interpreter/execution/gil.h"
#include "interpreter/execution/request.h"
#include "interpreter/execution/thread_setup.h"
#include "interpreter/execution/trace_events.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/memory/collector.h"
#include "interpreter/memory/out_of_memory.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/recursion.h"

namespace sidewinder {

namespace {

Thread main_thread_object;  // static data: the collector scans it
Thread* main_thread = &main_thread_object;
Thread* current = &main_thread_object;

constexpr int kRecursionLimit = 1000;
constexpr size_t kFirstChunkWords = 1 << 16;

void scan_frames(void* arg, RangeFn range) {
  auto* t = static_cast<Thread*>(arg);
  auto visit = [](void* to, void* begin, void* end) { reinterpret_cast<RangeFn>(to)(begin, end); };
  auto* to = reinterpret_cast<void*>(range);
  for_each_range_of_frames(t->chunk, t->frame, visit, to);
  const FrameStack* own = frame_stacks(*t).own;
  if (!own->in_use) for_each_range_of_frames(own->chunk, own->frame, visit, to);
}

}  // namespace

void for_each_range_of_frames(FrameChunk* last, FrameHeader* frame, void (*visit)(void*, void*, void*), void* context) {
  for (FrameChunk* chunk = last; chunk; chunk = chunk->previous) {
    Object** top = chunk->saved_top;
    if (chunk == last) {
      top = chunk->base;
      for (FrameHeader* h = frame; h; h = h->caller)
        if (reinterpret_cast<Object**>(h) >= chunk->base && reinterpret_cast<Object**>(h) < chunk->end) {
          top = h->top;
          break;
        }
    }
    visit(context, chunk->base, top);
  }
}

Thread& unsettled_thread() { return *current; }
Thread& current_thread() {
  settle_frame_stack(*current);
  return *current;
}
Thread** also_current_thread;
void set_current_thread(Thread& t) {
  current = &t;
  if (also_current_thread) *also_current_thread = &t;
}
Thread* first_thread() { return main_thread; }

FrameChunk* allocate_frame_chunk(size_t words) {
  auto* chunk = static_cast<FrameChunk*>(std::calloc(1, sizeof(FrameChunk)));
  if (!chunk) return nullptr;
  chunk->base = static_cast<Object**>(std::calloc(words, sizeof(Object*)));
  if (!chunk->base) return nullptr;
  chunk->end = chunk->base + words;
  return chunk;
}

Thread& initialize_main_thread() {
  Thread& t = main_thread_object;
  if (!prepare_thread(t, kRecursionLimit)) end_without_memory();
  rlimit limit{};
  getrlimit(RLIMIT_STACK, &limit);
  limit_native_stack(t, limit.rlim_cur == RLIM_INFINITY ? size_t(64) << 20 : size_t(limit.rlim_cur));
  t.thread_id = uint64_t(pthread_self());
  become_main_thread(t);
  acquire_gil(t);
  return t;
}

bool prepare_thread(Thread& t, int recursion_limit) {
  t.recursion_limit = t.recursion_remaining = recursion_limit;
  t.handled = &t.base_handled;
  t.gilstate_counter = 1;
  t.cframe = t.root_cframe;
  t.root_cframe[1] = t.root_cframe;  // current_frame: not null, something runs
  if (!make_own_stack(t)) return false;
  t.chunk = allocate_frame_chunk(kFirstChunkWords);
  if (!t.chunk) return false;
  t.stack_base = t.chunk->base;
  allow_frames(t);
  if (places_are_exact) update_tracing(t);
  add_scanner(scan_frames, &t);
  return true;
}

void limit_native_stack(Thread& t, size_t bytes) {
  size_t reserve = std::min(kNativeStackReserve, bytes / 2);
  t.native_limit = static_cast<char*>(__builtin_frame_address(0)) - bytes + reserve;
  native_stack_limit = t.native_limit;
}

void forget_frames(Thread& t) {
  remove_scanner(scan_frames, &t);
  free_frame_chunks(&t.chunk);
  forget_own_stack(t);
}

void free_frame_chunks(FrameChunk** last) {
  while (*last && (*last)->next) *last = (*last)->next;
  while (FrameChunk* chunk = *last) {
    *last = chunk->previous;
    std::free(chunk->base);
    std::free(chunk);
  }
}

void become_main_thread(Thread& t) {
  main_thread = &t;
  install_signal_target(t);
}

// The frame that everything else lies above: C++ calls Python from it.
void push_bottom_frame(Thread& t, Code* code, Function* function) {
  auto* h = reinterpret_cast<FrameHeader*>(t.stack_base);
  h->caller = nullptr;
  h->code = code;
  h->function = function;
  h->pc = code->instructions;
  h->kind = FrameKind::Entry;
  h->flags = kFrameEntry;
  h->top = h->registers() + code->register_count;
  t.frame = h;
}

bool native_stack_left_slow(Thread& t, const char* where) {
  raise_recursion_error(t, where);
  return false;
}

}  // namespace sidewinder
