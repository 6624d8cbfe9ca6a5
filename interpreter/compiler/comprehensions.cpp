// Comprehensions and generator expressions: functions of one argument, the iterator of their first `for`.
#include "interpreter/compiler/unit.h"

namespace sidewinder {

void Unit::comprehension(const ast::Expr& e, ast::Comprehensions generators, const ast::Expr& element,
                         const ast::Expr* value, int dst) {
  const Scope& scope = compilation_.symbols.scope_of(&e);
  Code* code = Unit(compilation_, scope, this).compile_comprehension(e, generators, element, value);
  int base = take_block(dst);
  {
    Temporaries temporaries(registers_);
    int block = registers_.take(4);
    for (int i = 0; i < 3; i++) emitter_.emit(Opcode::load_null_, block + i);
    make_function(scope, code, block, base);
  }
  int iterator = take();
  {
    Temporaries temporaries(registers_);
    Opcode get = generators[0]->is_async ? Opcode::get_aiter_ : Opcode::get_iter_;
    emitter_.emit(get, iterator, in_register(operand(*generators[0]->iterable, iterator)));
  }
  if (!scope.is_coroutine || scope.is_generator) return emitter_.emit(Opcode::call_, dst, base, 1);
  emitter_.emit(Opcode::call_, base, base, 1);
  await_value(base, 0, dst);
}

Code* Unit::compile_comprehension(const ast::Location& location, ast::Comprehensions generators,
                                  const ast::Expr& element, const ast::Expr* value) {
  begin({});
  emitter_.set_location(location);
  int result = take();
  switch (scope_.kind) {
    case ScopeKind::ListComprehension: emitter_.emit(Opcode::build_list_, result, 0, 0); break;
    case ScopeKind::SetComprehension: emitter_.emit(Opcode::build_set_, result, 0, 0); break;
    case ScopeKind::DictComprehension: emitter_.emit(Opcode::build_map_, result, 0, 0); break;
    default: break;
  }
  comprehension_loop(generators, 0, element, value, result);
  if (scope_.kind == ScopeKind::GeneratorExpression) emitter_.emit(Opcode::return_c, 0, constants_.none());
  else emitter_.emit(Opcode::return_r, 0, result);
  return finish();
}

void Unit::comprehension_loop(ast::Comprehensions generators, size_t i, const ast::Expr& element,
                              const ast::Expr* value, int result) {
  if (!compilation_.has_stack()) return;
  if (i == generators.size()) return comprehension_element(element, value, result);
  const ast::Comprehension& generator = *generators[i];
  Temporaries temporaries(registers_);
  int iterator = 0;  // the parameter
  if (i > 0) {
    iterator = take();
    Opcode get = generator.is_async ? Opcode::get_aiter_ : Opcode::get_iter_;
    emitter_.emit(get, iterator, in_register(operand(*generator.iterable, iterator)));
  }
  Label next, exhausted;
  AsyncHead head;
  if (generator.is_async) head.exception = take();
  uint32_t header = generator.is_async ? async_iteration_head(iterator, *generator.target, head)
                                       : iteration_head(iterator, *generator.target, exhausted);
  for (ast::Expr* condition : generator.conditions) jump_if(*condition, false, next);
  comprehension_loop(generators, i + 1, element, value, result);
  emitter_.bind(next);
  int hot_row = -1;
  emitter_.jump_back(header, &hot_row);
  if (generator.is_async) async_loop_end(head);
  else emitter_.bind(exhausted);
}

void Unit::comprehension_element(const ast::Expr& element, const ast::Expr* value, int result) {
  Temporaries temporaries(registers_);
  Operand item = operand(element);
  if (value) settle(&item, *value);
  int reg = in_register(item);
  switch (scope_.kind) {
    case ScopeKind::ListComprehension: return emitter_.emit(Opcode::list_append_, result, reg);
    case ScopeKind::SetComprehension: return emitter_.emit(Opcode::set_add_, result, reg);
    case ScopeKind::DictComprehension:
      return emitter_.emit(Opcode::map_add_, result, reg, in_register(operand(*value)));
    default: return yield_out(take(), reg);
  }
}

}  // namespace sidewinder
