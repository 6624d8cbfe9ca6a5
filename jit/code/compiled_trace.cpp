// The traces that exist, and the end of one. See compiled_trace.h.
#include "jit/code/compiled_trace.h"

#include <algorithm>
#include <map>
#include <string>

#include "jit/code/code_memory.h"
#include "jit/code/debugger.h"

namespace sidewinder::jit {

namespace {

CompiledTrace* all_traces;

// By where their code begins. Outlives every trace, static ones too.
std::map<const uint8_t*, CompiledTrace*>& traces_by_code() {
  static auto& traces = *new std::map<const uint8_t*, CompiledTrace*>;
  return traces;
}

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
  traces_by_code()[trace.code] = &trace;
  tell_debugger(trace.code, trace.code_size, "trace#" + std::to_string(trace.id));
}

const CompiledTrace* newest_trace() { return all_traces; }

CallSite* call_site_at(const void* return_address) {
  auto after = traces_by_code().upper_bound(static_cast<const uint8_t*>(return_address));
  if (after == traces_by_code().begin()) return nullptr;
  std::vector<CallSite>& calls = std::prev(after)->second->calls;
  auto less = [](const CallSite& site, const void* address) { return site.return_address < address; };
  auto site = std::lower_bound(calls.begin(), calls.end(), return_address, less);
  return site != calls.end() && site->return_address == return_address ? &*site : nullptr;
}

CompiledTrace::~CompiledTrace() {
  unlink(this);
  if (code) traces_by_code().erase(code);
  if (code) debugger_forgets(code);
  if (code) CodeMemory::instance().release(code, code_size);
  if (roots) hooks->free_roots(roots);
}

uint64_t code_bytes() { return CodeMemory::instance().bytes_in_use(); }

uint64_t table_bytes(const CompiledTrace& trace) {
  const SnapshotPool& pool = trace.trace.snapshots;
  uint64_t bytes = sizeof trace + trace.listing.size();
  bytes += trace.trace.ops.size() * sizeof(Op) + trace.trace.arguments.size() * sizeof(Value);
  bytes += trace.trace.constants.size() * (2 * sizeof(Constant) + sizeof(Object*));
  bytes += pool.snapshots.size() * sizeof(Snapshot) + pool.frames.size() * sizeof(SnapshotFrame);
  bytes += pool.fields.size() * sizeof(SnapshotField) + pool.stored_values() * sizeof(Value);
  for (const Exit& exit : trace.exits) bytes += sizeof exit + exit.values.size() * sizeof(ExitValue);
  for (const CallSite& site : trace.calls) bytes += sizeof site + site.raised.values.size() * sizeof(ExitValue);
  return bytes;
}

void write_perf_map(FILE* file) {
  for (const CompiledTrace* t = all_traces; t; t = t->next)
    std::fprintf(file, "%lx %x trace#%u\n", reinterpret_cast<unsigned long>(t->code), t->code_size, t->id);
  std::fflush(file);
}

}  // namespace sidewinder::jit
