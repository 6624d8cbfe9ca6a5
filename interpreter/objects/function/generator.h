// Generators, coroutines and asynchronous generators: a frame in the heap, resumed in place. While it runs its caller
// is whoever resumed it. All three are a Generator; the class says which.
#pragma once

#include "interpreter/execution/frame.h"
#include "interpreter/execution/thread.h"
#include "interpreter/memory/light_finalizer.h"
#include "interpreter/objects/core/args.h"

namespace sidewinder {

// SuspendedWhenCollected: suspended, and the program has asked for a collection since, which found that a variable has
// something to be noticed when it ends. A state of its own, so that no trace goes on with it: when the generator has
// run on and is left again, what the variable does not hold any more is looked for.
enum class GeneratorState : int8_t { Created, Suspended, Running, Finished, SuspendedWhenCollected };
inline bool is_suspended(GeneratorState s) {
  return s == GeneratorState::Suspended || s == GeneratorState::SuspendedWhenCollected;
}
// Where the values go that a running generator yields or returns.
enum class ResumeMode : int8_t {
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
  bool hooks_called;         // asynchronous generators: sys.set_asyncgen_hooks' functions know of it
  bool is_closed;            // the same: aclose() was called, or it has raised StopAsyncIteration or GeneratorExit
  bool runs_for_awaiter;     // the same: ag_running
  bool collects_when_left;   // it runs, and went on from SuspendedWhenCollected
  FinalizerPlace finalizer;  // not 0: it is registered
  Object* yield_from;        // iterator that it delegates to, or null
  // coroutines: where it was made (cr_origin), or null; asynchronous generators: the function to call instead of
  // close(); plain ones: interpreter/execution/only_holder.h
  Object* origin_or_finalizer;
  FrameHeader header;  // followed by the registers
  static Type* type();
  static Generator* of(FrameHeader* h) {
    return reinterpret_cast<Generator*>(reinterpret_cast<char*>(h) - offsetof(Generator, header));
  }

  Object** registers() { return header.registers(); }
};
// gi_yieldfrom, cr_await and ag_await: None of one that runs, whose word traces leave as it was.
Object* shown_delegate(const Generator& g);
extern Type generator_type, coroutine_type, async_generator_type;
inline Type* Generator::type() { return &generator_type; }
inline bool is_coroutine(const Object* o) { return o->cls == &coroutine_type; }
inline bool is_async_generator(const Object* o) { return o->cls == &async_generator_type; }
// generator or coroutine: what may be delegated to without a call of send()
inline bool is_plain_generator(const Object* o) { return o->cls == &generator_type || is_coroutine(o); }
const char* generator_kind(const Generator* g);  // "generator", "coroutine", "async generator"

// The current frame moves into a new generator and is popped.
Generator* generator_from_frame(Thread& t);
// Makes the generator's frame the current one. False: an exception is pending (already running), or `*finished` is set.
bool generator_enter(Thread& t, Generator* g, Object* sent, uint16_t result_register, ResumeMode mode, bool* finished);
// The current frame, a generator's, gives `value` and is left; it stays resumable. True: back to C++.
bool generator_yield(Thread& t, Object* value);
// The current frame, a generator's, returned value or is being unwound (value null). True: back to C++.
bool generator_finish(Thread& t, Object* value);
// The parts of these that a trace does one by one. A trace links a generator only if it must: one that handles an
// exception, before a call that may look.
// A generator for a frame of `function`, not begun; its arguments and pc are still to be stored. Null: no memory.
Generator* new_suspended_generator(Thread& t, Function* function);
void generator_link(Thread& t, Generator* g);       // into the stack of handled exceptions
void generator_suspended(Thread& t, Generator* g);  // unlinks if need be; its pc is set
void generator_ended(Thread& t, Generator* g);      // it returned or raised; unlinks if need be
void generator_raised(Thread& t, Generator* g);     // the same, with the exception pending
// A running generator of a trace gets its place among the frames, above the current one.
void generator_rejoin(Thread& t, Generator* g, uint16_t result_register, ResumeMode mode);
// From C++: the next value; missing: finished, and *result its value.
Lookup generator_send(Thread& t, Generator* g, Object* sent, Object** result);
// throw(*given): a class or an instance, perhaps with a value and a traceback; an iterator that the generator delegates
// to is asked first.
Lookup generator_throw(Thread& t, Generator* g, Args given, Object** result, bool closes_inner_on_exit = true);
// What send() and throw() of a generator give to Python: the value, or StopIteration (StopAsyncIteration) with the
// result.
Object* generator_outcome(Thread& t, const Generator* g, Lookup next, Object* result);
// When it is found unreachable: close(), the asyncgen hook, or the warning of a coroutine that was never awaited.
Status register_generator_finalizer(Thread& t, Generator* g);
inline void unregister_generator_finalizer(Generator* g) {
  unregister_light_finalizer(&g->finalizer, FinalizerRank::Generator);
}
// Of the three types: __name__ and the like, which they share.
Str* generator_object_name(const Generator& self);
Status generator_object_set_name(Thread& t, Generator& self, Object* value);
Str* generator_object_qualname(const Generator& self);
Status generator_object_set_qualname(Thread& t, Generator& self, Object* value);
Object* generator_object_frame(Thread& t, Generator& self);
Object* generator_repr(Thread& t, Object* o);
Status generator_close(Thread& t, Generator* g);

}  // namespace sidewinder
