// Generators that only a `for` or a call refers to: the instruction before it made them, and nobody else has seen them.
// With reference counts they end when the loop is left, however that comes about, and when the call is over; so they
// do here, without a collection. A call's end is the interpreter's alone to look after; from compiled code it waits for
// one.
#pragma once

#include "interpreter/compiler/opcode.h"
#include "interpreter/objects/function/generator.h"

namespace sidewinder {

// As a word that the collector does not take for a reference.
inline Object* hidden(const void* p) { return reinterpret_cast<Object*>(~reinterpret_cast<uintptr_t>(p)); }

struct MadeGenerator {
  Object* hidden_generator;  // it may be gone
  const FrameHeader* maker;
  const Instr* next;  // of the maker, after the call
  bool is(const Object* o) const { return hidden_generator == hidden(o); }
};
inline MadeGenerator last_made_generator{};
// A temporary takes the place of another one: no variable has what is iterated over.
inline bool is_get_iter_in_place(const Instr& in) { return in.op == uint16_t(Opcode::get_iter_) && in.a == in.b; }
// The call that `maker` waits for gave it g, whose frame may be the only one to have another generator: the iterator of
// a generator expression.
void note_made(const FrameHeader* maker, Generator* g);

// A plain generator says whether only a `for` has it, the iterator of which is in a register of the loop's frame.
constexpr int64_t kOnlyInLoop = -1;  // in origin_or_finalizer
inline bool is_only_in_loop(const Object* iterator) {
  return iterator && iterator->cls == &generator_type &&
         int64_t(static_cast<const Generator*>(iterator)->origin_or_finalizer) == kOnlyInLoop;
}
inline void give_to_loop(Generator* g) { g->origin_or_finalizer = reinterpret_cast<Object*>(kOnlyInLoop); }
// Somebody else gets it.
inline void give_to_others(Generator* g) { g->origin_or_finalizer = nullptr; }
// The `for` around what h executes, or around the loop `inner`: its for_iter; null: there is none.
const Instr* next_loop_around(const FrameHeader* h, const Instr* inner);
// An exception leaves the loops of h whose iterator is behind register `reg`, to be handled there (-1: nowhere in h).
void end_left_loops(Thread& t, FrameHeader* h, int reg);
// What goes wrong is reported, as for any that nobody has.
void end_generator(Thread& t, Generator* g);
// Something may run if a loop over it is left now.
bool may_end_with_loop(Object* iterator);

// Asked by a native function before it runs any code: is the generator an argument of its own that only the call has?
bool is_only_argument(const Thread& t, const Object* generator);

namespace help {
// A `for` over it is left, by break or return.
Object* leave_loop(Thread& t, Object* iterator);
}  // namespace help

}  // namespace sidewinder
