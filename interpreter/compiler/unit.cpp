// The frame of a unit: its registers, its name, and the entry points for each kind of scope.
#include "interpreter/compiler/unit.h"

#include "interpreter/compiler/tree_queries.h"

namespace sidewinder {

Unit::Unit(Compilation& compilation, const Scope& scope, const Unit* parent)
    : compilation_(compilation),
      scope_(scope),
      parent_(parent),
      registers_(compilation),
      constants_(compilation),
      emitter_(compilation),
      first_line_(scope.first_line) {}

// Locals, then cells that are not parameters, then free variables.
void Unit::lay_out_registers() {
  int count = 0;
  for (Identifier local : scope_.locals) named_registers_.emplace(local.entry(), count++);
  local_count_ = count;
  for (Identifier cell : scope_.cells)
    if (named_registers_.emplace(cell.entry(), count).second) count++;
  first_free_ = count;
  for (Identifier free : scope_.frees) {
    if (!named_registers_.emplace(free.entry(), count).second) outer_class_cell_ = count;
    count++;
  }
  registers_.set_named(count);
}

void Unit::begin(const std::vector<Identifier>& deletable) {
  lay_out_registers();
  BoundSet unbindable;
  unbindable.resize(local_count_);
  for (Identifier name : deletable) {
    Place place = place_of(name);
    if (place.kind == Place::Register) unbindable.add(place.reg);
  }
  emitter_.set_local_count(local_count_, unbindable);
  for (size_t i = 0; i < scope_.parameters.size(); i++) emitter_.bound().add(int(i));
  emitter_.set_location({first_line_, scope_.first_column, first_line_, scope_.first_column});
  emitter_.set_last_location(emitter_.location());
  if (!scope_.frees.empty()) emitter_.emit(Opcode::copy_free_, 0, 0, int(scope_.frees.size()));
  for (Identifier cell : scope_.cells) emitter_.emit(Opcode::make_cell_, cell_register(cell));
  if (!scope_.is_generator && !scope_.is_coroutine) return;
  LocationScope no_columns(emitter_, {first_line_, -1, first_line_, -1});  // one that has not begun is at no expression
  emitter_.emit(Opcode::return_generator_);
}

std::string Unit::qualified_text() const {
  std::string name(scope_.name.text());
  if (!parent_ || parent_->scope_.kind == ScopeKind::Module) return name;
  if (scope_.kind == ScopeKind::Function || scope_.kind == ScopeKind::Class) {
    const Symbol* symbol = parent_->scope_.find(compilation_.symbols.mangle(parent_->scope_, scope_.name));
    if (symbol && symbol->resolution == Resolution::GlobalExplicit) return name;
  }
  return parent_->qualified_text() + (parent_->scope_.is_optimized ? ".<locals>." : ".") + name;
}

Code* Unit::compile_module(const ast::Module& module) {
  begin({});
  if (module.mode == ast::ParseMode::Eval) {
    Operand value = operand(*module.expression);
    emitter_.emit(form_for(Opcode::return_r, value), 0, value.index);
    return finish();
  }
  if (scope_.has_annotations) {
    LocationScope at(emitter_, module.body.empty() ? emitter_.location() : *module.body[0]);
    emitter_.emit(Opcode::setup_annotations_);
  }
  const ast::Constant* docstring = module.mode == ast::ParseMode::Exec ? kept_docstring(module.body) : nullptr;
  if (docstring) {
    LocationScope at(emitter_, *module.body[0]);
    store(well_known("__doc__"), {text_constant(docstring->text), true});
    body(module.body.from(1));
  } else {
    body(module.body);
  }
  emitter_.emit_return_in_place(Opcode::return_c, constants_.none());
  return finish(docstring);
}

// One that is not kept (-OO) is a statement like others.
const ast::Constant* Unit::kept_docstring(ast::Body body) const {
  return compilation_.optimize < 2 ? docstring_of(body) : nullptr;
}

Code* Unit::compile_function(const ast::FunctionDef& function) {
  if (!function.decorators.empty()) first_line_ = function.decorators[0]->line;
  begin(deleted_names(function.body));
  const ast::Constant* docstring = kept_docstring(function.body);
  // The first constant, as CPython has it.
  if (docstring) text_constant(docstring->text);
  else constants_.none();
  body(docstring ? function.body.from(1) : function.body);
  emitter_.emit_return_in_place(Opcode::return_c, constants_.none());
  return finish(docstring);
}

Code* Unit::compile_lambda(const ast::Lambda& lambda) {
  begin({});
  constants_.none();  // the first constant, as CPython has it
  Temporaries temporaries(registers_);
  LocationScope at(emitter_, *lambda.body);
  Operand value = operand(*lambda.body);
  emitter_.emit(form_for(Opcode::return_r, value), 0, value.index);
  return finish();
}

}  // namespace sidewinder
