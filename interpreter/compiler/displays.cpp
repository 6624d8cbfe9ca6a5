// Displays: tuple, list, set, dict. Short ones are built from a block of registers, long ones element by element, and
// constant ones from one constant.
#include <cctype>

#include "interpreter/compiler/folding.h"
#include "interpreter/compiler/unit.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

namespace {

constexpr size_t kMostInBlock = 64;
// CPython adds the items of a large dict one by one, in the dict's line, this many at a time; but the last ones, if
// they are fewer and their keys are constants, together.
constexpr size_t kItemsOfLargeDict = 17;

bool has_starred(ast::Exprs elements) {
  for (ast::Expr* element : elements)
    if (element->is<ast::Starred>()) return true;
  return false;
}

// A string that is interned when it becomes a constant, and was another object before: of one letter, digit or _.
bool has_short_name(const Tuple* values) {
  for (ssize i = 0; i < values->size; i++) {
    if (!is_exact<Str>((*values)[i])) continue;
    auto* s = cast<Str>((*values)[i]);
    if (s->length == 1 && s->at(0) < 0x80 && (std::isalnum(int(s->at(0))) || s->at(0) == '_')) return true;
  }
  return false;
}

bool fits_block(ast::Exprs elements) { return elements.size() <= kMostInBlock && !has_starred(elements); }

}  // namespace

void Unit::block_display(Opcode build, ast::Exprs elements, int dst) {
  if (elements.empty()) return emitter_.emit(build, dst, 0, 0);
  int block = take_block(dst);
  for (size_t i = 0; i < elements.size(); i++) expression(*elements[i], i == 0 ? block : take());
  emitter_.emit(build, dst, block, int(elements.size()));
}

void Unit::add_elements(bool is_set, int collection, ast::Exprs elements) {
  for (ast::Expr* element : elements) {
    Temporaries temporaries(registers_);
    if (element->is<ast::Starred>()) {
      int value = in_register(operand(*element->as<ast::Starred>().value));
      emitter_.emit(is_set ? Opcode::set_update_ : Opcode::list_extend_, collection, value);
    } else {
      int value = in_register(operand(*element));
      emitter_.emit(is_set ? Opcode::set_add_ : Opcode::list_append_, collection, value);
    }
  }
}

void Unit::tuple_display(ast::Exprs elements, int dst) {
  if (Object* value = fold_elements(compilation_, elements)) return load_constant(dst, constant(value));
  if (fits_block(elements)) return block_display(Opcode::build_tuple_, elements, dst);
  int list = registers_.is_temporary(dst) ? dst : take();
  emitter_.emit(Opcode::build_list_, list, 0, 0);
  add_elements(false, list, elements);
  emitter_.emit(Opcode::list_to_tuple_, dst, list);
}

void Unit::list_display(ast::Exprs elements, int dst) {
  int list = registers_.is_temporary(dst) ? dst : take();
  if (Object* values = elements.size() > 2 ? fold_elements(compilation_, elements) : nullptr) {
    emitter_.emit(Opcode::build_list_, list, 0, 0);
    emitter_.emit(Opcode::list_extend_, list, in_register({constant(values), true}));
  } else if (fits_block(elements)) {
    return block_display(Opcode::build_list_, elements, dst);
  } else {
    emitter_.emit(Opcode::build_list_, list, 0, 0);
    add_elements(false, list, elements);
  }
  move(dst, {list, false});
}

// Constant elements come from a frozenset. The order in which it is walked depends on how often it was made: CPython
// makes it twice (once more for the constants of the code), and again when it interns a string in it.
void Unit::set_display(ast::Exprs elements, int dst) {
  if (Object* values = elements.size() > 2 ? fold_elements(compilation_, elements) : nullptr) {
    Thread& t = compilation_.thread;
    Object* frozen = compilation_.checked(new_frozenset(t, values));
    for (int again = has_short_name(cast<Tuple>(values)) ? 2 : 1; again; again--)
      frozen = compilation_.checked(new_frozenset(t, compilation_.checked(tuple_from_iterable(t, frozen))));
    int set = registers_.is_temporary(dst) ? dst : take();
    emitter_.emit(Opcode::build_set_, set, 0, 0);
    emitter_.emit(Opcode::set_update_, set, in_register({constant(frozen), true}));
    return move(dst, {set, false});
  }
  if (fits_block(elements)) return block_display(Opcode::build_set_, elements, dst);
  int set = registers_.is_temporary(dst) ? dst : take();
  emitter_.emit(Opcode::build_set_, set, 0, 0);
  add_elements(true, set, elements);
  move(dst, {set, false});
}

void Unit::dict_display(const ast::Dict& e, int dst) {
  size_t unpacked = 0;
  for (ast::Expr* key : e.keys) unpacked += key == nullptr;
  if (e.keys.empty()) return emitter_.emit(Opcode::build_map_, dst, 0, 0);
  if (!unpacked && e.keys.size() + 1 < kItemsOfLargeDict) {
    int block = take_block(dst);
    for (size_t i = 0; i < e.keys.size(); i++) {
      expression(*e.keys[i], i == 0 ? block : take());
      expression(*e.values[i], take());
    }
    return emitter_.emit(Opcode::build_map_, dst, block, int(e.keys.size()));
  }
  int dict = registers_.is_temporary(dst) ? dst : take();
  emitter_.emit(Opcode::build_map_, dict, 0, 0);
  for (size_t i = 0; i < e.keys.size(); i++) {
    Temporaries temporaries(registers_);
    if (e.keys[i]) {
      Operand key = operand(*e.keys[i]);
      settle(&key, *e.values[i]);
      int key_register = in_register_at(*e.keys[i], key);
      int value = in_register_at(*e.values[i], operand(*e.values[i]));
      size_t rest = e.keys.size() - i / kItemsOfLargeDict * kItemsOfLargeDict;
      bool is_added_with_others = rest + 1 < kItemsOfLargeDict && fold(compilation_, *e.keys[i]);
      LocationScope at(emitter_, is_added_with_others ? ast::Location(*e.values[i]) : ast::Location(e));
      emitter_.emit(Opcode::map_add_, dict, key_register, value);
    } else {
      emitter_.emit(Opcode::dict_update_, dict, in_register(operand(*e.values[i])));
    }
  }
  emitter_.mark(e);
  move(dst, {dict, false});
}

}  // namespace sidewinder
