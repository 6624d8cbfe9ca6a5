// The environment of the process and facts about the system.
#include <sys/random.h>
#include <sys/sysmacros.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <cstring>

#include "interpreter/execution/system_call.h"
#include "interpreter/modules/posix/configuration.h"
#include "interpreter/modules/posix/posix.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/struct_sequence.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// As os.fsencode() gives it.
Object* path_bytes(Thread& t, Object* path) { return new_bytes(TRY(path_argument(t, path))); }

// --- variables ------------------------------------------------------------------------------------

Status posix_putenv(Thread& t, Object* name, Object* value) {
  if (has_audit_hooks) TRY(audit(t, "os.putenv", TRY(path_bytes(t, name)), TRY(path_bytes(t, value))));
  std::string variable = TRY(path_argument(t, name));
  std::string text = TRY(path_argument(t, value));
  if (variable.find('=') != std::string::npos) return raise_value_error(t, "illegal environment variable name");
  if (::setenv(variable.c_str(), text.c_str(), 1)) return raise_os_error(t, errno);
  return Status::ok();
}

Status posix_unsetenv(Thread& t, Object* name) {
  if (has_audit_hooks) TRY(audit(t, "os.unsetenv", TRY(path_bytes(t, name))));
  std::string variable = TRY(path_argument(t, name));
  if (::unsetenv(variable.c_str())) return raise_os_error(t, errno);
  return Status::ok();
}

// --- random bytes, errors -------------------------------------------------------------------------

Object* posix_strerror(int code) { return decode_path(std::strerror(code)); }

Object* posix_urandom(Thread& t, ssize size) {
  if (size < 0) return raise_value_error(t, "negative argument not allowed");
  Bytes* result = TRY(new_bytes(nullptr, size));
  for (ssize done = 0; done < size;)
    done += TRY(system_call(t, [&] { return ::getrandom(result->bytes + done, size_t(size - done), 0); }));
  return result;
}

Object* posix_getrandom(Thread& t, ssize size, int flags) {
  if (size < 0) return raise_os_error(t, EINVAL);
  Bytes* result = TRY(new_bytes(nullptr, size));
  ssize n = TRY(system_call(t, [&] { return ::getrandom(result->bytes, size_t(size), unsigned(flags)); }));
  return n == size ? result : new_bytes(result->bytes, n);
}

// --- the system -----------------------------------------------------------------------------------

Object* posix_cpu_count() {
  long count = ::sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? none() : int_from_int64(count);
}

Object* posix_getloadavg(Thread& t) {
  double loads[3];
  if (::getloadavg(loads, 3) != 3) return raise(t, exceptions::OSError, "Load averages are unobtainable");
  Object* items[] = {TRY(new_float(loads[0])), TRY(new_float(loads[1])), TRY(new_float(loads[2]))};
  return new_tuple(items, 3);
}

const NamedField uname_fields[] = {
    {"sysname", "operating system name"},    {"nodename", "name of machine on network (implementation-defined)"},
    {"release", "operating system release"}, {"version", "operating system version"},
    {"machine", "hardware identifier"},      {}};
const NamedField times_fields[] = {{"user", "user time"},
                                   {"system", "system time"},
                                   {"children_user", "user time of children"},
                                   {"children_system", "system time of children"},
                                   {"elapsed", "elapsed time since an arbitrary point in the past"},
                                   {}};
StructSequenceData uname_data =
    documented(struct_sequence_data(uname_fields), "What uname() tells of the system and the machine.");
StructSequenceData times_data = documented(struct_sequence_data(times_fields),
                                           "What times() tells: seconds that this process and its children have run.");
Type uname_result_type = struct_sequence_type("posix.uname_result", &uname_data);
Type times_result_type = struct_sequence_type("posix.times_result", &times_data);

Object* posix_uname(Thread& t) {
  utsname names;
  if (::uname(&names)) return raise_os_error(t, errno);
  return new_struct_sequence(t, &uname_result_type,
                             {decode_path(names.sysname), decode_path(names.nodename), decode_path(names.release),
                              decode_path(names.version), decode_path(names.machine)});
}

Object* posix_times(Thread& t) {
  struct tms used;
  clock_t now = ::times(&used);
  if (now == clock_t(-1)) return raise_os_error(t, errno);
  double ticks = double(::sysconf(_SC_CLK_TCK));
  auto seconds = [&](clock_t value) { return new_float(double(value) / ticks); };
  return new_struct_sequence(t, &times_result_type,
                             {seconds(used.tms_utime), seconds(used.tms_stime), seconds(used.tms_cutime),
                              seconds(used.tms_cstime), seconds(now)});
}

Result<ssize> posix_sysconf(Thread& t, SystemConfiguration name) {
  errno = 0;
  long value = ::sysconf(name.number);
  if (value == -1 && errno) return raise_os_error(t, errno);
  return ssize(value);
}

Object* posix_confstr(Thread& t, TextConfiguration name) {
  errno = 0;
  size_t size = ::confstr(name.number, nullptr, 0);
  if (size == 0) return errno ? raise_os_error(t, errno) : none();
  std::string text(size, '\0');
  ::confstr(name.number, text.data(), size);
  return decode_path(std::string_view(text).substr(0, size - 1));
}

Object* posix_ctermid() {
  char path[L_ctermid];
  return decode_path(::ctermid(path));
}

Result<ssize> posix_major(Thread& t, Object* device) { return ssize(major(TRY(unsigned_number(t, device)))); }
Result<ssize> posix_minor(Thread& t, Object* device) { return ssize(minor(TRY(unsigned_number(t, device)))); }
Object* posix_makedev(int high, int low) { return int_from_uint64(makedev(unsigned(high), unsigned(low))); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/posix/environment_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX posix
#define NATIVE_NAME "posix"
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const posix_environment_functions = posix_method_rows;

// Of a variable that stands there twice, the first counts.
Status add_environment(Thread& t, Module* module) {
  Dict* variables = TRY(new_dict(t));
  for (char** entry = environ; *entry; entry++) {
    std::string_view text = *entry;
    size_t equals = text.find('=');
    if (equals == text.npos) continue;
    Object* name = TRY(new_bytes(text.substr(0, equals)));
    TRY(dict_set_default(t, variables, name, TRY(new_bytes(text.substr(equals + 1)))));
  }
  return add_object(t, module, "environ", variables);
}

Status add_system_types(Thread& t, Module* module) {
  TRY(ready_struct_sequence(t, &uname_result_type));
  TRY(ready_struct_sequence(t, &times_result_type));
  TRY(add_object(t, module, "uname_result", &uname_result_type));
  return add_object(t, module, "times_result", &times_result_type);
}

}  // namespace sidewinder
