// A recording of Python code under way: Python's half of jit::Session. Its frames are in recorded_frame.cpp.
#pragma once

#include <unordered_map>

#include "interpreter/execution/machine_frame.h"
#include "interpreter/execution/ops/unbuilt_text.h"
#include "jit/driver/session.h"

namespace sidewinder {

class Liveness;
extern const jit::Hooks python_hooks;

// What a snapshot says of a frame beside its position and registers; write_frames takes it apart.
uint64_t frame_info(uint16_t result_register, FrameKind kind, ResumeMode mode = ResumeMode::ForIter);
// The parts of it.
inline uint16_t result_register_of(uint64_t info) { return uint16_t(info); }
inline FrameKind frame_kind_of(uint64_t info) { return FrameKind(uint16_t(info >> 16)); }
inline ResumeMode resume_mode_of(uint64_t info) { return ResumeMode(int8_t(info >> 32)); }
constexpr uint64_t kGeneratorIsLinked = uint64_t(1) << 40;  // HandledStack has it
constexpr uint64_t kHasItsObject = uint64_t(1) << 41;       // the generator has the object of kObjectInHeader
// The header references of an inlined frame, but for those that FrameHeader has in the same order.
constexpr int kGeneratorInHeader = 2;  // of a generator's frame: the generator, where others have `locals`
constexpr int kObjectInHeader = 3;     // FrameHeader::object
// The root's, and a generator's: what it handles (None: nothing), where that is not what its memory says.
constexpr int kHandledInHeader = 1;

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
  // Links between compiled code: jit/driver/hot_loop.h, LinkedSession.
  static bool may_enter(Thread& t);
  static void go_to(Thread& t, uint64_t position) { t.frame->pc = reinterpret_cast<const Instr*>(position); }
  static jit::ReturnPoint* take_return(Thread& t);

  // Is a call of `code` one of the function whose entry the trace began at?
  bool is_own_function(const Code* code) const;
  // Does the trace rather call a function of `code` than take it in? It is recursive, or there is no room for it.
  bool calls_rather(const Code& code) const;
  // An inlined function has returned: what follows is a place where paths meet.
  void note_return() { has_returned_ = true; }
  // The innermost frame, an inlined one, is about to be popped: its object, if it has one, takes the named registers
  // over. `pc` null: where the object says that the newest exception was raised.
  void end_inlined_frame(const Instr* pc);
  // It is a generator's that yields: the generator keeps the object.
  void keep_frame_object(PyRecording::Ref generator);
  // Exceptions that the trace has by name (recorded_exception.cpp). False: nothing is done but tests.
  bool raise(PyRecording::Ref what, const PyRecording::Ref* cause);
  bool raise_again(PyRecording::Ref exception);
  bool begin_raise(PyRecording::Ref* context) { return !recorder.aborted() && handled(context); }
  bool push_handled(PyRecording::Ref exception, PyRecording::Ref* before);
  bool pop_handled(PyRecording::Ref previous);
  void end_raise(PyRecording::Ref context, std::span<const PyRecording::Ref> operands);
  bool handled(PyRecording::Ref* exception);  // a null value: nothing is
  // The innermost frame is a generator's, which has just been resumed.
  void begin_generator(PyRecording::Ref generator);
  // Strings that the trace has made of parts (recorded_text.cpp).
  void note_text(jit::Value name, const UnbuiltText& text) { texts_[name.bits] = text; }
  const UnbuiltText* text_of(jit::Value name) const {
    auto known = texts_.find(name.bits);
    return known == texts_.end() ? nullptr : &known->second;
  }
  // From here on memory says what is being handled.
  void settle_handled();
  void settle_own_handled();  // as far as the innermost frame, a generator's, does itself
  // The generator that a frame is part of: of the trace's own one, too.
  PyRecording::Ref generator_of(const jit::ShadowFrame& frame);
  // Of the innermost frame.
  jit::LiveRegisters live_at(const Instr* pc) { return live_registers(recorder.top(), uint64_t(pc)); }

 private:
  void load_frame() override { frame_.load_top(machine_); }
  void sync_frame() override { frame_.sync(); }
  uint64_t position() const override { return uint64_t(frame_.plain.pc); }
  bool goes_round_compiled_loops() const override {
    return frame_kind_of(recorder.frames.back()->info) == FrameKind::Generator;
  }
  jit::Next step() override;
  bool unwind() override;
  jit::LiveRegisters live_registers(const jit::ShadowFrame& frame, uint64_t position) override;
  jit::LiveRegisters live_during_call(const jit::ShadowFrame& frame, uint64_t position) override;
  jit::Context context_of(const jit::ShadowFrame& frame) const override;
  bool is_meeting_point(uint64_t position) override;

  struct Raise;
  bool find_exception(Raise& raise, PyRecording::Ref what);
  bool find_cause(Raise& raise, const PyRecording::Ref* cause);
  bool find_context(Raise& raise);
  jit::Value raised();
  bool is_new_here() const;
  void make_pending();
  // Stacks of handled exceptions: by the index of the frame that has one, the root or a generator's.
  bool has_handled_stack(size_t index) const;
  size_t handling_frame() const;  // the innermost one
  jit::Value& handled_apart(size_t index) { return recorder.frames[index]->header[kHandledInHeader]; }
  HandledStack* real_stack(size_t index) const;
  PyRecording::Ptr root_stack();
  PyRecording::Ref own_handled(size_t index);
  bool handled_outside(PyRecording::Ref* exception);
  void store_handled(size_t index, PyRecording::Ref exception);
  void settle_handled(size_t index);
  void handle_apart(size_t index, jit::Value exception);
  jit::Value name_of_frame_object(FrameHeader* h, size_t index);
  jit::Value new_frame_object(FrameHeader* h, const jit::ShadowFrame& frame);
  void store_for_frame_object(const jit::ShadowFrame& frame, jit::Value object, const Instr* pc);
  void note_passage(FrameHeader* h, const ExceptionEntry* handler);
  void add_traceback(FrameHeader* h);
  void add_traceback_by_call(FrameHeader* h);
  void end_raised_frame();
  void end_raised_generator(const jit::ShadowFrame& frame);
  void end_left_generators(FrameHeader* h, int reg);
  void enter_handler(FrameHeader* h, const ExceptionEntry& handler);

  PyRecording machine_;
  Frame<PyRecording> frame_;
  jit::Value raised_;  // the exception on its way to a handler; none: it is pending in the thread, or none is
  struct {
    size_t index = 0;
    jit::Value exception;  // none: not known
  } handled_in_memory_;    // what memory says of a frame while handled_apart() has another for it
  std::unordered_map<uint32_t, UnbuiltText> texts_;  // by name
  bool has_returned_ = false;
  const Code* live_code_ = nullptr;  // whose liveness was looked up last
  const Liveness* liveness_ = nullptr;
  std::vector<uint64_t> live_during_call_;  // what live_during_call answered last
};

// Of callers, where compiled code may go on; there is none any more.
void forget_return_points();

// The shadow of the thread's frame, which was just pushed above `f`, whose frame goes on at `return_position`.
jit::ShadowFrame& push_shadow(PyRecording& m, Frame<PyRecording>& f, const Instr* return_position, jit::Value function,
                              FrameKind kind);

// The driver's record of a place where compiled code may begin; made when it is first asked for. `code`: where it is.
jit::StartPoint& start_point_of(HotSpot& spot, const Code& code);

}  // namespace sidewinder
