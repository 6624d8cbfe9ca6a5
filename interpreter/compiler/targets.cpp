// Assignment in all its forms, and `del`.
#include <algorithm>

#include "interpreter/compiler/tree_queries.h"
#include "interpreter/compiler/unit.h"

namespace sidewinder {

namespace {

size_t starred_index(ast::Exprs elements) {
  for (size_t i = 0; i < elements.size(); i++)
    if (elements[i]->is<ast::Starred>()) return i;
  return elements.size();
}

bool is_none(const ast::Expr& e) {
  return e.is<ast::Constant>() && e.as<ast::Constant>().type == ast::ConstantKind::None;
}

// x = weakref.ref(x): the variable lets go of what its new value refers to weakly.
bool refers_weakly_to(const ast::Expr& target, const ast::Expr& value) {
  if (!target.is<ast::Name>() || !value.is<ast::Call>()) return false;
  const auto& call = value.as<ast::Call>();
  if (call.arguments.empty() || !call.arguments[0]->is<ast::Name>()) return false;
  if (call.arguments[0]->as<ast::Name>().id != target.as<ast::Name>().id) return false;
  const ast::Expr& f = *call.function;
  if (f.is<ast::Attribute>()) return f.as<ast::Attribute>().name.text() == "ref";
  return f.is<ast::Name>() && f.as<ast::Name>().id.text() == "ref";
}

bool is_sequence_target(const ast::Expr& e) { return e.is<ast::Tuple>() || e.is<ast::List>(); }

ast::Exprs elements_of(const ast::Expr& e) {
  return e.is<ast::Tuple>() ? e.as<ast::Tuple>().elements : e.as<ast::List>().elements;
}

}  // namespace

int Unit::direct_register(const ast::Expr& target) {
  if (!target.is<ast::Name>()) return kNoRegister;
  Place place = place_of(target.as<ast::Name>().id);
  return place.kind == Place::Register ? place.reg : kNoRegister;
}

void Unit::assign(const ast::Expr& target, Operand value) {
  if (!compilation_.has_stack()) return;
  LocationScope at(emitter_, target);
  Temporaries temporaries(registers_);
  switch (target.kind) {
    case ast::ExprKind::Name: return store(target.as<ast::Name>().id, value);
    case ast::ExprKind::Attribute: {
      const auto& attribute = target.as<ast::Attribute>();
      settle(&value, *attribute.value);
      int object = in_register(operand(*attribute.value));
      int cache = emitter_.cache_of_site(compilation_.symbols.mangle(scope_, attribute.name));
      emitter_.set_location(from_name(target, attribute));
      return emitter_.emit(form_for(Opcode::store_attr_r, value), object, value.index, cache);
    }
    case ast::ExprKind::Subscript: {
      const auto& subscript = target.as<ast::Subscript>();
      settle(&value, target);
      Operand container = operand(*subscript.value);
      settle(&container, *subscript.index);
      int object = in_register(container);
      Operand key = operand(*subscript.index);
      return emitter_.emit(form_for(Opcode::store_subscript_r, key), object, key.index, in_register(value));
    }
    case ast::ExprKind::Starred: return assign(*target.as<ast::Starred>().value, value);
    default: return assign_to_elements(elements_of(target), in_register(value));
  }
}

int Unit::unpack(int sequence, int count) {
  int block = registers_.take(std::max(1, count));
  emitter_.emit(Opcode::unpack_sequence_, block, sequence, count);
  emitter_.emit(Opcode::unpack_tuple_, block, block, count);
  return block;
}

int Unit::unpack_star(int sequence, int before, int after) {
  int block = registers_.take(before + 1 + after);
  emitter_.emit(Opcode::unpack_star_, block, sequence, before | after << 8);
  emitter_.emit(Opcode::unpack_tuple_, block, block, before + 1 + after);
  return block;
}

// Unpacks into a block, then assigns from left to right. A block of local variables in a row is not worth looking for.
void Unit::assign_to_elements(ast::Exprs elements, int sequence) {
  size_t star = starred_index(elements);
  int count = int(elements.size());
  if (star < elements.size() && (star > 255 || elements.size() - star - 1 > 255))
    return compilation_.fail_syntax(*elements[star], "too many expressions in star-unpacking assignment");
  if (count > kMaxRegisters) return compilation_.fail_too_many("targets of an assignment");
  int block = star < elements.size() ? unpack_star(sequence, int(star), count - int(star) - 1)
                                     : unpack(sequence, count);
  for (int i = 0; i < count; i++) assign(*elements[size_t(i)], {block + i, false});
}

// a, b = x, y without the tuple. A value that is a local variable stays where it is, unless a target to its left is
// that variable (or could be anything but a name).
bool Unit::assign_pairwise(ast::Exprs targets, const ast::Expr& value) {
  if (!is_sequence_target(value)) return false;
  ast::Exprs values = elements_of(value);
  if (values.size() != targets.size() || targets.empty() || targets.size() > 16) return false;
  if (starred_index(values) < values.size() || starred_index(targets) < targets.size()) return false;
  Temporaries temporaries(registers_);
  std::vector<Operand> operands;
  for (size_t i = 0; i < values.size(); i++) {
    Operand element = operand(*values[i]);
    for (size_t later = i + 1; later < values.size(); later++) settle(&element, *values[later]);
    bool in_place = !element.is_constant && !registers_.is_temporary(element.index);
    for (size_t left = 0; in_place && left < i; left++) {
      int stored = direct_register(*targets[left]);
      if (stored == element.index || (stored == kNoRegister && !targets[left]->is<ast::Name>())) {
        int copy = take();
        move(copy, element);
        element.index = copy;
        in_place = false;
      }
    }
    operands.push_back(element);
  }
  for (size_t i = 0; i < targets.size(); i++) assign(*targets[i], operands[i]);
  return true;
}

// x = None
void Unit::let_go(const ast::Expr& value, int reg) {
  if (!compilation_.has_stack()) return;
  LocationScope at(emitter_, value);
  emitter_.emit(Opcode::let_go_, reg, constants_.none());
}

// What the variable held may end before it has its new value.
void Unit::let_go_and_store(const ast::Expr& target, const ast::Expr& value) {
  Place place = place_of(target.as<ast::Name>().id);
  Operand stored = operand(value);
  if (!compilation_.has_stack()) return;
  if (place.kind == Place::Register) {
    let_go(value, place.reg);
  } else {
    int before = take();
    emitter_.emit(Opcode::load_cell_or_null_, before, place.reg);
    emitter_.emit(Opcode::store_cell_c, place.reg, constants_.none());
    let_go(value, before);
  }
  assign(target, stored);
}

bool Unit::is_let_go_of(const ast::Expr& target, const ast::Expr& value) {
  if (!target.is<ast::Name>()) return false;
  Place::Kind kind = place_of(target.as<ast::Name>().id).kind;
  bool is_weak = refers_weakly_to(target, value);
  return (kind == Place::Register && is_weak) || (kind == Place::Cell && (is_weak || is_none(value)));
}

void Unit::assignment(const ast::Assign& s) {
  Temporaries temporaries(registers_);
  const ast::Expr& first = *s.targets[0];
  if (s.targets.size() == 1) {
    if (is_sequence_target(first) && assign_pairwise(elements_of(first), *s.value)) return;
    if (store_view(first, *s.value)) return;
    if (is_let_go_of(first, *s.value)) return let_go_and_store(first, *s.value);
    if (int reg = direct_register(first); reg != kNoRegister) {
      if (is_none(*s.value)) let_go(*s.value, reg);
      else expression(*s.value, reg);
      emitter_.mark(first);
      return mark_bound(reg);
    }
  }
  Operand value = operand(*s.value);
  // An earlier target may be part of the value's variable: x, y = z = x.
  bool only_names = std::all_of(s.targets.begin(), s.targets.end(), [](ast::Expr* e) { return e->is<ast::Name>(); });
  if (s.targets.size() > 1 && !only_names && !value.is_constant && !registers_.is_temporary(value.index)) {
    int copy = take();
    move(copy, value);
    value.index = copy;
  }
  for (ast::Expr* target : s.targets) assign(*target, value);
}

void Unit::augmented_assignment(const ast::AugAssign& s) {
  Temporaries temporaries(registers_);
  if (s.target->is<ast::Name>()) {
    Place place = place_of(s.target->as<ast::Name>().id);
    bool is_register = place.kind == Place::Register;
    int current = is_register ? place.reg : take();
    if (is_register) check_bound(place), emitter_.mark(*s.target);
    else load(place, current);
    Operand left{current, false};
    settle(&left, *s.value);
    Operand right = operand(*s.value);
    emit_in_place(s.op, current, left.index, right);
    if (!is_register) store(place, {current, false});
    return;
  }
  int result = take();
  if (s.target->is<ast::Attribute>()) {
    const auto& target = s.target->as<ast::Attribute>();
    Identifier name = compilation_.symbols.mangle(scope_, target.name);
    Operand object = operand(*target.value);
    settle(&object, *s.value);
    int object_register = in_register(object);
    {
      LocationScope at(emitter_, from_name(target, target));
      emitter_.emit(Opcode::load_attr_, result, object_register, emitter_.cache_of_site(name));
    }
    emit_in_place(s.op, result, result, operand(*s.value));
    LocationScope at(emitter_, from_name(target, target));
    return emitter_.emit(Opcode::store_attr_r, object_register, result, emitter_.cache_of_site(name));
  }
  const auto& target = s.target->as<ast::Subscript>();
  Operand container = operand(*target.value);
  settle(&container, *target.index);
  settle(&container, *s.value);
  int object = in_register(container);
  Operand key = operand(*target.index);
  settle(&key, *s.value);
  {
    LocationScope at(emitter_, target);
    emitter_.emit(form_for(Opcode::subscript_r, key), result, object, key.index);
  }
  emit_in_place(s.op, result, result, operand(*s.value));
  LocationScope at(emitter_, target);
  emitter_.emit(form_for(Opcode::store_subscript_r, key), object, key.index, result);
}

// ---------------------------------------------------------------------------------------------
// Annotations (PEP 526). In a function they are not evaluated.

// Neither a slice nor a tuple is made of them: a starred one has no place to go to.
void Unit::discard_parts_of_index(const ast::Expr& index) {
  if (index.is<ast::Slice>()) {
    const auto& slice = index.as<ast::Slice>();
    for (const ast::Expr* part : {slice.lower, slice.upper, slice.step})
      if (part) discard(*part);
    return;
  }
  if (!index.is<ast::Tuple>()) return discard(index);
  for (const ast::Expr* item : index.as<ast::Tuple>().elements) discard_parts_of_index(*item);
}

void Unit::annotated_assignment(const ast::AnnAssign& s) {
  Temporaries temporaries(registers_);
  if (s.value) {
    if (int reg = direct_register(*s.target); reg != kNoRegister) {
      expression(*s.value, reg);
      emitter_.mark(*s.target);
      mark_bound(reg);
    } else {
      assign(*s.target, operand(*s.value));
    }
  }
  if (s.target->is<ast::Name>()) {
    if (!s.simple || scope_.is_optimized) return;
    Identifier name = compilation_.symbols.mangle(scope_, s.target->as<ast::Name>().id);
    int annotation = take(), annotations = take();
    evaluate_annotation(*s.annotation, annotation);
    load(well_known("__annotations__"), annotations);
    return emitter_.emit(Opcode::store_subscript_c, annotations, name_constant(name), annotation);
  }
  if (!s.value) {  // the parts of the target are evaluated, but nothing is stored
    if (s.target->is<ast::Attribute>()) discard(*s.target->as<ast::Attribute>().value);
    if (s.target->is<ast::Subscript>()) {
      discard(*s.target->as<ast::Subscript>().value);
      discard_parts_of_index(*s.target->as<ast::Subscript>().index);
    }
  }
  if (!scope_.is_optimized && !compilation_.symbols.future().annotations) discard(*s.annotation);
}

// ---------------------------------------------------------------------------------------------

void Unit::delete_target(const ast::Expr& target) {
  LocationScope at(emitter_, target);
  Temporaries temporaries(registers_);
  switch (target.kind) {
    case ast::ExprKind::Name: return remove(place_of(target.as<ast::Name>().id));
    case ast::ExprKind::Attribute: {
      const auto& attribute = target.as<ast::Attribute>();
      int object = in_register(operand(*attribute.value));
      emitter_.set_location(from_name(target, attribute));
      return emitter_.emit(Opcode::delete_attr_, object,
                           name_constant(compilation_.symbols.mangle(scope_, attribute.name)));
    }
    case ast::ExprKind::Subscript: {
      const auto& subscript = target.as<ast::Subscript>();
      Operand container = operand(*subscript.value);
      settle(&container, *subscript.index);
      int object = in_register(container);
      return emitter_.emit(Opcode::delete_subscript_, object, in_register(operand(*subscript.index)));
    }
    default:
      for (ast::Expr* element : elements_of(target)) delete_target(*element);
  }
}

}  // namespace sidewinder
