// The filter of system calls: a list of what computing and reading files needs. Everything else fails with EPERM, also
// calls that kernels to come will have; a call by another architecture's numbers ends the process.
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <initializer_list>

#include "interpreter/sandbox/parts.h"

namespace sidewinder {

namespace {

constexpr int kAllowed[] = {
    // files that are open, and what there is to know of paths
    SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(readv), SCMP_SYS(writev), SCMP_SYS(pread64), SCMP_SYS(pwrite64),
    SCMP_SYS(preadv), SCMP_SYS(pwritev), SCMP_SYS(lseek), SCMP_SYS(close), SCMP_SYS(close_range), SCMP_SYS(dup),
    SCMP_SYS(dup2), SCMP_SYS(dup3), SCMP_SYS(fstat), SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(newfstatat),
    SCMP_SYS(statx), SCMP_SYS(statfs), SCMP_SYS(fstatfs), SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2),
    SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getdents64), SCMP_SYS(getcwd), SCMP_SYS(chdir), SCMP_SYS(fchdir),
    SCMP_SYS(fsync), SCMP_SYS(fdatasync), SCMP_SYS(flock), SCMP_SYS(fadvise64), SCMP_SYS(sendfile), SCMP_SYS(umask),
    // pipes and waiting
    SCMP_SYS(pipe), SCMP_SYS(pipe2), SCMP_SYS(eventfd2), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(select),
    SCMP_SYS(pselect6), SCMP_SYS(epoll_create1), SCMP_SYS(epoll_ctl), SCMP_SYS(epoll_wait), SCMP_SYS(epoll_pwait),
    SCMP_SYS(timerfd_create), SCMP_SYS(timerfd_settime), SCMP_SYS(timerfd_gettime), SCMP_SYS(signalfd4),
    // the ends of a pair of sockets (asyncio's): no way out
    SCMP_SYS(recvfrom), SCMP_SYS(getsockname), SCMP_SYS(getpeername), SCMP_SYS(getsockopt), SCMP_SYS(shutdown),
    // memory, executable too: the JIT's
    SCMP_SYS(brk), SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mprotect), SCMP_SYS(mremap), SCMP_SYS(madvise),
    SCMP_SYS(mincore), SCMP_SYS(msync), SCMP_SYS(membarrier),
    // threads and signals within the process
    SCMP_SYS(futex), SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(set_tid_address), SCMP_SYS(gettid),
    SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(sched_getparam), SCMP_SYS(sched_getscheduler),
    SCMP_SYS(sched_get_priority_max), SCMP_SYS(sched_get_priority_min), SCMP_SYS(getcpu), SCMP_SYS(arch_prctl),
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigpending),
    SCMP_SYS(rt_sigsuspend), SCMP_SYS(rt_sigtimedwait), SCMP_SYS(sigaltstack), SCMP_SYS(alarm), SCMP_SYS(setitimer),
    SCMP_SYS(getitimer), SCMP_SYS(pause), SCMP_SYS(restart_syscall), SCMP_SYS(exit), SCMP_SYS(exit_group),
    // time, chance, and what the process is
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep), SCMP_SYS(time),
    SCMP_SYS(gettimeofday), SCMP_SYS(times), SCMP_SYS(getrusage), SCMP_SYS(getrlimit), SCMP_SYS(getrandom),
    SCMP_SYS(uname), SCMP_SYS(sysinfo), SCMP_SYS(getpid), SCMP_SYS(getppid), SCMP_SYS(getpgrp), SCMP_SYS(getpgid),
    SCMP_SYS(getsid), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(getresuid),
    SCMP_SYS(getresgid), SCMP_SYS(getgroups), SCMP_SYS(getpriority)};

class Filter {
 public:
  Filter() : context_(seccomp_init(SCMP_ACT_ERRNO(EPERM))) { done_ = context_ != nullptr; }
  ~Filter() {
    if (context_) seccomp_release(context_);
  }
  Filter(const Filter&) = delete;

  void allow(int call) { add(seccomp_rule_add_array(context_, SCMP_ACT_ALLOW, call, 0, nullptr)); }
  void allow_if(int call, std::initializer_list<scmp_arg_cmp> conditions) {
    add(seccomp_rule_add_array(context_, SCMP_ACT_ALLOW, call, unsigned(conditions.size()), conditions.begin()));
  }
  void allow_for(int call, unsigned argument, std::initializer_list<uint64_t> values) {
    for (uint64_t value : values) allow_if(call, {{argument, SCMP_CMP_MASKED_EQ, 0xffffffff, value}});
  }
  // libraries then take the older call
  void pretend_missing(int call) { add(seccomp_rule_add_array(context_, SCMP_ACT_ERRNO(ENOSYS), call, 0, nullptr)); }
  // for all threads that there are
  bool load() {
    add(seccomp_attr_set(context_, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS));
    add(seccomp_attr_set(context_, SCMP_FLTATR_CTL_TSYNC, 1));
    add(seccomp_attr_set(context_, SCMP_FLTATR_CTL_OPTIMIZE, 2));
    return done_ && seccomp_load(context_) == 0;
  }
  explicit operator bool() const { return done_; }

 private:
  void add(int result) { done_ = done_ && result == 0; }
  scmp_filter_ctx context_;
  bool done_;
};

void allow_threads(Filter& filter) {
  constexpr uint64_t kNamespaces = CLONE_NEWCGROUP | CLONE_NEWIPC | CLONE_NEWNET | CLONE_NEWNS | CLONE_NEWPID |
                                   CLONE_NEWUSER | CLONE_NEWUTS;
  filter.allow_if(SCMP_SYS(clone), {{0, SCMP_CMP_MASKED_EQ, kNamespaces | CLONE_THREAD, CLONE_THREAD}});
  filter.pretend_missing(SCMP_SYS(clone3));  // its flags lie in memory
  uint64_t self = uint64_t(::getpid());
  filter.allow_for(SCMP_SYS(kill), 0, {self});
  filter.allow_for(SCMP_SYS(tgkill), 0, {self});
}

void allow_files(Filter& filter, bool may_open_for_writing) {
  constexpr uint64_t kChanges = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
  filter.pretend_missing(SCMP_SYS(openat2));
  if (may_open_for_writing) {
    filter.allow(SCMP_SYS(open));
    filter.allow(SCMP_SYS(openat));
  } else {
    filter.allow_if(SCMP_SYS(open), {{1, SCMP_CMP_MASKED_EQ, kChanges, 0}});
    filter.allow_if(SCMP_SYS(openat), {{2, SCMP_CMP_MASKED_EQ, kChanges, 0}});
  }
  // Not F_SETOWN, which sends signals.
  filter.allow_for(SCMP_SYS(fcntl), 1,
                   {F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_GETLK, F_SETLK, F_SETLKW,
                    F_OFD_GETLK, F_OFD_SETLK, F_OFD_SETLKW, F_GETPIPE_SZ});
  // Not TIOCSTI, which types on the terminal.
  filter.allow_for(SCMP_SYS(ioctl), 1, {TCGETS, TIOCGWINSZ, FIONREAD, FIOCLEX, FIONCLEX, FIONBIO});
}

void allow_some(Filter& filter) {
  constexpr uint64_t kNameOfMemory = 0x53564d41;  // PR_SET_VMA
  filter.allow_for(SCMP_SYS(prctl), 0, {PR_SET_NAME, PR_GET_NAME, kNameOfMemory});
  filter.allow_if(SCMP_SYS(prlimit64), {{0, SCMP_CMP_EQ, 0, 0}, {2, SCMP_CMP_EQ, 0, 0}});  // to read them
  constexpr uint64_t kKinds = 0xf;
  filter.allow_if(SCMP_SYS(socketpair), {{0, SCMP_CMP_EQ, AF_UNIX, 0}, {1, SCMP_CMP_MASKED_EQ, kKinds, SOCK_STREAM}});
  filter.allow_if(SCMP_SYS(sendto), {{4, SCMP_CMP_EQ, 0, 0}});  // to nobody by name
}

}  // namespace

bool restrict_system_calls(bool may_open_for_writing) {
  Filter filter;
  if (!filter) return false;
  for (int call : kAllowed) filter.allow(call);
  allow_threads(filter);
  allow_files(filter, may_open_for_writing);
  allow_some(filter);
  return filter.load();
}

}  // namespace sidewinder
