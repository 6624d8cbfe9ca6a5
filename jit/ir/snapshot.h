// Snapshots: what the interpreter's frames must be when a trace is left. A frame's values are first the
// language's header references (as many as the language says), then its registers; `none` is null (unbound).
// The first frame is the root: it exists, so that its header references say something else (the language's); the others
// are pushed, outermost first. A snapshot without frames
// changes nothing: the frame in memory is still true (guards of the entry section).
//
// A value that is sunk is built when the trace is left. A sunk box_int or box_float: from the operation's operand; a
// sunk late call: by Hooks::root_object; a sunk lazy call: by the call, whose arguments may be sunk likewise.
// A sunk new_object, or the storage of one (new_storage): every one that the snapshot names, directly or through
// another one's fields, is listed in `virtuals` with all fields as of this exit (what is not listed is as the shape
// says). They may name one another in any order, also in cycles: allocate all first, then store. The sunk stores in the
// trace need not be looked at.
//
// `virtuals` also lists what *lazy stores* (sunk, into an object that exists) have left to the exits: that object, with
// the words that the exit writes into it.
//
// These are the plain records, part of a trace; what is done with them is jit/snapshot/.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "interpreter/base/check.h"
#include "jit/ir/value.h"
#include "jit/language/descriptors.h"

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
  Value object;                       // the sunk new_object; or one that exists, of which only these words change
  uint32_t first_field, field_count;  // into SnapshotPool::fields
};

struct SnapshotFrame {
  uint64_t position;            // the language's: where to go on (an instruction's address)
  uint64_t info;                // the language's: result register, kind of frame, flags
  uint32_t first_block, count;  // into SnapshotPool's blocks; number of values
};

struct Snapshot {
  uint32_t first_frame, frame_count;
  bool raised = false;                            // an exception is pending: unwind from the innermost frame
  uint32_t first_virtual = 0, virtual_count = 0;  // into SnapshotPool::virtuals; optimised traces only
};

// The values of one frame; valid until the pool grows.
class FrameValues {
 public:
  static constexpr uint32_t kBlock = 8;  // values that are stored together
  static constexpr uint32_t blocks_for(uint32_t count) { return (count + kBlock - 1) / kBlock; }

  class Iterator {
   public:
    Iterator(const FrameValues& all, uint32_t at) : all_(all), at_(at) {}
    Value operator*() const { return all_[at_]; }
    Iterator& operator++() { return at_++, *this; }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    const FrameValues& all_;
    uint32_t at_;
  };

  FrameValues(const Value* values, const uint32_t* blocks, uint32_t count)
      : values_(values), blocks_(blocks), count_(count) {}
  Value operator[](size_t i) const { return values_[blocks_[i / kBlock] * kBlock + i % kBlock]; }
  uint32_t size() const { return count_; }
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, count_}; }

  // By blocks: equal numbers are the same values.
  std::span<const uint32_t> blocks() const { return {blocks_, blocks_for(count_)}; }
  template <class Visit> void for_each(Visit visit) const {
    uint32_t left = count_;
    for (uint32_t block : blocks()) {
      const Value* values = values_ + size_t(block) * kBlock;
      for (uint32_t i = 0; i < kBlock && left; i++, left--) visit(values[i]);
    }
  }

 private:
  const Value* values_;
  const uint32_t* blocks_;
  uint32_t count_;
};

// All snapshots of a trace. Only what changed since the snapshot before is stored: a frame's values are kept in blocks,
// and a block that is as in the frame of the same depth there is shared with it, as is the list of blocks of a frame in
// which nothing changed.
class SnapshotPool {
 public:
  std::vector<Snapshot> snapshots;
  std::vector<SnapshotFrame> frames;
  std::vector<SnapshotVirtual> virtuals;
  std::vector<SnapshotField> fields;

  std::span<const SnapshotFrame> frames_of(uint32_t snapshot) const {
    return {frames.data() + snapshots[snapshot].first_frame, snapshots[snapshot].frame_count};
  }
  // All values of one block; what is beyond the frame's count is none.
  const Value* block(uint32_t number) const { return values_.data() + size_t(number) * FrameValues::kBlock; }
  FrameValues values_of(const SnapshotFrame& frame) const {
    return {values_.data(), blocks_.data() + frame.first_block, frame.count};
  }
  std::span<const SnapshotVirtual> virtuals_of(uint32_t snapshot) const {
    return {virtuals.data() + snapshots[snapshot].first_virtual, snapshots[snapshot].virtual_count};
  }
  std::span<const SnapshotField> fields_of(const SnapshotVirtual& v) const {
    return {fields.data() + v.first_field, v.field_count};
  }

  // A new snapshot, without frames yet; its index.
  uint32_t begin(bool raised = false);
  // The next frame, outermost first, of the last snapshot: room for its values, all to be filled in before close_frame.
  Value* open_frame(uint32_t count);
  void close_frame(uint64_t position, uint64_t info);
  void add_frame(uint64_t position, uint64_t info, std::span<const Value> values);
  // The same in blocks that are there already; add_block makes one, to be filled in.
  Value* add_block(uint32_t* number);
  void add_frame_of_blocks(uint64_t position, uint64_t info, uint32_t count, std::span<const uint32_t> blocks);
  // An object that the last snapshot names and that was not built.
  void add_virtual(Value object, std::span<const SnapshotField> its_fields);

  void reserve_as(const SnapshotPool& other);  // room for as much as that one has
  size_t stored_values() const { return values_.size(); }
  void clear();

 private:
  const SnapshotFrame* frame_before(uint32_t count) const;
  void append(uint64_t position, uint64_t info, uint32_t first_block, uint32_t count);

  std::vector<Value> values_;     // blocks of FrameValues::kBlock, the last of a frame filled up with none
  std::vector<uint32_t> blocks_;  // numbers of blocks
  std::vector<Value> open_;       // the frame that is being filled in
  uint32_t open_count_ = 0;
};

}  // namespace sidewinder::jit
