#include "jit/driver/options.h"

#include <algorithm>
#include <cstdlib>

#include "jit/baseline/baseline.h"
#include "jit/code/code_memory.h"
#include "jit/driver/driver.h"

namespace sidewinder::jit {

namespace {

struct Option {
  std::string name, value;
};

OptionResult wrong(const Option& o, const char* wanted, std::string* problem) {
  *problem = "-X " + o.name + "=" + o.value + ": " + wanted;
  return OptionResult::Wrong;
}

bool parse_number(const std::string& text, uint64_t* number) {
  char* end = nullptr;
  *number = std::strtoull(text.c_str(), &end, 10);
  return !text.empty() && text[0] != '-' && !*end;
}

OptionResult set_dumps(const Option& o, std::string* problem) {
  for (size_t at = 0; at <= o.value.size();) {
    size_t end = std::min(o.value.find(',', at), o.value.size());
    if (!set_dump(o.value.substr(at, end - at)))
      return wrong(o, "trace, ir, snapshots, asm, exits, passes, each-pass and versions can be dumped", problem);
    at = end + 1;
  }
  return OptionResult::Set;
}

OptionResult open_file(const Option& o, FILE** file, std::string* problem) {
  *file = std::fopen(o.value.c_str(), "w");
  return *file ? OptionResult::Set : wrong(o, "the file cannot be written", problem);
}

OptionResult set_number(const Option& o, std::string* problem) {
  uint64_t number;
  if (!parse_number(o.value, &number)) return wrong(o, "a number is wanted", problem);
  if (o.name == "jit-code-limit") {
    code_limit = number;
    return OptionResult::Set;
  }
  if (o.name == "jit-force-exits") {
    backend_settings.force_exits = uint32_t(number);
    set_forced_exit_countdown(uint32_t(number));
    baseline::settings.force_exits = uint32_t(number);
    return OptionResult::Set;
  }
  constexpr const char* kWanted = "a positive number is wanted";
  if (number > UINT32_MAX) return wrong(o, kWanted, problem);
  switch (set_parameter(o.name.substr(4), uint32_t(number))) {
    case ParameterResult::TooSmall: return wrong(o, kWanted, problem);
    case ParameterResult::Unknown: return wrong(o, "there is no such option", problem);
    case ParameterResult::Set: break;
  }
  return OptionResult::Set;
}

}  // namespace

bool set_dump(const std::string& word) {
  static const std::pair<const char*, uint32_t> names[] = {
      {"trace", kDumpTrace}, {"ir", kDumpIr},         {"snapshots", kDumpSnapshots}, {"asm", kDumpAsm},
      {"exits", kDumpExits}, {"passes", kDumpPasses}, {"each-pass", kDumpEachPass},  {"why", kDumpWhy}};
  if (word == "versions") {
    settings.dump_versions = true;
    return true;
  }
  for (auto [name, bit] : names) {
    if (word != name) continue;
    settings.dumps |= bit;
    if (bit == kDumpAsm) backend_settings.keep_listing = true;
    return true;
  }
  return false;
}

OptionResult set_option(const std::string& option, std::string* problem) {
  size_t equals = option.find('=');
  Option o{option.substr(0, equals), equals == std::string::npos ? "" : option.substr(equals + 1)};
  if (o.name == "jit") {
    if (o.value != "on" && o.value != "off" && o.value != "baseline" && o.value != "traces" && o.value != "tiers")
      return wrong(o, "on, off, baseline, traces or tiers is wanted", problem);
    settings.enabled = o.value == "on" || o.value == "traces" || o.value == "tiers";
    settings.baseline = o.value == "baseline" || o.value == "tiers";
    settings.baseline_recursion = o.value == "on";
    return OptionResult::Set;
  }
  if (o.name == "dump") return set_dumps(o, problem);
  if (o.name == "dump-to") return open_file(o, &settings.dump_to, problem);
  if (o.name == "jit-log") return open_file(o, &settings.log, problem);
  if (o.name == "jit-coverage") {
    count_bytecodes();
    return OptionResult::Set;
  }
  if (o.name == "jit-disable") {
    std::string unknown;
    return disable_passes(o.value, &unknown) ? OptionResult::Set
                                             : wrong(o, ("there is no pass " + unknown).c_str(), problem);
  }
  if (o.name.starts_with("jit-")) return set_number(o, problem);
  return OptionResult::NotMine;
}

}  // namespace sidewinder::jit
