// The child's half of starting a program: from the fork to the exec. Everything it needs is prepared before the fork:
// it allocates nothing and calls nothing of the interpreter but preexec_fn.
#pragma once

#include <sys/types.h>

#include <csignal>
#include <vector>

namespace sidewinder {

struct ChildPlan {
  char* const* argv = nullptr;
  char* const* environment = nullptr;  // null: the process's own
  std::vector<const char*> executables;
  std::vector<int> kept;  // sorted descriptors that stay open
  const char* directory = nullptr;
  int p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write;
  bool close_descriptors, restores_signals, new_session;
  int process_group, umask;
  bool sets_group = false, sets_user = false, sets_groups = false;
  gid_t group = 0;
  uid_t user = 0;
  std::vector<gid_t> groups;
  bool (*preexec)(void*) = nullptr;  // false: it raised
  void* preexec_argument = nullptr;
  const sigset_t* signals = nullptr;  // the mask to go back to before the program runs; null: as it is
};

[[noreturn]] void run_child(const ChildPlan& plan);

}  // namespace sidewinder
