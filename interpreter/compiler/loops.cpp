// while and for. The test (or the step of the iterator) stands once, at the top; a back edge goes to it.
#include "interpreter/compiler/folding.h"
#include "interpreter/compiler/unit.h"

namespace sidewinder {

// At the end of a body that begins in the line of its test: what is traced sees that line once for each round (a jump
// back to the test would show it once more, for the round that does not come).
void Unit::test_again(const ast::Expr& test, uint32_t begin, Label& exhausted) {
  int hot_row = -1;
  jump_if(test, false, exhausted);
  emitter_.jump_back(begin, &hot_row);
}

void Unit::while_statement(const ast::While& s) {
  std::optional<bool> truth = fold_truth(compilation_, *s.test);
  if (truth) emitter_.mark(*s.test);
  if (truth && !*truth) return body(s.or_else);
  Label exhausted, end;
  check_nesting();
  emitter_.forget_deletable();
  Block loop{Block::Loop};
  loop.break_target = &end;
  loop.header = emitter_.position();
  if (truth) loop.test_line = *s.test;
  blocks_.push_back(loop);
  if (!truth) jump_if(*s.test, false, exhausted);
  uint32_t begin = emitter_.position();
  body(s.body);
  if (truth) emitter_.mark(*s.test);
  if (!truth && s.body[0]->line == s.test->line) {
    test_again(*s.test, begin, exhausted);
  } else {
    emitter_.jump_back(loop.header, &blocks_.back().hot_row);
  }
  blocks_.pop_back();
  emitter_.bind(exhausted);
  body(s.or_else);
  emitter_.bind(end);
}

uint32_t Unit::iteration_head(int iterator, const ast::Expr& target, Label& exhausted) {
  Temporaries temporaries(registers_);
  emitter_.forget_deletable();
  uint32_t header = emitter_.position();
  int variable = direct_register(target);
  int dst = variable == kNoRegister ? take() : variable;
  int scratch = take();
  emitter_.emit(Opcode::for_iter_, dst, iterator, scratch);
  emitter_.branch(Opcode::for_end_, scratch, exhausted);
  emitter_.emit(Opcode::move_r, dst, scratch);
  if (variable == kNoRegister) return assign(target, {dst, false}), header;
  emitter_.mark(target);
  mark_bound(variable);
  return header;
}

uint32_t Unit::async_iteration_head(int iterator, const ast::Expr& target, AsyncHead& head) {
  emitter_.forget_deletable();
  uint32_t header = emitter_.position();
  Temporaries temporaries(registers_);
  Block block{Block::Protected};
  block.handler = &head.stopped;
  block.exception_register = head.exception;
  enter_block(std::move(block));
  int variable = take();
  int awaitable = take();
  emitter_.emit(Opcode::get_anext_, awaitable, iterator);
  delegate(awaitable, variable);
  leave_block();
  assign(target, {variable, false});
  return header;
}

void Unit::async_loop_end(AsyncHead& head) {
  emitter_.bind(head.stopped);
  Temporaries temporaries(registers_);
  Label stopped;
  int matches = take();
  emitter_.emit(Opcode::builtin_exception_, matches, 1);
  emitter_.emit(Opcode::match_exception_, matches, head.exception, matches);
  branch_on_bool(matches, true, stopped);
  emitter_.emit(Opcode::reraise_, head.exception, true);
  emitter_.bind(stopped);
}

void Unit::async_for_statement(const ast::For& s) {
  check_nesting();
  Label end;
  AsyncHead head;
  int iterator = take();
  head.exception = take();
  emitter_.emit(Opcode::get_aiter_, iterator, in_register(operand(*s.iterable, iterator)));
  Block loop{Block::Loop};
  loop.break_target = &end;
  loop.iterator = iterator;
  loop.header = async_iteration_head(iterator, *s.target, head);
  blocks_.push_back(loop);
  body(s.body);
  emitter_.jump_back(loop.header, &blocks_.back().hot_row);
  blocks_.pop_back();
  async_loop_end(head);
  body(s.or_else);
  emitter_.bind(end);
}

void Unit::for_statement(const ast::For& s) {
  if (s.is_async) return async_for_statement(s);
  check_nesting();
  Label exhausted, end;
  int iterator = take();
  // A list display that is only iterated over may be a constant tuple.
  Object* elements = s.iterable->is<ast::List>() ? fold_elements(compilation_, s.iterable->as<ast::List>().elements)
                                                 : nullptr;
  Operand iterable = elements ? Operand{constant(elements), true} : operand(*s.iterable, iterator);
  emitter_.emit(Opcode::get_iter_, iterator, in_register(iterable));
  Block loop{Block::Loop};
  loop.break_target = &end;
  loop.iterator = iterator;
  loop.header = iteration_head(iterator, *s.target, exhausted);
  blocks_.push_back(loop);
  body(s.body);
  emitter_.note_loop(loop.header, &blocks_.back().hot_row);
  emitter_.jump_back(loop.header, &blocks_.back().hot_row);
  blocks_.pop_back();
  emitter_.bind(exhausted);
  body(s.or_else);
  emitter_.bind(end);
}

size_t Unit::innermost_loop() const {
  size_t i = blocks_.size();
  while (blocks_[i - 1].kind != Block::Loop) i--;
  return i - 1;
}

void Unit::break_statement() {
  emitter_.mark(emitter_.location());
  size_t loop = innermost_loop();
  std::vector<Block> left = leave_blocks(loop + 1);
  if (blocks_[loop].iterator != kNoRegister) emitter_.emit_leave_loop(blocks_[loop].iterator);
  emitter_.jump(*blocks_[loop].break_target);
  resume_blocks(std::move(left));
}

void Unit::continue_statement() {
  emitter_.mark(emitter_.location());
  size_t loop = innermost_loop();
  std::vector<Block> left = leave_blocks(loop + 1);
  if (blocks_[loop].test_line.line > 0) emitter_.mark(blocks_[loop].test_line);
  emitter_.jump_back(blocks_[loop].header, &blocks_[loop].hot_row);
  resume_blocks(std::move(left));
}

}  // namespace sidewinder
