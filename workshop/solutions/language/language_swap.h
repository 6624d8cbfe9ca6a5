// A virtual: `q = swap p` is a new pair with both halves exchanged. A C++ function makes it here, so the trace must call it, and the pair is built.

//// opcodes.def: before OP(first, op_get<M, pair_first>)            // result = first a
OP(swap, op_swap<M>)                        // result = swap a
//// parser.cpp: instead of constexpr Binary kUnary[] = {{"sqrt", Opcode::sqrt}, {"first", Opcode::first}, {"second", Opcode::second}};
constexpr Binary kUnary[] = {{"sqrt", Opcode::sqrt}, {"first", Opcode::first}, {"second", Opcode::second}, {"swap", Opcode::swap}};
//// handlers.h: before // --- Control
template <class M> Next op_swap(M& m, Frame<M>& f, const Instr& in) {
  auto pair = f.operand(m, in.operand[0]);
  if (!m.has_class(pair, &pair_class)) return finish(m, f, in.result, pair_wanted_row, pair);
  auto made = m.new_object(pair_shape);
  m.store_ref(made, pair_first, m.load_ref(pair, pair_second));
  m.store_ref(made, pair_second, m.load_ref(pair, pair_first));
  return f.put(in.result, made);
}

