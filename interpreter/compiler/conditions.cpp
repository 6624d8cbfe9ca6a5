// Conditions: tests of `if`, `while`, `and`, `not`, ... as jumps, and comparisons, to a jump or to a register.
#include "interpreter/compiler/folding.h"
#include "interpreter/compiler/unit.h"
#include "interpreter/objects/container/set.h"

namespace sidewinder {

using ast::CompareOperator;

namespace {

// Position among lt, le, eq, ne, gt, ge, the order of the opcodes.
int ordering_index(CompareOperator op) {
  switch (op) {
    case CompareOperator::Lt: return 0;
    case CompareOperator::LtE: return 1;
    case CompareOperator::Eq: return 2;
    case CompareOperator::NotEq: return 3;
    case CompareOperator::Gt: return 4;
    default: return 5;
  }
}

// a < b is b > a.
CompareOperator mirrored(CompareOperator op) {
  switch (op) {
    case CompareOperator::Lt: return CompareOperator::Gt;
    case CompareOperator::LtE: return CompareOperator::GtE;
    case CompareOperator::Gt: return CompareOperator::Lt;
    case CompareOperator::GtE: return CompareOperator::LtE;
    default: return op;
  }
}

bool is_identity(CompareOperator op) { return op == CompareOperator::Is || op == CompareOperator::IsNot; }
bool is_membership(CompareOperator op) { return op == CompareOperator::In || op == CompareOperator::NotIn; }

// Comparing with such a constant gives the same from either side.
bool is_mirrorable(const Object* constant) {
  return is_exact<Int>(constant) || is_exact<Str>(constant) || (constant->cls == &float_type);
}

}  // namespace

void Unit::test(int reg, bool sense, Label& target) {
  Temporaries temporaries(registers_);
  emitter_.fused_branch(sense ? Opcode::test_true_ : Opcode::test_false_, reg, 0, take(), target);
}

void Unit::jump_if(const ast::Expr& e, bool sense, Label& target) {
  if (!compilation_.has_stack()) return;
  if (std::optional<bool> truth = fold_truth(compilation_, e)) {
    if (*truth == sense) emitter_.jump(target);
    return;
  }
  Temporaries temporaries(registers_);
  if (e.is<ast::BoolOp>()) return jump_if_any(e.as<ast::BoolOp>(), sense, target);
  if (e.is<ast::Compare>()) return jump_if_compare(e.as<ast::Compare>(), sense, target);
  if (e.is<ast::IfExp>()) return jump_if_conditional(e.as<ast::IfExp>(), sense, target);
  if (e.is<ast::UnaryOp>() && e.as<ast::UnaryOp>().op == ast::UnaryOperator::Not)
    return jump_if(*e.as<ast::UnaryOp>().operand, !sense, target);
  test(in_register(operand(e)), sense, target);
}

// The value that decides early (`or`: true, `and`: false) jumps from each operand; the other only from the last.
void Unit::jump_if_any(const ast::BoolOp& e, bool sense, Label& target) {
  bool deciding = e.op == ast::BoolOperator::Or;
  Label decided_otherwise;
  Label& early = deciding == sense ? target : decided_otherwise;
  for (size_t i = 0; i + 1 < e.values.size(); i++) jump_if(*e.values[i], deciding, early);
  jump_if(*e.values.back(), sense, target);
  emitter_.bind(decided_otherwise);
}

void Unit::jump_if_conditional(const ast::IfExp& e, bool sense, Label& target) {
  Label otherwise, end;
  jump_if(*e.test, false, otherwise);
  jump_if(*e.body, sense, target);
  emitter_.jump(end);
  emitter_.bind(otherwise);
  jump_if(*e.or_else, sense, target);
  emitter_.bind(end);
}

// ---------------------------------------------------------------------------------------------
// Comparisons

// A display that is only searched is a constant if its elements are: a tuple for a list, a frozenset for a set.
Object* Unit::searched_constant(const ast::Expr& e) {
  if (e.is<ast::List>()) return fold_elements(compilation_, e.as<ast::List>().elements);
  if (!e.is<ast::Set>()) return nullptr;
  Object* elements = fold_elements(compilation_, e.as<ast::Set>().elements);
  return elements ? compilation_.checked(new_frozenset(compilation_.thread, elements)) : nullptr;
}

// Operand i of the chain.
Operand Unit::comparand(const ast::Compare& e, size_t i, int preferred) {
  if (i == 0) return operand(*e.left, preferred);
  const ast::Expr& value = *e.comparators[i - 1];
  bool is_last = i == e.operators.size();
  if (is_membership(e.operators[i - 1]) && is_last)
    if (Object* container = searched_constant(value)) return {constant(container), true};
  return operand(value, preferred);
}

// A chain a < b < c: each middle operand is evaluated once, and kept for two comparisons. What the surrounding node
// does from here on has the comparison's location, as in CPython: a failed assertion marks it.
void Unit::jump_if_compare(const ast::Compare& e, bool sense, Label& target) {
  emitter_.set_location(e);
  warn_about_identity(e);
  Label failed;
  Operand left = comparand(e, 0);
  for (size_t i = 0; i < e.operators.size(); i++) {
    settle(&left, *e.comparators[i]);
    Operand right = comparand(e, i + 1);
    if (i + 1 == e.operators.size()) branch_on_compare(e.operators[i], left, right, sense, target);
    else branch_on_compare(e.operators[i], left, right, false, sense ? failed : target);
    left = right;
  }
  emitter_.bind(failed);
}

void Unit::branch_on_compare(CompareOperator op, Operand left, Operand right, bool sense, Label& target) {
  Temporaries temporaries(registers_);
  if (is_membership(op)) {
    int answer = take();
    emit_compare(op, answer, left, right);
    return branch_on_bool(answer, sense, target);
  }
  if (is_identity(op)) {
    bool jump_if_same = (op == CompareOperator::Is) == sense;
    if (left.is_constant && constants_[left.index] == none()) std::swap(left, right);
    int object = in_register(left), scratch = take();
    if (right.is_constant && constants_[right.index] == none())
      return emitter_.fused_branch(jump_if_same ? Opcode::jump_is_none_ : Opcode::jump_is_not_none_, object, 0, scratch,
                                   target);
    return emitter_.fused_branch(jump_if_same ? Opcode::jump_is_ : Opcode::jump_is_not_, object, in_register(right),
                                 scratch, target);
  }
  if (left.is_constant && !right.is_constant && is_mirrorable(constants_[left.index])) {
    std::swap(left, right);
    op = mirrored(op);
  }
  Opcode first = sense ? Opcode::jump_lt_rr : Opcode::jump_not_lt_rr;
  Opcode opcode = form_for(Opcode(uint16_t(first) + 2 * ordering_index(op)), right);
  emitter_.fused_branch(opcode, in_register(left), right.index, take(), target);
}

void Unit::emit_compare(CompareOperator op, int dst, Operand left, Operand right) {
  int a = in_register(left), b = in_register(right);
  switch (op) {
    case CompareOperator::Is: return emitter_.emit(Opcode::is_, dst, a, b);
    case CompareOperator::IsNot: return emitter_.emit(Opcode::is_not_, dst, a, b);
    case CompareOperator::In: return emitter_.emit(Opcode::contains_, dst, a, b);
    case CompareOperator::NotIn: return emitter_.emit(Opcode::not_contains_, dst, a, b);
    default: return emitter_.emit(Opcode(uint16_t(Opcode::compare_lt_) + ordering_index(op)), dst, a, b);
  }
}

void Unit::compare_expression(const ast::Compare& e, int dst) {
  warn_about_identity(e);
  bool is_chain = e.operators.size() > 1;
  // The first operand of a chain may not be where the answers go: it would be overwritten before its last use.
  Operand left = comparand(e, 0, is_chain ? kNoRegister : scratch_of(dst));
  int answer = is_chain && !registers_.is_temporary(dst) ? take() : dst;
  Label end;
  for (size_t i = 0; i < e.operators.size(); i++) {
    settle(&left, *e.comparators[i]);
    Operand right = comparand(e, i + 1);
    emit_compare(e.operators[i], answer, left, right);
    if (i + 1 < e.operators.size()) test(answer, false, end);
    left = right;
  }
  emitter_.bind(end);
  move(dst, {answer, false});
}

}  // namespace sidewinder
