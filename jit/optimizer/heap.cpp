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

std::vector<Heap::Known> Heap::words_of_loop() {
  const LoopEffects& effects = walk_.effects;
  std::vector<Known> result;
  for (const Remembered& entry : entries_) {
    if (entry.word.immutable || !is_valid(entry) || !effects.stores(entry.word)) continue;
    if (!effects.loads(entry.word) && !is_number(walk_.resolve(entry.value))) continue;
    const Op* base = walk_.definition(entry.base);
    bool stays = !base || base->opcode == Opcode::argument || is_load(base->opcode);
    bool constant_place = entry.word.index.is_none() || entry.word.index.is_constant();
    if (stays && constant_place) result.push_back({entry.base, entry.word, entry.value});
  }
  return result;
}

// --- the walk

Verdict Heap::visit(Op& op) {
  if (op.opcode == Opcode::call) {
    if (op.helper->effects & (kEffectReads | kEffectWrites | kEffectMayRunPython)) write_back();
  } else if (is_load(op.opcode)) {
    if (Remembered* entry = find(op.a, Word::of(op))) {
      Value value = walk_.resolve(entry->value);
      bool stored = entry->store != kEmpty;
      return walk_.known(value, stored ? "stored there before" : "loaded or stored before, unchanged since");
    }
    write_back_aliases(op);
  } else if (is_store(op.opcode)) {
    Remembered* entry = find(op.a, Word::of(op));
    if (entry && walk_.resolve(entry->value) == stored_value(op)) return walk_.gone("this value is there already");
    if (entry) take_back_overwritten(op);
    write_back_aliases(op);
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

// --- lazy stores

bool Heap::is_number(Value v) const { return walk_.is(v, Opcode::box_int) || walk_.is(v, Opcode::box_float); }

bool Heap::may_be_left(Value base, const Word& word) const {
  bool one_word = word.index.is_none() || word.index.is_constant();
  const Op* op = walk_.definition(base);
  if (!one_word || word.immutable || walk_.out.kind_of(base) != Kind::Ref || (op && is_new(op->opcode))) return false;
  return walk_.input.passes & kPassSink;
}

bool Heap::may_be_lazy(const Op& store) const {
  return is_number(stored_value(store)) && may_be_left(store.a, Word::of(store));
}

void Heap::write_back(const Op& store) {
  writing_back_ = true;
  walk_.append(store);
  writing_back_ = false;
}

// Before a load or store of what may be the same word of the same object.
void Heap::write_back_aliases(const Op& access) {
  Word word = Word::of(access);
  for (size_t i = 0; i < lazy_.size();) {
    Word other = Word::of(lazy_[i]);
    bool same_index = word.index == other.index || !word.index.is_constant();
    bool same_object = lazy_[i].a == access.a && word == other;
    if (other.id != word.id || !same_index || (same_object && is_store(access.opcode))) {
      i++;
      continue;
    }
    Op store = lazy_[i];
    lazy_.erase(lazy_.begin() + ptrdiff_t(i));
    write_back(store);
  }
}

void Heap::leave_to_exits(const Known& known) {
  const Word& word = known.word;
  bool is_field = !(word.id & 1);
  Op store(is_field ? Opcode::store_field : Opcode::store_item, Kind::None);
  store.a = known.base;
  if (is_field) store.field = static_cast<const Field*>(word.row), store.b = known.value;
  else store.array = static_cast<const Array*>(word.row), store.b = word.index, store.c = known.value;
  PY_CHECK(may_be_lazy(store));
  walk_.append(store);
}

void Heap::emitted(const Op& op, Value result) {
  if (writing_back_) return;
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
    note_lazy(op, index);
  }
}

void Heap::note_lazy(const Op& op, uint32_t index) {
  std::erase_if(lazy_, [&](const Op& other) { return other.a == op.a && Word::of(other) == Word::of(op); });
  if (!may_be_lazy(op)) return;
  walk_.lazy[index] = true;
  lazy_.push_back(op);
  if (lazy_.size() <= kMostLazy) return;
  Op oldest = lazy_.front();
  lazy_.erase(lazy_.begin());
  write_back(oldest);
}

// The body comes back to here with whatever it wrote.
void Heap::at_label() {
  for (uint32_t id : walk_.effects.changed_rows()) row_epoch(id)++;
  if (walk_.effects.calls_write()) call_epoch_++;
  last_barrier_ = uint32_t(walk_.out.ops.size());
}

}  // namespace sidewinder::jit
