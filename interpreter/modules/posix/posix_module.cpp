// Module posix, put together.
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/limits.h>
#include <linux/memfd.h>
#include <sched.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <sysexits.h>
#include <unistd.h>

#include <cstdio>

#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/posix/configuration.h"
#include "interpreter/modules/posix/posix.h"
#include "interpreter/modules/posix/process.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

struct Constant {
  const char* name;
  int64_t value;
};
// The last are macros of no header.
constexpr Constant constants[] = {
#define NUMBER(name) {#name, int64_t(name)},
#include "interpreter/modules/posix/constants.def"
#undef NUMBER
    {"EX_OK", EX_OK},        {"NGROUPS_MAX", NGROUPS_MAX}, {"XATTR_SIZE_MAX", XATTR_SIZE_MAX},
    {"POSIX_SPAWN_OPEN", 0}, {"POSIX_SPAWN_CLOSE", 1},     {"POSIX_SPAWN_DUP2", 2},
};

// os decides by these which functions take descriptors for paths, dir_fd and follow_symlinks.
constexpr const char* functions_of_the_system[] = {
    "HAVE_EVENTFD",   "HAVE_FACCESSAT",  "HAVE_FCHDIR",       "HAVE_FCHMOD",    "HAVE_FCHMODAT", "HAVE_FCHOWN",
    "HAVE_FCHOWNAT",  "HAVE_FEXECVE",    "HAVE_FDOPENDIR",    "HAVE_FPATHCONF", "HAVE_FSTATAT",  "HAVE_FSTATVFS",
    "HAVE_FTRUNCATE", "HAVE_FUTIMENS",   "HAVE_FUTIMES",      "HAVE_FUTIMESAT", "HAVE_LINKAT",   "HAVE_LCHOWN",
    "HAVE_LSTAT",     "HAVE_LUTIMES",    "HAVE_MEMFD_CREATE", "HAVE_MKDIRAT",   "HAVE_MKFIFOAT", "HAVE_MKNODAT",
    "HAVE_OPENAT",    "HAVE_READLINKAT", "HAVE_RENAMEAT",     "HAVE_SYMLINKAT", "HAVE_UNLINKAT", "HAVE_UTIMENSAT",
};

Object* list_of_functions(Thread& t) {
  List* list = TRY(new_list(t));
  for (const char* name : functions_of_the_system) TRY(list_append(t, list, TRY(intern(name))));
  return list;
}

}  // namespace

Module* create_posix(Thread& t) {
  Module* module = TRY(new_module(t, "posix"));
  for (const NativeMethod* functions :
       {posix_stat_functions, posix_directory_functions, posix_file_functions, posix_descriptor_functions,
        posix_environment_functions, posix_identity_functions, posix_process_functions, posix_schedule_functions,
        posix_spawn_functions})
    TRY(add_functions(t, module, functions));
  for (const Constant& row : constants) TRY(add_object(t, module, row.name, int_from_int64(row.value)));
  TRY(add_stat_types(t, module));
  TRY(add_directory_types(t, module));
  TRY(add_descriptor_types(t, module));
  TRY(add_system_types(t, module));
  TRY(add_process_types(t, module));
  TRY(add_schedule_types(t, module));
  TRY(add_configuration_names(t, module));
  TRY(add_environment(t, module));
  TRY(add_object(t, module, "error", &exceptions::OSError));
  TRY(add_object(t, module, "_have_functions", list_of_functions(t)));
  TRY(add_object(t, module, "__doc__",
                 new_str("The operating system's calls, as POSIX has them. Import os instead: it has all of this.")));
  return module;
}

}  // namespace sidewinder
