// Views that end with the expression they stand in: memoryview(x)[i:j].tobytes(), bytes(memoryview(x)[i:j]), and
// b[k:l] = memoryview(x)[i:j]. With reference counts x may be resized right after, as buffers of streams are for each
// message; here the export would end with the next collection. So the view is released as soon as its bytes are copied,
// if it turns out that the names are the builtin ones and that those who were given it keep nothing.
#include "interpreter/compiler/tree_queries.h"
#include "interpreter/compiler/unit.h"

namespace sidewinder {

namespace {

bool is_call_of(const ast::Expr& e, std::string_view name) {
  if (!e.is<ast::Call>()) return false;
  const auto& call = e.as<ast::Call>();
  return call.arguments.size() == 1 && call.keywords.empty() && !call.arguments[0]->is<ast::Starred>() &&
         call.function->is<ast::Name>() && call.function->as<ast::Name>().id.text() == name;
}

bool is_part_of_view(const ast::Expr& e) {
  return e.is<ast::Subscript>() && e.as<ast::Subscript>().index->is<ast::Slice>() &&
         is_call_of(*e.as<ast::Subscript>().value, "memoryview");
}

bool is_tobytes_of_view(const ast::Call& e) {
  if (!e.function->is<ast::Attribute>() || !e.arguments.empty() || !e.keywords.empty()) return false;
  const auto& method = e.function->as<ast::Attribute>();
  return method.name.text() == "tobytes" && is_part_of_view(*method.value);
}

bool is_copy_of_view(const ast::Call& e) {
  return (is_call_of(e, "bytes") || is_call_of(e, "bytearray")) && is_part_of_view(*e.arguments[0]);
}

}  // namespace

Unit::TemporaryView Unit::temporary_view(const ast::Expr& e) {
  LocationScope at(emitter_, e);
  const auto& part = e.as<ast::Subscript>();
  const auto& call = part.value->as<ast::Call>();
  int type = take(), whole = take(), view = take();
  expression(*call.function, type);
  {
    LocationScope at_call(emitter_, call);
    Temporaries temporaries(registers_);
    int base = take();
    move(base, {type, false});
    emit_call(false, whole, base, call.arguments, call.keywords);
  }
  Operand key = operand(*part.index);
  emitter_.emit(form_for(Opcode::subscript_r, key), view, whole, key.index);
  release({whole, type}, whole);
  return {view, whole};
}

void Unit::release(TemporaryView view, int taker) {
  emitter_.emit(Opcode::release_view_, view.view, view.maker, taker);
}

bool Unit::bytes_of_view(const ast::Call& e, int dst) {
  if (is_tobytes_of_view(e)) {
    const auto& method = e.function->as<ast::Attribute>();
    TemporaryView view = temporary_view(*method.value);
    int base = registers_.take(2);
    {
      LocationScope at(emitter_, from_name(method, method));
      emitter_.emit(Opcode::load_method_, base, view.view, emitter_.cache_of_site(method.name));
    }
    emitter_.set_location(from_name(e, method));
    emitter_.emit(Opcode::call_method_, dst, base, 0);
    release(view, view.view);
    return true;
  }
  if (!is_copy_of_view(e)) return false;
  int type = take();
  expression(*e.function, type);
  TemporaryView view = temporary_view(*e.arguments[0]);
  int base = registers_.take(2);
  move(base, {type, false});
  move(base + 1, {view.view, false});
  emitter_.emit(Opcode::call_, dst, base, 1);
  release(view, type);
  return true;
}

bool Unit::store_view(const ast::Expr& target, const ast::Expr& value) {
  if (!target.is<ast::Subscript>() || !is_part_of_view(value)) return false;
  const auto& subscript = target.as<ast::Subscript>();
  TemporaryView view = temporary_view(value);
  LocationScope at(emitter_, target);
  Operand container = operand(*subscript.value);
  settle(&container, *subscript.index);
  int object = in_register(container);
  Operand key = operand(*subscript.index);
  emitter_.emit(form_for(Opcode::store_subscript_r, key), object, key.index, view.view);
  release(view, object);
  return true;
}

}  // namespace sidewinder
