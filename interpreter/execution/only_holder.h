// Generators that only a `for` or a call refers to: the instruction before it made them, and nobody else has seen them.
// With reference counts they end when the loop is left, however that comes about, and when the call is over; so they
// do here, without a collection. The interpreter alone looks after this; in a trace they wait for one.
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

// A `for` of h whose iterator is in register `reg`, and which alone has the generator: for_iter comes next.
void note_loop(const FrameHeader* h, int reg, Generator* g);
// A plain generator says which frame's loop alone has it.
inline bool is_only_in_loop_of(const FrameHeader* h, const Object* iterator) {
  return iterator && iterator->cls == &generator_type &&
         static_cast<const Generator*>(iterator)->origin_or_finalizer == hidden(h);
}
// Somebody else gets it.
inline void give_to_others(Generator* g) { g->origin_or_finalizer = nullptr; }
// An exception leaves the loops of h whose iterator is behind register `reg`, to be handled there (-1: nowhere in h).
void end_left_loops(Thread& t, FrameHeader* h, int reg);
// What goes wrong is reported, as for any that nobody has.
void end_generator(Thread& t, Generator* g);

// Asked by a native function before it runs any code: is the generator an argument of its own that only the call has?
bool is_only_argument(const Thread& t, const Object* generator);

namespace help {
Object* end_left_loop(Thread& t, Object* generator);
}

}  // namespace sidewinder
