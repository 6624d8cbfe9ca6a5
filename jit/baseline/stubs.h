// The machine code that all compiled functions share.
#pragma once

#include "jit/baseline/language.h"

namespace sidewinder::jit::baseline {

struct ArgumentEntry;

struct Stubs {
  Next (*enter)(Thread& t, Object** registers, const void* target, void** stack);
  const void* leave[4];   // with the answer Next(i)
  const void* dispatch;   // the thread's frame goes on at its pc
  const void* after;      // a handler answered al, which is not Go
  const void* unwind;     // an exception is pending
  const void* lazy;       // of LazyExit r11
  const void* fresh;      // the code of the thread's frame has no table
  const void* general;    // the instruction at the frame's pc has no code yet
  const void* arguments;  // to an ArgumentEntry, r11, that has no code yet
  // The frame's result, without a box in the first register for values; and where the caller has no code for that yet.
  const void *return_int, *return_float, *result_int, *result_float;
  const void* hot;                  // the countdown of the place r11 is at zero
  const void *box_int, *box_float;  // r11 -> r11; xmm15 -> r11; all other registers stay
};

// Where machine code asks what to do next.
struct StubCalls {
  const void* (*lazy)(Thread* t, const uint64_t* saved, uint32_t number);
  const void* (*arguments)(Thread* t, const uint64_t* saved, ArgumentEntry* entry);
  const void* (*result_int)(Thread* t, int64_t value, uint32_t reg);  // reg: of the frame, to which the result goes
  const void* (*result_float)(Thread* t, uint64_t bits, uint32_t reg);
  const void* (*general)(Thread* t);
  const void* (*unwind)(Thread* t);
  const void* (*fresh)(Thread* t);
  const void* (*hot)(Thread* t, void* place);  // its answer may also be code for the thread's frame
};

// What the lazy exit saves: the registers of kGpPool, then the vector registers.
constexpr int kSavedFloats = 16;

// Those made last; what machine code is emitted from the builder refers to them.
const Stubs* code_stubs();
const char* name_of_stub(const void* address);  // null: there is none
// Null: no memory for machine code.
const Stubs* make_stubs(const BaselineHooks& language, const StubCalls& calls);

}  // namespace sidewinder::jit::baseline
