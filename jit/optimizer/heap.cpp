#include "jit/optimizer/heap.h"

namespace sidewinder::jit {

Heap::Heap(Walk& walk) : Pass(walk), table_(256, kEmpty) {}

// --- the table

uint32_t& Heap::row_epoch(uint32_t id) {
  if (id >= row_epochs_.size()) row_epochs_.resize(id + 32);
  return row_epochs_[id];
}

uint32_t* Heap::find_cell(Value base, const Word& word) {
  uint64_t h = (uint64_t(base.bits) << 32 | word.id) * 0x9e3779b97f4a7c15u ^ word.index.bits * 0xff51afd7ed558ccdu;
  uint32_t mask = uint32_t(table_.size()) - 1;
  uint32_t cell = uint32_t(h >> 32) & mask;
  for (; table_[cell] != kEmpty; cell = (cell + 1) & mask) {
    const Remembered& entry = entries_[table_[cell]];
    if (entry.base == base && entry.word == word) break;
  }
  return &table_[cell];
}

bool Heap::is_valid(const Remembered& entry) const {
  if (entry.word.immutable) return true;
  return entry.call_epoch == call_epoch_ && entry.row_epoch == row_epochs_[entry.word.id];
}

Heap::Remembered* Heap::find(Value base, const Word& word) {
  uint32_t cell = *find_cell(base, word);
  return cell != kEmpty && is_valid(entries_[cell]) ? &entries_[cell] : nullptr;
}

void Heap::remember(Value base, const Word& word, Value value) {
  Remembered entry{base, word, value, row_epoch(word.id), call_epoch_, kEmpty};
  if ((entries_.size() + 1) * 2 > table_.size()) {
    table_.assign(table_.size() * 2, kEmpty);
    for (uint32_t i = 0; i < entries_.size(); i++) *find_cell(entries_[i].base, entries_[i].word) = i;
  }
  uint32_t* cell = find_cell(base, word);
  if (*cell == kEmpty) {
    *cell = uint32_t(entries_.size());
    entries_.push_back(entry);
  } else {
    entries_[*cell] = entry;
  }
}

// --- the loop's header

Value Heap::known_value(Value base, const Word& word) {
  Remembered* entry = find(base, word);
  return entry ? walk_.resolve(entry->value) : Value::none();
}

std::vector<Heap::Known> Heap::stored_and_loaded() {
  const LoopEffects& effects = walk_.effects;
  std::vector<Known> result;
  for (const Remembered& entry : entries_) {
    if (entry.word.immutable || !is_valid(entry) || !effects.stores(entry.word) || !effects.loads(entry.word)) continue;
    const Op* base = walk_.definition(entry.base);
    bool stays = !base || base->opcode == Opcode::argument || is_load(base->opcode);
    bool constant_place = entry.word.index.is_none() || entry.word.index.is_constant();
    if (stays && constant_place) result.push_back({entry.base, entry.word, entry.value});
  }
  return result;
}

// --- the walk

Verdict Heap::visit(Op& op) {
  if (is_load(op.opcode)) {
    if (Remembered* entry = find(op.a, Word::of(op))) {
      Value value = walk_.resolve(entry->value);
      bool stored = entry->store != kEmpty;
      return walk_.known(value, stored ? "stored there before" : "loaded or stored before, unchanged since");
    }
  } else if (is_store(op.opcode)) {
    Remembered* entry = find(op.a, Word::of(op));
    if (entry && walk_.resolve(entry->value) == stored_value(op)) return walk_.gone("this value is there already");
    if (entry) take_back_overwritten(op);
  }
  return Verdict::Next;
}

void Heap::take_back_overwritten(const Op& op) {
  Remembered* entry = find(op.a, Word::of(op));
  if (entry->store == kEmpty || entry->store < last_barrier_) return;
  walk_.dead[entry->store] = true;
  walk_.out.removals.push_back({walk_.origins[entry->store], walk_.out.ops[entry->store].opcode, name(),
                                "overwritten before anybody could look"});
}

void Heap::emitted(const Op& op, Value result) {
  uint32_t index = uint32_t(walk_.out.ops.size()) - 1;
  uint16_t flags = info(op.opcode).flags;
  if ((flags & (Guard | Call | Flow)) || is_load(op.opcode)) last_barrier_ = index;
  if (may_write(op)) call_epoch_++;
  if (is_load(op.opcode)) {
    remember(op.a, Word::of(op), result);
  } else if (is_store(op.opcode) && !walk_.facts[op.a].unescaped) {
    Word word = Word::of(op);
    if (!word.immutable) row_epoch(word.id)++;
    remember(op.a, word, stored_value(op));
    entries_[*find_cell(op.a, word)].store = index;
  }
}

// The body comes back to here with whatever it wrote.
void Heap::at_label() {
  for (uint32_t id : walk_.effects.changed_rows()) row_epoch(id)++;
  if (walk_.effects.calls_write()) call_epoch_++;
  last_barrier_ = uint32_t(walk_.out.ops.size());
}

}  // namespace sidewinder::jit
