// How frames are stored: block by block, shared with the snapshot before where nothing changed.
#include "jit/ir/snapshot.h"

#include <algorithm>
#include <cstring>

namespace sidewinder::jit {

namespace {

constexpr uint32_t kBlock = FrameValues::kBlock;
constexpr uint32_t blocks_for(uint32_t count) { return (count + kBlock - 1) / kBlock; }

}  // namespace

uint32_t SnapshotPool::begin(bool raised) {
  snapshots.push_back({uint32_t(frames.size()), 0, raised, uint32_t(virtuals.size()), 0});
  return uint32_t(snapshots.size() - 1);
}

Value* SnapshotPool::open_frame(uint32_t count) {
  size_t start = values_.size();
  open_count_ = count;
  values_.resize(start + blocks_for(count) * kBlock);
  return values_.data() + start;
}

// Of the same depth in the snapshot before; null: there is none of the same size.
const SnapshotFrame* SnapshotPool::frame_before() const {
  if (snapshots.size() < 2) return nullptr;
  const Snapshot& before = snapshots[snapshots.size() - 2];
  uint32_t depth = snapshots.back().frame_count;
  if (depth >= before.frame_count || frames[before.first_frame + depth].count != open_count_) return nullptr;
  return &frames[before.first_frame + depth];
}

bool SnapshotPool::same_block(uint32_t x, uint32_t y) const {
  return std::memcmp(&values_[x * kBlock], &values_[y * kBlock], sizeof(Value) * kBlock) == 0;
}

// The frame's blocks stand at the end of values_. Those that are known already are dropped, the others move together.
void SnapshotPool::close_frame(uint64_t position, uint64_t info) {
  uint32_t block_count = blocks_for(open_count_), first_block = uint32_t(blocks_.size());
  blocks_.resize(first_block + block_count);
  const SnapshotFrame* before = frame_before();
  const uint32_t* known = before ? blocks_.data() + before->first_block : nullptr;
  uint32_t* list = blocks_.data() + first_block;
  uint32_t opened = uint32_t(values_.size() / kBlock) - block_count, end = opened;
  for (uint32_t b = 0; b < block_count; b++) {
    if (known && same_block(opened + b, known[b])) {
      list[b] = known[b];
      continue;
    }
    if (end != opened + b) std::copy_n(&values_[(opened + b) * kBlock], kBlock, &values_[end * kBlock]);
    list[b] = end++;
  }
  values_.resize(size_t(end) * kBlock);
  if (known && end == opened) {  // nothing changed
    blocks_.resize(first_block);
    first_block = before->first_block;
  }
  frames.push_back({position, info, first_block, open_count_});
  snapshots.back().frame_count++;
}

void SnapshotPool::add_frame(uint64_t position, uint64_t info, std::span<const Value> values) {
  std::copy(values.begin(), values.end(), open_frame(uint32_t(values.size())));
  close_frame(position, info);
}

void SnapshotPool::add_virtual(Value object, std::span<const SnapshotField> its_fields) {
  virtuals.push_back({object, uint32_t(fields.size()), uint32_t(its_fields.size())});
  fields.insert(fields.end(), its_fields.begin(), its_fields.end());
  snapshots.back().virtual_count++;
}

void SnapshotPool::clear() {
  snapshots.clear();
  frames.clear();
  virtuals.clear();
  fields.clear();
  values_.clear();
  blocks_.clear();
}

}  // namespace sidewinder::jit
