// `x = sqrt a` calls a C++ function: so does the trace, each turn, and the function makes a float. Here the instruction gets another handler.

//// opcodes.def: instead of OP(sqrt, op_sqrt<M>)                      // result = sqrt a
OP(sqrt, op_root<M>)                        // result = sqrt a
//// handlers.h: before // --- Pairs
template <class M> Next op_root(M& m, Frame<M>& f, const Instr& in) {
  auto a = f.operand(m, in.operand[0]);
  typename M::Float x;
  if (to_float(m, a, &x) && !m.test(m.float_lt(x, m.float_(0)))) return f.put(in.result, m.box_float(m.float_sqrt(x)));
  return finish(m, f, in.result, square_root_row, a);
}

