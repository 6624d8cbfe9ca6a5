// What starting processes needs in several modules: argument vectors, environments, and what happens around a fork.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "interpreter/objects/core/module.h"

namespace sidewinder {

// Texts for a program that is to run, and the null-terminated array of pointers that the system wants.
class TextVector {
 public:
  void add(std::string text) { texts_.push_back(std::move(text)); }
  size_t size() const { return texts_.size(); }
  const std::string& operator[](size_t i) const { return texts_[i]; }
  char* const* pointers();

 private:
  std::vector<std::string> texts_;
  std::vector<char*> pointers_;
};
Status read_arguments(Thread& t, Object* sequence, TextVector* out);
// argv of another program: a tuple or list that is not empty, nor is its first text.
Status read_program(Thread& t, Object* argv, const char* type_words, TextVector* out);
Status read_environment(Thread& t, Object* mapping, TextVector* out);

// fork() with the functions of register_at_fork. Around `fork` nothing of Python runs.
pid_t fork_process(Thread& t, pid_t (*fork)(void*), void* argument);
void run_before_fork(Thread& t);
void run_after_fork_in_parent(Thread& t);
void run_after_fork_in_child(Thread& t);

Object* process_status(pid_t pid, int status);  // (pid, status)
Status add_process_types(Thread& t, Module* module);

}  // namespace sidewinder
