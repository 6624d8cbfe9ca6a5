// `sidewinder --sandbox`: the program reads the files that were named and the library, and that is all: no other files,
// no processes, no sockets. The kernel keeps that, whatever the program does to the interpreter; the interpreter
// refuses before, in words. README.md says what holds against what.
#pragma once

#include <string>
#include <vector>

#include "interpreter/base/result.h"

namespace sidewinder {

struct Thread;

struct SandboxRules {
  bool on = false;
  int cpu_seconds = 0, memory_mb = 0;  // 0: no limit
  std::vector<std::string> readable;   // files and folders
  bool may_be_weaker = false;          // starts where the kernel lacks what is needed, and says what is not enforced
  bool refuses_in_words = true;        // -X sandbox-words=off: the kernel alone (tests)
};
extern SandboxRules sandbox_rules;

// Before anything else of the process runs: what its parent left open and in the environment, namespaces (they want a
// process of one thread).
void enter_sandbox(const std::vector<int>& inherited);
void interpreter_is_up_in_sandbox();  // its first collection has had its settings
std::vector<int> open_descriptors();  // above standard error

// After start-up, before the program's first line. From here on everything holds, for threads that come later as well.
// script: the program's own file, or empty. Failed: what the interpreter needed raised. *problem: why the program must
// not run.
Status seal_sandbox(Thread& t, const std::string& script, std::string* problem);

}  // namespace sidewinder
