// A recording under way, whatever the language: where it began, which loops it has passed, how it ends. The language
// owns its frames and the step that executes and records one instruction; its own session has one of these in it, or
// derives from it.
//
//   Session session(t, hooks, is_small_int);
//   session.begin_loop(start, registers, count, position);       or begin_bridge(exit, registers of the frames)
//   while (session.next_instruction(position of the next instruction)) { step of the machine Recording }
//   session.close();
#pragma once

#include <chrono>
#include <span>
#include <utility>
#include <vector>

#include "jit/driver/driver.h"

namespace sidewinder::jit {

using IsSmallInt = bool (*)(const Object*);

class Session {
 public:
  Session(Thread& t, const Hooks& hooks, IsSmallInt is_small_int);

  Recorder recorder;
  RecordingEnd end;
  bool done = false;  // the trace has its jump or exit

  // --- The beginning

  // At a loop's header: registers that are not live there arrive without a name, and no trace relies on them.
  void begin_loop(StartPoint& start, Object** registers, uint32_t count, uint64_t position);
  // After an exit: `registers` are those of the frames that it rebuilt, root first.
  void begin_bridge(Exit& exit, std::span<Object** const> registers);

  // Between two instructions. False: the recording is over, well or not.
  bool next_instruction(uint64_t position);

  // --- Ways to end; each is at a boundary: `position` is where the interpreter would go on

  void finish_with_exit(uint64_t position);
  // At a loop's header in the root frame: null is the trace's own.
  void finish_with_jump(uint64_t position, Target* target);
  // The frame that the trace began in is left by the instruction at `position`; the interpreter does it. A loop that
  // left its frame instead of coming round is recorded another time, if it may.
  void finish_with_return(uint64_t position);
  // The back edge of a loop, which the instruction at `position` takes to `header`: closes the recorded loop, joins a
  // compiled one, or goes round. False: the trace ends before that instruction, because the interpreter must enter the
  // compiled loop (it is in an inlined frame, or has no version yet for the types).
  [[nodiscard]] bool back_edge(StartPoint& loop, uint64_t position, uint64_t header);

  // Optimises, compiles and installs what was recorded, or counts the failure. Null: no trace.
  CompiledTrace* close();

 private:
  Value load_register(uint32_t index);
  bool goes_nowhere() const;

  IsSmallInt is_small_int_;
  std::chrono::steady_clock::time_point began_;
  std::vector<std::pair<StartPoint*, uint32_t>> passed_;  // back edges of loops without code
};

// For a handler's residual call at its end, executed already: `value` is what it returned, null if it raised. Writes
// the call and, if the helper may raise, the guard that it does again what it did now. `result` is the shadow's name of
// the register that receives the value, or null; it is set only if there is a value. `after` is the position behind the
// instruction; `raised` the snapshot that was taken there, before the call.
void record_final_call(Recorder& recorder, const Helper* helper, const Value* arguments, uint32_t count,
                       const Object* value, Value* result, uint64_t after, uint32_t raised);

}  // namespace sidewinder::jit
