// Where a bridge starts: SSA names for the values that an exit leaves. Registers of the trace that is left become
// exit_values; what it had not built is built anew (and sunk again if the bridge does not need it either).
#pragma once

#include <span>
#include <unordered_map>

#include "jit/backend/compile.h"
#include "jit/machine/recorder.h"

namespace sidewinder::jit {

class ExitNames {
 public:
  // Writes the exit_values, so it comes first in a recording.
  ExitNames(Recorder& recorder, const Exit& exit);

  // The name, in the recording, of an object that the exit's snapshot names.
  Value name(Value v);

 private:
  Value rebuild(Value v);
  Value built(Value v, const Op& op, const void* class_word);
  void fill(Value object, Value built);
  void store(Value built, const SnapshotField& field);
  Value number(Value v);  // an operand of a box, or a field: not boxed
  Value box_if_number(Value v);

  Recorder& recorder_;
  const Exit& exit_;
  const Trace& trace_;
  std::unordered_map<uint32_t, Value> names_;
};

// The shadow frames of a recording that starts at `exit`, root first: `registers` are those of the real frames, rebuilt
// already.
void push_exit_frames(Recorder& recorder, const Exit& exit, std::span<Object** const> registers);

}  // namespace sidewinder::jit
