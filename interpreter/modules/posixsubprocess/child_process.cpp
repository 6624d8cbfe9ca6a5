#include "interpreter/modules/posixsubprocess/child_process.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <climits>
#include <cstring>

namespace sidewinder {

namespace {

void write_text(int fd, const char* text) {
  size_t n = std::strlen(text);
  while (n) {
    ssize_t written = ::write(fd, text, n);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text += written;
    n -= size_t(written);
  }
}

// "OSError:2:" and "noexec" if no program was tried yet: subprocess reads it.
[[noreturn]] void fail(const ChildPlan& plan, int error, const char* words) {
  char number[16];
  char* end = number + sizeof number - 1;
  *end = 0;
  char* digits = end;
  for (unsigned value = unsigned(error); value || digits == end; value >>= 4)
    *--digits = "0123456789abcdef"[value & 15];
  write_text(plan.errpipe_write, error ? "OSError:" : "SubprocessError:");
  write_text(plan.errpipe_write, digits);
  write_text(plan.errpipe_write, ":");
  write_text(plan.errpipe_write, words);
  ::_exit(255);
}
[[noreturn]] void fail_early(const ChildPlan& plan) { fail(plan, errno, "noexec"); }

void require(const ChildPlan& plan, bool good) {
  if (!good) fail_early(plan);
}

bool make_inheritable(int fd) {
  int flags = ::fcntl(fd, F_GETFD);
  return flags >= 0 && ::fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC) >= 0;
}

void place(const ChildPlan& plan, int from, int to) {
  if (from == to) require(plan, make_inheritable(from));
  else if (from != -1) require(plan, ::dup2(from, to) >= 0);
}

void arrange_standard_streams(const ChildPlan& plan) {
  for (int fd : plan.kept)
    if (fd != plan.errpipe_write) require(plan, make_inheritable(fd));
  for (int fd : {plan.p2cwrite, plan.c2pread, plan.errread})
    if (fd != -1) require(plan, ::close(fd) == 0);
  require(plan, ::close(plan.errpipe_read) == 0);
  // What lies where another stream is to go is moved away first.
  int output = plan.c2pwrite;
  if (output == 0) require(plan, (output = ::dup(output)) >= 0);
  int errors = plan.errwrite;
  while (errors == 0 || errors == 1) require(plan, (errors = ::dup(errors)) >= 0);
  place(plan, plan.p2cread, 0);
  place(plan, output, 1);
  place(plan, errors, 2);
}

void become_somebody(const ChildPlan& plan) {
  if (plan.umask >= 0) ::umask(mode_t(plan.umask));
  if (plan.restores_signals) {
    ::signal(SIGPIPE, SIG_DFL);
    ::signal(SIGXFSZ, SIG_DFL);
  }
  if (plan.new_session) require(plan, ::setsid() >= 0);
  if (plan.process_group >= 0) require(plan, ::setpgid(0, plan.process_group) == 0);
  if (plan.sets_groups) require(plan, ::setgroups(plan.groups.size(), plan.groups.data()) == 0);
  if (plan.sets_group) require(plan, ::setregid(plan.group, plan.group) == 0);
  if (plan.sets_user) require(plan, ::setreuid(plan.user, plan.user) == 0);
}

void close_the_rest(const ChildPlan& plan) {
  unsigned first = 3;
  for (int fd : plan.kept) {
    if (fd < 3) continue;
    if (unsigned(fd) > first) ::close_range(first, unsigned(fd) - 1, 0);
    first = unsigned(fd) + 1;
  }
  ::close_range(first, UINT_MAX, 0);
}

// The error that counts is the first that is not "there is no such file".
int try_programs(const ChildPlan& plan) {
  int saved = 0;
  for (const char* program : plan.executables) {
    if (plan.environment) ::execve(program, plan.argv, plan.environment);
    else ::execv(program, plan.argv);
    if (errno != ENOENT && errno != ENOTDIR && !saved) saved = errno;
  }
  return saved ? saved : errno;
}

}  // namespace

void run_child(const ChildPlan& plan) {
  arrange_standard_streams(plan);
  if (plan.directory) require(plan, ::chdir(plan.directory) == 0);
  become_somebody(plan);
  if (plan.signals) ::sigprocmask(SIG_SETMASK, plan.signals, nullptr);
  if (plan.preexec && !plan.preexec(plan.preexec_argument)) fail(plan, 0, "Exception occurred in preexec_fn.");
  if (plan.close_descriptors) close_the_rest(plan);
  fail(plan, try_programs(plan), "");
}

}  // namespace sidewinder
