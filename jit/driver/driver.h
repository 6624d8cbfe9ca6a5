// The life of a trace: from a recording to machine code, its exits and bridges, and the log of all of it. What is a
// place to start from (a loop, a function) is the language's; it keeps a StartPoint for each.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "jit/backend/compile.h"
#include "jit/machine/recorder.h"
#include "jit/optimizer/optimizer.h"

namespace sidewinder::jit {

struct Parameters {
#define PARAMETER(name, value, least, meaning) uint32_t name = value;
#include "jit/driver/parameters.def"
#undef PARAMETER
};
extern Parameters parameters;
// What a threshold is by now: where traces have cost more of the processor's time than `patience` percent, they do not
// pay, and further ones wait; and code of which there were `copies` before is made again and again, to run for a while
// each.
uint32_t patient(uint32_t threshold, uint32_t copies = 0);
// Compares what traces have cost so far with the time that the process has had of the processors; about a microsecond.
void weigh_costs();
// How many times as long as at first a place waits, after `seconds` of the processors' time of which traces took
// `cost`.
double patience_after(double cost, double seconds);
// By its name in parameters.def with hyphens ("loop-threshold"); "threshold" sets the three thresholds, which stay as
// they are.
enum class ParameterResult : uint8_t { Set, TooSmall, Unknown };
ParameterResult set_parameter(const std::string& name, uint32_t value);
// When all options are read: what depends on several.
void settle_parameters();

enum Dump : uint32_t {
  kDumpTrace = 1,
  kDumpIr = 2,
  kDumpSnapshots = 4,
  kDumpAsm = 8,
  kDumpExits = 16,
  kDumpPasses = 32,
  kDumpEachPass = 64,
  kDumpWhy = 128  // at the end of the program, by the language
};

struct Settings {
  bool enabled = true;    // traces
  bool baseline = false;  // functions compiled from their handlers (jit/baseline)
  // The same; where a threshold of traces is set, only those that call themselves, which no trace takes.
  bool baseline_recursion = true;
  bool is_threshold_set = false;  // by hand, one of the three: they count from the interpreter on
  uint32_t disabled_passes = 0;   // PassBit
  uint32_t dumps = 0;             // Dump
  bool dump_versions = false;     // of functions compiled from their handlers
  std::string dump_only;          // of this function alone; empty: of all
  FILE* dump_to = nullptr;        // null: stderr
  FILE* log = nullptr;            // -X jit-log=FILE
};
extern Settings settings;
// What -X dump says, for jit/baseline, which does not see this folder; told when its code is first entered.
void set_baseline_dumps();
bool disable_passes(const std::string& names, std::string* unknown);  // comma separated

struct InlinedPlace;

// What all versions of a place take for granted of the root frame: two words of the language's.
struct Context {
  const void *first = nullptr, *second = nullptr;
  bool operator==(const Context&) const = default;
};

// A place where the interpreter enters compiled code: a loop header or a function's entry.
struct StartPoint {
  std::vector<std::unique_ptr<CompiledTrace>> versions;  // by the types they take
  std::vector<bool> generic;                             // registers that arrived with different types
  // Registers that may be read from here on, from the first recording on. The others may hold no object at all: nobody
  // looks at them.
  std::vector<bool> live;
  uint64_t position = 0;
  Context context;
  uint32_t failures = 0, mismatches = 0;
  Abort last_failure = Abort::None;  // why the last recording from here came to nothing,
  uint64_t failed_at = 0;            // and the position of the instruction under way then
  uint32_t copies = 0;   // places that were hot before it, in code that was made from the same source; the language's
  uint32_t counted = 0;  // how often it ran before its counter ran out; 0: as often as the first threshold says
  bool blacklisted = false;
  bool was_freed = false;  // its traces were: it is counted anew
  bool given_up = false;   // entering costs more than it gains: left to the interpreter
  uint32_t fruitless = 0;  // entries that led to an exit without a bridge at once, less those that were worth it
  uint32_t rest = 0;       // turns that the interpreter does between entries, since they are soon left by a return
  bool is_return_point = false;
  bool is_too_long = false;                            // a loop that a recording went round in vain: unroll_limit
  std::vector<std::shared_ptr<InlinedPlace>> inlined;  // a loop's header in frames that traces inline

  bool is_live(size_t r) const { return live[r]; }
};

// A place between two instructions, above certain frames, where compiled code may begin that only traces jump to: the
// header of a loop in an inlined frame, or where paths meet. The registers of its signature are those of all frames,
// the outermost first, each but the root's behind its header references.
struct InlinedPlace {
  std::vector<uint64_t> key;  // what its versions take for granted of the frames
  size_t frame_count = 0;
  bool is_being_recorded = false;
  StartPoint start;
};

// Where a frame goes on after a call from which compiled code has returned: compiled code may begin there, too.
struct ReturnPoint {
  StartPoint start;
  uint32_t countdown;
};

// What the recorder's end looks like; the language has appended the jump or exit already.
struct RecordingEnd {
  TraceKind kind;
  StartPoint* start = nullptr;             // Loop, Straight
  Exit* parent = nullptr;                  // Bridge
  Signature observed;                      // Loop, Straight
  AfterExit after = AfterExit::Interpret;  // of its exit
  StartPoint* loop = nullptr;
  uint64_t loop_header = 0;
  bool is_inlined = false;  // Loop, Straight: it begins at an InlinedPlace
  bool is_join = false;     // and that is where paths meet; `observed` is its signature
  uint64_t bytecodes = 0;
  uint64_t stopped_at = 0;  // the instruction under way at the end
  double seconds = 0;       // spent recording
};

// Told what the log is told, and each exit to the interpreter. Called in the middle of things: it runs no code of the
// language.
struct Listener {
  void (*compiled)(const CompiledTrace& trace);
  void (*given_up)(const Hooks& hooks, const RecordingEnd& recording, Abort reason);
  void (*left)(const Exit& exit);
};
extern const Listener* listener;  // null: nobody listens

// Optimises and compiles; installs the result in start->versions or on the parent exit. Null: declined, with the
// reason in the log.
CompiledTrace* finish_recording(Recorder& recorder, const RecordingEnd& recording);
// What is known of the recording's end becomes the exit's.
void note_what_follows(Exit& exit, const RecordingEnd& recording);
// Where an exit goes on: the position in its innermost frame. 0: an exit that leaves memory as it is.
uint64_t position_of(const Exit& exit);
// There is no room for more machine code: what is there runs on, and nothing is recorded until it is freed
// (trace_life.h).
bool is_code_full();
// A recording that was given up: log line, counts against its place.
void recording_aborted(const Recorder& recorder, const RecordingEnd& recording, Abort reason);

// How a value that is live would enter compiled code: by what it is now (null: nothing).
Rep observe(const Hooks& hooks, const Object* value);
// The version of a loop whose signature these registers satisfy, or null. Only live registers are looked at.
CompiledTrace* matching_version(const StartPoint& start, const Hooks& hooks, Object* const* registers);

// "summary loops=... " and "reasons TooLong=...": the last lines of the log, at exit.
void write_log_summary();
// -X jit-coverage: from now on.
void count_bytecodes();

struct Statistics {
  uint32_t loops = 0, bridges = 0, functions = 0, joins = 0;
  uint32_t aborts = 0, decisions = 0;  // recordings given up: failures, and those that were not wanted (kDecision)
  uint32_t freed = 0;                  // traces
  uint32_t reasons[kAbortCount] = {};
  uint64_t table_bytes = 0;  // of all traces, beside their machine code
  uint64_t entries = 0;      // times compiled code was entered from the interpreter
  uint64_t exits = 0;        // times it was left for it, links included
  uint64_t recorded_bytecodes = 0, recorded_ops = 0, compiled_ops = 0;
  double record_seconds = 0, optimize_seconds = 0, codegen_seconds = 0;
};
extern Statistics statistics;

}  // namespace sidewinder::jit
