#include "interpreter/objects/container/type_parameters.h"

#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Lookup find_attribute(Thread& t, Object* o, const char* name) { return sidewinder::find_attribute(t, o, intern(name)); }

Status append_new(Thread& t, List* list, Object* o) {
  for (ssize i = 0; i < list->size; i++)
    if (TRY(list_get(t, list, i)) == o) return Status::ok();
  return list_append(t, list, o);
}

ssize index_in(const Tuple* tuple, const Object* o) {
  for (ssize i = 0; i < tuple->size; i++)
    if ((*tuple)[i] == o) return i;
  return -1;
}

// The type variables in one argument. A class's __parameters__ are not its own variables.
Status collect_parameters(Thread& t, Object* argument, List* found) {
  if (is_type(argument)) return Status::ok();
  if (TRY(find_attribute(t, argument, "__typing_subst__")).found()) return append_new(t, found, argument);
  Lookup nested = TRY(find_attribute(t, argument, "__parameters__"));
  if (!nested.found() || !has_flag(nested.value, kTypeTuple)) return Status::ok();
  Tuple* parameters = cast<Tuple>(nested.value);
  for (ssize i = 0; i < parameters->size; i++) TRY(append_new(t, found, (*parameters)[i]));
  return Status::ok();
}

// The arguments of an unpacked tuple of fixed length, else null in `found`.
Status find_unpacked_arguments(Thread& t, Object* o, Tuple** found) {
  if (is_type(o)) return Status::ok();
  Lookup arguments = TRY(find_attribute(t, o, "__typing_unpacked_tuple_args__"));
  if (!arguments.found() || !has_flag(arguments.value, kTypeTuple)) return Status::ok();
  Tuple* tuple = cast<Tuple>(arguments.value);
  if (!tuple->size || (*tuple)[tuple->size - 1] != ellipsis()) *found = tuple;
  return Status::ok();
}

// The item of a subscript as a tuple in which unpacked tuples are flat.
Tuple* flat_item(Thread& t, Object* item) {
  Tuple* given = TRY(has_flag(item, kTypeTuple) ? cast<Tuple>(item) : new_tuple(&item, 1));
  List* flat = TRY(new_list(t));
  for (ssize i = 0; i < given->size; i++) {
    Tuple* unpacked = nullptr;
    TRY(find_unpacked_arguments(t, (*given)[i], &unpacked));
    TRY(unpacked ? list_extend(t, flat, unpacked) : list_append(t, flat, (*given)[i]));
  }
  return tuple_from_iterable(t, flat);
}

// What the parameters make of the item before it is counted: defaults, variadic ones gather theirs into a tuple.
Tuple* prepared_item(Thread& t, Object* self, Tuple* parameters, Tuple* item) {
  for (ssize i = 0; i < parameters->size; i++) {
    Lookup prepare = TRY(find_attribute(t, (*parameters)[i], "__typing_prepare_subst__"));
    if (!prepare.found() || prepare.value == none()) continue;
    Object* prepared = TRY(call(t, prepare.value, self, item));
    item = TRY(has_flag(prepared, kTypeTuple) ? cast<Tuple>(prepared) : new_tuple(&prepared, 1));
  }
  return item;
}

// What stands inside another alias: list[T] as an argument of dict[str, list[T]].
Object* substitute_nested(Thread& t, Object* argument, Tuple* parameters, Tuple* values) {
  Lookup nested = TRY(find_attribute(t, argument, "__parameters__"));
  if (!nested.found() || !has_flag(nested.value, kTypeTuple) || !cast<Tuple>(nested.value)->size) return argument;
  List* inner = TRY(new_list(t));
  Tuple* own = cast<Tuple>(nested.value);
  for (ssize i = 0; i < own->size; i++) {
    ssize at = index_in(parameters, (*own)[i]);
    Object* value = at < 0 ? (*own)[i] : (*values)[at];
    bool is_variadic = at >= 0 && slots_of((*own)[i]).iter && has_flag(value, kTypeTuple);
    TRY(is_variadic ? list_extend(t, inner, value) : list_append(t, inner, value));
  }
  return get_item(t, argument, TRY(tuple_from_iterable(t, inner)));
}

Truth is_unpacked_variable(Thread& t, Object* o) {
  Lookup mark = TRY(find_attribute(t, o, "__typing_is_unpacked_typevartuple__"));
  return mark.found() ? truth(t, mark.value) : Truth::False;
}

Status substitute_one(Thread& t, Object* argument, Tuple* parameters, Tuple* values, List* out) {
  if (is_type(argument)) return list_append(t, out, argument);
  bool unpack = TRY(is_unpacked_variable(t, argument));
  Lookup substitute = TRY(find_attribute(t, argument, "__typing_subst__"));
  ssize at = substitute.found() ? index_in(parameters, argument) : -1;
  Object* made =
      TRY(at >= 0 ? call(t, substitute.value, (*values)[at]) : substitute_nested(t, argument, parameters, values));
  if (unpack && has_flag(made, kTypeTuple)) return list_extend(t, out, made);
  return list_append(t, out, made);
}

}  // namespace

Tuple* type_parameters(Thread& t, Tuple* arguments) {
  List* found = TRY(new_list(t));
  for (ssize i = 0; i < arguments->size; i++) TRY(collect_parameters(t, (*arguments)[i], found));
  return tuple_from_iterable(t, found);
}

Tuple* substitute_type_parameters(Thread& t, Object* self, Tuple* arguments, Tuple* parameters, Object* item) {
  if (!parameters->size) return raise_type_error(t, "%R is not a generic class", self);
  if (!native_stack_left(t)) return nullptr;
  Tuple* values = TRY(prepared_item(t, self, parameters, TRY(flat_item(t, item))));
  if (values->size != parameters->size)
    return raise_type_error(t, "Too %s arguments for %R; actual %zd, expected %zd",
                            values->size > parameters->size ? "many" : "few", self, values->size, parameters->size);
  List* made = TRY(new_list(t));
  for (ssize i = 0; i < arguments->size; i++) TRY(substitute_one(t, (*arguments)[i], parameters, values, made));
  return tuple_from_iterable(t, made);
}

Str* type_argument_repr(Thread& t, Object* o) {
  if (o == ellipsis()) return new_str("...");
  if (TRY(find_attribute(t, o, "__origin__")).found() && TRY(find_attribute(t, o, "__args__")).found())
    return repr(t, o);
  Lookup qualname = TRY(find_attribute(t, o, "__qualname__"));
  if (!qualname.found()) return repr(t, o);
  Lookup module = TRY(find_attribute(t, o, "__module__"));
  if (!module.found() || module.value == none()) return repr(t, o);
  Str* name = TRY(to_str(t, qualname.value));
  Str* home = TRY(to_str(t, module.value));
  if (str_equals(home, "builtins")) return name;
  return StrBuilder().add(home).add(".").add(name).finish();
}

}  // namespace sidewinder
