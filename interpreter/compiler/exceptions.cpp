// try, with, and what `return`, `break` and `continue` do on their way out of them.
//
// There is no block stack at run time: the exception table says which handler covers an instruction. The code that
// leaves a block (a finally body, the call of __exit__) is emitted at every exit, outside of the range of the block it
// leaves.
#include "interpreter/compiler/unit.h"

namespace sidewinder {

void Unit::check_nesting() {
  if (blocks_.size() >= kMaxBlocks) compilation_.fail_syntax(emitter_.location(), "too many statically nested blocks");
}

void Unit::enter_block(Block block) {
  block.range_begin = emitter_.position();
  block.bound_at_begin = emitter_.bound();
  blocks_.push_back(std::move(block));
}

void Unit::end_range(const Block& block) {
  if (block.handler)
    emitter_.add_exception_range(block.range_begin, *block.handler, block.exception_register, block.bound_at_begin);
}

void Unit::leave_block() {
  end_range(blocks_.back());
  blocks_.pop_back();
}

std::vector<Block> Unit::leave_blocks(size_t depth) {
  std::vector<Block> left;
  while (blocks_.size() > depth) {
    end_range(blocks_.back());
    left.push_back(std::move(blocks_.back()));
    blocks_.pop_back();
    const Block& block = left.back();
    Temporaries temporaries(registers_);
    switch (block.kind) {
      case Block::Loop:
        if (block.iterator != kNoRegister) emitter_.emit_leave_loop(block.iterator);
        break;
      case Block::Protected: break;
      case Block::FinallyBody: body(block.final_body); break;
      case Block::With: {
        LocationScope at(emitter_, block.location);
        call_exit(block.state_register, kNoRegister, block.is_async);
        break;
      }
      case Block::Handler: emitter_.emit(Opcode::pop_handled_, block.state_register); break;
      case Block::BoundName: unbind(block.name); break;
    }
  }
  return left;
}

void Unit::resume_blocks(std::vector<Block> left) {
  for (; !left.empty(); left.pop_back()) {
    left.back().range_begin = emitter_.position();
    blocks_.push_back(std::move(left.back()));
  }
}

bool Unit::must_run_statements_to_leave() const {
  for (const Block& block : blocks_)
    if (block.kind == Block::FinallyBody || block.kind == Block::With) return true;
  return false;
}

bool Unit::must_run_code_to_leave() const {
  for (const Block& block : blocks_)
    if (block.kind == Block::BoundName) return true;
  return must_run_statements_to_leave();
}

// ---------------------------------------------------------------------------------------------
// Handlers

void Unit::begin_handling(Handling& handling, int exception, const ast::Location& location) {
  LocationScope at(emitter_, location);
  handling.saved = take();
  handling.raised = take();
  emitter_.emit(Opcode::push_handled_, handling.saved, exception);
  Block block{Block::Handler};
  block.handler = &handling.cleanup;
  block.exception_register = handling.raised;
  block.state_register = handling.saved;
  enter_block(std::move(block));
}

void Unit::end_handling(const Handling& handling, int exception, PlaceOfRaise place) {
  leave_block();
  LocationScope at(emitter_, emitter_.last_location());
  emitter_.emit(Opcode::pop_handled_, handling.saved);
  emitter_.emit(Opcode::reraise_, exception, place == PlaceOfRaise::Kept);
}

void Unit::finish_handling(Handling& handling) {
  LocationScope at(emitter_, kNoLocation);
  emitter_.bind(handling.cleanup);
  emitter_.emit(Opcode::pop_handled_, handling.saved);
  emitter_.emit(Opcode::reraise_, handling.raised, true);
}

// ---------------------------------------------------------------------------------------------
// try

void Unit::try_statement(const ast::Try& s) {
  emitter_.mark(s);
  if (s.final_body.empty()) return try_except(s);
  try_finally(s);
}

void Unit::try_finally(const ast::Try& s) {
  Label handler, end;
  int exception = take();
  Block block{Block::FinallyBody};
  block.handler = &handler;
  block.exception_register = exception;
  block.final_body = s.final_body;
  check_nesting();
  enter_block(std::move(block));
  if (s.handlers.empty()) body(s.body);
  else try_except(s);
  leave_block();
  body(s.final_body);
  bool falls_through = emitter_.is_reachable();
  ast::Location last = emitter_.last_location();
  emitter_.jump(end);
  emitter_.bind(handler);
  if (emitter_.is_reachable()) {
    Handling handling;
    begin_handling(handling, exception);
    body(s.final_body);
    end_handling(handling, exception, PlaceOfRaise::Here);
    finish_handling(handling);
  }
  emitter_.bind(end);
  if (falls_through) emitter_.set_last_location(last);
}

void Unit::try_except(const ast::Try& s) {
  if (s.is_star) return try_except_star(s);
  Label handler, end;
  int exception = take();
  Block block{Block::Protected};
  block.handler = &handler;
  block.exception_register = exception;
  check_nesting();
  enter_block(std::move(block));
  body(s.body);
  leave_block();
  body(s.or_else);
  bool falls_through = emitter_.is_reachable();
  ast::Location last = emitter_.last_location();
  emitter_.jump(end);
  emitter_.bind(handler);
  if (emitter_.is_reachable()) {
    Handling handling;
    check_nesting();
    begin_handling(handling, exception);
    for (ast::ExceptHandler* clause : s.handlers) except_clause(*clause, handling, exception, end);
    end_handling(handling, exception, PlaceOfRaise::Here);
    finish_handling(handling);
  }
  emitter_.bind(end);
  if (falls_through) emitter_.set_last_location(last);
}

void Unit::except_clause(const ast::ExceptHandler& clause, const Handling& handling, int exception, Label& end) {
  LocationScope at(emitter_, clause);
  Label next;
  if (clause.type) {
    Temporaries temporaries(registers_);
    int matches = take();
    emitter_.emit(Opcode::match_exception_, matches, exception, in_register(operand(*clause.type)));
    branch_on_bool(matches, false, next);
  } else {
    emitter_.mark(clause);
  }
  check_nesting();
  if (clause.name) {
    named_except_body(clause, exception);
  } else {
    blocks_.push_back({Block::Protected});  // only counts
    body(clause.body);
    blocks_.pop_back();
  }
  {
    LocationScope behind_body(emitter_, emitter_.last_location());
    emitter_.emit(Opcode::pop_handled_, handling.saved);
  }
  emitter_.jump(end);
  emitter_.bind(next);
  emitter_.set_last_location(clause);
}

// Each clause takes its part of the exception; what it raises, and what no clause took, is collected in a list, from
// which the exception that goes on is made (PEP 654).
void Unit::try_except_star(const ast::Try& s) {
  Label handler, end, done;
  int exception = take();
  Block block{Block::Protected};
  block.handler = &handler;
  block.exception_register = exception;
  enter_block(std::move(block));
  body(s.body);
  leave_block();
  body(s.or_else);
  bool falls_through = emitter_.is_reachable();
  ast::Location last = emitter_.last_location();
  emitter_.jump(end);
  emitter_.bind(handler);
  if (emitter_.is_reachable()) {
    Handling handling;
    begin_handling(handling, exception);
    int rest = take();
    int outcomes = take();
    {
      LocationScope at(emitter_, *s.handlers[0]);
      emitter_.emit(Opcode::move_r, rest, exception);
      emitter_.emit(Opcode::build_list_, outcomes, 0, 0);
    }
    for (ast::ExceptHandler* clause : s.handlers) except_star_clause(*clause, rest, outcomes);
    LocationScope at(emitter_, kNoLocation);
    emitter_.emit(Opcode::list_append_, outcomes, rest);
    emitter_.emit(Opcode::group_to_raise_, rest, exception, outcomes);
    emitter_.fused_branch(Opcode::jump_is_none_, rest, 0, take(), done);
    ast::Location behind_clauses = emitter_.last_location();
    emitter_.set_last_location(kNoLocation);
    end_handling(handling, rest, PlaceOfRaise::Here);
    emitter_.set_last_location(behind_clauses);
    emitter_.bind(done);
    emitter_.emit(Opcode::pop_handled_, handling.saved);
    emitter_.jump(end);
    finish_handling(handling);
  }
  emitter_.bind(end);
  if (falls_through) emitter_.set_last_location(last);
}

void Unit::except_star_clause(const ast::ExceptHandler& clause, int rest, int outcomes) {
  LocationScope at(emitter_, clause);
  Temporaries temporaries(registers_);
  Label next, failed;
  int parts = registers_.take(2);
  int raised = take();
  emitter_.emit(Opcode::match_group_, parts, rest, in_register(operand(*clause.type)));
  emitter_.emit(Opcode::unpack_tuple_, parts, parts, 2);
  emitter_.emit(Opcode::move_r, rest, parts + 1);
  emitter_.fused_branch(Opcode::jump_is_none_, parts, 0, take(), next);
  emitter_.emit(Opcode::push_handled_, raised, parts);
  if (clause.name) store(clause.name, {parts, false});
  Block block{clause.name ? Block::BoundName : Block::Protected};
  block.handler = &failed;
  block.exception_register = raised;
  block.name = clause.name;
  enter_block(std::move(block));
  body(clause.body);
  leave_block();
  {
    LocationScope behind_body(emitter_, emitter_.last_location());
    if (clause.name && emitter_.is_reachable()) unbind(clause.name);
    emitter_.jump(next);
    emitter_.bind(failed);
    if (emitter_.is_reachable()) {
      if (clause.name) unbind(clause.name);
      emitter_.emit(Opcode::list_append_, outcomes, raised);
    }
  }
  emitter_.bind(next);
}

// The name is unbound however the body ends, so that the exception does not keep its frames alive.
void Unit::named_except_body(const ast::ExceptHandler& clause, int exception) {
  Temporaries temporaries(registers_);
  store(clause.name, {exception, false});
  Label cleanup, end;
  Block block{Block::BoundName};
  block.handler = &cleanup;
  block.exception_register = take();
  block.name = clause.name;
  int raised = block.exception_register;
  enter_block(std::move(block));
  body(clause.body);
  leave_block();
  LocationScope behind_body(emitter_, emitter_.last_location());
  if (emitter_.is_reachable()) unbind(clause.name);
  emitter_.jump(end);
  emitter_.bind(cleanup);
  if (emitter_.is_reachable()) {
    unbind(clause.name);
    emitter_.emit(Opcode::reraise_, raised, true);
  }
  emitter_.bind(end);
}

// ---------------------------------------------------------------------------------------------
// with

// The registers of the exit method's call: function, self, and three arguments.
void Unit::call_exit(int exit_block, int exception, bool is_async) {
  int first = exit_block + 2;
  if (exception == kNoRegister)
    for (int i = 0; i < 3; i++) load_none(first + i);
  else emitter_.emit(Opcode::exception_triple_, first, exception);
  emitter_.emit(Opcode::call_method_, first, exit_block, 3);
  if (!is_async) return;
  Temporaries temporaries(registers_);
  await_value(first, 2, first);
}

void Unit::with_statement(const ast::With& s, size_t item) {
  if (item == s.items.size()) return body(s.body);
  if (!compilation_.has_stack()) return;
  const ast::WithItem& it = *s.items[item];
  Temporaries temporaries(registers_);
  int exit_block = registers_.take(5);
  int exception = take();
  int entered = registers_.take(2);
  int manager = in_register(operand(*it.context));
  emitter_.emit(Opcode::load_special_, entered, manager, s.is_async ? 2 : 0);
  emitter_.emit(Opcode::load_special_, exit_block, manager, s.is_async ? 3 : 1);
  emitter_.emit(Opcode::call_method_, entered, entered, 0);
  if (s.is_async) await_value(entered, 1, entered);

  Label handler, suppressed, end;
  Block block{Block::With};
  block.handler = &handler;
  block.exception_register = exception;
  block.state_register = exit_block;
  block.location = s;
  block.is_async = s.is_async;
  check_nesting();
  enter_block(std::move(block));
  if (it.target) assign(*it.target, {entered, false});
  registers_.release_from(entered);
  with_statement(s, item + 1);
  leave_block();
  call_exit(exit_block, kNoRegister, s.is_async);
  emitter_.jump(end);

  emitter_.bind(handler);
  if (emitter_.is_reachable()) {
    Handling handling;
    begin_handling(handling, exception, s);
    call_exit(exit_block, exception, s.is_async);
    test(exit_block + 2, true, suppressed);
    end_handling(handling, exception, PlaceOfRaise::Kept);
    emitter_.bind(suppressed);
    emitter_.emit(Opcode::pop_handled_, handling.saved);
    emitter_.jump(end);
    finish_handling(handling);
  }
  emitter_.bind(end);
}

}  // namespace sidewinder
