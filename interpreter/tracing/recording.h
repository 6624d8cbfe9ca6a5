// A recording of Python code under way: the recorder, where it started, and how it ended.
#pragma once

#include "interpreter/execution/machine_frame.h"
#include "jit/driver/driver.h"

namespace sidewinder {

class Liveness;

struct RecordingSession {
  RecordingSession(Thread& t, const jit::Hooks& hooks) : recorder(t, hooks), machine{t, recorder} {}

  jit::Recorder recorder;
  PyRecording machine;
  Frame<PyRecording> frame;
  jit::RecordingEnd end;
  HotSpot* spot = nullptr;                            // Loop: whose back edge closes it
  bool done = false;                                  // the trace has its jump or exit
  std::vector<std::pair<HotSpot*, uint32_t>> passed;  // back edges of loops without code

  const Code* root_code() const { return FrameHeader::of(recorder.frames.front()->registers)->code; }

  // Ends the trace: the interpreter goes on at the frame's pc.
  void finish_with_exit();
  void finish_with_return();  // the root frame returns: the interpreter does it
  void leave_at_back_edge();  // of a compiled loop that cannot be joined
  // Ends the trace at a loop header in the root frame: target null is the trace's own.
  void finish_with_jump(jit::Target* target);
  // Names for the registers of the root frame as they are now.
  void load_root_registers(Object** registers, uint32_t count);
  // The innermost frame, an inlined one, is about to be popped: its object, if it has one, takes the named registers
  // over.
  void end_inlined_frame(const Instr* pc);
  // Executes and records until the trace is done or given up. False: an exception is pending, to be unwound from
  // t.frame.
  bool run();

 private:
  void clear_dead_registers();
  const Instr *first_ = nullptr, *current_ = nullptr;  // where the recording began; the instruction under way
  const Code* live_code_ = nullptr;                    // whose liveness was looked up last
  const Liveness* liveness_ = nullptr;
  bool unwind_recorded();  // the pending exception meets a handler in a frame of the trace
  // The frame object of h, a frame that Python sees, whose shadow is recorder.frames[index].
  jit::Value name_of_frame_object(FrameHeader* h, size_t index);
};

extern const jit::Hooks python_hooks;
bool is_small_int_object(const Object* o);
uint64_t frame_info(uint16_t result_register, FrameKind kind);
// The compiled loop of a hot spot, if it has one.
jit::StartPoint* start_point_of(const HotSpot& spot);

}  // namespace sidewinder
