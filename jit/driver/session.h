// A recording under way, whatever the language: where it began, which loops it has passed, how it ends. A language
// derives its own from it, with its frames and the step that executes and records one instruction;
// jit/driver/README.md tells a recording's life.
#pragma once

#include <chrono>
#include <span>
#include <utility>
#include <vector>

#include "jit/driver/driver.h"

namespace sidewinder::jit {

// A real frame of the language, as the driver sees it.
struct FrameView {
  Object** registers;
  uint32_t count;
  uint64_t position;     // of the next instruction
  Context context = {};  // what a trace may take for granted of the frame that it begins in
};

// Registers below `always` are live; register `always` + i is where bit i of the array is set. By default all are.
struct LiveRegisters {
  uint32_t always = UINT32_MAX;
  const uint64_t* bits = nullptr;

  bool has(uint32_t r) const { return r < always || bits[(r - always) / 64] >> ((r - always) % 64) & 1; }
};

struct MeetingPoint;
void forget_meeting_points();  // and what was compiled for them

class Session {
 public:
  Session(Thread& t, const Hooks& hooks);
  virtual ~Session() = default;

  Recorder recorder;
  RecordingEnd end;
  bool done = false;  // the trace has its jump or exit

  // --- The beginning, once

  // At a loop's header (Loop) or a function's first instruction (Straight).
  void begin(StartPoint& start, TraceKind kind, const FrameView& frame);
  // After an exit: `registers` are those of the frames that it rebuilt, root first.
  void begin_bridge(Exit& exit, std::span<Object** const> registers);
  // At the header of a loop in an inlined frame, or where paths meet, to which `arriving` has come and is to jump.
  void begin_inlined(const Session& arriving);

  // --- The middle

  // Executes and records until the trace is done or given up. False: an exception is pending, to be unwound from the
  // thread's frame.
  // `raised`: one is pending from the start, and its handler is looked for first.
  bool run(bool raised = false);
  // Between two instructions. False: the recording is over, well or not.
  bool next_instruction(uint64_t position);
  // Of the instruction under way.
  uint64_t current() const { return current_; }

  // --- What the language's frame tells it of the instruction under way

  // It leaves the frame that the trace began in, or only the interpreter can execute it: the trace ends before it.
  void finish_with_exit();
  // It returns from the frame that the trace began in: as finish_with_exit, but a loop that left its frame instead of
  // coming round is recorded another time, if it may.
  void finish_with_return();
  // An exception leaves the frame that the trace began in: the same, and the trace ends with it pending.
  void finish_with_raise();
  // It takes the back edge of a loop, to `header`: closes the recorded loop, joins a compiled one, or goes round.
  // False: the trace ends before the instruction, because the interpreter must enter the compiled loop (there is no
  // version yet for the types, or none may be made for these inlined frames).
  [[nodiscard]] bool back_edge(StartPoint& loop, uint64_t header);

  // --- The end

  // The trace ends with a jump to a loop in an inlined frame, or to what follows a place where paths meet, which is to
  // be recorded from here.
  bool wants_tail() const { return tail_ && done && !recorder.aborted(); }
  // What was made of it; null: nothing, the trace is left there.
  void end_with(CompiledTrace* tail);
  // Optimises, compiles and installs what was recorded, or counts the failure. Null: no trace.
  CompiledTrace* close();

 protected:
  // --- The language's half

  // The language's frame becomes what the thread's innermost frame and recorder.top() are.
  virtual void load_frame() = 0;
  // The thread's innermost frame becomes what the language's frame is.
  virtual void sync_frame() = 0;
  // Is the innermost frame one in which loops are rather gone round than entered? (A loop that yields to its caller.)
  virtual bool goes_round_compiled_loops() const { return false; }
  // Where the next instruction is.
  virtual uint64_t position() const = 0;
  // Executes and records it.
  virtual Next step() = 0;
  // An exception is pending: the thread's frame, and the recorder's, become those whose handler goes on, with the
  // handler's position. False: the trace has none.
  virtual bool unwind() = 0;
  // The registers of the innermost frame that an instruction from `position` on may read before it writes them. Asked
  // for at each instruction.
  virtual LiveRegisters live_registers(const ShadowFrame& frame, uint64_t position) = 0;
  // Of a frame that waits for a call and goes on at `position`: those too that a handler needs if the call raises.
  virtual LiveRegisters live_during_call(const ShadowFrame& frame, uint64_t position) {
    return live_registers(frame, position);
  }
  // What a trace may take for granted of a real frame of its own beside what the shadow says (FrameView::context).
  virtual Context context_of(const ShadowFrame&) const { return {}; }
  // May bridges end before the instruction at `position` of the innermost frame, and share the trace of what follows?
  // Where paths meet, or after an inlined call; never at a loop's header, nor directly before a back edge.
  virtual bool is_meeting_point(uint64_t position) {
    (void)position;
    return false;
  }

 private:
  bool record(bool raised);
  // All frames as one list of registers, at a loop's header in the innermost one.
  struct FlatFrames {
    std::vector<uint64_t> key;
    uint64_t position = 0;  // of the innermost frame
    std::vector<Value> names;
    std::vector<Object*> values;  // null where no name is
    std::vector<bool> live;
  };
  FlatFrames flatten(uint64_t header);
  InlinedPlace* place_among(std::vector<std::shared_ptr<InlinedPlace>>& places);
  void learn_signature();
  bool meet(uint64_t position);
  bool end_at_meeting_point(MeetingPoint& point, uint64_t position);
  void note_passes();
  Rep rep_of_name(size_t slot);
  Signature new_signature(const StartPoint& start, uint32_t limit);
  CompiledTrace* best_version(const StartPoint& start, const Signature& names, bool* fits_well);
  bool back_edge_in_inlined_frame(StartPoint& loop, uint64_t header);
  bool jump_to_inlined_loop(StartPoint& loop, uint64_t header);
  bool retry_inlined_loop(uint64_t position);
  void finish_with_flat_jump(uint64_t header, Target* target);
  bool leave_to_interpreter(StartPoint& loop, uint64_t header);
  bool has_left_inlined_loop() const {
    return place_ && end.kind == TraceKind::Loop && recorder.frames.size() < place_->frame_count;
  }
  void forget_dead_registers(uint64_t position);
  Value load_register(uint32_t index);
  void finish_with_jump(uint64_t header, Target* target);
  void append_jump(uint64_t header, Target* target, const std::vector<Value>& names);
  void generalise_last_version();
  bool is_own_back_edge(const StartPoint& loop);
  bool is_own_inlined_back_edge(uint64_t header);
  bool has_left_for(uint64_t header) const;
  bool may_go_round(const StartPoint& loop) const;
  void go_round(StartPoint& loop);
  bool may_record_again() const;
  void judge();
  void classify();

  std::chrono::steady_clock::time_point began_;
  uint64_t current_ = 0;
  std::vector<std::pair<StartPoint*, uint32_t>> passed_;  // back edges of loops without code
  InlinedPlace* place_ = nullptr;                         // where the recording began, if in an inlined frame
  InlinedPlace* tail_ = nullptr;                          // where it goes on
  FlatFrames flat_;                                       // at its end
  StartPoint* tail_loop_ = nullptr;                       // if that is a loop: it, and its header
  uint64_t tail_header_ = 0;
  bool tail_is_straight_ = false;  // what follows has a signature, and need not come round
  Signature tail_signature_;
  std::vector<MeetingPoint*> met_;
};

}  // namespace sidewinder::jit
