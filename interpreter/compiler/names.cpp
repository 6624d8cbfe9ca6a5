// Names: where each lives, and reading, writing and deleting it there.
#include "interpreter/compiler/unit.h"

namespace sidewinder {

int Unit::cell_register(Identifier mangled) const {
  auto place = named_registers_.find(mangled.entry());
  PY_CHECK(place != named_registers_.end());
  return place->second;
}

Place Unit::place_of(Identifier name) {
  Identifier mangled = compilation_.symbols.mangle(scope_, name);
  const Symbol* symbol = scope_.find(mangled);
  // Names that the compiler itself uses (__name__ in a class body) need not be in the table.
  Resolution resolution = symbol                ? symbol->resolution
                          : scope_.is_optimized ? Resolution::GlobalImplicit
                                                : Resolution::Local;
  switch (resolution) {
    case Resolution::Local:
      if (!scope_.is_optimized) return {Place::Namespace, kNoRegister, mangled};
      return {Place::Register, cell_register(mangled), mangled};
    case Resolution::Cell: return {Place::Cell, cell_register(mangled), mangled};
    case Resolution::Free:
      if (outer_class_cell_ != kNoRegister && mangled == well_known("__class__"))
        return {Place::ClassCell, outer_class_cell_, mangled};
      return {scope_.kind == ScopeKind::Class ? Place::ClassCell : Place::Cell, cell_register(mangled), mangled};
    case Resolution::GlobalImplicit:
      if (!scope_.is_optimized) return {Place::Namespace, kNoRegister, mangled};
      break;
    case Resolution::GlobalExplicit: break;
  }
  return {Place::Global, kNoRegister, mangled};
}

// From here on the variable is known to be bound.
void Unit::check_bound(const Place& place) {
  if (emitter_.bound().has(place.reg)) return;
  emitter_.emit(Opcode::check_bound_, place.reg, name_constant(place.name));
  emitter_.bound().add(place.reg);
}

void Unit::load(const Place& place, int dst) {
  switch (place.kind) {
    case Place::Register: check_bound(place); return move(dst, {place.reg, false});
    case Place::Cell: return emitter_.emit(Opcode::load_cell_, dst, place.reg, name_constant(place.name));
    case Place::ClassCell: return emitter_.emit(Opcode::load_class_cell_, dst, place.reg, name_constant(place.name));
    case Place::Global: return emitter_.emit(Opcode::load_global_, dst, 0, emitter_.cache_of_global(place.name));
    case Place::Namespace: return emitter_.emit(Opcode::load_name_, dst, 0, emitter_.cache_of_namespace(place.name));
  }
}

void Unit::load_or_null(Identifier name, int dst) {
  Place place = place_of(name);
  PY_CHECK(place.kind == Place::Register || place.kind == Place::Cell);
  if (place.kind == Place::Cell) emitter_.emit(Opcode::load_cell_or_null_, dst, place.reg);
  else emitter_.emit(Opcode::move_r, dst, place.reg);
}

void Unit::store(const Place& place, Operand value) {
  switch (place.kind) {
    case Place::Register: move(place.reg, value); return mark_bound(place.reg);
    case Place::Cell:
    case Place::ClassCell: return emitter_.emit(form_for(Opcode::store_cell_r, value), place.reg, value.index);
    case Place::Global:
      return emitter_.emit(form_for(Opcode::store_global_r, value), 0, value.index, emitter_.cache_of_site(place.name));
    case Place::Namespace:
      return emitter_.emit(form_for(Opcode::store_name_r, value), 0, value.index, emitter_.cache_of_site(place.name));
  }
}

void Unit::remove(const Place& place) {
  switch (place.kind) {
    case Place::Register:
      emitter_.emit(Opcode::delete_local_, place.reg, name_constant(place.name));
      return emitter_.bound().remove(place.reg);
    case Place::Cell:
    case Place::ClassCell: return emitter_.emit(Opcode::delete_cell_, place.reg, name_constant(place.name));
    case Place::Global: return emitter_.emit(Opcode::delete_global_, 0, name_constant(place.name));
    case Place::Namespace: return emitter_.emit(Opcode::delete_name_, 0, name_constant(place.name));
  }
}

void Unit::unbind(Identifier name) {
  Place place = place_of(name);
  if (place.kind == Place::Register) {
    emitter_.emit(Opcode::load_null_, place.reg);
    return emitter_.bound().remove(place.reg);
  }
  store(place, {constants_.none(), true});  // the clause may have deleted it
  remove(place);
}

}  // namespace sidewinder
