// Class definitions: __build_class__(body, name, *bases, **keywords), and the body's code.
#include "interpreter/compiler/tree_queries.h"
#include "interpreter/compiler/unit.h"

namespace sidewinder {

void Unit::class_definition(const ast::ClassDef& s) {
  int first = evaluate_decorators(s.decorators);
  int base = take();
  emitter_.emit(Opcode::load_build_class_, base);
  const Scope& scope = compilation_.symbols.scope_of(&s);
  Code* code = Unit(compilation_, scope, this).compile_class(s);
  int function = take();
  {
    Temporaries temporaries(registers_);
    int block = registers_.take(4);
    for (int i = 0; i < 3; i++) emitter_.emit(Opcode::load_null_, block + i);
    make_function(scope, code, block, function);
  }
  int name = take();
  load_constant(name, name_constant(s.name));
  call_class_builder(s, base);
  apply_decorators(s.decorators, first, base, place_of(s.name));
}

// The builder, the body and the name are in base, base + 1, base + 2; the class comes to base.
void Unit::call_class_builder(const ast::ClassDef& s, int base) {
  if (!must_spread(s.bases, s.keywords)) {
    for (ast::Expr* class_base : s.bases) expression(*class_base, take());
    for (ast::Keyword* keyword : s.keywords) expression(*keyword->value, take());
    int count = int(2 + s.bases.size() + s.keywords.size());
    if (s.keywords.empty()) return emitter_.emit(Opcode::call_, base, base, count);
    emitter_.emit(Opcode::call_kw_, base, base, count);
    return emitter_.emit(Opcode::names_, constant(keyword_names(s.keywords)));
  }
  int list = take();
  emitter_.emit(Opcode::build_list_, list, base + 1, 2);
  add_elements(false, list, s.bases);
  emitter_.emit(Opcode::list_to_tuple_, base + 1, list);
  if (s.keywords.empty()) emitter_.emit(Opcode::load_null_, base + 2);
  else keyword_dict(base + 2, s.keywords, base);
  emitter_.emit(Opcode::call_ex_, base, base);
}

Code* Unit::compile_class(const ast::ClassDef& definition) {
  if (!definition.decorators.empty()) first_line_ = definition.decorators[0]->line;
  begin({});
  {
    Temporaries temporaries(registers_);
    int module = take();
    load(well_known("__name__"), module);
    store(well_known("__module__"), {module, false});
    store(well_known("__qualname__"), {text_constant(qualified_text()), true});
  }
  if (scope_.has_annotations) emitter_.emit(Opcode::setup_annotations_);
  const ast::Constant* docstring = kept_docstring(definition.body);
  if (docstring) {
    LocationScope at(emitter_, *definition.body[0]);
    store(well_known("__doc__"), {text_constant(docstring->text), true});
  }
  body(docstring ? definition.body.from(1) : definition.body);
  if (scope_.needs_class_cell) {
    LocationScope at(emitter_, emitter_.last_location());
    // type.__new__ fills the cell that it finds here, and __build_class__ checks that it did.
    int cell = cell_register(well_known("__class__"));
    store(well_known("__classcell__"), {cell, false});
    emitter_.emit(Opcode::return_r, 0, cell);
  } else {
    emitter_.emit_return_in_place(Opcode::return_c, constants_.none());
  }
  return finish();
}

}  // namespace sidewinder
