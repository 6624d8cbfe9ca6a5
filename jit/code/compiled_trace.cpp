// The traces that exist, and the end of one. See compiled_trace.h.
#include "jit/code/compiled_trace.h"

#include "jit/code/code_memory.h"

namespace sidewinder::jit {

namespace {

CompiledTrace* all_traces;

void unlink(CompiledTrace* trace) {
  for (CompiledTrace** at = &all_traces; *at; at = &(*at)->next) {
    if (*at != trace) continue;
    *at = trace->next;
    return;
  }
}

}  // namespace

void remember_trace(CompiledTrace& trace) {
  trace.next = all_traces;
  all_traces = &trace;
}

CompiledTrace::~CompiledTrace() {
  unlink(this);
  if (code) CodeMemory::instance().release(code, code_size);
  if (roots) hooks->free_roots(roots);
}

uint64_t code_bytes() { return CodeMemory::instance().bytes_in_use(); }

void write_perf_map(FILE* file) {
  for (const CompiledTrace* t = all_traces; t; t = t->next)
    std::fprintf(file, "%lx %x trace#%u\n", reinterpret_cast<unsigned long>(t->code), t->code_size, t->id);
  std::fflush(file);
}

}  // namespace sidewinder::jit
