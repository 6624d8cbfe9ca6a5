// `count p x` adds the int x to `first p`. The handler is right when it interprets, and wrong in a trace: a guard that fails leads back to the beginning
// of the instruction, which is then done once more. So whatever a handler tests, it must test before it changes anything.

//// opcodes.def: before OP(if_lt, op_if<M, Compare::Lt>)            // if a < b goto target
OP(count, op_count<M>)                      // first a = first a + b
//// parser.cpp: before if (w[0] == "goto" && n == 2) return jump(Opcode::jump, {}, w[1]);
    if (w[0] == "count" && n == 3) return simple(Opcode::count, {w[1], w[2]});
//// handlers.h: before // --- Control
template <class M> Next op_count(M& m, Frame<M>& f, const Instr& in) {
  auto pair = f.operand(m, in.operand[0]), value = f.operand(m, in.operand[1]);
  if (!m.has_class(pair, &pair_class)) return finish(m, f, -1, pair_wanted_row, pair);
  auto old = m.load_ref(pair, pair_first);
  if (!m.is_small_int(old) || !m.is_small_int(value)) return finish(m, f, -1, numbers_wanted_row, pair, value);
  auto sum = m.int_add(m.unbox_int(old), m.unbox_int(value));
  bool fits = m.test(m.int_fits(sum));
  m.store_ref(pair, pair_first, fits ? m.box_int(sum) : m.box_float(m.float_from_int(sum)));
  return Next::Go;
}

