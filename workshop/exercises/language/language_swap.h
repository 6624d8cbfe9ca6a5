// A virtual: `q = swap p` is a new pair with both halves exchanged. A C++ function makes it here, so the trace must call it, and the pair is built.

//// opcodes.def: before OP(first, op_get<M, pair_first>)            // result = first a
OP(swap, op_swap<M>)                        // result = swap a
//// parser.cpp: instead of constexpr Binary kUnary[] = {{"sqrt", Opcode::sqrt}, {"first", Opcode::first}, {"second", Opcode::second}};
constexpr Binary kUnary[] = {{"sqrt", Opcode::sqrt}, {"first", Opcode::first}, {"second", Opcode::second}, {"swap", Opcode::swap}};
//// handlers.h: before // --- Control
inline Object* swapped(Thread& t, Object* o) {
  if (class_of(o) != &pair_class) return pair_wanted(t, o);
  Object* made = new_object(pair_shape);
  as<Pair>(made)->first = as<Pair>(o)->second;
  as<Pair>(made)->second = as<Pair>(o)->first;
  return made;
}
inline constexpr TypedHelper swapped_row{"swapped", &swapped, kMayRaise};

template <class M> Next op_swap(M& m, Frame<M>& f, const Instr& in) {
  return finish(m, f, in.result, swapped_row, f.operand(m, in.operand[0]));
}

