// The options of -X that are ours: one table here, and those of the JIT (jit/driver/options.h). Others are for the
// program (sys._xoptions), as in CPython.
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "interpreter/execution/eval.h"
#include "interpreter/main/options.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/modules/sidewinder/trace_reports.h"
#include "interpreter/modules/tracemalloc/traces.h"
#include "interpreter/objects/function/line_table.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/sandbox/sandbox.h"
#include "interpreter/startup/settings.h"
#include "interpreter/tracing/liveness.h"
#include "jit/backend/compile.h"
#include "jit/baseline/baseline.h"
#include "jit/code/debugger.h"
#include "jit/driver/driver.h"
#include "jit/driver/options.h"

namespace sidewinder {

namespace {

bool write_perf_map_at_exit;
constexpr const char* kStages = "ast, bytecode, trace, ir, passes, each-pass, snapshots, asm, exits, why, versions";

bool fail(std::string* problem, std::string text) {
  *problem = std::move(text);
  return false;
}

// Each takes the text behind "=", and says in *problem what it wanted instead.
bool set_dump(const std::string& value, std::string* problem) {
  for (size_t at = 0; at <= value.size();) {
    size_t end = std::min(value.find(',', at), value.size());
    std::string stage = value.substr(at, end - at);
    if (stage == "ast") runtime_settings.dump_ast = true;
    else if (stage == "bytecode") runtime_settings.dump_bytecode = true;
    else if (!jit::set_dump(stage)) return fail(problem, "there is no stage '" + stage + "': " + kStages);
    at = end + 1;
  }
  return true;
}
bool set_dump_only(const std::string& value, std::string*) {
  runtime_settings.dump_only = jit::settings.dump_only = value;
  return true;
}
bool set_gdb(const std::string&, std::string*) {
  jit::tells_debugger = true;
  return true;
}
bool set_perf_map(const std::string&, std::string*) {
  write_perf_map_at_exit = true;
  return true;
}
bool set_machine(const std::string& value, std::string* problem) {
  if (value == "direct") return true;
  if (value != "checking") return fail(problem, "direct or checking is wanted");
#ifdef NDEBUG
  return fail(problem, "only debug builds have this machine");
#else
  machine_choice = MachineChoice::Checking;
  return true;
#endif
}
bool set_sandbox_words(const std::string& value, std::string* problem) {
  if (value != "on" && value != "off") return fail(problem, "on or off is wanted");
  sandbox_rules.refuses_in_words = value == "on";
  return true;
}
// Start-up is the same for all programs, and has more allocations than most.
bool set_gc_every(const std::string& value, std::string* problem) {
  std::string number = value.substr(0, value.find(','));
  bool from_start = value == number + ",start";
  bool is_number = !number.empty() && number.find_first_not_of("0123456789") == std::string::npos;
  if (!is_number || (value != number && !from_start)) return fail(problem, "N or N,start is wanted");
  uint64_t every = std::strtoull(number.c_str(), nullptr, 10);
  if (from_start) set_collect_every(every);
  else runtime_settings.collect_every = every;
  return true;
}

struct XOption {
  const char* name;
  const char* value;  // how the help shows it; null: it has none
  const char* meaning;
  bool (*apply)(const std::string& value, std::string* problem);  // null: the JIT's
};
const XOption x_options[] = {
    {"jit", "on|off|baseline|traces|tiers",
     "whether hot code is compiled; baseline: by blocks, from the handlers; "
     "traces (on): what is recorded of hot loops; tiers: the first, then the second",
     nullptr},
    {"jit-disable", "PASS,...", "passes of the optimiser that are left out", nullptr},
    {"jit-log", "FILE", "a line for each trace, and a summary at the end", nullptr},
    {"jit-coverage", nullptr, "count for it which bytecodes run in machine code", nullptr},
    {"jit-force-exits", "N", "every Nth execution of a guard leaves its trace", nullptr},
    {"jit-code-limit", "BYTES", "machine code in use at most", nullptr},
    {"jit-gdb", nullptr, "tell gdb the names of machine code", set_gdb},
    {"jit-perf-map", nullptr, "write /tmp/perf-PID.map at the end", set_perf_map},
    {"dump", "STAGE,...", kStages, set_dump},
    {"dump-to", "FILE", "where dumps go instead of stderr", nullptr},
    {"dump-only", "QUALNAME", "dump the bytecode, and the versions, of this function only", set_dump_only},
    {"machine", "checking", "which machine runs the handlers (debug builds)", set_machine},
    {"gc-every", "N[,start]", "collect at every Nth allocation of the program; start: of the start-up, too",
     set_gc_every},
    {"sandbox-words", "on|off", "off: --sandbox is kept by the kernel alone (tests)", set_sandbox_words},
};

bool is_ours(const std::string& name) {
  for (const char* prefix : {"jit", "dump", "machine", "gc", "sandbox"}) {
    size_t n = std::strlen(prefix);
    if (name.compare(0, n, prefix) == 0 && (name.size() == n || name[n] == '-')) return true;
  }
  return false;
}

// Those of python3 that we obey. True: it is one; *problem says what is wrong with it.
bool is_pythons(const std::string& name, const std::string& value, std::string* problem) {
  RuntimeSettings& s = runtime_settings;
  if (name == "importtime") s.show_import_times = true;
  else if (name == "no_debug_ranges") code_has_columns = false;
  else if (name == "faulthandler") s.faulthandler = true;
  else if (name == "warn_default_encoding") s.warn_default_encoding = true;
  else if (name == "utf8") {
    if (!value.empty() && value != "0" && value != "1") *problem = "invalid -X utf8 option value";
    s.utf8_mode = value != "0";
  } else if (name == "int_max_str_digits") {
    if (!read_digit_limit(value, &s.int_max_str_digits))
      *problem = "-X int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited.";
  } else if (name == "tracemalloc") {
    if (!read_frame_count(value, &s.traced_frames)) *problem = "-X tracemalloc=NFRAME: invalid number of frames";
  } else if (name == "pycache_prefix") s.pycache_prefix = value;
  else if (name == "frozen_modules") {
    if (value != "on" && value != "off" && !value.empty())
      *problem = "bad value for option -X frozen_modules (expected \"on\" or \"off\")";
    s.use_frozen_modules = value != "off";
  } else {
    return false;
  }
  return true;
}

std::string with_hyphens(std::string name) {
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

}  // namespace

bool read_frame_count(const std::string& text, int* frames) {
  char* end;
  errno = 0;
  long value = text.empty() ? 1 : std::strtol(text.c_str(), &end, 10);
  if (!text.empty() && (*end || errno)) return false;
  if (value < 0 || value > kMostTracedFrames) return false;
  *frames = int(value);
  return true;
}

bool read_digit_limit(const std::string& text, int* limit) {
  constexpr long kLeast = 640;
  char* end;
  errno = 0;
  long value = std::strtol(text.c_str(), &end, 10);
  if (text.empty() || *end || errno || value < 0 || value > INT32_MAX || (value && value < kLeast)) return false;
  *limit = int(value);
  return true;
}

bool apply_x_option(const std::string& option, std::string* problem) {
  size_t equals = option.find('=');
  std::string name = option.substr(0, equals), value = equals == std::string::npos ? "" : option.substr(equals + 1);
  if (is_pythons(name, value, problem)) return problem->empty();
  if (!is_ours(name)) return true;
  for (const XOption& x : x_options) {
    if (name != x.name) continue;
    if (x.value && equals == std::string::npos)
      return fail(problem, "-X " + name + " needs a value: " + name + "=" + x.value);
    if (!x.apply) break;
    std::string wanted;
    if (x.apply(value, &wanted)) return true;
    *problem = "-X " + option + ": " + wanted;
    return false;
  }
  switch (jit::set_option(option, problem)) {
    case jit::OptionResult::Set: return true;
    case jit::OptionResult::NotMine: *problem = "-X " + option + ": there is no such option"; break;
    case jit::OptionResult::Wrong: break;
  }
  *problem += "\nThe options of -X:\n" + list_of_x_options();
  return false;
}

std::string list_of_x_options() {
  std::string text;
  auto add = [&](std::string usage, const char* meaning) {
    usage.resize(std::max<size_t>(usage.size(), 30), ' ');
    text += "         " + usage + meaning + "\n";
  };
  for (const XOption& x : x_options) add(x.value ? std::string(x.name) + "=" + x.value : x.name, x.meaning);
  add("jit-threshold=N", "the three thresholds below at once");
#define PARAMETER(name, value, least, meaning) add("jit-" + with_hyphens(#name) + "=N", meaning " (" #value ")");
#include "jit/driver/parameters.def"
#undef PARAMETER
  return text;
}

// What became of the functions that were recorded or taken into traces: -X dump=why.
static void write_reports() {
  FILE* file = jit::settings.dump_to ? jit::settings.dump_to : stderr;
  for_each_traced_code([file](const Code& code) {
    std::string name = str_to_utf8(code.qualname);
    if (!runtime_settings.dump_only.empty() && name != runtime_settings.dump_only) return;
    std::fprintf(file, "---- why %s, %s\n%s", name.c_str(), str_to_utf8(code.filename).c_str(),
                 report_text(code).c_str());
  });
  std::fflush(file);
}

void finish_x_options() {
  if (jit::settings.dumps & jit::kDumpWhy) write_reports();
  jit::write_log_summary();
  if (!write_perf_map_at_exit) return;
  std::string path = "/tmp/perf-" + std::to_string(::getpid()) + ".map";
  if (FILE* file = std::fopen(path.c_str(), "w")) {
    jit::write_perf_map(file);
    jit::baseline::write_perf_map(file);
    std::fclose(file);
  }
}

}  // namespace sidewinder
