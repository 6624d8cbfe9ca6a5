#include "jit/baseline/code_life.h"

#include <algorithm>

#include "jit/baseline/baseline.h"
#include "jit/code/code_memory.h"
#include "jit/code/debugger.h"

namespace sidewinder::jit::baseline {

namespace {

constexpr uint32_t kMostEvictions = 8;  // of all code: a program that needs more than there is room for would go on so

struct Range {
  uint32_t first, count;
};

// As old as the process.
struct Life {
  std::vector<LazyExit*> exits;
  std::vector<Range> unused;                        // numbers of exits
  std::vector<CodeBlock> blocks;                    // given up, not freed yet
  std::vector<std::unique_ptr<CompiledCode>> dead;  // likewise
  uint32_t times_full = 0;
  bool is_full = false;
};
Life& life() {
  static Life& it = *new Life;
  return it;
}

uint32_t active = 0;                // activations
bool is_anything_given_up = false;  // and not freed yet

}  // namespace

void release_lazy_exits(uint32_t first, uint32_t count) {
  if (count) life().unused.push_back({first, count});
}

namespace {

void free_block(const CodeBlock& block) {
  debugger_forgets(block.code);
  CodeMemory::instance().release(block.code, block.size);
  statistics.code_bytes -= block.size;
  for (uint32_t i = 0; i < block.exit_count; ++i)
    LazyExit::release(std::exchange(life().exits[block.first_exit + i], nullptr));
  release_lazy_exits(block.first_exit, block.exit_count);
}

}  // namespace

LazyExit& lazy_exit(uint32_t number) { return *life().exits[number]; }
void set_lazy_exit(uint32_t number, LazyExit* exit) { life().exits[number] = exit; }

uint32_t reserve_lazy_exits(uint32_t count) {
  std::vector<Range>& unused = life().unused;
  auto fits = std::find_if(unused.begin(), unused.end(), [&](const Range& r) { return r.count >= count; });
  if (!count || fits == unused.end()) {
    auto first = uint32_t(life().exits.size());
    life().exits.resize(first + count);
    return first;
  }
  uint32_t first = fits->first;
  fits->first += count;
  fits->count -= count;
  if (!fits->count) unused.erase(fits);
  return first;
}

Activation::Activation() {
  if (!active && is_anything_given_up) free_given_up();
  ++active;
}
Activation::~Activation() { --active; }

void give_up(CompiledCode& code) {
  is_anything_given_up = true;
  std::vector<CodeBlock> blocks = code.discard();
  life().blocks.insert(life().blocks.end(), blocks.begin(), blocks.end());
}
void give_up(std::unique_ptr<CompiledCode> code) {
  give_up(*code);
  life().dead.push_back(std::move(code));
}

void free_given_up() {
  Life& it = life();
  if (active > 1 || !is_anything_given_up) return;
  is_anything_given_up = false;
  for (const CodeBlock& block : it.blocks) free_block(block);
  it.is_full = it.times_full > kMostEvictions;
  it.blocks.clear();
  it.dead.clear();
}

bool is_full() { return life().is_full; }

void note_full(const CompiledCode& but) {
  Life& it = life();
  it.is_full = true;
  if (++it.times_full > kMostEvictions) return;
  for (CompiledCode* code = CompiledCode::newest(); code; code = code->next()) {
    if (code == &but || code->blocks().empty()) continue;
    give_up(*code);
    ++statistics.evicted;
  }
}

void evict_oldest(const CompiledCode* but) {
  CompiledCode* oldest = nullptr;
  for (CompiledCode* code = CompiledCode::newest(); code; code = code->next())
    if (code != but && !code->blocks().empty()) oldest = code;
  if (!oldest) return;
  give_up(*oldest);
  ++statistics.evicted;
}

}  // namespace sidewinder::jit::baseline
