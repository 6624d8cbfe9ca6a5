// Snapshots: what the interpreter's frames must be when a trace is left. A frame's values are first the
// language's header references (as many as the language says), then its registers; `none` is null (unbound).
// The first frame is the root: it exists; the others are pushed, outermost first.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "jit/ir/value.h"

namespace sidewinder::jit {

constexpr uint32_t kNoSnapshot = ~0u;

struct SnapshotFrame {
  uint64_t position;       // the language's: where to go on (an instruction's address)
  uint64_t info;           // the language's: result register, kind of frame, flags
  uint32_t first, count;   // into SnapshotPool::values
};

struct Snapshot {
  uint32_t first_frame, frame_count;
  bool raised = false;     // an exception is pending: unwind from the innermost frame
};

struct SnapshotPool {
  std::vector<Snapshot> snapshots;
  std::vector<SnapshotFrame> frames;
  std::vector<Value> values;

  std::span<SnapshotFrame> frames_of(uint32_t snapshot) {
    return {frames.data() + snapshots[snapshot].first_frame, snapshots[snapshot].frame_count};
  }
  std::span<const SnapshotFrame> frames_of(uint32_t snapshot) const {
    return {frames.data() + snapshots[snapshot].first_frame, snapshots[snapshot].frame_count};
  }
  std::span<Value> values_of(const SnapshotFrame& frame) { return {values.data() + frame.first, frame.count}; }
  std::span<const Value> values_of(const SnapshotFrame& frame) const { return {values.data() + frame.first, frame.count}; }
};

}  // namespace sidewinder::jit
