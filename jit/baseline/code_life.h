// The end of compiled code: given up where its code object died, where it should be compiled anew, and where memory is
// full; freed when nobody is in it.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "jit/baseline/compiled_code.h"

namespace sidewinder::jit::baseline {

// Lazy exits by their numbers, which machine code has.
LazyExit& lazy_exit(uint32_t number);
// The number of the first of `count` that follow one another.
uint32_t reserve_lazy_exits(uint32_t count);
void set_lazy_exit(uint32_t number, LazyExit* exit);
void release_lazy_exits(uint32_t first, uint32_t count);  // which were not set

// While one lives, the thread is in compiled code or in what that calls.
class Activation {
 public:
  Activation();
  ~Activation();
  Activation(const Activation&) = delete;
  Activation& operator=(const Activation&) = delete;
};

// Nothing leads to its machine code any more. It is freed later.
void give_up(CompiledCode& code);
void give_up(std::unique_ptr<CompiledCode> code);
// Where compiled code has just called a stub, or nobody is in compiled code: frees what was given up if no other
// activation could be in it.
void free_given_up();
// There is no room for machine code: nothing is compiled until some is freed. All there is is given up, but for `but`,
// whose code is executed, and if that has not happened too often.
void note_full(const CompiledCode& but);
bool is_full();
void evict_oldest(const CompiledCode* but);

}  // namespace sidewinder::jit::baseline
