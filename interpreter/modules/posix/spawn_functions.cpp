// posix_spawn and posix_spawnp.
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

#include <deque>

#include "interpreter/execution/descriptors.h"
#include "interpreter/execution/gil.h"
#include "interpreter/modules/posix/posix.h"
#include "interpreter/modules/posix/process.h"
#include "interpreter/modules/signal/signal_handlers.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

enum SpawnAction { kSpawnOpen, kSpawnClose, kSpawnDup2 };

// The descriptors' actions and the attributes of the new process, as the system takes them.
class Spawning {
 public:
  Spawning() {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawnattr_init(&attributes_);
  }
  ~Spawning() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  Spawning(const Spawning&) = delete;

  Status add_actions(Thread& t, Object* actions) {
    if (!actions || actions == none()) return Status::ok();
    if (!slots_of(actions).iter && !slots_of(actions).get_item)
      return raise_type_error(t, "file_actions must be a sequence or None");
    return for_each(t, actions, [&](Object* action) { return add_action(t, action); });
  }
  Status set_group(Thread& t, Object* group) {
    if (!group) return Status::ok();
    int64_t number = TRY(int_to_int64(t, TRY(index(t, group))));
    ::posix_spawnattr_setpgroup(&attributes_, pid_t(number));
    flags_ |= POSIX_SPAWN_SETPGROUP;
    return Status::ok();
  }
  void add_flag(bool on, int flag) { flags_ |= on ? flag : 0; }
  Status set_signals(Thread& t, Object* mask, Object* defaults) {
    sigset_t set;
    if (mask) {
      TRY(read_signal_set(t, mask, &set));
      ::posix_spawnattr_setsigmask(&attributes_, &set);
      flags_ |= POSIX_SPAWN_SETSIGMASK;
    }
    if (defaults) {
      TRY(read_signal_set(t, defaults, &set));
      ::posix_spawnattr_setsigdefault(&attributes_, &set);
      flags_ |= POSIX_SPAWN_SETSIGDEF;
    }
    return Status::ok();
  }
  // (policy or None, sched_param)
  Status set_scheduler(Thread& t, Object* scheduler) {
    if (!scheduler) return Status::ok();
    if (!has_flag(scheduler, kTypeTuple) || cast<Tuple>(scheduler)->size != 2)
      return raise_type_error(t, "A scheduler tuple must have two elements");
    Object* policy = cast<Tuple>(scheduler)->items[0];
    int number = 0;
    if (policy != none()) TRY(argument_int(t, policy, &number));
    sched_param parameters = TRY(read_sched_param(t, cast<Tuple>(scheduler)->items[1]));
    if (policy != none()) {
      ::posix_spawnattr_setschedpolicy(&attributes_, number);
      flags_ |= POSIX_SPAWN_SETSCHEDULER;
    }
    ::posix_spawnattr_setschedparam(&attributes_, &parameters);
    flags_ |= POSIX_SPAWN_SETSCHEDPARAM;
    return Status::ok();
  }

  using Spawn = decltype(&::posix_spawn);
  // The error's number.
  int run(Thread& t, Spawn spawn, const char* path, char* const* arguments, char* const* environment, pid_t* pid) {
    ::posix_spawnattr_setflags(&attributes_, short(flags_));
    return without_gil(t, [&] { return spawn(pid, path, &actions_, &attributes_, arguments, environment); });
  }

 private:
  Status add_action(Thread& t, Object* action) {
    if (!has_flag(action, kTypeTuple) || !cast<Tuple>(action)->size)
      return raise_type_error(t, "Each file_actions element must be a non-empty tuple");
    auto* parts = cast<Tuple>(action);
    int kind;
    TRY(argument_int(t, parts->items[0], &kind));
    switch (kind) {
      case kSpawnOpen: return add_open(t, parts);
      case kSpawnClose: return add_close(t, parts);
      case kSpawnDup2: return add_dup2(t, parts);
      default: return raise_type_error(t, "Unknown file_actions identifier");
    }
  }
  Status add_open(Thread& t, Tuple* parts) {
    if (parts->size != 5 || !is_int(parts->items[4]))
      return raise_type_error(t, "A open file_action tuple must have 5 elements");
    int fd, flags, mode;
    TRY(argument_int(t, parts->items[1], &fd));
    // The system keeps no copy of the path.
    paths_.push_back(TRY(path_argument(t, parts->items[2])));
    TRY(argument_int(t, parts->items[3], &flags));
    TRY(argument_int(t, parts->items[4], &mode));
    return done(t, ::posix_spawn_file_actions_addopen(&actions_, fd, paths_.back().c_str(), flags, mode_t(mode)));
  }
  Status add_close(Thread& t, Tuple* parts) {
    if (parts->size != 2) return raise_type_error(t, "A close file_action tuple must have 2 elements");
    int fd;
    TRY(argument_int(t, parts->items[1], &fd));
    return done(t, ::posix_spawn_file_actions_addclose(&actions_, fd));
  }
  Status add_dup2(Thread& t, Tuple* parts) {
    if (parts->size != 3) return raise_type_error(t, "A dup2 file_action tuple must have 3 elements");
    int from, to;
    TRY(argument_int(t, parts->items[1], &from));
    TRY(argument_int(t, parts->items[2], &to));
    return done(t, ::posix_spawn_file_actions_adddup2(&actions_, from, to));
  }
  static Status done(Thread& t, int error) {
    if (error) return raise_os_error(t, error);
    return Status::ok();
  }

  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
  int flags_ = 0;
  std::deque<std::string> paths_;  // stay where they are
};

// What differs between the two functions.
struct SpawnKind {
  Spawning::Spawn spawn;
  std::string name;
};

Result<int> spawn_program(Thread& t, const SpawnKind& kind, const Path& path, Object* argv, Object* environment,
                          Spawning& spawning) {
  TextVector arguments, variables;
  TRY(read_program(t, argv, (kind.name + ": argv").c_str(), &arguments));
  if (!is_mapping(environment))
    return raise_type_error(t, "%s: environment must be a mapping object", kind.name.c_str());
  TRY(read_environment(t, environment, &variables));
  TRY(audit(t, "os.posix_spawn", path.object, argv, environment));
  pid_t pid;
  Object* kept[] = {path.object, path.text};
  write_dropped_output(t, {kept, 6});  // two functions deeper than most
  int error = spawning.run(t, kind.spawn, path.c_str(), arguments.pointers(), variables.pointers(), &pid);
  if (error) return raise_os_error(t, error, path.object);
  return pid;
}

struct SpawnOptions {
  Object *file_actions, *group;
  bool reset_ids, new_session;
  Object *signal_mask, *signal_defaults, *scheduler;
};
Result<int> spawn(Thread& t, const SpawnKind& kind, const Path& path, Object* argv, Object* environment,
                  const SpawnOptions& o) {
  Spawning spawning;
  TRY(spawning.add_actions(t, o.file_actions));
  TRY(spawning.set_group(t, o.group));
  spawning.add_flag(o.reset_ids, POSIX_SPAWN_RESETIDS);
  spawning.add_flag(o.new_session, POSIX_SPAWN_SETSID);
  TRY(spawning.set_signals(t, o.signal_mask, o.signal_defaults));
  TRY(spawning.set_scheduler(t, o.scheduler));
  return spawn_program(t, kind, path, argv, environment, spawning);
}

Result<int> posix_posix_spawn(Thread& t, const FilePath& path, Object* argv, Object* environment, Object* file_actions,
                              Object* group, int reset_ids, int new_session, Object* mask, Object* defaults,
                              Object* scheduler) {
  return spawn(t, {::posix_spawn, "posix_spawn"}, path, argv, environment,
               {file_actions, group, reset_ids != 0, new_session != 0, mask, defaults, scheduler});
}
Result<int> posix_posix_spawnp(Thread& t, const FilePath& path, Object* argv, Object* environment, Object* file_actions,
                               Object* group, int reset_ids, int new_session, Object* mask, Object* defaults,
                               Object* scheduler) {
  return spawn(t, {::posix_spawnp, "posix_spawnp"}, path, argv, environment,
               {file_actions, group, reset_ids != 0, new_session != 0, mask, defaults, scheduler});
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/posix/spawn_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX posix
#define NATIVE_NAME "posix"
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const posix_spawn_functions = posix_method_rows;

}  // namespace sidewinder
