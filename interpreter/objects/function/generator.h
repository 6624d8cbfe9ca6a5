// Generators: a frame in the heap, resumed in place. While it runs its caller is whoever resumed it.
#pragma once

#include "interpreter/execution/frame.h"
#include "interpreter/execution/thread.h"
#include "interpreter/objects/core/args.h"

namespace sidewinder {

enum class GeneratorState : int32_t { Created, Suspended, Running, Finished };
// Where the values go that a running generator yields or returns.
enum class ResumeMode : int32_t {
  ForIter,  // result register: value, or the exhausted marker
  Send,     // the same; the returned value in the register behind it
  Native,   // the eval loop returns to C++: value in eval_result, state says which
};

struct Generator : Object {
  Object* weak_list;
  Str *name, *qualname;
  HandledStack handled;  // its own "exception being handled"
  GeneratorState state;
  ResumeMode mode;
  Object* yield_from;  // iterator that it delegates to, or null
  FrameHeader header;  // followed by the registers
  static Type* type();
  static Generator* of(FrameHeader* h) {
    return reinterpret_cast<Generator*>(reinterpret_cast<char*>(h) - offsetof(Generator, header));
  }

  Object** registers() { return header.registers(); }
};
extern Type generator_type;
inline Type* Generator::type() { return &generator_type; }

// The current frame moves into a new generator and is popped.
Generator* generator_from_frame(Thread& t);
// Makes the generator's frame the current one. False: an exception is pending (already running), or `*finished` is set.
bool generator_enter(Thread& t, Generator* g, Object* sent, uint16_t result_register, ResumeMode mode, bool* finished);
// The current frame, a generator's, gives `value` and is left; it stays resumable. True: back to C++.
bool generator_yield(Thread& t, Object* value);
// The current frame, a generator's, returned value or is being unwound (value null). True: back to C++.
bool generator_finish(Thread& t, Object* value);
// From C++: the next value; missing: finished, and *result its value.
Lookup generator_send(Thread& t, Generator* g, Object* sent, Object** result);
// throw(*given): a class or an instance, perhaps with a value and a traceback; an iterator that the generator delegates
// to is asked first.
Lookup generator_throw(Thread& t, Generator* g, Args given, Object** result);
Status generator_close(Thread& t, Generator* g);

}  // namespace sidewinder
