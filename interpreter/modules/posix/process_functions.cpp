// Processes: starting, waiting for, ending.
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>

#include <cstdlib>

#include "interpreter/execution/descriptors.h"
#include "interpreter/execution/system_call.h"
#include "interpreter/imports/import.h"
#include "interpreter/modules/posix/fork_hooks.h"
#include "interpreter/modules/posix/posix.h"
#include "interpreter/modules/posix/process.h"
#include "interpreter/modules/resource/resource.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/struct_sequence.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// --- new processes --------------------------------------------------------------------------------

Result<int> posix_fork(Thread& t) {
  TRY(audit(t, "os.fork"));
  write_dropped_output(t, StillNeeded{});
  pid_t pid = fork_process(
      t, [](void*) { return ::fork(); }, nullptr);
  if (pid < 0) return raise_os_error(t, errno);
  return pid;
}

Object* posix_forkpty(Thread& t) {
  TRY(audit(t, "os.forkpty"));
  write_dropped_output(t, StillNeeded{});
  int terminal = -1;
  auto fork = [](void* fd) { return ::forkpty(static_cast<int*>(fd), nullptr, nullptr, nullptr); };
  pid_t pid = fork_process(t, fork, &terminal);
  if (pid < 0) return raise_os_error(t, errno);
  return process_status(pid, terminal);
}

Object* posix_openpty(Thread& t) {
  int ends[2];
  if (making_descriptor(t, [&] { return ::openpty(&ends[0], &ends[1], nullptr, nullptr, nullptr); }))
    return raise_os_error(t, errno);
  for (int fd : ends) ::fcntl(fd, F_SETFD, FD_CLOEXEC);
  return process_status(ends[0], ends[1]);
}

Status posix_login_tty(Thread& t, int fd) {
  if (::login_tty(fd)) return raise_os_error(t, errno);
  return Status::ok();
}

Status check_hook(Thread& t, Object* function, const char* name) {
  if (!function || slots_of(function).call) return Status::ok();
  return raise_type_error(t, "'%s' must be callable, not %T", name, function);
}

Status posix_register_at_fork(Thread& t, Object* before, Object* in_child, Object* in_parent) {
  if (!before && !in_child && !in_parent) return raise_type_error(t, "At least one argument is required.");
  TRY(check_hook(t, before, "before"));
  TRY(check_hook(t, in_child, "after_in_child"));
  TRY(check_hook(t, in_parent, "after_in_parent"));
  if (before) TRY(add_fork_hook(t, ForkHook::Before, before));
  if (in_child) TRY(add_fork_hook(t, ForkHook::AfterInChild, in_child));
  if (in_parent) TRY(add_fork_hook(t, ForkHook::AfterInParent, in_parent));
  return Status::ok();
}

}  // namespace

Status read_program(Thread& t, Object* argv, const char* type_words, TextVector* out) {
  if (!is_list(argv) && !has_flag(argv, kTypeTuple))
    return raise_type_error(t, "%s must be a tuple or list", type_words);
  TRY(read_arguments(t, argv, out));
  if (!out->size()) return raise_value_error(t, "%s must not be empty", type_words);
  if ((*out)[0].empty()) return raise_value_error(t, "%s first element cannot be empty", type_words);
  return Status::ok();
}

namespace {

// --- other programs -------------------------------------------------------------------------------

Object* posix_execv(Thread& t, const FilePath& path, Object* argv) {
  TextVector arguments;
  TRY(read_program(t, argv, "execv() arg 2", &arguments));
  TRY(audit(t, "os.exec", path.object, argv, none()));
  Object* kept[] = {path.object, path.text};
  write_dropped_output(t, {kept});
  ::execv(path.c_str(), arguments.pointers());
  return raise_os_error(t, errno);
}

Object* posix_execve(Thread& t, const FilePathOrDescriptor& path, Object* argv, Object* environment) {
  TextVector arguments, variables;
  TRY(read_program(t, argv, "execve: argv", &arguments));
  if (!is_mapping(environment)) return raise_type_error(t, "execve: environment must be a mapping object");
  TRY(read_environment(t, environment, &variables));
  TRY(audit(t, "os.exec", path.object, argv, environment));
  Object* kept[] = {path.object, path.text};
  write_dropped_output(t, {kept});
  if (path.fd > -1) ::fexecve(path.fd, arguments.pointers(), variables.pointers());
  else ::execve(path.c_str(), arguments.pointers(), variables.pointers());
  return raise_path_error(t, path);
}

void posix__exit(Thread& t, int status) {
  write_dropped_output(t, StillNeeded{});
  ::_exit(status);
}
void posix_abort() { std::abort(); }

Result<int> posix_system(Thread& t, Object* command) {
  std::string text = TRY(path_argument(t, command));
  TRY(audit(t, "os.system", TRY(new_bytes(text))));
  write_dropped_output(t, StillNeeded{});
  return without_gil(t, [&] { return std::system(text.c_str()); });
}

// --- signals and priorities -----------------------------------------------------------------------

Status posix_kill(Thread& t, int pid, int signal) {
  TRY(audit(t, "os.kill", pid, signal));
  if (::kill(pid, signal)) return raise_os_error(t, errno);
  return check_signals(t);  // it may have been sent to this process
}
Status posix_killpg(Thread& t, int group, int signal) {
  TRY(audit(t, "os.killpg", group, signal));
  if (::killpg(group, signal)) return raise_os_error(t, errno);
  return check_signals(t);
}

Result<int> posix_pidfd_open(Thread& t, int pid, int flags) {
  int fd = int(::syscall(SYS_pidfd_open, pid, flags));
  if (fd < 0) return raise_os_error(t, errno);
  return fd;
}

Result<int> posix_nice(Thread& t, int increment) {
  errno = 0;
  int value = ::nice(increment);
  if (value == -1 && errno) return raise_os_error(t, errno);
  return value;
}
Result<int> posix_getpriority(Thread& t, int which, int who) {
  errno = 0;
  int value = ::getpriority(__priority_which_t(which), id_t(who));
  if (value == -1 && errno) return raise_os_error(t, errno);
  return value;
}
Status posix_setpriority(Thread& t, int which, int who, int priority) {
  if (::setpriority(__priority_which_t(which), id_t(who), priority)) return raise_os_error(t, errno);
  return Status::ok();
}

// --- waiting --------------------------------------------------------------------------------------

Object* posix_waitpid(Thread& t, int pid, int options) {
  int status = 0;
  ssize child = TRY(system_call(t, [&] { return ::waitpid(pid, &status, options); }));
  return process_status(pid_t(child), status);
}
Object* posix_wait(Thread& t) { return posix_waitpid(t, -1, 0); }

Object* posix_wait4(Thread& t, int pid, int options) {
  int status = 0;
  rusage resources{};
  ssize child = TRY(system_call(t, [&] { return ::wait4(pid, &status, options, &resources); }));
  TRY(import_module(t, "resource"));
  Object* items[] = {TRY(int_from_int64(child)), TRY(int_from_int64(status)), TRY(usage_object(t, resources))};
  return new_tuple(items, 3);
}
Object* posix_wait3(Thread& t, int options) { return posix_wait4(t, -1, options); }

const NamedField waitid_fields[] = {{"si_pid"}, {"si_uid"}, {"si_signo"}, {"si_status"}, {"si_code"}, {}};
StructSequenceData waitid_data =
    documented(struct_sequence_data(waitid_fields), "What waitid() tells of a child that changed its state.");
Type waitid_result_type = struct_sequence_type("posix.waitid_result", &waitid_data);

Object* posix_waitid(Thread& t, int kind, int id, int options) {
  siginfo_t info{};
  TRY(system_action(t, [&] { return ::waitid(idtype_t(kind), id_t(id), &info, options); }));
  if (info.si_pid == 0) return none();
  return new_struct_sequence(t, &waitid_result_type,
                             {int_from_int64(info.si_pid), id_object(info.si_uid), int_from_int64(info.si_signo),
                              int_from_int64(info.si_status), int_from_int64(info.si_code)});
}

Result<int> posix_waitstatus_to_exitcode(Thread& t, Object* o) {
  if (!slots_of(o).index) return raise_type_error(t, "'%T' object cannot be interpreted as an integer", o);
  int status;
  TRY(argument_int(t, o, &status));
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  if (WIFSIGNALED(status)) return -WTERMSIG(status);
  if (WIFSTOPPED(status)) return raise_value_error(t, "process stopped by delivery of signal %d", WSTOPSIG(status));
  return raise_value_error(t, "invalid wait status: %d", status);
}

bool posix_core_dumped(int status) { return WCOREDUMP(status); }
bool posix_is_continued(int status) { return WIFCONTINUED(status); }
bool posix_is_stopped(int status) { return WIFSTOPPED(status); }
bool posix_is_signaled(int status) { return WIFSIGNALED(status); }
bool posix_is_exited(int status) { return WIFEXITED(status); }
int posix_exit_status(int status) { return WEXITSTATUS(status); }
int posix_ending_signal(int status) { return WTERMSIG(status); }
int posix_stopping_signal(int status) { return WSTOPSIG(status); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/posix/process_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX posix
#define NATIVE_NAME "posix"
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const posix_process_functions = posix_method_rows;

Status add_process_types(Thread& t, Module* module) {
  TRY(ready_struct_sequence(t, &waitid_result_type));
  return add_object(t, module, "waitid_result", &waitid_result_type);
}

}  // namespace sidewinder
