// Executes a trace, recorded or optimised, operation by operation: the reference for what IR means. The optimiser's
// and the backend's fuzzing compare with it. Values are 64 bits (floats by bit pattern), objects are real memory,
// helpers are really called.
#pragma once

#include <cstdint>
#include <vector>

#include "jit/ir/trace.h"

namespace sidewinder::jit {

// What a trace needs of the world around it.
struct InterpretWorld {
  const Boxes* boxes = nullptr;
  int32_t class_offset = 8;
  void* context = nullptr;                                         // handed to the functions below
  void* (*allocate)(void* context, const Shape& shape) = nullptr;  // header words set, the rest zero
  void* (*box_int)(void* context, int64_t value) = nullptr;
  void* (*box_float)(void* context, double value) = nullptr;
  void* thread = nullptr;             // first argument of kEffectTakesThread helpers
  const uint32_t* request = nullptr;  // guard_no_request leaves when nonzero

  // Called at every guard that would hold; true makes it fail nevertheless. Null: never.
  bool (*force)(void* context, uint32_t op_index) = nullptr;
  uint64_t operation_limit = 1000000;
};

struct InterpretedFrame {
  uint64_t position, info;
  std::vector<uint64_t> values;  // objects or 0
};

struct InterpretResult {
  enum class End : uint8_t { Left /* a guard failed, or an exit */, Jumped /* to another trace's label */, Limit };
  End end = End::Limit;
  uint32_t op_index = 0;            // of the guard, exit or jump
  uint32_t snapshot = kNoSnapshot;  // Left: which one was rebuilt
  bool raised = false;
  std::vector<InterpretedFrame> frames;  // Left: rebuilt, with everything sunk now built; empty: frame memory is true
  std::vector<uint64_t> arguments;       // Jumped: bits of the jump's arguments
};

// inputs: by load_register's or exit_value's imm. A recorded Loop's jump (target null, label_number 0 and no label)
// goes back to the first operation with its arguments as the new root registers; it then leaves with the limit, or a
// guard.
InterpretResult interpret(const Trace& trace, const std::vector<uint64_t>& inputs, const InterpretWorld& world);

// Calls a helper: integer-class arguments (Ref, Int, Flag, Ptr) and floats each in order, as the C calling convention
// has it; at most six and eight. The result as bits.
uint64_t call_helper(const Helper& helper, void* thread, const uint64_t* bits, const Kind* kinds, uint32_t count);

}  // namespace sidewinder::jit
