// What tracemalloc knows: of each block that lives, its size and where the program was when it was allocated. Blocks of
// the interpreter's own heap (domain 0) come by the allocation hook and go when a collection finds them dead; C adds
// others (PyTraceMalloc_Track). With the GIL.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sidewinder {

struct Object;
struct List;
struct Thread;
struct Tuple;

constexpr int kMostTracedFrames = 65535;
constexpr unsigned kHeapDomain = 0;

bool traces_allocations();
void start_tracing_allocations(int frames);  // nothing if it has begun already
void stop_tracing_allocations();             // and forgets all traces
int traced_frames();                         // how many a traceback has at most

void track_block(unsigned domain, uintptr_t address, size_t size);
void untrack_block(unsigned domain, uintptr_t address);
void clear_traces();

struct TracedMemory {
  size_t now, peak;  // bytes
};
TracedMemory traced_memory();
void reset_traced_peak();
size_t memory_of_traces();

// ((filename, line), ...), the innermost frame first; None if the block is not known, null: raised.
Object* traceback_of_block(Thread& t, unsigned domain, uintptr_t address);
List* all_traces(Thread& t);  // of (domain, size, traceback, number of frames there were)

}  // namespace sidewinder
