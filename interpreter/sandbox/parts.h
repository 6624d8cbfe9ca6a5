// The parts of the sandbox, each a file. A part that the kernel lacks answers false.
#pragma once

#include <string>
#include <vector>

namespace sidewinder {

// namespaces.cpp: a file system of its own with nothing but these in it, read-only; no network, no shared memory.
bool leave_namespaces();
bool enter_own_root(const std::vector<std::string>& readable, const std::string& current_folder);
void drop_capabilities();

// landlock.cpp: the same list again, by the kernel's access rules.
bool restrict_files(const std::vector<std::string>& readable);

// system_calls.cpp: only those that computing needs. may_open_for_writing: something else keeps files.
bool restrict_system_calls(bool may_open_for_writing);

// limits.cpp
bool limit_resources(int cpu_seconds, int memory_mb);

// refusals.cpp: the interpreter's own part, an audit hook.
void refuse_in_words(std::vector<std::string> readable);

// What may be written to, although it is a file.
constexpr const char* kNowhere = "/dev/null";

}  // namespace sidewinder
