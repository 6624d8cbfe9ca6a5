// Module resource: limits of processes, and what they have used. posix.wait4() makes its results here, too.
#include "interpreter/modules/resource/resource.h"

#include <unistd.h>

#include <cerrno>

#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/container/struct_sequence.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

const NamedField usage_fields[] = {{"ru_utime", "user time used"},
                                   {"ru_stime", "system time used"},
                                   {"ru_maxrss", "max. resident set size"},
                                   {"ru_ixrss", "shared memory size"},
                                   {"ru_idrss", "unshared data size"},
                                   {"ru_isrss", "unshared stack size"},
                                   {"ru_minflt", "page faults not requiring I/O"},
                                   {"ru_majflt", "page faults requiring I/O"},
                                   {"ru_nswap", "number of swap outs"},
                                   {"ru_inblock", "block input operations"},
                                   {"ru_oublock", "block output operations"},
                                   {"ru_msgsnd", "IPC messages sent"},
                                   {"ru_msgrcv", "IPC messages received"},
                                   {"ru_nsignals", "signals received"},
                                   {"ru_nvcsw", "voluntary context switches"},
                                   {"ru_nivcsw", "involuntary context switches"},
                                   {}};
StructSequenceData usage_data = struct_sequence_data(usage_fields);
Type usage_type = struct_sequence_type("resource.struct_rusage", &usage_data);

}  // namespace

Object* usage_object(Thread& t, const rusage& r) {
  auto seconds = [](const timeval& v) { return new_float(double(v.tv_sec) + double(v.tv_usec) * 1e-6); };
  auto n = [](long value) { return int_from_int64(value); };
  return new_struct_sequence(
      t, &usage_type,
      {seconds(r.ru_utime), seconds(r.ru_stime), n(r.ru_maxrss), n(r.ru_ixrss), n(r.ru_idrss), n(r.ru_isrss),
       n(r.ru_minflt), n(r.ru_majflt), n(r.ru_nswap), n(r.ru_inblock), n(r.ru_oublock), n(r.ru_msgsnd), n(r.ru_msgrcv),
       n(r.ru_nsignals), n(r.ru_nvcsw), n(r.ru_nivcsw)});
}

namespace {

int resource_getpagesize() { return int(::sysconf(_SC_PAGESIZE)); }

Object* resource_getrusage(Thread& t, int who) {
  rusage usage{};
  if (::getrusage(who, &usage) == 0) return usage_object(t, usage);
  if (errno == EINVAL) return raise_value_error(t, "invalid who parameter");
  return raise_os_error(t, errno);
}

// --- limits ---------------------------------------------------------------------------------------

Status check_resource(Thread& t, int resource) {
  if (resource >= 0 && resource < RLIM_NLIMITS) return Status::ok();
  return raise_value_error(t, "invalid resource specified");
}

// RLIM_INFINITY is -1 in Python.
Object* limit_object(Thread&, const rlimit& limit) {
  Object* items[] = {TRY(int_from_int64(int64_t(limit.rlim_cur))), TRY(int_from_int64(int64_t(limit.rlim_max)))};
  return new_tuple(items, 2);
}

Result<rlimit> limit_of(Thread& t, Object* limits) {
  Tuple* pair = TRY(tuple_from_iterable(t, limits));
  if (pair->size != 2) return raise_value_error(t, "expected a tuple of 2 integers");
  int64_t values[2];
  for (int i = 0; i < 2; i++)
    if (!int_fits_int64(TRY(index(t, pair->items[i])), &values[i]))
      return raise_overflow_error(t, "Python int too large to convert to C long");
  return rlimit{rlim_t(values[0]), rlim_t(values[1])};
}

Raised raise_limit_error(Thread& t) {
  if (errno == EINVAL) return raise_value_error(t, "current limit exceeds maximum limit");
  if (errno == EPERM) return raise_value_error(t, "not allowed to raise maximum limit");
  return raise_os_error(t, errno);
}

Object* resource_getrlimit(Thread& t, int resource) {
  TRY(check_resource(t, resource));
  rlimit limit;
  if (::getrlimit(__rlimit_resource_t(resource), &limit)) return raise_os_error(t, errno);
  return limit_object(t, limit);
}

Status resource_setrlimit(Thread& t, int resource, Object* limits) {
  TRY(audit(t, "resource.setrlimit", resource, limits));
  TRY(check_resource(t, resource));
  rlimit limit = TRY(limit_of(t, limits));
  if (::setrlimit(__rlimit_resource_t(resource), &limit)) return raise_limit_error(t);
  return Status::ok();
}

Object* resource_prlimit(Thread& t, int pid, int resource, Object* limits) {
  TRY(check_resource(t, resource));
  TRY(audit(t, "resource.prlimit", pid, resource, limits));
  rlimit wanted, before;
  bool changes = limits && limits != none();
  if (changes) wanted = TRY(limit_of(t, limits));
  if (::prlimit(pid, __rlimit_resource(resource), changes ? &wanted : nullptr, &before) == 0)
    return limit_object(t, before);
  if (errno == EINVAL) return raise_value_error(t, "current limit exceeds maximum limit");
  return raise_os_error(t, errno);
}

constexpr struct {
  const char* name;
  int64_t value;
} numbers[] = {{"RLIMIT_AS", RLIMIT_AS},
               {"RLIMIT_CORE", RLIMIT_CORE},
               {"RLIMIT_CPU", RLIMIT_CPU},
               {"RLIMIT_DATA", RLIMIT_DATA},
               {"RLIMIT_FSIZE", RLIMIT_FSIZE},
               {"RLIMIT_MEMLOCK", RLIMIT_MEMLOCK},
               {"RLIMIT_MSGQUEUE", RLIMIT_MSGQUEUE},
               {"RLIMIT_NICE", RLIMIT_NICE},
               {"RLIMIT_NOFILE", RLIMIT_NOFILE},
               {"RLIMIT_NPROC", RLIMIT_NPROC},
               {"RLIMIT_OFILE", RLIMIT_OFILE},
               {"RLIMIT_RSS", RLIMIT_RSS},
               {"RLIMIT_RTPRIO", RLIMIT_RTPRIO},
               {"RLIMIT_RTTIME", RLIMIT_RTTIME},
               {"RLIMIT_SIGPENDING", RLIMIT_SIGPENDING},
               {"RLIMIT_STACK", RLIMIT_STACK},
               {"RLIM_INFINITY", int64_t(RLIM_INFINITY)},
               {"RUSAGE_CHILDREN", RUSAGE_CHILDREN},
               {"RUSAGE_SELF", RUSAGE_SELF},
               {"RUSAGE_THREAD", RUSAGE_THREAD}};

}  // namespace

#define NATIVE_TABLE "interpreter/modules/resource/resource_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX resource
#define NATIVE_NAME "resource"
#include "interpreter/objects/core/native_table.inc"

Module* create_resource(Thread& t) {
  Module* module = TRY(new_module(t, "resource"));
  TRY(ready_struct_sequence(t, &usage_type));
  TRY(add_functions(t, module, resource_method_rows));
  TRY(add_object(t, module, "struct_rusage", &usage_type));
  TRY(add_object(t, module, "error", &exceptions::OSError));
  for (const auto& row : numbers) TRY(add_object(t, module, row.name, int_from_int64(row.value)));
  return module;
}

}  // namespace sidewinder
