// Statements, but for loops, exceptions, definitions and patterns.
#include "interpreter/compiler/folding.h"
#include "interpreter/compiler/unit.h"

namespace sidewinder {

using ast::StmtKind;

// What cannot be reached is not compiled.
void Unit::body(ast::Body statements) {
  for (ast::Stmt* s : statements) {
    if (!emitter_.is_reachable()) return;
    statement(*s);
  }
}

void Unit::statement(const ast::Stmt& s) {
  if (!compilation_.has_stack()) return;
  if (s.kind == StmtKind::Global || s.kind == StmtKind::Nonlocal) return;  // they leave no line
  bool is_dropped = s.kind == StmtKind::Assert && compilation_.optimize;
  if (is_dropped) return warn_about_assertion(s.as<ast::Assert>());
  LocationScope at(emitter_, s);
  emitter_.set_last_location(s);
  Temporaries temporaries(registers_);
  statement_node(s);
}

void Unit::statement_node(const ast::Stmt& s) {
  switch (s.kind) {
    case StmtKind::FunctionDef: return function_definition(s.as<ast::FunctionDef>());
    case StmtKind::ClassDef: return class_definition(s.as<ast::ClassDef>());
    case StmtKind::Return: return return_statement(s.as<ast::Return>());
    case StmtKind::Delete:
      for (ast::Expr* target : s.as<ast::Delete>().targets) delete_target(*target);
      return;
    case StmtKind::Assign: return assignment(s.as<ast::Assign>());
    case StmtKind::AugAssign: return augmented_assignment(s.as<ast::AugAssign>());
    case StmtKind::AnnAssign: return annotated_assignment(s.as<ast::AnnAssign>());
    case StmtKind::For: return for_statement(s.as<ast::For>());
    case StmtKind::While: return while_statement(s.as<ast::While>());
    case StmtKind::If: return if_statement(s.as<ast::If>());
    case StmtKind::With: return with_statement(s.as<ast::With>(), 0);
    case StmtKind::Match: return match_statement(s.as<ast::Match>());
    case StmtKind::Raise: return raise_statement(s.as<ast::Raise>());
    case StmtKind::Try: return try_statement(s.as<ast::Try>());
    case StmtKind::Assert: return assert_statement(s.as<ast::Assert>());
    case StmtKind::Import: return import_statement(s.as<ast::Import>());
    case StmtKind::ImportFrom: return import_from_statement(s.as<ast::ImportFrom>());
    case StmtKind::ExprStmt: return expression_statement(s.as<ast::ExprStmt>());
    case StmtKind::Break: return break_statement();
    case StmtKind::Continue: return continue_statement();
    case StmtKind::Global:
    case StmtKind::Nonlocal: break;
    case StmtKind::Pass: return emitter_.mark(s);
  }
}

void Unit::expression_statement(const ast::ExprStmt& s) {
  if (compilation_.interactive && scope_.kind == ScopeKind::Module)
    return emitter_.emit(Opcode::print_expression_, in_register(operand(*s.value)));
  if (fold(compilation_, *s.value)) return emitter_.mark(s);
  discard(*s.value);
}

void Unit::if_statement(const ast::If& s) {
  if (std::optional<bool> truth = fold_truth(compilation_, *s.test)) {
    emitter_.mark(*s.test);
    return body(*truth ? s.body : s.or_else);
  }
  Label otherwise, end;
  jump_if(*s.test, false, otherwise);
  body(s.body);
  if (!s.or_else.empty()) emitter_.jump(end);
  emitter_.bind(otherwise);
  body(s.or_else);
  emitter_.bind(end);
}

// The value is computed first; what runs on the way out (finally, with) cannot change it any more.
void Unit::return_statement(const ast::Return& s) {
  Operand value{constants_.none(), true};
  if (s.value) {
    value = operand(*s.value);
    if (must_run_code_to_leave() && !value.is_constant && !registers_.is_temporary(value.index)) {
      int copy = take();
      move(copy, value);
      value.index = copy;
    }
  }
  if (s.value && value.is_constant) emitter_.mark(*s.value);
  if (!s.value || s.value->line != s.line) emitter_.mark(s);
  bool has_place = !must_run_statements_to_leave();
  std::vector<Block> left = leave_blocks(0);
  if (has_place) emitter_.emit(form_for(Opcode::return_r, value), 0, value.index);
  else emitter_.emit_return_in_place(form_for(Opcode::return_r, value), value.index);
  resume_blocks(std::move(left));
}

void Unit::raise_statement(const ast::Raise& s) {
  if (!s.exception) return emitter_.emit(Opcode::raise_, 0, 0, 0);
  Operand exception = operand(*s.exception);
  if (!s.cause) return emitter_.emit(Opcode::raise_, in_register(exception), 0, 1);
  settle(&exception, *s.cause);
  int exception_register = in_register(exception);
  emitter_.emit(Opcode::raise_, exception_register, in_register(operand(*s.cause)), 2);
}

void Unit::assert_statement(const ast::Assert& s) {
  warn_about_assertion(s);
  if (fold_truth(compilation_, *s.test)) emitter_.mark(s);
  Label end;
  jump_if(*s.test, true, end);
  int error = take();
  emitter_.emit(Opcode::builtin_exception_, error, 0);
  if (s.message) {
    expression(*s.message, take());
    emitter_.emit(Opcode::call_, error, error, 1);
  }
  emitter_.emit(Opcode::raise_, error, 0, 1);
  emitter_.bind(end);
}

// ---------------------------------------------------------------------------------------------
// Imports

// The list of names is in the register behind the level's.
void Unit::emit_import(int dst, std::string_view module, int level, int from_list) {
  Temporaries temporaries(registers_);
  int block = registers_.take(2);
  load_constant(block, constant(int64_t(level)));
  load_constant(block + 1, from_list);
  emitter_.emit(Opcode::import_name_, dst, constant(intern(module)), block);
}

void Unit::import_statement(const ast::Import& s) {
  for (ast::Alias* alias : s.names) {
    Temporaries temporaries(registers_);
    std::string_view path = alias->name.text();
    int module = take();
    emit_import(module, path, 0, constants_.none());
    size_t dot = path.find('.');
    if (!alias->as_name) {
      store(compilation_.names.intern(path.substr(0, dot)), {module, false});
      continue;
    }
    // import a.b.c as m: import_name gives a
    while (dot != path.npos) {
      path.remove_prefix(dot + 1);
      dot = path.find('.');
      emitter_.emit(Opcode::import_from_, module, module, constant(intern(path.substr(0, dot))));
    }
    store(alias->as_name, {module, false});
  }
}

void Unit::import_from_statement(const ast::ImportFrom& s) {
  Tuple* names = compilation_.checked(new_tuple(ssize(s.names.size())));
  for (size_t i = 0; names && i < s.names.size(); i++)
    names->items[i] = compilation_.checked(intern(s.names[i]->name.text()));
  int module = take();
  emit_import(module, s.module.text(), s.level, constant(names));
  if (s.names.size() == 1 && s.names[0]->name.text() == "*") return emitter_.emit(Opcode::import_star_, module);
  for (ast::Alias* alias : s.names) {
    Temporaries temporaries(registers_);
    Identifier target = alias->as_name ? alias->as_name : alias->name;
    int reg = take();
    emitter_.emit(Opcode::import_from_, reg, module, name_constant(alias->name));
    store(target, {reg, false});
  }
}

}  // namespace sidewinder
