// Function definitions and lambdas: defaults, annotations, closure, decorators.
#include "interpreter/compiler/folding.h"
#include "interpreter/compiler/unit.h"
#include "interpreter/compiler/unparse.h"

namespace sidewinder {

// Decorators are evaluated first and called last, the innermost first.
int Unit::evaluate_decorators(ast::Exprs decorators) {
  int first = registers_.next();
  for (ast::Expr* decorator : decorators) expression(*decorator, take());
  return first;
}

// The decorated value is in the register behind the last decorator.
void Unit::apply_decorators(ast::Exprs decorators, int first, int value, const Place& place) {
  for (size_t i = decorators.size(); i > 0; i--) {
    LocationScope at(emitter_, *decorators[i - 1]);
    value = first + int(i) - 1;
    emitter_.emit(Opcode::call_, value, value, 1);
  }
  store(place, {value, false});
}

void Unit::function_definition(const ast::FunctionDef& s) {
  int first = evaluate_decorators(s.decorators);
  int function = take();
  int block = registers_.take(4);
  function_defaults(*s.arguments, block);
  function_annotations(*s.arguments, s.returns, block + 2);
  const Scope& scope = compilation_.symbols.scope_of(&s);
  Code* code = Unit(compilation_, scope, this).compile_function(s);
  make_function(scope, code, block, function);
  apply_decorators(s.decorators, first, function, place_of(s.name));
}

void Unit::lambda_expression(const ast::Lambda& e, int dst) {
  int block = registers_.take(4);
  function_defaults(*e.arguments, block);
  emitter_.emit(Opcode::load_null_, block + 2);
  const Scope& scope = compilation_.symbols.scope_of(&e);
  Code* code = Unit(compilation_, scope, this).compile_lambda(e);
  make_function(scope, code, block, dst);
}

// No line of its own: it counts as a part of what went before.
void Unit::load_nothing(int dst) {
  LocationScope at(emitter_, emitter_.last_location());
  emitter_.emit(Opcode::load_null_, dst);
}

void Unit::tuple_of_defaults(ast::Exprs defaults, int dst) {
  for (ast::Expr* value : defaults)
    if (fold(compilation_, *value)) emitter_.mark(*value);
  tuple_display(defaults, dst);
}

void Unit::function_defaults(const ast::Arguments& arguments, int block) {
  if (arguments.defaults.empty()) load_nothing(block);
  else tuple_of_defaults(arguments.defaults, block);
  bool has_keyword_defaults = false;
  for (ast::Expr* value : arguments.keyword_defaults) has_keyword_defaults |= value != nullptr;
  if (!has_keyword_defaults) return load_nothing(block + 1);
  emitter_.emit(Opcode::build_map_, block + 1, 0, 0);
  for (size_t i = 0; i < arguments.keyword_only.size(); i++) {
    if (!arguments.keyword_defaults[i]) continue;
    Temporaries temporaries(registers_);
    Identifier name = compilation_.symbols.mangle(scope_, arguments.keyword_only[i]->name);
    int key = in_register({name_constant(name), true});
    emitter_.emit(Opcode::map_add_, block + 1, key, to_register(*arguments.keyword_defaults[i]));
  }
}

// The value of an annotation; its text with `from __future__ import annotations` (PEP 563).
void Unit::evaluate_annotation(const ast::Expr& annotation, int dst) {
  if (compilation_.symbols.future().annotations) return load_constant(dst, text_constant(unparse(annotation)));
  if (!annotation.is<ast::Starred>()) return expression(annotation, dst);
  // def f(*args: *Ts): the one element of the unpacked value
  LocationScope at(emitter_, annotation);
  Temporaries temporaries(registers_);
  int unpacked = in_register(operand(*annotation.as<ast::Starred>().value));
  move(dst, {unpack(unpacked, 1), false});
}

// A dict to dst, or null.
void Unit::function_annotations(const ast::Arguments& arguments, const ast::Expr* returns, int dst) {
  bool is_empty = true;
  auto add = [&](Identifier name, const ast::Expr* annotation) {
    if (!annotation) return;
    if (is_empty) emitter_.emit(Opcode::build_map_, dst, 0, 0);
    is_empty = false;
    Temporaries temporaries(registers_);
    int value = take();
    evaluate_annotation(*annotation, value);
    int key = in_register({name_constant(compilation_.symbols.mangle(scope_, name)), true});
    emitter_.emit(Opcode::map_add_, dst, key, value);
  };
  for (ast::Arg* argument : arguments.positional) add(argument->name, argument->annotation);
  for (ast::Arg* argument : arguments.positional_only) add(argument->name, argument->annotation);
  if (arguments.vararg) add(arguments.vararg->name, arguments.vararg->annotation);
  for (ast::Arg* argument : arguments.keyword_only) add(argument->name, argument->annotation);
  if (arguments.kwarg) add(arguments.kwarg->name, arguments.kwarg->annotation);
  if (returns) add(well_known("return"), returns);
  if (is_empty) load_nothing(dst);
}

// The first of the registers that hold the cells a function takes along, in the order of its scope's `frees`.
int Unit::closure_cells(const Scope& scope) {
  int count = int(scope.frees.size()), first = cell_register(scope.frees[0]);
  bool is_block = true;
  for (int i = 0; i < count; i++) is_block &= cell_register(scope.frees[size_t(i)]) == first + i;
  if (is_block) return first;
  int cells = registers_.take(count);
  for (int i = 0; i < count; i++) emitter_.emit(Opcode::move_r, cells + i, cell_register(scope.frees[size_t(i)]));
  return cells;
}

void Unit::make_function(const Scope& scope, Code* code, int block, int dst) {
  Temporaries temporaries(registers_);
  if (scope.frees.empty()) emitter_.emit(Opcode::load_null_, block + 3);
  else emitter_.emit(Opcode::build_tuple_, block + 3, closure_cells(scope), int(scope.frees.size()));
  emitter_.emit(Opcode::make_function_, dst, constant(code), block);
}

}  // namespace sidewinder
