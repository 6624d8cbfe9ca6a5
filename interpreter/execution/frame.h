// The frames of Python code. A header stands directly before its registers in a chunk of the thread's frame stack, or,
// for a generator, inside the generator. The collector scans each chunk up to the top of its last frame.
#pragma once

#include "interpreter/objects/function/function.h"

namespace sidewinder {

struct FrameObject;

enum class FrameKind : uint16_t {
  Function,      // also module and class bodies: `locals` is set there
  Entry,         // the bottom frame of a thread, from which C++ calls Python
  Continuation,  // an internal frame: see ops/continuation.h; skipped by tracebacks and sys._getframe
  Generator,     // lives in a generator object: Generator::of(header)
};

struct FrameHeader {
  FrameHeader* caller;
  const Instr* pc;  // where to go on; while a callee runs or a call is under way: the instruction after it
  // the header references, in the order of snapshots (kHeaderReferences of them)
  Function* function;  // null in a continuation
  Code* code;
  Object* locals;            // mapping of a module or class body, or null
  FrameObject* object;       // what Python sees of this frame, once it has asked
  uint16_t result_register;  // of the caller, for this frame's result
  FrameKind kind;
  uint32_t flags;  // FrameFlag
  Object** top;    // where a callee's header would go

  Object** registers() { return reinterpret_cast<Object**>(this + 1); }
  static FrameHeader* of(Object** registers) { return reinterpret_cast<FrameHeader*>(registers) - 1; }
};
static_assert(sizeof(FrameHeader) == 64);
constexpr int kHeaderReferences = 4;

}  // namespace sidewinder
