// _PyRuntime: a byte image of CPython's, of which extensions read two places, the current thread state and the small
// ints; and the flags of the command line.
#include "interpreter/cpyext/runtime.h"

#include <Python.h>

#include <cstring>

#include "interpreter/execution/thread_setup.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/startup/settings.h"

namespace sidewinder {

namespace {

constexpr size_t kRuntimeBytes = 166688;
constexpr size_t kCurrentThreadAt = 0x240, kSmallIntsAt = 0x2a8;

}  // namespace

}  // namespace sidewinder

extern "C" {
alignas(64) char _PyRuntime[sidewinder::kRuntimeBytes];
}

namespace sidewinder {

void initialize_runtime_for_c(Thread& t) {
  also_current_thread = reinterpret_cast<Thread**>(_PyRuntime + kCurrentThreadAt);
  set_current_thread(t);
  std::memcpy(_PyRuntime + kSmallIntsAt, small_ints, sizeof small_ints);
  Py_OptimizeFlag = optimize_level();
  Py_VerboseFlag = runtime_settings.verbose;
  Py_QuietFlag = runtime_settings.quiet;
  Py_InspectFlag = runtime_settings.inspect;
  Py_InteractiveFlag = runtime_settings.interactive;
  Py_BytesWarningFlag = runtime_settings.bytes_warning;
  Py_DebugFlag = runtime_settings.debug;
  Py_NoSiteFlag = runtime_settings.no_site;
  Py_IgnoreEnvironmentFlag = runtime_settings.ignore_environment;
  Py_IsolatedFlag = runtime_settings.isolated;
  Py_NoUserSiteDirectory = runtime_settings.no_user_site;
  Py_DontWriteBytecodeFlag = runtime_settings.dont_write_bytecode;
  Py_HashRandomizationFlag = runtime_settings.hash_randomization;
  Py_UnbufferedStdioFlag = runtime_settings.unbuffered;
  Py_UTF8Mode = runtime_settings.utf8_mode;
}

}  // namespace sidewinder
