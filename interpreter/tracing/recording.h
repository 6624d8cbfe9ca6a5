// A recording of Python code under way: Python's half of jit::Session. Its frames are in recorded_frame.cpp.
#pragma once

#include "interpreter/execution/machine_frame.h"
#include "jit/driver/session.h"

namespace sidewinder {

class Liveness;
extern const jit::Hooks python_hooks;

class PySession final : public jit::Session {
 public:
  explicit PySession(Thread& t);
  ~PySession() override;
  // The recording under way, of which the machine is.
  static PySession& of(PyRecording& m) { return *static_cast<PySession*>(m.thread.jit); }

  static constexpr const jit::Hooks& hooks = python_hooks;
  static jit::FrameView innermost(Thread& t);
  static jit::FrameView caller_of(const jit::FrameView& frame);
  static void poison_dead_registers(Thread& t);

  // Is a call of `code` one of the function whose entry the trace began at?
  bool is_own_function(const Code* code) const;
  // The innermost frame, an inlined one, is about to be popped: its object, if it has one, takes the named registers
  // over.
  void end_inlined_frame(const Instr* pc);

 private:
  void load_frame() override { frame_.load_top(machine_); }
  void sync_frame() override { frame_.sync(); }
  uint64_t position() const override { return uint64_t(frame_.plain.pc); }
  jit::Next step() override;
  bool unwind() override;
  jit::LiveRegisters live_registers(const jit::ShadowFrame& frame, uint64_t position) override;

  // The frame object of h, a frame that Python sees, whose shadow is recorder.frames[index].
  jit::Value name_of_frame_object(FrameHeader* h, size_t index);
  jit::Value named_registers(FrameHeader* h, int first, int count);
  void add_traceback(FrameHeader* h);
  void raise_again(FrameHeader* h);
  void enter_handler(FrameHeader* h, const ExceptionEntry& handler);

  PyRecording machine_;
  Frame<PyRecording> frame_;
  const Code* live_code_ = nullptr;  // whose liveness was looked up last
  const Liveness* liveness_ = nullptr;
};

// What a snapshot says of a frame beside its position and registers; write_frames takes it apart.
uint64_t frame_info(uint16_t result_register, FrameKind kind);

// The driver's record of a place where compiled code may begin; made when it is first asked for.
jit::StartPoint& start_point_of(HotSpot& spot);

}  // namespace sidewinder
