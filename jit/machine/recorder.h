// The recorder: what the Recording machine writes into. It owns the trace under construction, the shadow frames (an
// SSA name for every register of every frame of the trace), the facts that guards have established, and takes the
// snapshots.
//
// Invariants: the real frames are always up to date, so a recording may be dropped at any boundary. A test after an
// effect in one instruction is a violation of the handler rules and stops the process in debug builds (Checking finds
// it first).
#pragma once

#include <bit>
#include <memory>
#include <utility>
#include <vector>

#include "jit/ir/trace.h"
#include "jit/language/hooks.h"
#include "jit/machine/machine.h"
#include "jit/snapshot/check.h"
#include "jit/snapshot/replay.h"
#include "jit/snapshot/shadow_frame.h"

namespace sidewinder::jit {

// The C++ frame of a recorded instruction that is calling a helper now: below it on the stack are the helper and what
// that calls. Null: none is.
inline void* calling_recorded_helper = nullptr;

// What guards (or the operation itself) have established about a value.
struct Fact {
  const void* cls = nullptr;
  bool small_int = false, big_int = false, present = false;
};

class Recorder : public Replayed {
 public:
  explicit Recorder(Thread& t, const Hooks& hooks);
  ~Recorder();

  Thread& thread;
  const Hooks& hooks;
  Trace trace;
  ShadowFrames frames;
  Abort abort_reason = Abort::None;  // else: give up at the next boundary

  ShadowFrame& top() { return *frames.back(); }
  ShadowFrame& push_frame(Object** registers, uint32_t count) override;
  void pop_frame() { frames.pop_back(); }

  // One instruction begins: `position` is where a guard in it goes back to.
  void begin_instruction(uint64_t position) {
    position_ = position;
    snapshot_ = kNoSnapshot;
    effect_seen_ = false;
  }

  Value emit(Opcode opcode, Kind kind, Value a = {}, Value b = {}, Value c = {});
  Op& last() { return trace.ops.back(); }
  void guard(Opcode opcode, Value a, Value b = {});
  // Before a frame is pushed: guards of this instruction that follow go back to its start, too.
  void prepare_guards() {
    if (snapshot_ != kNoSnapshot || aborted()) return;
    snapshot_ = take_snapshot(position_);
    check_snapshot(snapshot_);
  }
  void effect() { effect_seen_ = true; }
  Value emit_call(const Helper* helper, Kind kind, const Value* arguments, uint32_t count);
  uint32_t take_snapshot(uint64_t position, bool raised = false);
  // Debug builds: ends the process unless the snapshot describes the real frames as they are now
  // (jit/snapshot/check.h).
  void check_snapshot(uint32_t snapshot);
  // What an operation gave in this recording, for that check.
  template <class T> void note_value(Value v, T value) {
    if constexpr (kChecksSnapshots) recorded_values_.note(v, bits_of(value));
  }
  // After emit_call of a helper that may raise, in an instruction whose result is stored already (see finish in the
  // language's frame).
  void guard_call(Value result, bool raised_now, uint32_t raised_snapshot, uint32_t after_snapshot);
  // For a residual call at a handler's end, executed already: `value` is what it returned, null if it raised. Writes
  // the call and, if the helper may raise, the guard that it does again what it did now. `result` is the shadow's
  // name of the register that receives the value, or null; it is set only if there is a value. `after` is the
  // position behind the instruction; `raised` the snapshot that was taken there, before the call.
  void final_call(const Helper* helper, const Value* arguments, uint32_t count, const Object* value, Value* result,
                  uint64_t after, uint32_t raised);

  Value name_object(const Object* o) override;  // a constant; kept alive until the trace has roots of its own
  Fact& fact(Value v);
  // An Int as a sum of a constant and another value (none: it is that constant). Equal values are equal numbers.
  std::pair<Value, int64_t> as_sum(Value v) const;
  void learn_class(Value v, const void* cls) override {
    fact(v).cls = cls;
    fact(v).present = true;
  }
  void learn_value(Value v, Object* o) override { note_value(v, o); }
  Trace& replayed_trace() override { return trace; }
  const Hooks& replayed_hooks() const override { return hooks; }
  const void* class_of(const Object* o) const {
    return *reinterpret_cast<void* const*>(reinterpret_cast<const char*>(o) + hooks.class_offset);
  }

  void abort(Abort reason) {
    if (!aborted()) abort_reason = reason;
  }
  bool aborted() const { return abort_reason != Abort::None; }
  // All objects that the trace names, for the collector: valid while the recorder lives.
  Object** roots() const { return roots_; }

 private:
  static uint64_t bits_of(double value) { return std::bit_cast<uint64_t>(value); }
  static uint64_t bits_of(int64_t value) { return uint64_t(value); }
  static uint64_t bits_of(bool value) { return value; }
  static uint64_t bits_of(const void* value) { return reinterpret_cast<uint64_t>(value); }

  uint64_t position_ = 0;
  uint32_t snapshot_ = kNoSnapshot;
  bool effect_seen_ = false;
  std::vector<Fact> facts_;
  std::vector<Fact> constant_facts_;
  Fact scratch_fact_;
  RecordedValues recorded_values_;
  Object** roots_ = nullptr;  // in collector-visible storage
  uint32_t root_count_ = 0, root_capacity_ = 0;
};

// The IR's row for a typed helper, made on first use.
const Helper* helper_row(const void* key, const char* name, const void* address, Kind result, uint16_t effects);
template <class R, class... A> const Helper* row_of(const TypedHelper<R, A...>& h) {
  return helper_row(&h, h.name, reinterpret_cast<const void*>(h.function), KindOf<R>::value, h.effects);
}

}  // namespace sidewinder::jit
