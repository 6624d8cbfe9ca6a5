#include "jit/driver/report.h"

#include "jit/baseline/baseline.h"
#include "jit/driver/hot_loop.h"

namespace sidewinder::jit {

namespace {

const char* advice_on(Abort reason) {
  switch (reason) {
#define ADVICE(name, text) \
  case Abort::name:        \
    return text;
#include "jit/driver/advice.def"
#undef ADVICE
    default: return "";
  }
}

std::string times(uint64_t count, const char* what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

PlaceReport waiting(uint64_t position, TraceKind kind, uint32_t counter) {
  bool is_loop = kind == TraceKind::Loop;
  std::string left = times(counter, is_loop ? "more iteration" : "more call");
  return {"waiting", position, "not hot yet: it is recorded after " + left,
          "let it run for longer, or lower -X jit-threshold"};
}

PlaceReport compiled(const StartPoint& start, uint64_t position) {
  uint64_t bytes = 0, exits = 0;
  for (auto& version : start.versions) {
    bytes += version->code_size;
    for (const Exit& exit : version->exits) exits += exit.count;
  }
  std::string reason = times(start.versions.size(), "version") + " by the types that arrive, " + std::to_string(bytes) +
                       " bytes of machine code, left " + times(exits, "time");
  return {"compiled", position, reason, ""};
}

const baseline::CompiledCode* blocks(const void* compiled) {
  return static_cast<const baseline::CompiledCode*>(compiled);
}

// What it means that a guard fails often, and what to do about it.
struct GuardWords {
  const char *reason, *advice;
};
GuardWords words_of(const Op& op) {
  switch (op.opcode) {
    case Opcode::guard_class:
    case Opcode::guard_small_int:
      return {"values of another class arrive here than the trace was made for",
              "let values of one class arrive here, or split the loop by class"};
    case Opcode::guard_same:
    case Opcode::guard_same_ptr:
    case Opcode::guard_int:
      return {"another object (a function, a class, a module's global) is met here than when the trace was made",
              "call one function here, and do not replace functions, globals and classes' attributes in hot code"};
    case Opcode::guard_true:
    case Opcode::guard_false: return {"a condition turns out otherwise here than when the trace was made", ""};
    case Opcode::guard_present:
    case Opcode::guard_absent: return {"a variable or an entry is there at times and missing at others", ""};
    case Opcode::guard_fits:
    case Opcode::int_mul:
      return {"an int leaves the 60 bits that compiled code computes with", "keep numbers below 2**60"};
    case Opcode::guard_returned:
    case Opcode::guard_raised: return {"a call here raises at times and returns at others", ""};
    case Opcode::guard_no_request: return {"an interrupt, a finalizer or another thread was due here", ""};
    case Opcode::exit: return {"the trace ends here, and the interpreter goes on", ""};
    default: return {"the trace was left here", ""};
  }
}

const char* why_no_bridge(const Exit& exit) {
  if (!exit.patch) return "taken by force";
  if (is_code_full()) return "there is no room for more traces (-X jit-memory-limit, -X jit-code-limit)";
  if (exit.last_failure != Abort::None) return abort_row(exit.last_failure).meaning;
  if (exit.blacklisted) return "as many bridges begin here as may (-X jit-chain-limit): it is different every time";
  return "no bridge was recorded yet";
}

PlaceReport report_of_exit(const Exit& exit) {
  GuardWords words = words_of(exit.owner->trace.ops[exit.op_index]);
  std::string reason = std::string(words.reason) + ", " + times(exit.count, "time") + "; " + why_no_bridge(exit);
  bool has_failed = exit.last_failure != Abort::None && *advice_on(exit.last_failure);
  uint64_t position = has_failed && exit.failed_at ? exit.failed_at : position_of(exit);
  return {"leaves", position, reason, has_failed ? advice_on(exit.last_failure) : words.advice};
}

}  // namespace

PlaceReport report_of(const StartPoint* start, uint64_t position, TraceKind kind, uint32_t counter) {
  if (!settings.enabled && settings.baseline)
    return {"off", position, "no traces are made with -X jit=baseline", "leave it out"};
  if (!settings.enabled) return {"off", position, "the JIT is off", "leave out -X jit=off"};
  if (!start) return waiting(position, kind, counter);
  if (start->given_up)
    return {"given up", position, "nearly every entry left again at once, which costs more than it saves",
            "see the rows that say `leaves`: they are where and why"};
  if (!start->versions.empty()) return compiled(*start, position);
  if (start->last_failure == Abort::None) {
    if (!is_code_full()) return waiting(position, kind, counter);
    return {"declined", position, "there is no room for more traces",
            "raise -X jit-memory-limit or -X jit-code-limit, or make less code at run time"};
  }
  uint64_t at = start->failed_at ? start->failed_at : position;
  std::string reason = std::string(abort_row(start->last_failure).meaning) + " (" + times(start->failures, "attempt") +
                       (start->blacklisted ? ", no more)" : ")");
  return {"declined", at, reason, advice_on(start->last_failure)};
}

std::vector<PlaceReport> report_of_exits(const CompiledTrace& trace) {
  std::vector<PlaceReport> rows;
  for (const Exit& exit : trace.exits)
    if (exit.count >= parameters.bridge_threshold && !exit.bridge && !is_entry_exit(exit))
      rows.push_back(report_of_exit(exit));
  return rows;
}

std::string text_of(const CompiledTrace& trace, const std::string& stage) {
  PrintNames names{nullptr, trace.hooks->describe_object, trace.hooks->describe_position};
  if (stage == "ir") return print(trace.trace, &names);
  if (stage == "snapshots") return print_snapshots(trace.trace, &names);
  if (stage == "asm") return trace.listing;
  std::string text;
  if (stage != "exits") return text;
  for (const Exit& exit : trace.exits) {
    if (!exit.count && !exit.bridge) continue;
    text += print_operation(trace.trace, exit.op_index, &names) + "  ; " + times(exit.count, "time");
    text += exit.bridge ? ", then bridge " + std::to_string(exit.bridge->id) + "\n" : "\n";
  }
  return text;
}

bool runs_through(const CompiledTrace& trace, bool (*is_inside)(uint64_t position, const void* argument),
                  const void* argument) {
  for (const SnapshotFrame& frame : trace.trace.snapshots.frames)
    if (is_inside(frame.position, argument)) return true;
  return is_inside(trace.begins_at, argument);
}

bool has_blocks(const void* compiled) { return compiled && baseline::report_of(*blocks(compiled)).bytes; }

PlaceReport report_of_blocks(const void* compiled) {
  baseline::Report r = baseline::report_of(*blocks(compiled));
  std::string text = "compiled from its handlers: " + std::to_string(r.compiled) + " of " +
                     times(r.instructions, "instruction") + ", " + times(r.versions, "version") + " of blocks, " +
                     std::to_string(r.bytes) + " bytes of machine code";
  return {"baseline", 0, text, ""};
}

}  // namespace sidewinder::jit
