#include "jit/snapshot/sunk_objects.h"

#include <algorithm>

#include "jit/snapshot/map.h"

namespace sidewinder::jit {

void SunkObjects::add(const Trace& trace, Value object) {
  objects_.push_back({object, {}});
  numbers_.resize(trace.ops.size());
  numbers_.back() = uint32_t(objects_.size());
}

void SunkObjects::store(const Trace& trace, const Op& store) {
  SnapshotField field;
  if (store.opcode == Opcode::store_field) {
    field.field = store.field;
    field.value = store.b;
  } else {
    field.array = store.array;
    field.index = trace.int_of(store.b);
    field.value = store.c;
  }
  version_++;
  std::vector<SnapshotField>& fields = objects_[numbers_[store.a.index()] - 1].fields;
  auto same_word = [&](const SnapshotField& f) {
    return f.field == field.field && f.array == field.array && f.index == field.index;
  };
  auto known = std::find_if(fields.begin(), fields.end(), same_word);
  if (known != fields.end()) *known = field;
  else fields.push_back(field);
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
}

}  // namespace sidewinder::jit
