// An opcode: `x = a % b`, the remainder of two ints. Its row, its sign and its handler go into the language's sources where the lines with //// say.
// The row and the sign are done. The handler is a template over its machine: the same text interprets, and records the trace.

//// opcodes.def: before OP(sqrt, op_sqrt<M>)                      // result = sqrt a
OP(mod, op_mod<M>)                          // result = a % b
//// parser.cpp: instead of constexpr Binary kArithmetic[] = {{"+", Opcode::add}, {"-", Opcode::sub}, {"*", Opcode::mul}, {"/", Opcode::div}};
constexpr Binary kArithmetic[] = {
    {"+", Opcode::add}, {"-", Opcode::sub}, {"*", Opcode::mul}, {"/", Opcode::div}, {"%", Opcode::mod}};
//// handlers.h: before // --- Pairs
template <class M> Next op_mod(M& m, Frame<M>& f, const Instr& in) {
  auto a = f.operand(m, in.operand[0]), b = f.operand(m, in.operand[1]);
  if (m.is_small_int(a) && m.is_small_int(b)) {
    auto divisor = m.unbox_int(b);
    if (m.test(m.int_ne(divisor, m.int_(0)))) return f.put(in.result, m.box_int(m.int_mod(m.unbox_int(a), divisor)));
  }
  return finish(m, f, in.result, numbers_wanted_row, a, b);  // raises
}

