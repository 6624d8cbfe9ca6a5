// `x = sqrt a` calls a C++ function: so does the trace, each turn, and the function makes a float. Here the instruction gets another handler.

//// opcodes.def: instead of OP(sqrt, op_sqrt<M>)                      // result = sqrt a
OP(sqrt, op_root<M>)                        // result = sqrt a
//// handlers.h: before // --- Pairs
template <class M> Next op_root(M& m, Frame<M>& f, const Instr& in) {
  auto a = f.operand(m, in.operand[0]);
  return finish(m, f, in.result, square_root_row, a);
}

