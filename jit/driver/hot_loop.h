// What to do where compiled code may begin: at a loop's header or a function's entry whose counter ran out, and after
// an exit. Counting, choosing, entering and recording are the same for every language; its session says what its
// frames are.
#pragma once

#include <concepts>

#include "jit/driver/session.h"

namespace sidewinder::jit {

enum class LoopAction : uint8_t { Interpret, Enter, Record };
struct LoopDecision {
  LoopAction action;
  CompiledTrace* version = nullptr;  // Enter
};
LoopDecision decide_at_loop(StartPoint& start, const Hooks& hooks, const FrameView& frame);

// What the counter is set to afterwards: it counts down, and calls at zero.
constexpr uint32_t kNeverHot = ~0u;
uint32_t next_countdown(const StartPoint& start, TraceKind kind = TraceKind::Loop);

// The frame in memory is still true: the trace was left before its loop.
bool is_entry_exit(const Exit& exit);
// An exception is pending, to be unwound from the innermost frame.
bool is_raised_exit(const Exit& exit);
// Counts the exit; true: a bridge is to be recorded from here, now.
bool wants_bridge(Exit& exit);

// What a language provides to record with: its Session, which is the thread's recording from its constructor to its
// destructor.
template <class S>
concept LanguageSession = std::derived_from<S, Session> && std::constructible_from<S, Thread&> &&
    requires(Thread& t, const FrameView& frame) {
  { S::innermost(t) } -> std::same_as<FrameView>;      // the thread's innermost frame
  { S::caller_of(frame) } -> std::same_as<FrameView>;  // registers and count are enough
  S::poison_dead_registers(t);                         // debug builds: where nobody may look in the innermost frame
  { S::hooks } -> std::convertible_to<const Hooks&>;
};

// All below: afterwards the thread's frame is where to go on. False: an exception is pending, to be unwound from it.

template <LanguageSession S> bool record_start(Thread& t, StartPoint& start, TraceKind kind) {
  S session(t);
  session.begin(start, kind, S::innermost(t));
  bool ok = session.run();
  session.close();
  return ok;
}

// From the state in which `exit` left its trace: the thread's innermost frames, down to the trace's root, are rebuilt.
template <LanguageSession S> bool record_bridge(Thread& t, Exit& exit) {
  std::vector<Object**> registers(exit.owner->trace.snapshots.frames_of(exit.snapshot).size());
  FrameView frame = S::innermost(t);
  for (size_t i = registers.size(); i-- > 0; frame = S::caller_of(frame)) registers[i] = frame.registers;
  S session(t);
  session.begin_bridge(exit, registers);
  bool ok = session.run();
  session.close();
  return ok;
}

template <LanguageSession S> bool enter_version(Thread& t, CompiledTrace& version, Object** registers) {
  Exit& exit = *enter_trace(t, version, registers);
  ++statistics.exits;
  if (is_entry_exit(exit)) return true;
  if (is_raised_exit(exit)) return false;
  S::poison_dead_registers(t);
  return !wants_bridge(exit) || record_bridge<S>(t, exit);
}

// At a place where compiled code may begin, whose counter ran out: enters a version, records one, or neither, and
// sets the counter.
template <LanguageSession S> bool at_hot_place(Thread& t, StartPoint& start, TraceKind kind, uint32_t& counter) {
  if (!settings.enabled) {
    counter = kNeverHot;
    return true;
  }
  S::poison_dead_registers(t);
  FrameView frame = S::innermost(t);
  LoopDecision decision = decide_at_loop(start, S::hooks, frame);
  bool ok = true;
  if (decision.action == LoopAction::Enter) ok = enter_version<S>(t, *decision.version, frame.registers);
  if (decision.action == LoopAction::Record) ok = record_start<S>(t, start, kind);
  counter = next_countdown(start, kind);
  return ok;
}

}  // namespace sidewinder::jit
