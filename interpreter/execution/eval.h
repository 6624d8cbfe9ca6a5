// Running frames. The C stack does not nest for Python code that Python code calls; it does where C++ calls Python.
#pragma once

#include "interpreter/execution/call_frame.h"

namespace sidewinder {

// Runs t.frame, an entry frame, until it returns. Null: it was unwound, the exception is pending. For a generator's
// frame: until it yields or finishes (Generator::state).
Object* run(Thread& t);
// Where an eval loop began on the C stack; above it the loop's own words lie, which may refer to what is dead.
struct LoopOnStack {
  LoopOnStack* outer;
  bool runs_compiled_code = false;  // by block versions: what it calls need not enter them again
  void* compiled_stack = nullptr;   // then: the stack pointer there
  Object* callee = nullptr;         // what it calls, and has nowhere else
};
extern LoopOnStack* innermost_loop;
// The function that executes handlers while code is compiled: what it has of its own is in the frame, as in the loops.
extern const void* compiling_loop;
// The function that executes an instruction of Python code while a trace is recorded: likewise.
extern const void* recording_loop;
// One of the functions by which compiled code executes instructions: likewise.
extern bool (*is_compiled_handler)(const void* function);
// The loops. What they return may be `other_loop()`: t.frame is to go on in another one.
Object* run_direct(Thread& t);    // eval_direct.cpp
Object* run_checking(Thread& t);  // eval_checking.cpp, with -X machine=checking
Object* run_tracing(Thread& t);   // eval_tracing.cpp, while there are trace functions
Object* run_counting(Thread& t);  // eval_counting.cpp, with -X jit-coverage
inline Object* other_loop() {
  static Object marker;
  return &marker;
}

// Runs a body that takes no arguments (a class's) with `locals` as its names.
Object* run_body(Thread& t, Function* body, Object* locals);
// As call_function, with the frame's first registers as the binding of arguments would leave them.
Object* call_filled(Thread& t, Function* function, Object* const* values, int count);
// Runs code as a module's, a class's or exec's body: locals may be null (then names are the globals).
Object* run_code(Thread& t, Code* code, Dict* globals, Object* locals, Tuple* closure = nullptr);

enum class MachineChoice : uint8_t { Direct, Checking, Counting };
extern MachineChoice machine_choice;

}  // namespace sidewinder
