// Expressions to registers. Operands that are local variables are used in place; see settle() for what that takes.
#include <algorithm>

#include "interpreter/compiler/folding.h"
#include "interpreter/compiler/tree_queries.h"
#include "interpreter/compiler/unit.h"

namespace sidewinder {

using ast::BinaryOperator;
using ast::ExprKind;

namespace {

// The opcode of an operator: for the ones that have constant forms, their _rr form.
struct ArithmeticOpcodes {
  Opcode binary, in_place;
  bool takes_constants;
};

ArithmeticOpcodes opcodes_of(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::Add: return {Opcode::add_rr, Opcode::inplace_add_rr, true};
    case BinaryOperator::Sub: return {Opcode::sub_rr, Opcode::inplace_sub_rr, true};
    case BinaryOperator::Mult: return {Opcode::mul_rr, Opcode::inplace_mul_rr, true};
    case BinaryOperator::Div: return {Opcode::true_div_rr, Opcode::inplace_true_div_rr, true};
    case BinaryOperator::FloorDiv: return {Opcode::floor_div_rr, Opcode::inplace_floor_div_rr, true};
    case BinaryOperator::Mod: return {Opcode::mod_rr, Opcode::inplace_mod_rr, true};
    case BinaryOperator::BitAnd: return {Opcode::and_rr, Opcode::inplace_and_rr, true};
    case BinaryOperator::BitOr: return {Opcode::or_rr, Opcode::inplace_or_rr, true};
    case BinaryOperator::BitXor: return {Opcode::xor_rr, Opcode::inplace_xor_rr, true};
    case BinaryOperator::LShift: return {Opcode::lshift_rr, Opcode::inplace_lshift_rr, true};
    case BinaryOperator::RShift: return {Opcode::rshift_rr, Opcode::inplace_rshift_rr, true};
    case BinaryOperator::Pow: return {Opcode::pow_, Opcode::inplace_pow_, false};
    case BinaryOperator::MatMult: return {Opcode::matmul_, Opcode::inplace_matmul_, false};
  }
  return {};
}

// Is the value True or False whatever the operands are?
bool gives_bool(const ast::Expr& e) {
  if (e.is<ast::UnaryOp>()) return e.as<ast::UnaryOp>().op == ast::UnaryOperator::Not;
  return e.is<ast::Compare>() && e.as<ast::Compare>().operators.size() == 1 &&
         e.as<ast::Compare>().operators[0] >= ast::CompareOperator::Is;
}

}  // namespace

int Unit::take_block(int dst) {
  return dst != kNoRegister && registers_.is_temporary(dst) && dst == registers_.next() - 1 ? dst : take();
}

void Unit::move(int dst, Operand value) {
  if (value.is_constant) load_constant(dst, value.index);
  else if (dst != value.index) emitter_.emit(Opcode::move_r, dst, value.index);
}

int Unit::in_register(Operand value) {
  if (!value.is_constant) return value.index;
  int reg = take();
  load_constant(reg, value.index);
  return reg;
}

void Unit::settle(Operand* value, const ast::Expr& later) {
  if (value->is_constant || registers_.is_temporary(value->index)) return;
  if (!compilation_.has_walrus || !contains_walrus(later)) return;
  int copy = take();
  move(copy, *value);
  value->index = copy;
}

Operand Unit::operand(const ast::Expr& e, int preferred) {
  if (Object* value = fold(compilation_, e)) {
    emitter_.mark(e);
    return {constant(value), true};
  }
  return {to_register(e, preferred), false};
}

int Unit::to_register(const ast::Expr& e, int preferred) {
  if (e.is<ast::Name>()) {
    Place place = place_of(e.as<ast::Name>().id);
    if (place.kind == Place::Register) {
      LocationScope at(emitter_, e);
      check_bound(place);
      emitter_.mark(e);
      return place.reg;
    }
  }
  int dst = preferred == kNoRegister ? take() : preferred;
  expression(e, dst);
  return dst;
}

void Unit::discard(const ast::Expr& e) {
  Temporaries temporaries(registers_);
  operand(e);
}

void Unit::expression(const ast::Expr& e, int dst) {
  if (!compilation_.has_stack()) return;
  LocationScope at(emitter_, e);
  if (Object* value = fold(compilation_, e)) return load_constant(dst, constant(value));
  Temporaries temporaries(registers_);
  expression_node(e, dst);
}

void Unit::expression_node(const ast::Expr& e, int dst) {
  switch (e.kind) {
    case ExprKind::Constant: return;  // folded
    case ExprKind::Name: return load(e.as<ast::Name>().id, dst);
    case ExprKind::BinOp: return binary_expression(e.as<ast::BinOp>(), dst);
    case ExprKind::UnaryOp: return unary_expression(e.as<ast::UnaryOp>(), dst);
    case ExprKind::BoolOp: return bool_expression(e.as<ast::BoolOp>(), dst);
    case ExprKind::Compare: return compare_expression(e.as<ast::Compare>(), dst);
    case ExprKind::IfExp: return conditional_expression(e.as<ast::IfExp>(), dst);
    case ExprKind::NamedExpr: return named_expression(e.as<ast::NamedExpr>(), dst);
    case ExprKind::Attribute: return attribute_expression(e.as<ast::Attribute>(), dst);
    case ExprKind::Subscript: return subscript_expression(e.as<ast::Subscript>(), dst);
    case ExprKind::Slice: return slice_expression(e.as<ast::Slice>(), dst);
    case ExprKind::Call: return call_expression(e.as<ast::Call>(), dst);
    case ExprKind::Tuple: return tuple_display(e.as<ast::Tuple>().elements, dst);
    case ExprKind::List: return list_display(e.as<ast::List>().elements, dst);
    case ExprKind::Set: return set_display(e.as<ast::Set>().elements, dst);
    case ExprKind::Dict: return dict_display(e.as<ast::Dict>(), dst);
    case ExprKind::Lambda: return lambda_expression(e.as<ast::Lambda>(), dst);
    case ExprKind::ListComp: {
      const auto& c = e.as<ast::ListComp>();
      return comprehension(e, c.generators, *c.element, nullptr, dst);
    }
    case ExprKind::SetComp: {
      const auto& c = e.as<ast::SetComp>();
      return comprehension(e, c.generators, *c.element, nullptr, dst);
    }
    case ExprKind::DictComp: {
      const auto& c = e.as<ast::DictComp>();
      return comprehension(e, c.generators, *c.key, c.value, dst);
    }
    case ExprKind::GeneratorExp: {
      const auto& c = e.as<ast::GeneratorExp>();
      return comprehension(e, c.generators, *c.element, nullptr, dst);
    }
    case ExprKind::Yield: return yield_expression(e.as<ast::Yield>(), dst);
    case ExprKind::YieldFrom: return yield_from_expression(e.as<ast::YieldFrom>(), dst);
    case ExprKind::JoinedStr: return joined_string(e.as<ast::JoinedStr>(), dst);
    case ExprKind::FormattedValue: return formatted_value(e.as<ast::FormattedValue>(), dst);
    case ExprKind::Await: return await_expression(e.as<ast::Await>(), dst);
    case ExprKind::Starred: return compilation_.fail_syntax(e, "can't use starred expression here");
  }
}

// ---------------------------------------------------------------------------------------------
// Operators

void Unit::binary_expression(const ast::BinOp& e, int dst) {
  Operand left = operand(*e.left, scratch_of(dst));
  settle(&left, *e.right);
  Operand right = operand(*e.right);
  emit_binary(e.op, dst, left, right);
}

void Unit::emit_binary(BinaryOperator op, int dst, Operand left, Operand right) {
  ArithmeticOpcodes opcodes = opcodes_of(op);
  if (!opcodes.takes_constants) return emitter_.emit(opcodes.binary, dst, in_register(left), in_register(right));
  // not folded: it would raise, or be large
  if (left.is_constant && right.is_constant) left = {in_register(left), false};
  int form = left.is_constant ? 2 : right.is_constant;  // rr, rc, cr
  emitter_.emit(Opcode(uint16_t(opcodes.binary) + form), dst, left.index, right.index);
}

void Unit::emit_in_place(BinaryOperator op, int dst, int left, Operand right) {
  ArithmeticOpcodes opcodes = opcodes_of(op);
  if (!opcodes.takes_constants) return emitter_.emit(opcodes.in_place, dst, left, in_register(right));
  emitter_.emit(form_for(opcodes.in_place, right), dst, left, right.index);
}

void Unit::unary_expression(const ast::UnaryOp& e, int dst) {
  if (e.op == ast::UnaryOperator::Not) {
    // `not a in b` and `not a is b` are operators of their own.
    if (e.operand->is<ast::Compare>()) {
      const auto& compare = e.operand->as<ast::Compare>();
      if (compare.operators.size() == 1 && compare.operators[0] >= ast::CompareOperator::Is) {
        warn_about_identity(compare, true);
        Operand left = comparand(compare, 0);
        settle(&left, *compare.comparators[0]);
        Operand right = comparand(compare, 1);
        auto negated = ast::CompareOperator(int(compare.operators[0]) ^ 1);  // Is, IsNot, In, NotIn
        return emit_compare(negated, dst, left, right);
      }
    }
    int value = take();
    emitter_.emit(Opcode::to_bool_, value, in_register(operand(*e.operand, value)));
    return emitter_.emit(Opcode::not_, dst, value);
  }
  int value = in_register(operand(*e.operand, scratch_of(dst)));
  switch (e.op) {
    case ast::UnaryOperator::USub: return emitter_.emit(Opcode::negative_, dst, value);
    case ast::UnaryOperator::UAdd: return emitter_.emit(Opcode::positive_, dst, value);
    default: return emitter_.emit(Opcode::invert_, dst, value);
  }
}

void Unit::bool_expression(const ast::BoolOp& e, int dst) {
  Label end;
  int value = registers_.is_temporary(dst) ? dst : take();
  for (size_t i = 0; i < e.values.size(); i++) {
    bool is_last = i + 1 == e.values.size();
    // A constant that cannot decide is skipped; one that decides is the last that counts.
    if (std::optional<bool> truth = fold_truth(compilation_, *e.values[i]); truth && !is_last) {
      if (*truth != (e.op == ast::BoolOperator::Or)) continue;
      is_last = true;
    }
    expression(*e.values[i], value);
    if (is_last) break;
    bool sense = e.op == ast::BoolOperator::Or;
    if (gives_bool(*e.values[i])) branch_on_bool(value, sense, end);
    else test(value, sense, end);
  }
  emitter_.bind(end);
  move(dst, {value, false});
}

void Unit::conditional_expression(const ast::IfExp& e, int dst) {
  if (std::optional<bool> truth = fold_truth(compilation_, *e.test))
    return expression(*truth ? *e.body : *e.or_else, dst);
  Label otherwise, end;
  jump_if(*e.test, false, otherwise);
  expression(*e.body, dst);
  emitter_.jump(end);
  emitter_.bind(otherwise);
  expression(*e.or_else, dst);
  emitter_.bind(end);
}

void Unit::named_expression(const ast::NamedExpr& e, int dst) {
  Operand value = operand(*e.value, scratch_of(dst));
  store(e.target->as<ast::Name>().id, value);
  move(dst, value);
}

// ---------------------------------------------------------------------------------------------
// Attributes and subscripts

void Unit::attribute_expression(const ast::Attribute& e, int dst) {
  Identifier name = compilation_.symbols.mangle(scope_, e.name);
  if (is_zero_argument_super(*e.value)) {
    int base = registers_.take(3);
    load_super_operands(e.value->as<ast::Call>(), base);
    emitter_.set_location(from_name(e, e));
    return emitter_.emit(Opcode::load_super_attr_, dst, base, emitter_.cache_of_site(name));
  }
  int object = in_register(operand(*e.value, scratch_of(dst)));
  emitter_.set_location(from_name(e, e));
  emitter_.emit(Opcode::load_attr_, dst, object, emitter_.cache_of_site(name));
}

void Unit::subscript_expression(const ast::Subscript& e, int dst) {
  warn_about_subscript(*e.value, *e.index);
  Operand container = operand(*e.value, scratch_of(dst));
  settle(&container, *e.index);
  int object = in_register(container);
  Operand key = operand(*e.index);
  emitter_.emit(form_for(Opcode::subscript_r, key), dst, object, key.index);
}

void Unit::slice_expression(const ast::Slice& e, int dst) {
  const ast::Expr* parts[] = {e.lower, e.upper, e.step};
  int count = e.step ? 3 : 2;
  int block = take_block(dst);
  for (int i = 0; i < count; i++) {
    int reg = i == 0 ? block : take();
    if (parts[i]) expression(*parts[i], reg);
    else load_none(reg);
  }
  emitter_.emit(Opcode::build_slice_, dst, block, count);
}

// ---------------------------------------------------------------------------------------------
// Generators

void Unit::yield_expression(const ast::Yield& e, int dst) {
  yield_out(dst, in_register(e.value ? operand(*e.value, scratch_of(dst)) : Operand{constants_.none(), true}));
}

void Unit::yield_out(int dst, int value) {
  if (scope_.is_coroutine) {
    int wrapped = registers_.is_temporary(value) ? value : take();
    emitter_.emit(Opcode::async_wrap_, wrapped, value);
    value = wrapped;
  }
  emitter_.emit(Opcode::yield_value_, dst, value);
}

void Unit::yield_from_expression(const ast::YieldFrom& e, int dst) {
  int iterator = take();
  emitter_.emit(Opcode::yield_from_iter_, iterator, in_register(operand(*e.value, iterator)));
  delegate(iterator, dst);
}

void Unit::await_expression(const ast::Await& e, int dst) {
  int awaited = take();
  await_value(in_register(operand(*e.value, awaited)), 0, dst);
}

void Unit::await_value(int awaited, int source, int dst) {
  int iterator = take();
  emitter_.emit(Opcode::get_awaitable_, iterator, awaited, source);
  delegate(iterator, dst);
}

// All values of an iterator are yielded, what is sent in goes to it; its result to dst. The suspended frame is known by
// the three instructions before its pc: send, for_end, yield_value.
void Unit::delegate(int iterator, int dst) {
  int next = registers_.take(2);  // the next value, and behind it the result of the whole
  int sent = take();
  load_none(sent);
  Label exhausted;
  uint32_t header = emitter_.position();
  int hot_row = -1;
  emitter_.emit(Opcode::send_, next, iterator, sent);
  emitter_.branch(Opcode::for_end_, next, exhausted);
  emitter_.emit(Opcode::yield_value_, sent, next);
  emitter_.jump_back(header, &hot_row);
  emitter_.bind(exhausted);
  move(dst, {next + 1, false});
}

// ---------------------------------------------------------------------------------------------
// f-strings

void Unit::joined_string(const ast::JoinedStr& e, int dst) {
  if (e.values.empty()) return load_constant(dst, text_constant(""));
  join_strings(e.values, dst);
}

// Many parts are joined in groups, so that the block of registers stays short.
void Unit::join_strings(ast::Exprs parts, int dst) {
  constexpr size_t kMost = 64;
  if (parts.size() == 1) return expression(*parts[0], dst);
  int block = take_block(dst);
  size_t group = (parts.size() + kMost - 1) / kMost;
  int count = 0;
  for (size_t begin = 0; begin < parts.size(); begin += group) {
    int part = count++ ? take() : block;
    Temporaries temporaries(registers_);
    join_strings(parts.from(begin).first(std::min(group, parts.size() - begin)), part);
  }
  emitter_.emit(Opcode::build_string_, dst, block, count);
}

void Unit::formatted_value(const ast::FormattedValue& e, int dst) {
  int block = take_block(dst);
  expression(*e.value, block);
  int spec = take();
  if (e.format_spec) expression(*e.format_spec, spec);
  else emitter_.emit(Opcode::load_null_, spec);
  emitter_.emit(Opcode::format_, dst, block, e.conversion);
}

}  // namespace sidewinder
