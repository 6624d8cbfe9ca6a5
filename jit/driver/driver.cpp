#include "jit/driver/driver.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <ctime>

#include "jit/baseline/baseline.h"
#include "jit/driver/trace_life.h"
#include "jit/language/bytecode_counts.h"
#include "jit/optimizer/dump.h"

namespace sidewinder::jit {

Parameters parameters;
Settings settings;
Statistics statistics;
const Listener* listener = nullptr;

namespace {

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

uint32_t next_id = 1;

const char* kind_name(const RecordingEnd& r) {
  TraceKind kind = r.kind;
  return r.is_join ? "join" : kind == TraceKind::Loop ? "loop" : kind == TraceKind::Bridge ? "bridge" : "function";
}

FILE* dump_file() { return settings.dump_to ? settings.dump_to : stderr; }

void dump_trace(const char* title, uint32_t id, const Trace& trace, const Hooks& hooks) {
  PrintNames names{nullptr, hooks.describe_object, hooks.describe_position};
  std::fprintf(dump_file(), "---- %s %u\n%s", title, id, print(trace, &names).c_str());
}

void dump_optimisation(uint32_t id, const OptimizerInput& input, const Trace& optimised, const Hooks& hooks) {
  PrintNames names{nullptr, hooks.describe_object, hooks.describe_position};
  auto dump = [id](const char* title, const std::string& text) {
    std::fprintf(dump_file(), "---- %s %u\n%s", title, id, text.c_str());
  };
  if (settings.dumps & kDumpPasses) dump("passes", removals_text(input.recorded, optimised, &names));
  if (settings.dumps & kDumpEachPass) dump("each pass", text_after_each_pass(input, &names));
  if (settings.dumps & kDumpSnapshots) dump("snapshots", print_snapshots(optimised, &names));
}

// Of a loop's body if it has one, else of the whole trace: what one iteration costs.
struct Counts {
  uint32_t ops = 0, guards = 0, allocations = 0, calls = 0, stores = 0, loads = 0;
};
Counts count_ops(const Trace& trace) {
  size_t from = 0;
  for (size_t i = 0; i < trace.ops.size(); ++i)
    if (trace.ops[i].opcode == Opcode::label) from = i;
  Counts n;
  for (size_t i = from; i < trace.ops.size(); ++i) {
    const Op& op = trace.ops[i];
    if (op.sunk || op.opcode == Opcode::argument || op.opcode == Opcode::label || op.opcode == Opcode::load_register ||
        op.opcode == Opcode::exit_value)
      continue;
    uint16_t flags = info(op.opcode).flags;
    ++n.ops;
    n.guards += (flags & Guard) != 0;
    n.allocations += (flags & Allocates) != 0;
    n.calls += (flags & Call) != 0;
    n.stores += (flags & Writes) != 0;
    n.loads += (flags & Reads) != 0;
  }
  return n;
}

const char* why_recorded(const RecordingEnd& r) {
  if (r.kind == TraceKind::Bridge) return "exit_taken_often";
  if (r.is_join) return "paths_meet";
  if (r.is_inlined) return "reached_by_a_trace";
  if (r.start->is_return_point) return "returned_to_often";
  if (!r.start->versions.empty()) return "values_of_other_types";
  return r.kind == TraceKind::Loop ? "loop_ran_often" : "called_often";
}

void log_trace(const CompiledTrace& compiled, const Recorder& recorder, const RecordingEnd& r,
               double optimize_seconds) {
  if (!settings.log) return;
  Counts n = count_ops(compiled.trace);
  std::string where = recorder.hooks.describe_position(r.kind == TraceKind::Bridge ? 0 : r.start->position);
  std::fprintf(settings.log, "trace id=%u kind=%s ", compiled.id, kind_name(r));
  if (r.kind == TraceKind::Bridge)
    std::fprintf(settings.log, "parent=%u exit=%u ", r.parent->owner->id, r.parent->op_index);
  else std::fprintf(settings.log, "at=%s line=%d ", where.c_str(), recorder.hooks.line_of_position(r.start->position));
  std::fprintf(settings.log, "because=%s ", why_recorded(r));
  std::fprintf(settings.log,
               "bytecodes=%llu ops=%zu body=%u guards=%u allocations=%u calls=%u loads=%u stores=%u bytes=%u "
               "recording_ns=%.0f codegen_ns=%.0f optimize_ns=%.0f\n",
               (unsigned long long)r.bytecodes, recorder.trace.ops.size(), n.ops, n.guards, n.allocations, n.calls,
               n.loads, n.stores, compiled.code_size, r.seconds * 1e9,
               (optimize_seconds + compiled.compile_seconds) * 1e9, optimize_seconds * 1e9);
  std::fflush(settings.log);
}

const void* class_of(const Hooks& hooks, const Object* o) {
  return *reinterpret_cast<void* const*>(reinterpret_cast<const char*>(o) + hooks.class_offset);
}

// What is dead has no other Rep than Ref.
bool fits(const Hooks& hooks, const StartPoint& start, const Signature& signature, Object* const* registers) {
  for (size_t i = 0; i < signature.reps.size(); ++i) {
    Rep wanted = signature.reps[i];
    if (wanted == Rep::Ref) continue;
    PY_DCHECK(start.is_live(i));
    if (observe(hooks, registers[i]) != wanted) return false;
  }
  return true;
}

}  // namespace

static double patience = 1;

double patience_after(double cost, double seconds) {
  constexpr double kFree = 1.5e-3;  // the first few, which in a program of few hot loops are all of its time
  double times = (cost - kFree) / (seconds * parameters.patience / 100);
  return std::clamp(times, 1.0, double(parameters.most_patience));
}

// That the process has had; of a child, what its parent had when this was asked last, too, as it has its traces.
static double processor_seconds() {
  static double before = 0, of_parents = 0;
  timespec time;
  if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)) return before + of_parents;
  double now = double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
  if (now < before) of_parents += before;  // a fork: the clock has begun anew
  before = now;
  return now + of_parents;
}

// What they cost is reckoned from what they are: measured, it would depend on what else the machine does.
void weigh_costs() {
  constexpr double kTrace = 100e-6, kBytecode = 5e-6, kRecording = 20e-6, kExit = 0.3e-6;  // seconds, cold caches
  if (!parameters.patience) return;
  const Statistics& s = statistics;
  double traces = double(s.loops) + s.bridges + s.functions + s.joins;
  double cost = traces * kTrace + double(s.recorded_bytecodes) * kBytecode + (s.aborts + s.decisions) * kRecording +
                double(s.exits) * kExit;
  patience = patience_after(cost, processor_seconds());
}

uint32_t patient(uint32_t threshold, uint32_t copies) {
  if (!parameters.patience) return threshold;
  constexpr double kMost = 1e9;
  return uint32_t(std::min(kMost, double(threshold) * (1 + std::min(copies, parameters.most_copies)) * patience));
}

void set_baseline_dumps() {
  if (!settings.dump_versions) return;
  baseline::settings.dump = settings.dump_to ? settings.dump_to : stderr;
  baseline::settings.lists_code = settings.dumps & kDumpAsm;
  if (!settings.dump_only.empty()) baseline::settings.dump_only = settings.dump_only + ":";
}

// Compiled code is not slow: a trace above it is slower to pay.
static void set_thresholds_above_baseline() {
  parameters.loop_threshold = parameters.tiers_loop_threshold;
  parameters.function_threshold = parameters.tiers_function_threshold;
  parameters.bridge_threshold = parameters.tiers_bridge_threshold;
  parameters.most_patience = std::min(parameters.most_patience, parameters.tiers_most_patience);
}

void settle_parameters() {
  if (settings.enabled && settings.baseline_recursion && !settings.is_threshold_set) settings.baseline = true;
  if (settings.enabled && settings.baseline && !settings.is_threshold_set) set_thresholds_above_baseline();
  if (settings.is_threshold_set) parameters.tiers_native_factor = 1;
  baseline::settings.versions = parameters.baseline_versions;
  baseline::settings.variants = parameters.baseline_variants;
  baseline::settings.recompilations = parameters.baseline_recompilations;
  baseline::settings.evict_every = parameters.baseline_evict_every;
  baseline::settings.patience = std::min(parameters.baseline_patience, parameters.baseline_threshold);
}

ParameterResult set_parameter(const std::string& name, uint32_t value) {
  settings.is_threshold_set |= name == "threshold" || name == "loop-threshold" || name == "function-threshold" ||
                               name == "bridge-threshold";
  if (name == "threshold") {
    if (value == 0) return ParameterResult::TooSmall;
    parameters.loop_threshold = parameters.function_threshold = parameters.bridge_threshold = value;
    parameters.patience = 0;
    return ParameterResult::Set;
  }
  auto with_hyphens = [](std::string s) {
    for (char& c : s)
      if (c == '_') c = '-';
    return s;
  };
  auto set = [value](uint32_t& parameter, uint64_t least) {
    if (value < least) return ParameterResult::TooSmall;
    parameter = value;
    return ParameterResult::Set;
  };
#define PARAMETER(field, value_, least, meaning) \
  if (name == with_hyphens(#field)) return set(parameters.field, least);
#include "jit/driver/parameters.def"
#undef PARAMETER
  return ParameterResult::Unknown;
}

bool disable_passes(const std::string& names, std::string* unknown) {
  size_t at = 0;
  while (at <= names.size()) {
    size_t end = names.find(',', at);
    if (end == std::string::npos) end = names.size();
    std::string name = names.substr(at, end - at);
    uint32_t bit = pass_named(name);
    if (!bit) return *unknown = name, false;
    settings.disabled_passes |= bit;
    at = end + 1;
  }
  return true;
}

Rep observe(const Hooks& hooks, const Object* value) {
  if (!value) return Rep::Ref;
  const void* cls = class_of(hooks, value);
  if (is_small_int(*hooks.boxes, cls, value)) return Rep::Int;
  return cls == hooks.boxes->float_class ? Rep::Float : Rep::Ref;
}

CompiledTrace* matching_version(const StartPoint& start, const Hooks& hooks, Object* const* registers) {
  for (auto& version : start.versions)
    if (fits(hooks, start, version->target->signature, registers)) return version.get();
  return nullptr;
}

uint64_t position_of(const Exit& exit) {
  if (exit.snapshot == kNoSnapshot) return 0;
  auto frames = exit.owner->trace.snapshots.frames_of(exit.snapshot);
  return frames.empty() ? 0 : frames.back().position;
}

CompiledTrace* finish_recording(Recorder& recorder, const RecordingEnd& r) {
  statistics.record_seconds += r.seconds;
  statistics.recorded_bytecodes += r.bytecodes;
  statistics.recorded_ops += recorder.trace.ops.size();
  uint32_t id = next_id++;
  const Hooks& hooks = recorder.hooks;
  if (settings.dumps & kDumpTrace) dump_trace("recorded", id, recorder.trace, hooks);
  PY_DCHECK(verify(recorder.trace, Stage::Recorded).empty());

  OptimizerInput input{recorder.trace, r.kind, *hooks.boxes};
  input.observed = r.observed;
  if (r.start) input.generic = r.start->generic;
  input.entered_by_jumps_only = r.is_inlined;
  input.fixed_signature = r.is_join;
  input.passes = kAllPasses & ~settings.disabled_passes;
  input.class_offset = hooks.class_offset;
  input.class_is_constant = hooks.class_is_constant;
  double began = now();
  OptimizerOutput output = optimize(input);
  double optimize_seconds = now() - began;
  statistics.optimize_seconds += optimize_seconds;
  if (output.abort != Abort::None) {
    recording_aborted(recorder, r, output.abort);
    return nullptr;
  }
  if (settings.dumps & kDumpIr) dump_trace("optimised", id, output.trace, hooks);
  dump_optimisation(id, input, output.trace, hooks);
  output.trace.removals = {};  // they have been shown
  size_t ops = output.trace.ops.size();
  CompileInput compile_input{std::move(output.trace), hooks, std::move(output.header), r.parent, id};
  CompileResult result = compile(std::move(compile_input));
  if (!result.compiled) {
    if (settings.log) std::fprintf(settings.log, "codegen id=%u failed: %s\n", id, result.error.c_str());
    if (result.is_full) note_no_room();
    recording_aborted(recorder, r, Abort::CodeGeneration);
    return nullptr;
  }
  CompiledTrace* compiled = result.compiled.get();
  bool ends_in_exit = compiled->trace.ops.back().opcode == Opcode::exit;
  if (ends_in_exit && r.after != AfterExit::Interpret) note_what_follows(compiled->exits.back(), r);
  statistics.compiled_ops += ops;
  statistics.codegen_seconds += compiled->compile_seconds;
  if (settings.dumps & kDumpAsm) std::fprintf(dump_file(), "---- asm %u\n%s\n", id, compiled->listing.c_str());
  compiled->kind = kind_name(r);
  compiled->begins_at = r.kind == TraceKind::Bridge ? position_of(*r.parent) : r.start->position;
  if (r.kind == TraceKind::Bridge) compiled->parent = r.parent->owner->id;
  log_trace(*compiled, recorder, r, optimize_seconds);
  statistics.table_bytes += table_bytes(*compiled);
  if (statistics.table_bytes >> 20 >= parameters.memory_limit) note_no_room();
  if (r.kind == TraceKind::Bridge) {
    const CompiledTrace& owner = *r.parent->owner;
    compiled->chain = compiled->begins_at == owner.begins_at ? owner.chain + 1 : 1;
    attach_bridge(*r.parent, *compiled);
    keep_bridge(std::move(result.compiled));
    ++statistics.bridges;
  } else {
    if (compiled->target) {
      compiled->target->trace_id = id;
      compiled->target->position = r.start->position;
    }
    if (!r.is_inlined) note_place(*r.start);
    r.start->versions.push_back(std::move(result.compiled));
    ++(r.is_join ? statistics.joins : r.kind == TraceKind::Loop ? statistics.loops : statistics.functions);
  }
  weigh_costs();
  if (listener) listener->compiled(*compiled);
  return compiled;
}

void note_what_follows(Exit& exit, const RecordingEnd& r) {
  exit.after = r.after;
  exit.loop = r.loop;
  exit.loop_header = r.loop_header;
}

// A place that failed too often, or whose next attempt would end the same way, is left alone.
static void count_against_place(const RecordingEnd& r, Abort reason) {
  bool is_final = abort_row(reason).is_final();
  if (r.kind == TraceKind::Bridge) {
    r.parent->last_failure = reason;
    r.parent->failed_at = r.stopped_at;
    if (is_final || r.parent->attempts >= parameters.retry_limit) r.parent->blacklisted = true;
    return;
  }
  r.start->last_failure = reason;
  r.start->failed_at = r.stopped_at;
  ++r.start->failures;
  bool may_come_round = reason == Abort::LeftLoop && !r.is_inlined;  // one day: next_countdown waits ever longer
  if (is_final || (r.start->failures >= parameters.retry_limit && !may_come_round)) r.start->blacklisted = true;
}

void recording_aborted(const Recorder& recorder, const RecordingEnd& r, Abort reason) {
  const AbortRow& row = abort_row(reason);
  ++(row.is_decision() ? statistics.decisions : statistics.aborts);
  ++statistics.reasons[size_t(reason)];
  count_against_place(r, reason);
  if (listener) listener->given_up(recorder.hooks, r, reason);
  if (!settings.log) return;
  const char* word = row.is_decision() ? "decision" : "abort";
  std::fprintf(settings.log, "%s kind=%s reason=%s ", word, kind_name(r), row.name);
  std::fprintf(settings.log, "bytecodes=%llu ", (unsigned long long)r.bytecodes);
  if (r.kind == TraceKind::Bridge)
    std::fprintf(settings.log, "parent=%u exit=%u\n", r.parent->owner->id, r.parent->op_index);
  else std::fprintf(settings.log, "at=%s\n", recorder.hooks.describe_position(r.start->position).c_str());
  std::fflush(settings.log);
}

namespace {

struct Counted {
  uint64_t compiled = 0, interpreted = 0, exits = 0;
};
Counted first_second;  // what was counted by the last look that fell into it
double counts_since = 0;

Counted counted_now() { return {bytecode_counts.compiled, bytecode_counts.interpreted, statistics.exits}; }

void log_coverage(const char* when, const Counted& from) {
  Counted to = counted_now();
  double compiled = double(to.compiled - from.compiled), interpreted = double(to.interpreted - from.interpreted);
  double all = std::max(compiled + interpreted, 1.0);
  std::fprintf(settings.log, "coverage of=%s compiled=%.0f interpreted=%.0f percent=%.3f exits_per_thousand=%.3f\n",
               when, compiled, interpreted, 100 * compiled / all, 1000 * double(to.exits - from.exits) / all);
}

}  // namespace

void count_bytecodes() {
  bytecode_counts.wanted = true;
  counts_since = now();
  bytecode_counts.look = [] {
    if (now() - counts_since < 1) first_second = counted_now();
  };
}

void write_log_summary() {
  if (!settings.log) return;
  const Statistics& s = statistics;
  std::fprintf(settings.log, "summary loops=%u bridges=%u functions=%u joins=%u freed=%u ", s.loops, s.bridges,
               s.functions, s.joins, s.freed);
  std::fprintf(settings.log, "aborts=%u decisions=%u entries=%llu exits=%llu ", s.aborts, s.decisions,
               (unsigned long long)s.entries, (unsigned long long)s.exits);
  std::fprintf(settings.log, "recorded_bytecodes=%llu recorded_ops=%llu ", (unsigned long long)s.recorded_bytecodes,
               (unsigned long long)s.recorded_ops);
  std::fprintf(settings.log, "recording_ns=%.0f codegen_ns=%.0f optimize_ns=%.0f code_bytes=%llu ",
               s.record_seconds * 1e9, (s.optimize_seconds + s.codegen_seconds) * 1e9, s.optimize_seconds * 1e9,
               (unsigned long long)code_bytes());
  std::fprintf(settings.log, "table_bytes=%llu\n", (unsigned long long)s.table_bytes);
  std::fprintf(settings.log, "reasons");
  for (size_t i = 1; i < kAbortCount; ++i) std::fprintf(settings.log, " %s=%u", name_of(Abort(i)), s.reasons[i]);
  std::fprintf(settings.log, "\n");
  if (const baseline::Statistics& b = baseline::statistics; b.codes) {
    std::fprintf(settings.log, "baseline codes=%u sessions=%u instructions=%llu generic=%llu ", b.codes, b.sessions,
                 (unsigned long long)b.instructions, (unsigned long long)b.generic);
    std::fprintf(settings.log, "recompiled=%u evicted=%u freed=%u ", b.recompiled, b.evicted, b.freed);
    std::fprintf(settings.log, "versions=%u lazy_exits=%u taken=%u forced=%u code_bytes=%llu cycles=%llu\n", b.versions,
                 b.lazy_exits, b.lazy_exits_taken, b.forced_exits, (unsigned long long)b.code_bytes,
                 (unsigned long long)b.cycles);
  }
  if (bytecode_counts.wanted) {
    log_coverage("all", {});
    log_coverage("later", first_second);
  }
  std::fflush(settings.log);
}

}  // namespace sidewinder::jit
