// What a language provides for functions compiled straight from its handlers: its frames' layout, and the instructions
// of a code object one by one. See README.md.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "jit/language/hooks.h"
#include "jit/machine/machine.h"

namespace sidewinder::jit::baseline {

class Builder;
class CompiledCode;

// Offsets in bytes: of the thread, of a frame's header, of a code object.
struct FrameLayout {
  int32_t thread_frame;      // of the thread: its innermost frame
  int32_t header_bytes;      // a frame's registers begin so far behind its header
  int32_t pc, code, caller;  // of the header; pc: the next instruction
  int32_t code_record;       // of a code object: a word for its CompiledCode, null at first
  int32_t instruction_bytes;
};

// What pushing and popping a frame touches, where that is inline; offsets in the header and in the thread.
struct CallLayout {
  int32_t function, top;         // header: the callee; where the next frame's header would go
  int32_t result;                // header: a word, whose low 16 bits are the caller's register for the result
  int32_t flags;                 // header: 32 bits; a frame that has any returns by its handler
  int32_t cleared[2];            // header: words that are null in a new frame
  int32_t stack_end, recursion;  // thread: what a frame must lie below; 32 bits, frames that may still be pushed
};

// A frame to be pushed.
struct NewFrame {
  void* code;
  const void* first_instruction;
  uint32_t registers, named;  // in all; those that are null where no argument goes
  uint32_t result;            // of the caller
};

// Where compiled code counts down to a trace.
struct HotPlace {
  uint32_t* countdown = nullptr;  // null: nobody traces
  void* place = nullptr;          // the language's
};

// A code object as the compiler sees it; as old as its CompiledCode.
class CodeView {
 public:
  virtual ~CodeView() = default;

  virtual uint32_t instruction_count() const = 0;
  virtual const char* first_instruction() const = 0;
  virtual std::string describe(uint32_t at) const = 0;  // for dumps: where, and which instruction
  // Paths meet before it, or a loop begins: a version is looked for there.
  virtual bool is_leader(uint32_t at) const = 0;
  virtual bool is_live(uint32_t at, uint32_t reg) const = 0;
  // If the instruction raises: to a handler in the same frame.
  virtual bool is_live_in_handler(uint32_t at, uint32_t reg) const = 0;
  virtual HotPlace entry() const { return {}; }  // of the function, which begins at the first instruction
  virtual void append_written(uint32_t at, std::vector<uint32_t>& registers) const = 0;
  // The handler on a real frame, whose pc is behind the instruction: Next (*)(Thread&, void* frame, uint64_t argument).
  virtual const void* handler(uint32_t at) const = 0;
  virtual uint64_t argument(uint32_t at) const = 0;
  // Replays the instruction's handler on the machine Base.
  virtual void replay(Thread& t, Builder& b, uint32_t at) const = 0;
};

struct BaselineHooks {
  const Hooks* hooks;
  FrameLayout layout;
  CallLayout calls;
  std::unique_ptr<CodeView> (*view_of)(Thread& t, void* code);  // null: it cannot be compiled now
  // Machine code that names the object keeps it alive. False where what it asks before it looks there proves that the
  // object is alive: a class of which there is an instance, what such a class has.
  bool (*is_kept)(const void* object);
  // Scanned memory for `count` words, which lives as long as the code object; its first word is `before`, which lives
  // as long.
  Object** (*allocate_roots)(void* code, Object** before, uint32_t count);
  // A frame of the code object is to go on in compiled code, which has come to it; asked where it has no table yet.
  bool (*is_worth)(void* code);
  // The countdown of a place is at zero: sets it, and may run or record traces from the thread's frame, which is true
  // and at that place. It answers like a handler.
  Next (*at_hot)(Thread& t, void* place);
  // The pending exception has a handler in this activation of the interpreter, at which the thread's frame goes on now.
  bool (*unwind_here)(Thread& t);
};

}  // namespace sidewinder::jit::baseline
