// Snapshots: what the interpreter's frames must be when a trace is left. A frame's values are first the
// language's header references (as many as the language says), then its registers; `none` is null (unbound).
// The first frame is the root: it exists; the others are pushed, outermost first. A snapshot without frames
// changes nothing: the frame in memory is still true (guards of the entry section).
//
// A value that is sunk is built when the trace is left. A sunk box_int or box_float: from the operation's operand.
// A sunk new_object: every one that the snapshot names, directly or through another one's fields, is listed in
// `virtuals` with all fields as of this exit (what is not listed is as the shape says). They may name one another in
// any order, also in cycles: allocate all first, then store. The sunk stores in the trace need not be looked at.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "jit/ir/descriptors.h"
#include "jit/ir/value.h"

namespace sidewinder::jit {

constexpr uint32_t kNoSnapshot = ~0u;

// One word of an object that was not built: a field, or the item `index` of an array.
struct SnapshotField {
  const Field* field = nullptr;  // null: array and index
  const Array* array = nullptr;
  int64_t index = 0;
  Value value;
  friend bool operator==(const SnapshotField&, const SnapshotField&) = default;
};

struct SnapshotVirtual {
  Value object;                       // the sunk new_object
  uint32_t first_field, field_count;  // into SnapshotPool::fields
};

struct SnapshotFrame {
  uint64_t position;      // the language's: where to go on (an instruction's address)
  uint64_t info;          // the language's: result register, kind of frame, flags
  uint32_t first, count;  // into SnapshotPool::values
};

struct Snapshot {
  uint32_t first_frame, frame_count;
  bool raised = false;                            // an exception is pending: unwind from the innermost frame
  uint32_t first_virtual = 0, virtual_count = 0;  // into SnapshotPool::virtuals; optimised traces only
};

struct SnapshotPool {
  std::vector<Snapshot> snapshots;
  std::vector<SnapshotFrame> frames;
  std::vector<Value> values;
  std::vector<SnapshotVirtual> virtuals;
  std::vector<SnapshotField> fields;

  std::span<SnapshotFrame> frames_of(uint32_t snapshot) {
    return {frames.data() + snapshots[snapshot].first_frame, snapshots[snapshot].frame_count};
  }
  std::span<const SnapshotFrame> frames_of(uint32_t snapshot) const {
    return {frames.data() + snapshots[snapshot].first_frame, snapshots[snapshot].frame_count};
  }
  std::span<Value> values_of(const SnapshotFrame& frame) { return {values.data() + frame.first, frame.count}; }
  std::span<const Value> values_of(const SnapshotFrame& frame) const {
    return {values.data() + frame.first, frame.count};
  }
  std::span<const SnapshotVirtual> virtuals_of(uint32_t snapshot) const {
    return {virtuals.data() + snapshots[snapshot].first_virtual, snapshots[snapshot].virtual_count};
  }
  std::span<const SnapshotField> fields_of(const SnapshotVirtual& v) const {
    return {fields.data() + v.first_field, v.field_count};
  }
};

}  // namespace sidewinder::jit
