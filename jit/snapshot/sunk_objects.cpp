#include "jit/snapshot/sunk_objects.h"

#include <algorithm>

#include "jit/snapshot/map.h"

namespace sidewinder::jit {

void SunkObjects::add(const Trace& trace, Value object) {
  objects_.push_back({object, {}});
  numbers_.resize(trace.ops.size());
  numbers_.back() = uint32_t(objects_.size());
}

SnapshotField SunkObjects::word_of(const Trace& trace, const Op& store) {
  if (store.opcode == Opcode::store_item) return {nullptr, store.array, trace.int_of(store.b), store.c};
  return {store.field, nullptr, 0, store.b};
}

static auto find_word(std::vector<SnapshotField>& fields, const SnapshotField& word) {
  return std::find_if(fields.begin(), fields.end(), [&](const SnapshotField& f) {
    return f.field == word.field && f.array == word.array && f.index == word.index;
  });
}

SunkObjects::Content* SunkObjects::lazy_content(Value object) {
  auto found = std::find_if(lazy_.begin(), lazy_.end(), [&](const Content& c) { return c.object == object; });
  return found == lazy_.end() ? nullptr : &*found;
}

void SunkObjects::store(const Trace& trace, const Op& store) {
  SnapshotField word = word_of(trace, store);
  version_++;
  Content* content = const_cast<Content*>(content_of(trace, store.a));
  if (!content) content = lazy_content(store.a);
  if (!content) content = &lazy_.emplace_back(Content{store.a, {}});
  auto known = find_word(content->fields, word);
  if (known != content->fields.end()) *known = word;
  else content->fields.push_back(word);
}

void SunkObjects::written(const Trace& trace, const Op& store) {
  if (lazy_.empty() || (store.opcode == Opcode::store_item && !store.b.is_constant())) return;
  Content* content = lazy_content(store.a);
  if (!content) return;
  auto known = find_word(content->fields, word_of(trace, store));
  if (known == content->fields.end()) return;
  content->fields.erase(known);
  version_++;
  if (content->fields.empty()) lazy_.erase(lazy_.begin() + (content - lazy_.data()));
}

const SunkObjects::Content* SunkObjects::content_of(const Trace& trace, Value v) const {
  if (!v.is_op() || !is_new(trace.ops[v.index()].opcode) || !trace.ops[v.index()].sunk) return nullptr;
  return &objects_[numbers_[v.index()] - 1];
}

bool SunkObjects::names_some(const Trace& trace, uint32_t block) {
  if (block >= blocks_.size()) blocks_.resize(block + 64);
  if (blocks_[block] == Names::NotKnown) {
    const Value* values = trace.snapshots.block(block);
    bool some = std::any_of(values, values + FrameValues::kBlock, [&](Value v) { return content_of(trace, v); });
    blocks_[block] = some ? Names::Some : Names::None;
  }
  return blocks_[block] == Names::Some;
}

void SunkObjects::describe(Trace& trace) {
  std::vector<const Content*> found;
  auto see = [&](Value v) {
    const Content* content = content_of(trace, v);
    if (content && std::find(found.begin(), found.end(), content) == found.end()) found.push_back(content);
  };
  const SnapshotPool& pool = trace.snapshots;
  for (const SnapshotFrame& frame : pool.frames_of(uint32_t(pool.snapshots.size() - 1)))
    for (uint32_t block : pool.values_of(frame).blocks())
      if (names_some(trace, block)) std::for_each_n(pool.block(block), FrameValues::kBlock, see);
  for (size_t i = 0; i < found.size(); i++) {
    trace.snapshots.add_virtual(found[i]->object, found[i]->fields);
    for (const SnapshotField& f : found[i]->fields) see(f.value);
  }
  for (const Content& content : lazy_) trace.snapshots.add_virtual(content.object, content.fields);
}

}  // namespace sidewinder::jit
