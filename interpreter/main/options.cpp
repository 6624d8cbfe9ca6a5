#include "interpreter/main/options.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "interpreter/objects/text/codecs.h"
#include "interpreter/startup/settings.h"

namespace sidewinder {

namespace {

// Reads the flags; the rest of the arguments is the program's.
class Parser {
 public:
  Parser(int argc, char** argv) : argc_(argc), argv_(argv) {}

  CommandLine parse() {
    read_environment();
    while (next_ < argc_ && !decided_) {
      std::string argument = argv_[next_];
      if (argument == "-" || argument[0] != '-') break;
      ++next_;
      if (argument == "--") break;
      if (argument[1] == '-') long_flag(argument);
      else letters(argument);
    }
    if (!decided_) take_script();
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
    if (flag == "--version") return decide(Action::Version);
    if (flag == "--check-hash-based-pycs") return take_hash_mode();
    fail("unknown option " + flag);
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
      case 'O': s.optimize = std::min(s.optimize + 1, 2); return true;
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
      case 'd': s.debug = true; return true;
      case 'x':
      case 'R': return true;
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
    const char* variable = s.ignore_environment ? nullptr : std::getenv("PYTHONWARNINGS");
    for (std::string rest = variable ? variable : ""; !rest.empty();) {
      size_t comma = std::min(rest.find(','), rest.size());
      if (comma) all.push_back(rest.substr(0, comma));
      rest.erase(0, comma + 1);
    }
    all.insert(all.end(), s.warnings.begin(), s.warnings.end());
    if (s.bytes_warning) all.push_back(s.bytes_warning > 1 ? "error::BytesWarning" : "default::BytesWarning");
    s.warnings = all;
  }

  // The C locale stands for UTF-8, too.
  static void read_utf8_mode() {
    std::string wish = is_set("PYTHONUTF8") ? std::getenv("PYTHONUTF8") : "";
    std::string locale = is_set("LC_ALL")     ? std::getenv("LC_ALL")
                         : is_set("LC_CTYPE") ? std::getenv("LC_CTYPE")
                         : is_set("LANG")     ? std::getenv("LANG")
                                              : "C";
    runtime_settings.utf8_mode = wish == "1" || (wish != "0" && (locale == "C" || locale == "POSIX"));
  }
  static bool is_set(const char* name) {
    const char* value = std::getenv(name);
    return value && *value;
  }
  // The variables that stand for flags. -E comes too late to undo them, so it is looked for first.
  void read_environment() {
    for (int i = 1; i < argc_ && argv_[i][0] == '-' && argv_[i][1] && argv_[i][1] != '-'; ++i) {
      std::string flags = argv_[i];
      if (flags.find_first_of("cmWX") != std::string::npos) break;
      if (flags.find_first_of("EI") != std::string::npos) return;
    }
    RuntimeSettings& s = runtime_settings;
    if (is_set("PYTHONDONTWRITEBYTECODE")) s.dont_write_bytecode = true;
    if (is_set("PYTHONUNBUFFERED")) s.unbuffered = true;
    if (is_set("PYTHONNOUSERSITE")) s.no_user_site = true;
    if (is_set("PYTHONDEVMODE")) s.dev_mode = true;
    if (is_set("PYTHONVERBOSE")) s.verbose = 1;
    if (is_set("PYTHONSAFEPATH")) s.safe_path = true;
    if (is_set("PYTHONINSPECT")) s.inspect = 1;
    if (is_set("PYTHONDEBUG")) s.debug = true;
    if (is_set("PYTHONWARNDEFAULTENCODING")) s.warn_default_encoding = true;
    if (is_set("PYTHONHASHSEED")) s.hash_randomization = std::string(std::getenv("PYTHONHASHSEED")) != "0";
    read_utf8_mode();
    const char* digits = std::getenv("PYTHONINTMAXSTRDIGITS");
    if (digits && *digits && !read_digit_limit(digits, &s.int_max_str_digits))
      fail("PYTHONINTMAXSTRDIGITS: invalid limit; must be >= 640 or 0 for unlimited.");
    if (is_set("PYTHONPROFILEIMPORTTIME")) s.show_import_times = true;
    if (is_set("PYTHONPYCACHEPREFIX")) s.pycache_prefix = std::getenv("PYTHONPYCACHEPREFIX");
    if (is_set("PYTHONOPTIMIZE")) s.optimize = std::max(1, std::min(2, std::atoi(std::getenv("PYTHONOPTIMIZE"))));
  }

  int argc_;
  char** argv_;
  int next_ = 1;
  bool decided_ = false;
  CommandLine line_;
};

}  // namespace

CommandLine parse_command_line(int argc, char** argv) { return Parser(argc, argv).parse(); }

void print_help() {
  std::printf(
      "usage: sidewinder [option] ... [-c cmd | -m mod | file | -] [arg] ...\n"
      "-B     : don't write .pyc files on import\n"
      "-c cmd : program passed in as string (terminates option list)\n"
      "-E     : ignore PYTHON* environment variables\n"
      "-h     : print this help message and exit\n"
      "-I     : isolate from the user's environment (implies -E, -P and -s)\n"
      "-m mod : run library module as a script (terminates option list)\n"
      "-O     : remove assert statements; -OO: docstrings, too\n"
      "-P     : don't prepend a potentially unsafe path to sys.path\n"
      "-q     : don't print version on interactive startup\n"
      "-s     : don't add user site directory to sys.path\n"
      "-S     : don't imply 'import site' on initialization\n"
      "-u     : force the stdout and stderr streams to be unbuffered\n"
      "-v     : verbose\n"
      "-V     : print the version number and exit\n"
      "-W arg : warning control\n"
      "-X opt : set an option of the implementation:\n%s"
      "file   : program read from script file\n"
      "-      : program read from stdin\n",
      list_of_x_options().c_str());
}

}  // namespace sidewinder
