// What to do where compiled code may begin: at a loop's header or a function's entry whose counter ran out, and after
// an exit. Counting, choosing, entering and recording are the same for every language; its session says what its
// frames are.
#pragma once

#include <concepts>

#include "jit/driver/session.h"
#include "jit/driver/trace_life.h"

namespace sidewinder::jit {

enum class LoopAction : uint8_t { Interpret, Enter, Record };
struct LoopDecision {
  LoopAction action;
  CompiledTrace* version = nullptr;  // Enter
};
LoopDecision decide_at_loop(StartPoint& start, const Hooks& hooks, const FrameView& frame);

// The version that frame, at this place, may enter; null: none.
CompiledTrace* version_for(const StartPoint& start, const Hooks& hooks, const FrameView& frame);
// Of a place that no version fits.
bool is_time_to_record(ReturnPoint& place);

// The time stamp counter, about the time of an instruction of the processor.
inline uint64_t cycles() { return __builtin_ia32_rdtsc(); }
// Compiled code was entered from the interpreter, and left by an exit that gets no bridge after so many cycles
// (UINT64_MAX: by another one). Gives the place up where few cycles are the rule: the way in and out costs more than
// the code saves.
void note_fruitless(StartPoint& start, const Hooks& hooks, uint64_t cycles);

// Compiled code was entered from the interpreter, and left for it after so many cycles, by a return or, above another
// compiler, by any exit. Where such stays are short, some turns are done there before the next one, at most so many.
constexpr uint32_t kLongestRest = 255;
void note_stay(StartPoint& start, uint64_t cycles, uint32_t longest = kLongestRest);

// What the counter is set to afterwards: it counts down, and calls at zero.
constexpr uint32_t kNeverHot = ~0u;
// How often a place that is to be recorded must run yet, since thresholds have grown.
uint32_t missing_counts(StartPoint& start, TraceKind kind);
uint32_t next_countdown(const StartPoint& start, TraceKind kind = TraceKind::Loop);

// The frame in memory is still true: the trace was left before its loop.
bool is_entry_exit(const Exit& exit);
// An exception is pending, to be unwound from the innermost frame.
bool is_raised_exit(const Exit& exit);
void note_exit(Exit& exit);  // counts it
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

// The sessions of one recording after another: the first, and those of the loops in inlined frames that one comes to,
// each recorded from where the one before ends with a jump to it.
template <LanguageSession S> class Recordings {
 public:
  explicit Recordings(Thread& t) : t_(t) {}

  S& next() {
    sessions_.push_back(std::make_unique<S>(t_));
    return *sessions_.back();
  }
  // The one that was begun, and what follows.
  bool run(bool raised = false) {
    bool ok = sessions_.back()->run(raised);
    while (sessions_.back()->wants_tail() && sessions_.size() < parameters.nested_limit) {
      Session& arriving = *sessions_.back();
      next().begin_inlined(arriving);
      ok = sessions_.back()->run();
    }
    close();
    return ok;
  }

 private:
  // Each needs the code of the one behind it.
  void close() {
    CompiledTrace* tail = nullptr;
    for (size_t i = sessions_.size(); i-- > 0;) {
      if (sessions_[i]->wants_tail()) sessions_[i]->end_with(tail);
      tail = sessions_[i]->close();
    }
  }

  Thread& t_;
  std::vector<std::unique_ptr<S>> sessions_;
};

template <LanguageSession S> bool record_start(Thread& t, StartPoint& start, TraceKind kind) {
  Recordings<S> recordings(t);
  recordings.next().begin(start, kind, S::innermost(t));
  return recordings.run();
}

// From the state in which `exit` left its trace: the thread's innermost frames, down to the trace's root, are rebuilt.
// `raised`: with an exception pending.
template <LanguageSession S> bool record_bridge(Thread& t, Exit& exit, bool raised) {
  std::vector<Object**> registers(exit.owner->trace.snapshots.frames_of(exit.snapshot).size());
  FrameView frame = S::innermost(t);
  for (size_t i = registers.size(); i-- > 0; frame = S::caller_of(frame)) registers[i] = frame.registers;
  Recordings<S> recordings(t);
  recordings.next().begin_bridge(exit, registers);
  return recordings.run(raised);
}

// Languages that let compiled code follow compiled code without the interpreter in between; the three work on the
// thread's innermost frame.
template <class S>
concept LinkedSession = requires(Thread& t, uint64_t position) {
  { S::may_enter(t) } -> std::same_as<bool>;            // compiled code, now?
  { S::go_to(t, position) } -> std::same_as<void>;      // it goes on there
  { S::take_return(t) } -> std::same_as<ReturnPoint*>;  // it returns, as its next instruction says; null: nothing done
};

// Compiled code that follows at once, or null; `exit` was taken, and the frames are as it says. Afterwards the thread's
// frame is where to go on, unless *ok is false.
template <LanguageSession S> CompiledTrace* following_version(Thread& t, Exit& exit, bool* ok) {
  if constexpr (LinkedSession<S>) {
    if (!S::may_enter(t)) return nullptr;
    if (exit.after == AfterExit::Loop) {
      uint64_t position = S::innermost(t).position;
      S::go_to(t, exit.loop_header);
      CompiledTrace* version = version_for(*exit.loop, S::hooks, S::innermost(t));
      if (!version) S::go_to(t, position);  // the interpreter takes the back edge, and decides
      return version;
    }
    ReturnPoint* place = S::take_return(t);
    if (!place) return nullptr;
    if (CompiledTrace* version = version_for(place->start, S::hooks, S::innermost(t))) return version;
    if (is_time_to_record(*place)) *ok = record_start<S>(t, place->start, TraceKind::Straight);
  }
  return nullptr;
}

// `start`: where the interpreter enters.
template <LanguageSession S>
bool enter_version(Thread& t, StartPoint& start, CompiledTrace& version, Object** registers) {
  CompiledTrace* entered = &version;
  ++statistics.entries;
  uint64_t began = cycles();
  for (;;) {
    Exit& exit = *enter_trace(t, *entered, registers);
    ++statistics.exits;
    if (listener) listener->left(exit);
    if (is_entry_exit(exit)) return true;
    bool raised = is_raised_exit(exit);
    if (!raised) S::poison_dead_registers(t);
    bool is_link = !raised && exit.after != AfterExit::Interpret;
    note_fruitless(start, S::hooks, exit.blacklisted && !is_link ? cycles() - began : UINT64_MAX);
    if (raised || exit.after != AfterExit::Return) {
      if (wants_bridge(exit)) return record_bridge<S>(t, exit, raised);
      if (!is_link) {
        if (settings.baseline && !raised) note_stay(start, cycles() - began, parameters.tiers_longest_rest);
        return !raised;
      }
    } else {
      note_exit(exit);
    }
    bool ok = true;
    entered = following_version<S>(t, exit, &ok);
    if (!entered && ok && exit.after == AfterExit::Return) note_stay(start, cycles() - began);
    if (!entered) return ok;
    registers = S::innermost(t).registers;
  }
}

// At a place where compiled code may begin, whose counter ran out: enters a version, records one, or neither, and
// sets the counter.
template <LanguageSession S> bool at_hot_place(Thread& t, StartPoint& start, TraceKind kind, uint32_t& counter) {
  if (!settings.enabled) {
    counter = kNeverHot;
    return true;
  }
  make_room(S::hooks);
  S::poison_dead_registers(t);
  FrameView frame = S::innermost(t);
  LoopDecision decision = decide_at_loop(start, S::hooks, frame);
  if (decision.action == LoopAction::Record) {
    counter = missing_counts(start, kind);
    if (counter) return true;
  }
  bool ok = true;
  if (decision.action == LoopAction::Enter) ok = enter_version<S>(t, start, *decision.version, frame.registers);
  if (decision.action == LoopAction::Record) ok = record_start<S>(t, start, kind);
  counter = next_countdown(start, kind);
  return ok;
}

}  // namespace sidewinder::jit
