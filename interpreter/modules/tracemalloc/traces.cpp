#include "interpreter/modules/tracemalloc/traces.h"

#include <algorithm>
#include <cstdlib>
#include <unordered_map>
#include <vector>

#include "interpreter/execution/call_frame.h"
#include "interpreter/execution/exact_places.h"
#include "interpreter/execution/thread_setup.h"
#include "interpreter/execution/trace_events.h"
#include "interpreter/execution/trace_frames.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/memory/allocation_hook.h"
#include "interpreter/memory/collector.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// The filenames of code, each text once. They stay: what points to one may be compared as a pointer.
class Filenames {
 public:
  Str* one_of(Str* name) {
    Str*& known = one_of_[name];
    if (known) return known;
    Str* equal = nullptr;
    for (Chunk* c = chunks_; c && !equal; c = c->next)
      for (size_t i = 0; i < c->used && !equal; i++)
        if (one_of_[c->names[i]] == c->names[i] && str_equal(c->names[i], name)) equal = c->names[i];
    keep(name);
    return known = equal ? equal : name;
  }
  size_t bytes() const { return one_of_.size() * (2 * sizeof(Str*) + sizeof(void*)); }

 private:
  struct Chunk {
    static constexpr size_t kNames = 510;
    Chunk* next;
    size_t used;
    Str* names[kNames];
  };
  void keep(Str* name) {
    if (!chunks_ || chunks_->used == Chunk::kNames) {
      auto* c = static_cast<Chunk*>(std::calloc(1, sizeof(Chunk)));
      PY_CHECK(c);
      c->next = chunks_;
      chunks_ = c;
      add_root(c->names, c->names + Chunk::kNames);
    }
    chunks_->names[chunks_->used++] = name;
  }

  std::unordered_map<Str*, Str*> one_of_;
  Chunk* chunks_ = nullptr;
};

struct Place {
  Str* filename;  // of Filenames
  int line;
  bool operator==(const Place&) const = default;
};

struct Traceback {
  std::vector<Place> places;  // the innermost first
  uint32_t depth;             // frames that there were
  bool operator==(const Traceback&) const = default;
};

uint64_t mixed(uint64_t hash, uint64_t word) { return (hash ^ word) * 0x9e3779b97f4a7c15 + (hash >> 29); }

struct HashOfTraceback {
  size_t operator()(const Traceback& traceback) const {
    uint64_t hash = traceback.depth;
    for (const Place& p : traceback.places) hash = mixed(mixed(hash, uintptr_t(p.filename)), uint32_t(p.line));
    return hash;
  }
};

struct Block {
  unsigned domain;
  uintptr_t address;
  bool operator==(const Block&) const = default;
};
struct HashOfBlock {
  size_t operator()(const Block& b) const { return mixed(b.domain, b.address >> 4); }
};

struct Trace {
  size_t size;
  const Traceback* traceback;
};

struct Traces {
  Filenames filenames;
  std::unordered_map<Traceback, bool, HashOfTraceback> tracebacks;  // their addresses stay
  std::unordered_map<Block, Trace, HashOfBlock> blocks;
  Traceback current;       // scratch, so that it keeps its memory
  Str* unknown = nullptr;  // what allocates outside of all frames, as a filename
  size_t now = 0, peak = 0;
  int frames = 1;
  bool on = false;
  bool paused = false;  // what is allocated now is an answer about the traces
};
Traces& traces() {
  static Traces* only = new Traces;
  return *only;
}

class Pause {
 public:
  Pause() : before_(traces().paused) { traces().paused = true; }
  ~Pause() { traces().paused = before_; }
  Pause(const Pause&) = delete;

 private:
  bool before_;
};

// A function that is being entered does not count yet.
bool is_entered(const FrameHeader* h) {
  const Instr* first = h->code->instructions;
  return h->pc > first && !is_prologue(Opcode(h->pc[-1].op));
}

// Nothing is allocated from the collector. Frames that a trace runs have no place yet; they are left as soon as tracing
// begins.
const Traceback* traceback_here() {
  Traces& all = traces();
  all.current.places.clear();
  all.current.depth = 0;
  const FrameHeader* h = current_thread().frame;
  for (; h; h = h->caller) {
    if (!is_visible(h) || is_run_by_trace(h) || (all.current.depth == 0 && !is_entered(h))) continue;
    if (all.current.depth < uint32_t(kMostTracedFrames)) all.current.depth++;
    if (all.current.places.size() == size_t(all.frames)) continue;
    int line = h->pc > h->code->instructions ? h->code->line_of(h->pc - 1) : h->code->first_line;
    all.current.places.push_back({all.filenames.one_of(h->code->filename), std::max(line, 0)});
  }
  if (all.current.places.empty()) {
    all.current.places.push_back({all.unknown, 0});
    all.current.depth = 1;
  }
  return &all.tracebacks.try_emplace(all.current, true).first->first;
}

void forget(std::unordered_map<Block, Trace, HashOfBlock>::iterator at) {
  traces().now -= at->second.size;
  traces().blocks.erase(at);
}

void on_allocation(void* block, size_t bytes) {
  if (!traces().paused) track_block(kHeapDomain, uintptr_t(block), bytes);
}

void on_end_of_collection() {
  Traces& all = traces();
  for (auto at = all.blocks.begin(); at != all.blocks.end();) {
    auto here = at++;
    if (here->first.domain == kHeapDomain && is_dead_block(reinterpret_cast<void*>(here->first.address))) forget(here);
  }
}

Tuple* tuple_of_places(Thread& t, const Traceback& traceback) {
  List* places = TRY(new_list(t));
  for (const Place& p : traceback.places) {
    Object* pair[] = {p.filename, int_from_int64(p.line)};
    TRY(list_append(t, places, TRY(new_tuple(pair, 2))));
  }
  return new_tuple(places->items, places->size);
}

}  // namespace

bool traces_allocations() { return traces().on; }
int traced_frames() { return traces().frames; }

void start_tracing_allocations(int frames) {
  Traces& all = traces();
  if (all.on) return;
  if (!all.unknown) all.unknown = all.filenames.one_of(intern("<unknown>"));
  all.frames = frames;
  all.on = true;
  set_exact_places(true);
  set_end_of_collection_hook(on_end_of_collection);
  set_allocation_hook(on_allocation);
}

void stop_tracing_allocations() {
  if (!traces().on) return;
  traces().on = false;
  set_allocation_hook(nullptr);
  set_end_of_collection_hook(nullptr);
  set_exact_places(false);
  clear_traces();
}

void track_block(unsigned domain, uintptr_t address, size_t size) {
  Traces& all = traces();
  const Traceback* traceback = traceback_here();
  auto [at, is_new] = all.blocks.try_emplace(Block{domain, address}, Trace{size, traceback});
  if (!is_new) {
    all.now -= at->second.size;
    at->second = {size, traceback};
  }
  all.now += size;
  all.peak = std::max(all.peak, all.now);
}

void untrack_block(unsigned domain, uintptr_t address) {
  auto at = traces().blocks.find({domain, address});
  if (at != traces().blocks.end()) forget(at);
}

void clear_traces() {
  Traces& all = traces();
  all.blocks.clear();
  all.tracebacks.clear();
  all.now = all.peak = 0;
}

TracedMemory traced_memory() { return {traces().now, traces().peak}; }
void reset_traced_peak() { traces().peak = traces().now; }

size_t memory_of_traces() {
  const Traces& all = traces();
  size_t bytes = all.filenames.bytes() + all.blocks.size() * (sizeof(Block) + sizeof(Trace) + sizeof(void*));
  bytes += (all.blocks.bucket_count() + all.tracebacks.bucket_count()) * sizeof(void*);
  for (const auto& [traceback, _] : all.tracebacks)
    bytes += sizeof(Traceback) + 2 * sizeof(void*) + traceback.places.capacity() * sizeof(Place);
  return bytes;
}

Object* traceback_of_block(Thread& t, unsigned domain, uintptr_t address) {
  auto at = traces().blocks.find({domain, address});
  if (at == traces().blocks.end()) return none();
  const Traceback* traceback = at->second.traceback;
  Pause pause;
  return tuple_of_places(t, *traceback);
}

// Collections that happen meanwhile forget blocks, not tracebacks: the list is of those at the beginning.
List* all_traces(Thread& t) {
  Pause pause;
  std::vector<std::pair<Block, Trace>> blocks(traces().blocks.begin(), traces().blocks.end());
  List* list = TRY(new_list(t));
  List* made = TRY(new_list(t));  // the tuples of the tracebacks, each once
  std::unordered_map<const Traceback*, Tuple*> tuples;
  for (const auto& [block, trace] : blocks) {
    Tuple*& places = tuples[trace.traceback];
    if (!places) {
      places = TRY(tuple_of_places(t, *trace.traceback));
      TRY(list_append(t, made, places));
    }
    Object* items[] = {int_from_int64(block.domain), int_from_int64(int64_t(trace.size)), places,
                       int_from_int64(trace.traceback->depth)};
    TRY(list_append(t, list, TRY(new_tuple(items, 4))));
  }
  return list;
}

}  // namespace sidewinder
