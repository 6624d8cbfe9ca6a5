// Module _posixsubprocess: the parent's half of starting a program.
#include <unistd.h>

#include <cerrno>

#include "interpreter/execution/descriptors.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/posix/posix.h"
#include "interpreter/modules/posix/process.h"
#include "interpreter/modules/posixsubprocess/child_process.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

struct Preexec {
  Thread* thread;
  Object* function;
};
bool call_preexec(void* argument) {
  auto* p = static_cast<Preexec*>(argument);
  run_after_fork_in_child(*p->thread);
  bool returned = call(*p->thread, p->function) != nullptr;
  clear_pending(*p->thread);
  return returned;
}

// Of what is no list or tuple the items are asked for by their indices.
Status read_indexed(Thread& t, Object* sequence, TextVector* out) {
  constexpr ssize kMost = PTRDIFF_MAX / ssize(sizeof(char*)) - 1;  // pointers to them, and a null
  if (has_flag(sequence, kTypeList) || has_flag(sequence, kTypeTuple)) return read_arguments(t, sequence, out);
  ssize count = TRY(length(t, sequence));
  if (count > kMost) return raise_memory_error(t);
  for (ssize i = 0; i < count; i++) {
    if (!slots_of(sequence).get_item) return raise_type_error(t, "'%T' object does not support indexing", sequence);
    Object* item = TRY(get_item(t, sequence, TRY(int_from_int64(i))));
    out->add(TRY(path_argument(t, item)));
  }
  return Status::ok();
}

// pass_fds: a sorted tuple of numbers.
Status read_kept(Thread& t, Object* descriptors, std::vector<int>* out) {
  if (!has_flag(descriptors, kTypeTuple))
    return raise_type_error(t, "fork_exec() argument 4 must be tuple, not %A", descriptors);
  auto* all = cast<Tuple>(descriptors);
  int previous = -1;
  for (ssize i = 0; i < all->size; i++) {
    int64_t fd = -1;
    bool good = is_int(all->items[i]) && int_fits_int64(all->items[i], &fd) && fd > previous && fd <= INT32_MAX;
    if (!good) return raise_value_error(t, "bad value(s) in fds_to_keep");
    previous = int(fd);
    out->push_back(previous);
  }
  return Status::ok();
}

Status read_groups(Thread& t, Object* groups, ChildPlan* plan) {
  if (groups == none()) return Status::ok();
  plan->sets_groups = true;
  Tuple* all = TRY(tuple_from_iterable(t, groups));
  for (ssize i = 0; i < all->size; i++) {
    if (!is_int(all->items[i])) return raise_type_error(t, "groups must be integers");
    Result<uint32_t> group = id_number(t, all->items[i], "gid");
    if (group.failed()) {
      clear_pending(t);
      return raise_value_error(t, "invalid group id");
    }
    plan->groups.push_back(group.value);
  }
  return Status::ok();
}

Status read_identity(Thread& t, Object* group, Object* groups, Object* user, ChildPlan* plan) {
  TRY(read_groups(t, groups, plan));
  plan->sets_group = group != none();
  if (plan->sets_group) plan->group = TRY(id_number(t, group, "gid"));
  plan->sets_user = user != none();
  if (plan->sets_user) plan->user = TRY(id_number(t, user, "uid"));
  return Status::ok();
}

// Without a function of Python to run, the child borrows the parent's memory until its program runs.
__attribute__((noinline)) pid_t start_child(const ChildPlan& plan, bool borrows_memory) {
  sigset_t all, before;
  sigfillset(&all);
  ::pthread_sigmask(SIG_BLOCK, &all, &before);
  ChildPlan with_mask = plan;
  with_mask.signals = &before;
  pid_t pid = borrows_memory ? ::vfork() : ::fork();
  if (pid == 0) run_child(with_mask);
  int error = errno;
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = error;
  return pid;
}

Object* posixsubprocess_fork_exec(Thread& t, Object* process_args, Object* executables, bool close_descriptors,
                                  Object* kept, Object* directory, Object* environment, int p2cread, int p2cwrite,
                                  int c2pread, int c2pwrite, int errread, int errwrite, int errpipe_read,
                                  int errpipe_write, bool restores_signals, bool new_session, int process_group,
                                  Object* group, Object* groups, Object* user, int umask, Object* preexec,
                                  bool allow_vfork) {
  ChildPlan plan;
  if (close_descriptors && errpipe_write < 3) return raise_value_error(t, "errpipe_write must be >= 3");
  TRY(read_kept(t, kept, &plan.kept));
  TextVector arguments, programs, variables;
  TRY(read_indexed(t, executables, &programs));
  TRY(read_arguments(t, process_args, &arguments));
  plan.argv = arguments.pointers();
  for (size_t i = 0; i < programs.size(); i++) plan.executables.push_back(programs[i].c_str());
  if (environment != none()) {
    TRY(read_indexed(t, environment, &variables));
    plan.environment = variables.pointers();
  }
  std::string cwd = directory == none() ? std::string() : TRY(path_argument(t, directory));
  plan.directory = directory == none() ? nullptr : cwd.c_str();
  plan.p2cread = p2cread, plan.p2cwrite = p2cwrite, plan.c2pread = c2pread, plan.c2pwrite = c2pwrite;
  plan.errread = errread, plan.errwrite = errwrite;
  plan.errpipe_read = errpipe_read, plan.errpipe_write = errpipe_write;
  plan.close_descriptors = close_descriptors, plan.restores_signals = restores_signals;
  plan.new_session = new_session, plan.process_group = process_group, plan.umask = umask;
  TRY(read_identity(t, group, groups, user, &plan));
  Object* still_needed[] = {preexec};
  write_dropped_output(t, {still_needed, 5});
  Preexec hook{&t, preexec};
  bool runs_python = preexec != none();
  if (runs_python) {
    plan.preexec = call_preexec;
    plan.preexec_argument = &hook;
    run_before_fork(t);
  }
  pid_t pid =
      start_child(plan, allow_vfork && !runs_python && !plan.sets_groups && !plan.sets_group && !plan.sets_user);
  int error = errno;
  if (runs_python) run_after_fork_in_parent(t);
  if (pid < 0) return raise_os_error(t, error);
  return int_from_int64(pid);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/posixsubprocess/posixsubprocess_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX posixsubprocess
#define NATIVE_NAME "_posixsubprocess"
#include "interpreter/objects/core/native_table.inc"

Module* create_posixsubprocess(Thread& t) {
  Module* module = TRY(new_module(t, "_posixsubprocess"));
  TRY(add_functions(t, module, posixsubprocess_method_rows));
  TRY(add_object(t, module, "__doc__", new_str("Starts programs, for the module subprocess.")));
  return module;
}

}  // namespace sidewinder
