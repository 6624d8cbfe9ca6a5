#include "interpreter/main/options.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "interpreter/objects/function/line_table.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/hash_bytes.h"
#include "interpreter/sandbox/sandbox.h"
#include "interpreter/startup/settings.h"

namespace sidewinder {

namespace {

// Reads the flags; the rest of the arguments is the program's.
class Parser {
 public:
  Parser(int argc, char** argv) : argc_(argc), argv_(argv) {}

  CommandLine parse() {
    while (next_ < argc_ && !decided_) {
      std::string argument = argv_[next_];
      if (argument == "-" || argument[0] != '-') break;
      ++next_;
      if (argument == "--") break;
      if (argument[1] == '-') long_flag(argument);
      else letters(argument);
    }
    if (!decided_) take_script();
    if (line_.action != Action::BadUsage) check_sandbox();
    if (line_.action != Action::BadUsage) read_environment();
    complete_warnings();
    for (; next_ < argc_; ++next_) line_.arguments.push_back(argv_[next_]);
    return line_;
  }

 private:
  void decide(Action action) {
    line_.action = action;
    decided_ = true;
  }
  void fail(const std::string& problem) {
    line_.problem = problem;
    decide(Action::BadUsage);
  }
  void take_script() {
    if (next_ >= argc_) return;
    std::string script = argv_[next_++];
    line_.has_dash = script == "-";
    if (line_.has_dash) return;
    line_.subject = script;
    decide(Action::Script);
  }

  void long_flag(const std::string& flag) {
    if (flag == "--help") return decide(Action::Help);
    if (flag == "--help-env") return decide(Action::HelpOnVariables);
    if (flag == "--help-xoptions") return decide(Action::HelpOnXOptions);
    if (flag == "--help-all") return decide(Action::HelpOnAll);
    if (flag == "--version") return decide(Action::Version);
    if (flag == "--check-hash-based-pycs") return take_hash_mode();
    if (flag == "--sandbox") return turn_sandbox_on();
    if (flag == "--allow-weaker") return void(sandbox_rules.may_be_weaker = true);
    if (flag == "--cpu") return take_limit(flag, &sandbox_rules.cpu_seconds);
    if (flag == "--memory") return take_limit(flag, &sandbox_rules.memory_mb);
    if (flag == "--read") return take_readable();
    fail("unknown option " + flag);
  }

  // Nothing of the user's has a say in what runs before the program, and nothing is written.
  void turn_sandbox_on() {
    RuntimeSettings& s = runtime_settings;
    sandbox_rules.on = s.ignore_environment = s.no_user_site = s.dont_write_bytecode = true;
  }
  void take_limit(const std::string& flag, int* limit) {
    std::string text = next_ < argc_ ? argv_[next_++] : "";
    char* end;
    long value = std::strtol(text.c_str(), &end, 10);
    constexpr long kMost = 1000000;
    if (text.empty() || *end || value < 1 || value > kMost) return fail(flag + " wants a number from 1 to 1000000");
    *limit = int(value);
  }
  void take_readable() {
    if (next_ >= argc_ || !*argv_[next_]) return fail("--read wants a file or folder");
    sandbox_rules.readable.push_back(argv_[next_++]);
  }
  // What limits a sandbox does not pass for a limit where there is none.
  void check_sandbox() {
    const SandboxRules& rules = sandbox_rules;
    bool is_asked = rules.may_be_weaker || rules.cpu_seconds || rules.memory_mb || !rules.readable.empty();
    if (is_asked && !rules.on)
      fail("--cpu, --memory, --read and --allow-weaker are options of --sandbox, which is not given");
  }

  void take_hash_mode() {
    if (next_ >= argc_) return fail("Argument expected for the --check-hash-based-pycs option");
    std::string mode = argv_[next_++];
    if (mode != "always" && mode != "never" && mode != "default")
      return fail("--check-hash-based-pycs must be one of 'default', 'always', or 'never'");
    runtime_settings.check_hash_based_pycs = mode;
  }

  void letters(const std::string& argument) {
    for (size_t i = 1; i < argument.size() && !decided_; ++i) {
      char c = argument[i];
      if (simple_flag(c)) continue;
      if (c == 'c' || c == 'm' || c == 'W' || c == 'X') return flag_with_value(c, argument.substr(i + 1));
      return fail(std::string("Unknown option: -") + c);
    }
  }

  bool simple_flag(char c) {
    RuntimeSettings& s = runtime_settings;
    switch (c) {
      case 'B': s.dont_write_bytecode = true; return true;
      case 'E': s.ignore_environment = true; return true;
      case 'I': s.isolated = s.ignore_environment = s.no_user_site = s.safe_path = true; return true;
      case 'P': s.safe_path = true; return true;
      case 'O': ++s.optimize; return true;
      case 'S': s.no_site = true; return true;
      case 's': s.no_user_site = true; return true;
      case 'u': s.unbuffered = true; return true;
      case 'v': ++s.verbose; return true;
      case 'q': ++s.quiet; return true;
      case 'b': ++s.bytes_warning; return true;
      case 'i':
        ++s.inspect;
        s.interactive = 1;
        return true;
      case 'd': ++s.debug; return true;
      case 'x': s.skip_first_line = true; return true;
      case 'R': ignores_hash_seed = true; return true;
      case 'V':
        line_.show_version_twice = line_.action == Action::Version;
        line_.action = Action::Version;
        decided_ = true;
        return true;
      case 'h':
      case '?': decide(Action::Help); return true;
      default: return false;
    }
  }

  // The value is the rest of the argument, or the next one.
  void flag_with_value(char c, std::string value) {
    if (value.empty()) {
      if (next_ >= argc_) return fail(std::string("Argument expected for the -") + c + " option");
      value = argv_[next_++];
    }
    switch (c) {
      case 'W': runtime_settings.warnings.push_back(value); return;
      case 'X': {
        std::string problem;
        if (!apply_x_option(value, &problem)) return fail(problem);
        runtime_settings.x_options.push_back(value);
        return;
      }
      default: line_.subject = value; return decide(c == 'c' ? Action::Command : Action::Module);
    }
  }

  // In order of importance, the least first: development mode, the environment, -W, -b.
  void complete_warnings() {
    RuntimeSettings& s = runtime_settings;
    for (const std::string& option : s.x_options) s.dev_mode |= option == "dev" || option.rfind("dev=", 0) == 0;
    all_codec_names_checked = s.dev_mode;
    std::vector<std::string> all;
    if (s.dev_mode) all.push_back("default");
    s.faulthandler |= s.dev_mode;
    for (std::string rest = variable("PYTHONWARNINGS"); !rest.empty();) {
      size_t comma = std::min(rest.find(','), rest.size());
      if (comma) all.push_back(rest.substr(0, comma));
      rest.erase(0, comma + 1);
    }
    all.insert(all.end(), s.warnings.begin(), s.warnings.end());
    if (s.bytes_warning) all.push_back(s.bytes_warning > 1 ? "error::BytesWarning" : "default::BytesWarning");
    s.warnings = all;
  }

  // The C locale stands for UTF-8, too, unless somebody said otherwise.
  void read_utf8_mode() {
    RuntimeSettings& s = runtime_settings;
    std::string locale = "C";
    for (const char* name : {"LANG", "LC_CTYPE", "LC_ALL"})
      if (const char* value = std::getenv(name); value && *value) locale = value;
    s.c_locale = locale == "C" || locale == "POSIX";
    if (is_given("utf8")) return;
    std::string wish = variable("PYTHONUTF8");
    if (!wish.empty() && wish != "0" && wish != "1") return fail("invalid PYTHONUTF8 environment variable value");
    s.utf8_mode = wish == "1" || (wish.empty() && s.c_locale);
  }
  // As an option of -X.
  static bool is_given(const std::string& name) {
    for (const std::string& option : runtime_settings.x_options)
      if (option == name || option.rfind(name + "=", 0) == 0) return true;
    return false;
  }
  // Empty: it is not set, or not to be looked at.
  static std::string variable(const char* name) {
    const char* value = runtime_settings.ignore_environment ? nullptr : std::getenv(name);
    return value ? value : "";
  }
  // Of a variable that stands for a flag: a number is how often it would have been given.
  static int level(const char* name) {
    std::string text = variable(name);
    if (text.empty()) return 0;
    char* end;
    errno = 0;
    long value = std::strtol(text.c_str(), &end, 10);
    return *end || errno || value < 0 || value > INT_MAX ? 1 : int(value);
  }
  void read_levels() {
    RuntimeSettings& s = runtime_settings;
    s.dont_write_bytecode |= level("PYTHONDONTWRITEBYTECODE") != 0;
    s.no_user_site |= level("PYTHONNOUSERSITE") != 0;
    s.optimize = std::max(s.optimize, level("PYTHONOPTIMIZE"));
    s.verbose = std::max(s.verbose, level("PYTHONVERBOSE"));
    s.debug = std::max(s.debug, level("PYTHONDEBUG"));
    s.unbuffered |= level("PYTHONUNBUFFERED") != 0;
  }
  void read_hash_seed() {
    RuntimeSettings& s = runtime_settings;
    ignores_hash_seed |= s.ignore_environment;
    std::string seed = ignores_hash_seed ? "" : variable("PYTHONHASHSEED");
    if (seed.empty() || seed == "random") return;
    char* end;
    unsigned long value = std::strtoul(seed.c_str(), &end, 10);
    if (*end || value > UINT32_MAX)
      return fail("PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]");
    s.hash_randomization = value != 0;
  }
  // The variables that stand for flags; a flag that was given is stronger.
  void read_environment() {
    RuntimeSettings& s = runtime_settings;
    read_levels();
    read_hash_seed();
    read_utf8_mode();
    s.safe_path |= !variable("PYTHONSAFEPATH").empty();
    s.inspect = std::max(s.inspect, int(!variable("PYTHONINSPECT").empty()));
    s.dev_mode |= !variable("PYTHONDEVMODE").empty();
    s.faulthandler |= !variable("PYTHONFAULTHANDLER").empty();
    s.warn_default_encoding |= !variable("PYTHONWARNDEFAULTENCODING").empty();
    code_has_columns &= variable("PYTHONNODEBUGRANGES").empty();
    s.show_import_times |= !variable("PYTHONPROFILEIMPORTTIME").empty();
    if (!is_given("pycache_prefix")) s.pycache_prefix = variable("PYTHONPYCACHEPREFIX");
    std::string frames = variable("PYTHONTRACEMALLOC");
    if (s.traced_frames < 0 && !frames.empty() && !read_frame_count(frames, &s.traced_frames))
      fail("PYTHONTRACEMALLOC: invalid number of frames");
    std::string digits = variable("PYTHONINTMAXSTRDIGITS");
    if (s.int_max_str_digits < 0 && !digits.empty() && !read_digit_limit(digits, &s.int_max_str_digits))
      fail("PYTHONINTMAXSTRDIGITS: invalid limit; must be >= 640 or 0 for unlimited.");
  }

  int argc_;
  char** argv_;
  int next_ = 1;
  bool decided_ = false;
  CommandLine line_;
};

}  // namespace

CommandLine parse_command_line(int argc, char** argv) { return Parser(argc, argv).parse(); }

}  // namespace sidewinder
