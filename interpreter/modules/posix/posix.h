// Module posix: what its sources give to the one that makes the module. os is the distribution's, on top of it.
#pragma once

#include <sched.h>
#include <sys/stat.h>
#include <time.h>

#include "interpreter/modules/posix/path.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/module.h"

namespace sidewinder {

// Each a source with its table.
extern const NativeMethod* const posix_stat_functions;
extern const NativeMethod* const posix_directory_functions;
extern const NativeMethod* const posix_file_functions;
extern const NativeMethod* const posix_descriptor_functions;
extern const NativeMethod* const posix_environment_functions;
extern const NativeMethod* const posix_identity_functions;
extern const NativeMethod* const posix_process_functions;
extern const NativeMethod* const posix_schedule_functions;
extern const NativeMethod* const posix_spawn_functions;

// The types that belong to them, made ready and put into the module.
Status add_stat_types(Thread& t, Module* module);
Status add_directory_types(Thread& t, Module* module);
Status add_descriptor_types(Thread& t, Module* module);
Status add_system_types(Thread& t, Module* module);
Status add_schedule_types(Thread& t, Module* module);
Status add_environment(Thread& t, Module* module);

Object* new_stat_result(Thread& t, const struct stat& info);
// Seconds since the Epoch, a float or an int, rounded down.
Result<timespec> timespec_of(Thread& t, Object* seconds);

// Numbers of users and groups; -1 stands for "leave it".
Result<uint32_t> id_number(Thread& t, Object* o, const char* what);
Object* id_object(uint32_t id);
struct UserId {
  uint32_t id = 0;
};
struct GroupId {
  uint32_t id = 0;
};
template <> struct Argument<UserId> {
  static Status convert(Thread& t, Object* value, Site, UserId* out) {
    out->id = TRY(id_number(t, value, "uid"));
    return Status::ok();
  }
};
template <> struct Argument<GroupId> {
  static Status convert(Thread& t, Object* value, Site, GroupId* out) {
    out->id = TRY(id_number(t, value, "gid"));
    return Status::ok();
  }
};

Result<sched_param> read_sched_param(Thread& t, Object* o);  // of a posix.sched_param
Result<uint64_t> unsigned_number(Thread& t, Object* o);

// A position in a file, or a length.
struct Offset {
  int64_t value = 0;
};
Status offset_argument(Thread& t, Object* value, int64_t* out);
template <> struct Argument<Offset> {
  static Status convert(Thread& t, Object* value, Site, Offset* out) { return offset_argument(t, value, &out->value); }
  static consteval Offset literal(std::string_view text) { return {literals::parse_int(text)}; }
};

}  // namespace sidewinder
