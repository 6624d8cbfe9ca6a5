// Pushing and popping real frames: shared by all machines that execute.
#pragma once

#include "interpreter/execution/frame.h"
#include "interpreter/execution/thread.h"
#include "interpreter/objects/container/tuple.h"

namespace sidewinder {

constexpr uint16_t kNoRegister = 0xffff;  // a result nobody wants

enum FrameFlag : uint32_t {  // FrameHeader::flags; any of them makes a return leave the fast path
  kFrameEntry = 1,           // returning from it returns to C++
  kFrameOfGenerator = 2,
  kFrameInNewChunk = 4,  // the chunk ends with it
  kFrameHasObject = 8,   // FrameHeader::object is set, and is told of the end
  kFrameWatched = 16,    // its end is an event: the loop that does not trace gives it to the one that does
  kFrameCallDue = 32,    // the event that it was called, or resumed, has not been given yet
  kFrameAtEvent = 64,    // a trace function is being called: pc is the instruction that comes next
};

FrameChunk* allocate_frame_chunk(size_t words);  // thread.cpp; scanned by the collector up to its top; null: no memory
struct FramePlace {
  Object** base;  // null: raised
  uint32_t flags;
  const Instr* start = nullptr;  // where the frame begins, if not with its code
};
// What a new frame does about a request on the thread. Only frames that are rebuilt have been entered already.
enum class Requests : bool { Leave, Meet };
// Where a frame of so many words lies for which there seems to be no room at `base`: there after all, when only a
// request made it seem so, or in another chunk. The request is met as if the caller's call had raised.
FramePlace place_frame(Thread& t, Object** base, size_t words, Requests requests);
// What is left to do before a frame with flags is popped.
void before_pop(Thread& t, FrameHeader* frame);
bool recursion_limit_hit(Thread& t);  // raises RecursionError unless there is headroom

// What debug builds put where nobody may look: an address that faults, and nothing to the collector.
inline Object* const kDeadRegister = reinterpret_cast<Object*>(uintptr_t(0xdead'dead'dead'dead));

// Named registers that no argument goes to, from `first` on: null until they are bound.
PY_ALWAYS_INLINE void clear_named_registers(FrameHeader* h, int first) {
  for (int i = first; i < h->code->first_temporary; ++i) h->registers()[i] = nullptr;
}

// A frame for `code` above `caller`. Its registers are still garbage: whoever pushes it fills the named ones. Null:
// raised (RecursionError, MemoryError, an interrupt). t.stack_end stands for both limits, the chunk's end and a
// request: calls pay nothing for the second.
template <Requests kRequests = Requests::Meet>
PY_ALWAYS_INLINE FrameHeader* push_frame(Thread& t, FrameHeader* caller, Function* function, Code* code,
                                         uint16_t result_register) {
  Object** base = caller->top;
  const Instr* start = code->instructions;
  uint32_t flags = 0;
  if (base + sizeof(FrameHeader) / 8 + code->register_count > t.stack_end) [[unlikely]] {
    FramePlace place = place_frame(t, base, sizeof(FrameHeader) / 8 + code->register_count, kRequests);
    if (!place.base) return nullptr;
    base = place.base;
    flags = place.flags;
    if (place.start) start = place.start;
  }
  if (--t.recursion_remaining < 0) [[unlikely]]
    if (recursion_limit_hit(t)) {
      ++t.recursion_remaining;
      return nullptr;
    }
  auto* h = reinterpret_cast<FrameHeader*>(base);
  h->caller = caller;
  h->pc = start;
  h->function = function;
  h->code = code;
  h->locals = nullptr;
  h->object = nullptr;
  h->result_register = result_register;
  h->kind = FrameKind::Function;
  h->flags = flags;
  h->top = h->registers() + code->register_count;
#ifndef NDEBUG
  for (Object** r = h->registers(); r < h->top; ++r) *r = kDeadRegister;
#endif
  t.frame = h;
  return h;
}

// The current frame goes; its caller becomes current. (Not for a generator's frame.)
PY_ALWAYS_INLINE void pop_frame(Thread& t) {
  FrameHeader* h = t.frame;
  if (h->flags & (kFrameInNewChunk | kFrameHasObject)) [[unlikely]]
    before_pop(t, h);
  ++t.recursion_remaining;
  t.frame = h->caller;
}

// The frame below all others of a thread, at startup.
void push_bottom_frame(Thread& t, Code* code, Function* function);

// Continuation frames: internal, see ops/continuation.h.
FrameHeader* push_continuation(Thread& t, FrameHeader* caller, Code* code, uint16_t result_register);

// Python sees it: no continuation, no hidden code.
inline bool is_visible(const FrameHeader* h) {
  return h->function && !(h->code->flags & (kCodeContinuation | kCodeHidden));
}
// The innermost handler around the frame's current instruction, or null.
const ExceptionEntry* find_handler(const FrameHeader* h);
const ExceptionEntry* find_handler(const Code* code, uint32_t at);  // around this instruction
inline bool has_handler(const FrameHeader* h) { return h->code->exception_count && find_handler(h); }
// The pending exception passes through frame h: a line of the traceback, unless it is raised again, or the frame is an
// internal one.
bool wants_traceback_entry(const FrameHeader* h);
// `raise` alone, before pc: what it raises has an entry of this frame, or (a part of a group) none yet.
bool is_bare_raise(const Code* code, const Instr* pc);
// The exception goes on from a cleanup: it counts as raised where it was before (FrameObject::pc).
bool keeps_place_of_raise(const FrameHeader* h);

// Finds the handler of the pending exception among the frames down to the nearest entry frame, popping those without
// one (adding traceback entries). True: t.frame goes on at its pc. False: the entry frame was popped, the exception is
// still pending.
bool unwind(Thread& t);

}  // namespace sidewinder
