// Going on from an exit in a new recording: shadow frames as the exit's snapshot says, in SSA names of the new trace.
// Registers of the trace that is left become exit_values; what it had not built is built anew (and sunk again if the
// bridge does not need it either).
#pragma once

#include <span>

#include "jit/code/compiled_trace.h"
#include "jit/snapshot/shadow_frame.h"

namespace sidewinder::jit {

// What replay needs of a recording: Recorder is one.
class Replayed {
 public:
  virtual Trace& replayed_trace() = 0;
  virtual const Hooks& replayed_hooks() const = 0;
  virtual ShadowFrame& push_frame(Object** registers, uint32_t count) = 0;
  virtual Value name_object(const Object* o) = 0;          // a constant
  virtual void learn_class(Value v, const void* cls) = 0;  // v is not null, and exactly of this class
  virtual void learn_value(Value v, Object* o) = 0;        // what v is in this recording

 protected:
  ~Replayed() = default;
};

// Root first: `registers` are those of the real frames, rebuilt already. It comes first in a recording.
void push_exit_frames(Replayed& recording, const Exit& exit, std::span<Object** const> registers);

}  // namespace sidewinder::jit
