// What the command line decided, for everybody: filled before initialize_interpreter().
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sidewinder {

struct RuntimeSettings {
  int optimize = 0;  // how often -O was given; the compiler knows 0 to 2
  int bytes_warning = 0, inspect = 0, interactive = 0, quiet = 0, verbose = 0, debug = 0;
  bool dont_write_bytecode = false;  // -B
  bool skip_first_line = false;      // -x
  bool use_frozen_modules = true;    // -X frozen_modules
  bool show_import_times = false;    // -X importtime
  bool ignore_environment = false, isolated = false, no_user_site = false, no_site = false, safe_path = false;
  bool utf8_mode = false;                         // -X utf8, PYTHONUTF8, or the C locale: text is UTF-8 either way
  bool c_locale = false;                          // the environment says C or POSIX
  bool warn_default_encoding = false;             // -X warn_default_encoding, PYTHONWARNDEFAULTENCODING
  bool hash_randomization = true;                 // PYTHONHASHSEED=0 turns it off
  bool faulthandler = false;                      // -X faulthandler, PYTHONFAULTHANDLER, development mode
  int traced_frames = -1;                         // -X tracemalloc, PYTHONTRACEMALLOC; 0: off, -1: not said
  int int_max_str_digits = -1;                    // -X int_max_str_digits, PYTHONINTMAXSTRDIGITS; -1: the default
  uint64_t collect_every = 0;                     // -X gc-every: allocations of the program; 0: off
  bool unbuffered = false;                        // -u
  bool dev_mode = false;                          // -X dev, PYTHONDEVMODE
  std::vector<std::string> warnings;              // -W, and what comes before and after it in sys.warnoptions
  std::vector<std::string> x_options;             // -X, those that are not ours too
  std::string check_hash_based_pycs = "default";  // --check-hash-based-pycs
  std::string pycache_prefix;                     // -X pycache_prefix, PYTHONPYCACHEPREFIX; empty: none
  std::string dump_only;                          // -X dump-only: a qualified name
  bool dump_ast = false, dump_bytecode = false;   // -X dump=...: of every module that is compiled
};
extern RuntimeSettings runtime_settings;

inline int optimize_level() { return runtime_settings.optimize < 2 ? runtime_settings.optimize : 2; }

}  // namespace sidewinder
