// Residual calls of operators, attributes, items and calls. Those of calls to functions: see helpers_object.cpp.
#include "interpreter/execution/helpers.h"

#include <cmath>

#include "interpreter/execution/ops/arithmetic.h"
#include "interpreter/execution/ops/subscript.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/slice.h"
#include "interpreter/objects/core/map.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder::help {

namespace {
Object* none_if_ok(Status status) { return status.failed() ? nullptr : none(); }
Object* as_bool(Truth truth) { return truth == Truth::Error ? nullptr : bool_object(truth == Truth::True); }
Str* as_str(Object* o) { return reinterpret_cast<Str*>(o); }
Dict* as_dict(Object* o) { return reinterpret_cast<Dict*>(o); }
}  // namespace

Object* binary(Thread& t, Object* a, Object* b, int64_t op) {
  if (BinaryOp(op) == BinaryOp::Pow) return power(t, a, b, none());
  return sidewinder::binary(t, BinaryOp(op), a, b);
}
Object* in_place(Thread& t, Object* a, Object* b, int64_t op) { return sidewinder::in_place(t, BinaryOp(op), a, b); }

// a's own method was tried already.
Object* binary_reflected(Thread& t, Object* a, Object* b, int64_t op) {
  return binary_after_left(t, BinaryOp(op), a, b);
}

Object* compare(Thread& t, Object* a, Object* b, int64_t op) { return sidewinder::compare(t, a, b, CompareOp(op)); }
Object* compare_truth(Thread& t, Object* a, Object* b, int64_t op) {
  return as_bool(sidewinder::compare_truth(t, a, b, CompareOp(op)));
}

// a's method said NotImplemented: the mirrored comparison of b, then identity.
Object* compare_again(Thread& t, Object* a, Object* b, int64_t op) {
  static constexpr CompareOp mirrored[] = {CompareOp::Gt, CompareOp::Ge, CompareOp::Eq,
                                           CompareOp::Ne, CompareOp::Lt, CompareOp::Le};
  if (CompareFn slot = slots_of(b).compare) {
    Object* result = slot(t, b, a, mirrored[op]);
    if (result != not_implemented()) return result;
  }
  if (CompareOp(op) == CompareOp::Eq) return bool_object(same(a, b));
  if (CompareOp(op) == CompareOp::Ne) return bool_object(!same(a, b));
  static const char* const symbols[] = {"<", "<=", "==", "!=", ">", ">="};
  return raise_type_error(t, "'%s' not supported between instances of '%T' and '%T'", symbols[op], a, b);
}
Object* compare_again_truth(Thread& t, Object* a, Object* b, int64_t op) {
  Object* result = compare_again(t, a, b, op);
  return result ? help::truth(t, result) : nullptr;
}

Object* negative(Thread& t, Object* a) { return sidewinder::negative(t, a); }
Object* positive(Thread& t, Object* a) { return sidewinder::positive(t, a); }
Object* invert(Thread& t, Object* a) { return sidewinder::invert(t, a); }
Object* truth(Thread& t, Object* a) { return as_bool(sidewinder::truth(t, a)); }
Object* truth_of_length(Thread& t, Object* result) {
  Object* length = index(t, result);
  if (!length) return nullptr;
  if (int_sign(length) < 0) return raise_value_error(t, "__len__() should return >= 0");
  return bool_object(!int_is_zero(length));
}
Object* check_bool(Thread& t, Object* result) {
  if (result->cls == &bool_type) return result;
  return raise_type_error(t, "__bool__ should return bool, returned %T", result);
}
Object* contains(Thread& t, Object* item, Object* container, int64_t negate) {
  Truth found = sidewinder::contains(t, container, item);
  return found == Truth::Error ? nullptr : bool_object((found == Truth::True) != bool(negate));
}

Object* get_iter(Thread& t, Object* a) { return get_iterator(t, a); }
Object* iterator_next(Thread& t, Object* iterator) {
  Lookup next = sidewinder::iterator_next(t, iterator);
  return next.is_missing() ? exhausted() : next.value;
}
Object* check_iterator(Thread& t, Object* result) {
  if (slots_of(result).next) return result;
  return raise_type_error(t, "iter() returned non-iterator of type '%T'", result);
}
Object* unpack_to_tuple(Thread& t, Object* o, int64_t count) {
  if (!slots_of(o).iter && !slots_of(o).get_item) return raise_type_error(t, "cannot unpack non-iterable %T object", o);
  Object* iterator = TRY(get_iterator(t, o));
  Tuple* tuple = new_tuple(count);
  if (!tuple) return nullptr;
  for (int64_t i = 0; i < count; ++i) {
    Lookup next = sidewinder::iterator_next(t, iterator);
    if (next.failed()) return nullptr;
    if (next.is_missing())
      return raise_value_error(t, "not enough values to unpack (expected %d, got %d)", int(count), int(i));
    tuple->items[i] = next.value;
  }
  Lookup more = sidewinder::iterator_next(t, iterator);
  if (more.failed()) return nullptr;
  if (more.found()) return raise_value_error(t, "too many values to unpack (expected %d)", int(count));
  return tuple;
}
Object* unpack_star(Thread& t, Object* o, int64_t before, int64_t after) {
  if (!slots_of(o).iter && !slots_of(o).get_item) return raise_type_error(t, "cannot unpack non-iterable %T object", o);
  List* all = TRY(list_from_iterable(t, o));
  ssize n = all->size;
  if (n < before + after)
    return raise_value_error(t, "not enough values to unpack (expected at least %d, got %d)", int(before + after),
                             int(n));
  Tuple* tuple = new_tuple(before + 1 + after);
  if (!tuple) return nullptr;
  for (ssize i = 0; i < before; ++i) tuple->items[i] = TRY(sidewinder::list_get(t, all, i));
  List* rest = TRY(new_list(t, n - before - after));
  tuple->items[before] = rest;
  for (ssize i = before; i < n - after; ++i)
    TRY(sidewinder::list_append(t, rest, TRY(sidewinder::list_get(t, all, i))));
  for (ssize i = 0; i < after; ++i) tuple->items[before + 1 + i] = TRY(sidewinder::list_get(t, all, n - after + i));
  return tuple;
}

Object* get_item(Thread& t, Object* o, Object* key) { return sidewinder::get_item(t, o, key); }
Object* set_item(Thread& t, Object* o, Object* key, Object* value) {
  return none_if_ok(sidewinder::set_item(t, o, key, value));
}
Object* delete_item(Thread& t, Object* o, Object* key) { return none_if_ok(sidewinder::delete_item(t, o, key)); }
Object* dict_subscript(Thread& t, Object* d, Object* key) {
  Lookup found = dict_get(t, as_dict(d), key);
  if (found.is_missing()) return raise_key_error(t, key);
  return found.value;
}
Object* dict_store(Thread& t, Object* d, Object* key, Object* value) {
  return none_if_ok(dict_set(t, as_dict(d), key, value));
}
Object* build_slice(Thread& t, Object* start, Object* stop, Object* step) {
  return reinterpret_cast<Object*>(new_slice(t, start, stop, step));
}

Object* get_attribute(Thread& t, Object* o, Object* name) { return sidewinder::get_attribute(t, o, as_str(name)); }
Object* set_attribute(Thread& t, Object* o, Object* name, Object* value) {
  return none_if_ok(sidewinder::set_attribute(t, o, as_str(name), value));
}
Object* delete_attribute(Thread& t, Object* o, Object* name) {
  return none_if_ok(sidewinder::set_attribute(t, o, as_str(name), nullptr));
}
Object* instance_transition(Thread& t, Object* o, Object* next_map, Object* value) {
  return none_if_ok(sidewinder::instance_transition(t, o, reinterpret_cast<Map*>(next_map), value));
}

Object* global_by_name(Thread& t, Object* globals, Object* builtins, Object* name) {
  if (Object* v = dict_get_str(as_dict(globals), as_str(name))) return v;
  if (Object* v = dict_get_str(as_dict(builtins), as_str(name))) return v;
  return raise_name_error(t, as_str(name));
}
Object* set_global(Thread& t, Object* globals, Object* name, Object* value) {
  return none_if_ok(dict_set_str(t, as_dict(globals), as_str(name), value));
}

Object* call_0(Thread& t, Object* callee) { return call(t, callee); }
Object* call_1(Thread& t, Object* callee, Object* a) { return call(t, callee, a); }
Object* call_2(Thread& t, Object* callee, Object* a, Object* b) { return call(t, callee, a, b); }
Object* call_3(Thread& t, Object* callee, Object* a, Object* b, Object* c) {
  Object* arguments[] = {a, b, c};
  return call(t, callee, Args{arguments, 3});
}
Object* call_tuple(Thread& t, Object* callee, Object* tuple, Object* names) {
  auto* values = reinterpret_cast<Tuple*>(tuple);
  auto* keywords = reinterpret_cast<Tuple*>(names);
  return call(t, callee, Args{values->items, values->size - (keywords ? keywords->size : 0), keywords});
}

Object* str_char(Thread&, Object* s, int64_t i) { return reinterpret_cast<Object*>(new_str_char(as_str(s)->at(i))); }
Object* chr(Thread& t, int64_t code_point) {
  if (int64_t(int(code_point)) != code_point)
    return raise_overflow_error(t, "Python int too large to convert to C int");
  if (code_point < 0 || code_point > 0x10ffff) return raise_value_error(t, "chr() arg not in range(0x110000)");
  return reinterpret_cast<Object*>(new_str_char(uint32_t(code_point)));
}
Object* check_init_result(Thread& t, Object* result) {
  return raise_type_error(t, "__init__() should return None, not '%T'", result);
}

Object* float_pow(Thread& t, double a, double b) { return sidewinder::power(t, new_float(a), new_float(b), none()); }
double float_floor_div(double a, double b) { return sidewinder::float_floor_div(a, b); }
double float_mod(double a, double b) { return sidewinder::float_mod(a, b); }
double hypotenuse(double a, double b) { return std::hypot(a, b); }

}  // namespace sidewinder::help
