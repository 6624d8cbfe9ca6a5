// How frames are stored: block by block, shared with the snapshot before where nothing changed.
#include "jit/ir/snapshot.h"

#include <algorithm>
#include <cstring>

namespace sidewinder::jit {

namespace {

constexpr uint32_t kBlock = FrameValues::kBlock;

bool same_block(const Value* x, const Value* y) {
  static_assert(sizeof(Value) * kBlock == 4 * sizeof(uint64_t));
  uint64_t a[4], b[4];
  std::memcpy(a, x, sizeof a);
  std::memcpy(b, y, sizeof b);
  return ((a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2]) | (a[3] ^ b[3])) == 0;
}

}  // namespace

uint32_t SnapshotPool::begin(bool raised) {
  snapshots.push_back({uint32_t(frames.size()), 0, raised, uint32_t(virtuals.size()), 0});
  return uint32_t(snapshots.size() - 1);
}

Value* SnapshotPool::open_frame(uint32_t count) {
  size_t padded = size_t(FrameValues::blocks_for(count)) * kBlock;
  if (open_.size() < padded) open_.resize(padded);
  std::fill(open_.begin() + count, open_.begin() + padded, Value::none());
  open_count_ = count;
  return open_.data();
}

// Of the same depth in the snapshot before; null: there is none of the same size.
const SnapshotFrame* SnapshotPool::frame_before(uint32_t count) const {
  if (snapshots.size() < 2) return nullptr;
  const Snapshot& before = snapshots[snapshots.size() - 2];
  uint32_t depth = snapshots.back().frame_count;
  if (depth >= before.frame_count || frames[before.first_frame + depth].count != count) return nullptr;
  return &frames[before.first_frame + depth];
}

void SnapshotPool::append(uint64_t position, uint64_t info, uint32_t first_block, uint32_t count) {
  frames.push_back({position, info, first_block, count});
  snapshots.back().frame_count++;
}

void SnapshotPool::close_frame(uint64_t position, uint64_t info) {
  const SnapshotFrame* before = frame_before(open_count_);
  uint32_t count = FrameValues::blocks_for(open_count_), known = before ? before->first_block : 0;
  auto is_known = [&](uint32_t b) { return before && same_block(&open_[b * kBlock], block(blocks_[known + b])); };
  uint32_t same = 0;
  while (same < count && is_known(same)) same++;
  if (before && same == count) return append(position, info, known, open_count_);  // nothing changed
  uint32_t first_block = uint32_t(blocks_.size());
  for (uint32_t b = 0; b < count; b++) {
    bool shared = b < same || (b > same && is_known(b));
    blocks_.push_back(shared ? blocks_[known + b] : uint32_t(values_.size() / kBlock));
    if (!shared) values_.insert(values_.end(), &open_[b * kBlock], &open_[b * kBlock] + kBlock);
  }
  append(position, info, first_block, open_count_);
}

Value* SnapshotPool::add_block(uint32_t* number) {
  *number = uint32_t(values_.size() / kBlock);
  values_.resize(values_.size() + kBlock);
  return values_.data() + values_.size() - kBlock;
}

void SnapshotPool::add_frame_of_blocks(uint64_t position, uint64_t info, uint32_t count,
                                       std::span<const uint32_t> blocks) {
  const SnapshotFrame* before = frame_before(count);
  if (before && std::equal(blocks.begin(), blocks.end(), blocks_.begin() + before->first_block))
    return append(position, info, before->first_block, count);
  uint32_t first_block = uint32_t(blocks_.size());
  blocks_.insert(blocks_.end(), blocks.begin(), blocks.end());
  append(position, info, first_block, count);
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

void SnapshotPool::reserve_as(const SnapshotPool& other) {
  snapshots.reserve(other.snapshots.size());
  frames.reserve(other.frames.size());
  values_.reserve(other.values_.size());
  blocks_.reserve(other.blocks_.size());
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
