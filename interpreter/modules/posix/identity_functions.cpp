// Who the process is: numbers of processes, users, groups, sessions.
#include <grp.h>
#include <limits.h>
#include <unistd.h>

#include <vector>

#include "interpreter/execution/system_call.h"
#include "interpreter/modules/posix/posix.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Status done_unless(Thread& t, int failed) {
  if (failed) return raise_os_error(t, errno);
  return Status::ok();
}
Result<int> number_or_error(Thread& t, int result) {
  if (result < 0) return raise_os_error(t, errno);
  return result;
}

int posix_getpid() { return ::getpid(); }
int posix_getppid() { return ::getppid(); }
Object* posix_getuid() { return id_object(::getuid()); }
Object* posix_geteuid() { return id_object(::geteuid()); }
Object* posix_getgid() { return id_object(::getgid()); }
Object* posix_getegid() { return id_object(::getegid()); }

Object* three_ids(uint32_t real, uint32_t effective, uint32_t saved) {
  Object* items[] = {TRY(id_object(real)), TRY(id_object(effective)), TRY(id_object(saved))};
  return new_tuple(items, 3);
}
Object* posix_getresuid(Thread& t) {
  uid_t real, effective, saved;
  TRY(done_unless(t, ::getresuid(&real, &effective, &saved)));
  return three_ids(real, effective, saved);
}
Object* posix_getresgid(Thread& t) {
  gid_t real, effective, saved;
  TRY(done_unless(t, ::getresgid(&real, &effective, &saved)));
  return three_ids(real, effective, saved);
}

Status posix_setuid(Thread& t, UserId id) { return done_unless(t, ::setuid(id.id)); }
Status posix_seteuid(Thread& t, UserId id) { return done_unless(t, ::seteuid(id.id)); }
Status posix_setgid(Thread& t, GroupId id) { return done_unless(t, ::setgid(id.id)); }
Status posix_setegid(Thread& t, GroupId id) { return done_unless(t, ::setegid(id.id)); }
Status posix_setreuid(Thread& t, UserId real, UserId effective) {
  return done_unless(t, ::setreuid(real.id, effective.id));
}
Status posix_setregid(Thread& t, GroupId real, GroupId effective) {
  return done_unless(t, ::setregid(real.id, effective.id));
}
Status posix_setresuid(Thread& t, UserId real, UserId effective, UserId saved) {
  return done_unless(t, ::setresuid(real.id, effective.id, saved.id));
}
Status posix_setresgid(Thread& t, GroupId real, GroupId effective, GroupId saved) {
  return done_unless(t, ::setresgid(real.id, effective.id, saved.id));
}

// --- groups ---------------------------------------------------------------------------------------

Object* list_of_groups(Thread& t, const std::vector<gid_t>& groups) {
  List* list = TRY(new_list(t));
  for (gid_t group : groups) TRY(list_append(t, list, TRY(id_object(group))));
  return list;
}

Object* posix_getgroups(Thread& t) {
  int count = TRY(number_or_error(t, ::getgroups(0, nullptr)));
  std::vector<gid_t> groups(static_cast<size_t>(count) + 1);
  count = TRY(number_or_error(t, ::getgroups(count, groups.data())));
  groups.resize(size_t(count));
  return list_of_groups(t, groups);
}

Status posix_setgroups(Thread& t, Object* groups) {
  if (!slots_of(groups).get_item || is_dict(groups))
    return raise_type_error(t, "setgroups argument must be a sequence");
  Tuple* items = TRY(tuple_from_iterable(t, groups));
  if (items->size > NGROUPS_MAX) return raise_value_error(t, "too many groups");
  std::vector<gid_t> numbers;
  for (ssize i = 0; i < items->size; i++) {
    if (!is_int(items->items[i])) return raise_type_error(t, "groups must be integers");
    numbers.push_back(TRY(id_number(t, items->items[i], "gid")));
  }
  return done_unless(t, ::setgroups(numbers.size(), numbers.data()));
}

Object* posix_getgrouplist(Thread& t, Str* user, GroupId group) {
  std::string name = TRY(path_argument(t, user));
  int count = 64;
  std::vector<gid_t> groups;
  do {
    groups.resize(static_cast<size_t>(count));
  } while (::getgrouplist(name.c_str(), group.id, groups.data(), &count) < 0 && count > int(groups.size()));
  groups.resize(static_cast<size_t>(count));
  return list_of_groups(t, groups);
}

Status posix_initgroups(Thread& t, Object* user, GroupId group) {
  std::string name = TRY(path_argument(t, user));
  return done_unless(t, ::initgroups(name.c_str(), group.id));
}

Object* posix_getlogin(Thread& t) {
  char name[LOGIN_NAME_MAX + 1];
  if (int error = ::getlogin_r(name, sizeof name)) return raise_os_error(t, error);
  return decode_path(name);
}

// --- process groups and sessions ------------------------------------------------------------------

int posix_getpgrp() { return ::getpgrp(); }
Result<int> posix_getpgid(Thread& t, int pid) { return number_or_error(t, ::getpgid(pid)); }
Status posix_setpgrp(Thread& t) { return done_unless(t, ::setpgid(0, 0)); }
Status posix_setpgid(Thread& t, int pid, int group) { return done_unless(t, ::setpgid(pid, group)); }
Result<int> posix_getsid(Thread& t, int pid) { return number_or_error(t, ::getsid(pid)); }
Status posix_setsid(Thread& t) { return done_unless(t, ::setsid() < 0); }
Result<int> posix_tcgetpgrp(Thread& t, int fd) { return number_or_error(t, ::tcgetpgrp(fd)); }
Status posix_tcsetpgrp(Thread& t, int fd, int group) { return done_unless(t, ::tcsetpgrp(fd, group)); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/posix/identity_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX posix
#define NATIVE_NAME "posix"
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const posix_identity_functions = posix_method_rows;

}  // namespace sidewinder
