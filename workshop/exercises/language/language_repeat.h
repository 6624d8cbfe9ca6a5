// A loop in one instruction: `repeat n goto again` takes 1 from n and goes back while n is more than 0; an n of 0 or less stays, and it goes on.
// f.jump_back is where the JIT counts, and where a trace closes. operand[0] is the loop's number, operand[1] and result are n's register.

//// opcodes.def: before OP(call, op_call<M>)                      // result = call function number `target` operands...
OP(repeat, op_repeat<M>)                    // result = b - 1, goto target, back, while that is more than 0; operand 0: see jump_back
//// parser.cpp: before if (w[0] == "goto" && n == 2) return jump(Opcode::jump, {}, w[1]);
    if (w[0] == "repeat" && n == 4 && w[2] == "goto") return repeat(w);
//// parser.cpp: before bool jump(Opcode opcode, const Words& operands, const std::string& label) {
  bool repeat(const Words& w) {
    instruction_.result = register_of(w[1]);
    return jump(Opcode::repeat, {w[1], w[1]}, w[3]);
  }
//// parser.cpp: instead of if (label->second > jump.at) return;
    if (label->second > jump.at) {
      if (in.opcode == Opcode::repeat) fail("repeat goes back", in.line);
      return;
    }
//// parser.cpp: instead of if (in.opcode != Opcode::jump) return fail("only a goto of its own goes back", in.line);
    if (in.opcode != Opcode::jump && in.opcode != Opcode::repeat) return fail("only a goto of its own goes back", in.line);
//// parser.cpp: instead of in.opcode = Opcode::jump_back;
    if (in.opcode == Opcode::jump) in.opcode = Opcode::jump_back;
//// handlers.h: before template <class M> Next op_call(M& m, Frame<M>& f, const Instr& in) {
template <class M> Next op_repeat(M& m, Frame<M>& f, const Instr& in) {
  auto n = f.operand(m, in.operand[1]);
  if (!m.is_small_int(n)) return finish(m, f, -1, numbers_wanted_row, n, n);
  return Next::Go;
}

