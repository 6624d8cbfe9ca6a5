// Calls: the callable and its arguments in a block of registers; with * or ** (or very many arguments) a tuple and a
// dict.
#include "interpreter/compiler/tree_queries.h"
#include "interpreter/compiler/unit.h"

namespace sidewinder {

namespace {

// More values than this are collected in a tuple or dict instead of a block of registers.
constexpr size_t kMostArguments = 255;

}  // namespace

bool Unit::must_spread(ast::Exprs arguments, ArenaSpan<ast::Keyword*> keywords) {
  if (arguments.size() + keywords.size() > kMostArguments) return true;
  for (ast::Expr* argument : arguments)
    if (argument->is<ast::Starred>()) return true;
  for (ast::Keyword* keyword : keywords)
    if (!keyword->name) return true;
  return false;
}

void Unit::call_expression(const ast::Call& e, int dst) {
  warn_about_call(*e.function);
  if (bytes_of_view(e, dst)) return;
  if (e.function->is<ast::Attribute>() && !must_spread(e.arguments, e.keywords)) return method_call(e, dst);
  plain_call(e, dst);
}

void Unit::plain_call(const ast::Call& e, int dst) {
  int base = take_block(dst);
  expression(*e.function, base);
  if (must_spread(e.arguments, e.keywords)) return spread_call(base, e.arguments, e.keywords, dst);
  emit_call(false, dst, base, e.arguments, e.keywords);
}

void Unit::method_call(const ast::Call& e, int dst) {
  const auto& attribute = e.function->as<ast::Attribute>();
  Identifier name = compilation_.symbols.mangle(scope_, attribute.name);
  int base = take_block(dst);
  take();  // self, at base + 1
  {
    LocationScope at(emitter_, from_name(attribute, attribute));
    Temporaries temporaries(registers_);
    if (is_zero_argument_super(*attribute.value)) {
      int super = registers_.take(3);
      load_super_operands(attribute.value->as<ast::Call>(), super);
      emitter_.emit(Opcode::load_super_method_, base, super, emitter_.cache_of_site(name));
    } else {
      int object = in_register(operand(*attribute.value, base));
      emitter_.emit(Opcode::load_method_, base, object, emitter_.cache_of_site(name));
    }
  }
  emitter_.set_location(from_name(e, attribute));
  emit_call(true, dst, base, e.arguments, e.keywords);
}

// Evaluates the arguments behind the callable (and self) and calls.
void Unit::emit_call(bool is_method, int dst, int base, ast::Exprs arguments, ArenaSpan<ast::Keyword*> keywords) {
  for (ast::Expr* argument : arguments) expression(*argument, take());
  for (ast::Keyword* keyword : keywords) expression(*keyword->value, take());
  int count = int(arguments.size() + keywords.size());
  if (keywords.empty()) return emitter_.emit(is_method ? Opcode::call_method_ : Opcode::call_, dst, base, count);
  emitter_.emit(is_method ? Opcode::call_method_kw_ : Opcode::call_kw_, dst, base, count);
  emitter_.emit(Opcode::names_, constant(keyword_names(keywords)));
}

Object* Unit::keyword_names(ArenaSpan<ast::Keyword*> keywords) {
  Tuple* names = compilation_.checked(new_tuple(ssize(keywords.size())));
  for (size_t i = 0; names && i < keywords.size(); i++)
    names->items[i] = compilation_.checked(intern(keywords[i]->name.text()));
  return names;
}

// ---------------------------------------------------------------------------------------------
// f(*a, **k): base is the callable, then come a tuple (of one `*a`: a itself) and a dict or null

void Unit::spread_call(int base, ast::Exprs arguments, ArenaSpan<ast::Keyword*> keywords, int dst) {
  int positional = take(), named = take();
  if (arguments.size() == 1 && arguments[0]->is<ast::Starred>())
    expression(*arguments[0]->as<ast::Starred>().value, positional);  // any iterable
  else tuple_display(arguments, positional);
  if (keywords.empty()) emitter_.emit(Opcode::load_null_, named);
  else keyword_dict(named, keywords, base);
  emitter_.emit(Opcode::call_ex_, dst, base);
}

void Unit::add_keyword(int dict, const ast::Keyword& keyword) {
  Temporaries temporaries(registers_);
  int value = to_register(*keyword.value);
  LocationScope at(emitter_, *keyword.value);
  int name = in_register({name_constant(keyword.name), true});
  emitter_.emit(Opcode::map_add_, dict, name, value);
}

// What is unpacked, and the run of names that follows, is a dict of its own that may not repeat a name that came
// before.
void Unit::keyword_dict(int dict, ArenaSpan<ast::Keyword*> keywords, int callable) {
  emitter_.emit(Opcode::build_map_, dict, dict, 0);
  size_t i = 0;
  for (; i < keywords.size() && keywords[i]->name; i++) add_keyword(dict, *keywords[i]);
  while (i < keywords.size()) {
    Temporaries temporaries(registers_);
    int part;
    if (!keywords[i]->name) {
      part = to_register(*keywords[i++]->value);
    } else {
      part = take();
      emitter_.emit(Opcode::build_map_, part, part, 0);
      for (; i < keywords.size() && keywords[i]->name; i++) add_keyword(part, *keywords[i]);
    }
    emitter_.emit(Opcode::dict_merge_, dict, part, callable);
  }
}

// ---------------------------------------------------------------------------------------------
// super()

// Only in a function with a first argument and a __class__ cell, and if `super` is no variable of a function around it.
bool Unit::is_zero_argument_super(const ast::Expr& e) {
  if (!e.is<ast::Call>() || scope_.kind != ScopeKind::Function || scope_.positional_count == 0) return false;
  const auto& call = e.as<ast::Call>();
  if (!call.arguments.empty() || !call.keywords.empty() || !call.function->is<ast::Name>()) return false;
  const Symbol* symbol = scope_.find(call.function->as<ast::Name>().id);
  return call.function->as<ast::Name>().id.text() == "super" && symbol &&
         symbol->resolution == Resolution::GlobalImplicit && scope_.uses_class_cell;
}

// Unbound ones are null: what is missing is super's own business.
void Unit::load_super_operands(const ast::Call& call, int base) {
  load(call.function->as<ast::Name>().id, base);
  load_or_null(well_known("__class__"), base + 1);
  load_or_null(scope_.parameters[0], base + 2);
}

}  // namespace sidewinder
