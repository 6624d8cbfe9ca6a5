// The options of -X that are ours: one table. Others are for the program (sys._xoptions), as in CPython.
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "interpreter/main/options.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/runtime/eval.h"
#include "interpreter/runtime/settings.h"
#include "jit/backend/compile.h"
#include "jit/driver/driver.h"

namespace sidewinder {

namespace {

bool write_perf_map_at_exit;

bool parse_number(const std::string& text, uint64_t most, uint64_t* number) {
  if (text.empty() || text.find_first_not_of("0123456789") != std::string::npos) return false;
  errno = 0;
  *number = std::strtoull(text.c_str(), nullptr, 10);
  return errno == 0 && *number <= most;
}

FILE* open_for_writing(const std::string& path, std::string* problem) {
  FILE* file = path == "-" ? stdout : path.empty() ? nullptr : std::fopen(path.c_str(), "w");
  if (!file) *problem = "cannot write " + path + ": " + std::strerror(errno);
  return file;
}

// Each takes the text behind "=", and explains itself in *problem if it does not like it.
bool set_jit(const std::string& value, std::string* problem) {
  if (value == "on" || value == "off") return jit::settings.enabled = value == "on", true;
  *problem = "is on or off";
  return false;
}
bool set_disabled_passes(const std::string& value, std::string* problem) {
  std::string unknown;
  if (jit::disable_passes(value, &unknown)) return true;
  *problem = "there is no pass '" + unknown + "'";
  return false;
}
bool set_log(const std::string& value, std::string* problem) { return (jit::settings.log = open_for_writing(value, problem)) != nullptr; }
bool set_dump_to(const std::string& value, std::string* problem) { return (jit::settings.dump_to = open_for_writing(value, problem)) != nullptr; }
bool set_dump_only(const std::string& value, std::string*) { return runtime_settings.dump_only = value, true; }
bool set_forced_exits(const std::string& value, std::string* problem) {
  uint64_t n;
  if (parse_number(value, UINT32_MAX, &n)) return jit::backend_settings.force_exits = uint32_t(n), true;
  *problem = "is a number";
  return false;
}
bool set_code_limit(const std::string& value, std::string* problem) {
  if (parse_number(value, uint64_t(1) << 40, &jit::backend_settings.code_limit)) return true;
  *problem = "is a number of bytes";
  return false;
}
bool set_perf_map(const std::string&, std::string*) { 
  write_perf_map_at_exit = true;
  return true;
}
bool set_machine(const std::string& value, std::string* problem) {
  if (value == "direct") return machine_choice = MachineChoice::Direct, true;
  if (value != "checking") return *problem = "is direct or checking", false;
#ifdef NDEBUG
  *problem = "checking exists in debug builds only";
  return false;
#else
  machine_choice = MachineChoice::Checking;
  return true;
#endif
}
bool set_gc_every(const std::string& value, std::string* problem) {
  uint64_t n;
  if (parse_number(value, UINT64_MAX, &n)) return set_collect_every(n), true;
  *problem = "is a number";
  return false;
}

bool set_dump(const std::string& value, std::string* problem) {
  static const struct { const char* name; uint32_t bit; } stages[] = {
      {"trace", jit::kDumpTrace}, {"ir", jit::kDumpIr},       {"passes", jit::kDumpPasses}, {"snapshots", jit::kDumpSnapshots},
      {"asm", jit::kDumpAsm},     {"exits", jit::kDumpExits}, {"ast", 0},                   {"bytecode", 0}};
  for (size_t at = 0; at <= value.size();) {
    size_t end = std::min(value.find(',', at), value.size());
    std::string name = value.substr(at, end - at);
    bool known = false;
    for (auto& stage : stages)
      if (name == stage.name) jit::settings.dumps |= stage.bit, known = true;
    if (!known) return *problem = "there is no stage '" + name + "': ast, bytecode, trace, ir, passes, snapshots, asm, exits", false;
    runtime_settings.dump_ast |= name == "ast";
    runtime_settings.dump_bytecode |= name == "bytecode";
    jit::backend_settings.keep_listing |= name == "asm";
    at = end + 1;
  }
  return true;
}

struct XOption {
  const char* name;
  const char* value;            // how the help shows it; null: it has none
  bool (*apply)(const std::string& value, std::string* problem);
  const char* meaning;
};
const XOption x_options[] = {
    {"jit", "on|off", set_jit, "whether hot code is compiled"},
    {"jit-disable", "PASS,...", set_disabled_passes, "passes of the optimiser that are left out"},
    {"jit-log", "FILE", set_log, "a line for each trace, and a summary at the end"},
    {"jit-force-exits", "N", set_forced_exits, "every Nth execution of a guard leaves its trace"},
    {"jit-code-limit", "BYTES", set_code_limit, "machine code in use at most"},
    {"jit-perf-map", nullptr, set_perf_map, "write /tmp/perf-PID.map at the end"},
    {"dump", "STAGE,...", set_dump, "ast, bytecode, trace, ir, passes, snapshots, asm, exits"},
    {"dump-to", "FILE", set_dump_to, "where dumps go instead of stderr"},
    {"dump-only", "QUALNAME", set_dump_only, "dump only what concerns this function"},
    {"machine", "checking", set_machine, "which machine runs the handlers (debug builds)"},
    {"gc-every", "N", set_gc_every, "collect at every Nth allocation that takes the slow path"},
};

bool is_ours(const std::string& name) {
  for (const char* prefix : {"jit", "dump", "machine", "gc"}) {
    size_t n = std::strlen(prefix);
    if (name.compare(0, n, prefix) == 0 && (name.size() == n || name[n] == '-')) return true;
  }
  return false;
}

std::string with_hyphens(std::string name) {
  for (char& c : name)
    if (c == '_') c = '-';
  return name;
}

// -X jit-PARAMETER=N, for the rows of jit/driver/parameters.def.
bool apply_parameter(const std::string& name, const std::string& value, std::string* problem) {
  uint64_t n;
  if (name.compare(0, 4, "jit-") == 0 && parse_number(value, UINT32_MAX, &n) && jit::set_parameter(name.substr(4), uint32_t(n))) return true;
  *problem = "-X " + name + (value.empty() ? "" : "=" + value) + ": no such option or not a number. There are:\n" + list_of_x_options();
  return false;
}

}  // namespace

bool apply_x_option(const std::string& option, std::string* problem) {
  size_t equals = option.find('=');
  std::string name = option.substr(0, equals), value = equals == std::string::npos ? "" : option.substr(equals + 1);
  for (const XOption& x : x_options) {
    if (name != x.name) continue;
    if (x.value && equals == std::string::npos) return *problem = "-X " + name + " needs a value: " + name + "=" + x.value, false;
    std::string reason;
    if (x.apply(value, &reason)) return true;
    *problem = "-X " + option + ": " + name + " " + reason;
    return false;
  }
  return !is_ours(name) || apply_parameter(name, value, problem);
}

std::string list_of_x_options() {
  std::string text;
  auto add = [&](std::string usage, const char* meaning) {
    usage.resize(std::max<size_t>(usage.size(), 30), ' ');
    text += "         " + usage + meaning + "\n";
  };
  for (const XOption& x : x_options) add(x.value ? std::string(x.name) + "=" + x.value : x.name, x.meaning);
  add("jit-threshold=N", "the three thresholds below at once");
#define PARAMETER(name, value, meaning) add("jit-" + with_hyphens(#name) + "=N", meaning " (" #value ")");
#include "jit/driver/parameters.def"
#undef PARAMETER
  return text;
}

void finish_x_options() {
  jit::write_log_summary();
  if (!write_perf_map_at_exit) return;
  std::string path = "/tmp/perf-" + std::to_string(::getpid()) + ".map";
  if (FILE* file = std::fopen(path.c_str(), "w")) {
    jit::write_perf_map(file);
    std::fclose(file);
  }
}

}  // namespace sidewinder
