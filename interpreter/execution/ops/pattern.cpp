// Residual calls of pattern matching (PEP 634).
#include "interpreter/execution/ops/pattern.h"

#include "interpreter/objects/container/set.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder::help {

Object* match_sequence(Thread&, Object* subject) { return bool_object(has_flag(subject, kTypeSequence)); }
Object* match_mapping(Thread&, Object* subject) { return bool_object(has_flag(subject, kTypeMapping)); }
// What a mapping has for a key, without calling __missing__. Missing: nothing.
static Lookup key_in_mapping(Thread& t, Object* subject, Object* key) {
  if (subject->cls == Dict::type()) return dict_get(t, as_dict(subject), key);
  Object* arguments[] = {key, exhausted()};
  Object* value = TRY(call_method(t, subject, intern("get"), Args{arguments, 2}));
  if (value == exhausted()) return Lookup::missing();
  return value;
}
Object* match_keys(Thread& t, Object* subject, Object* keys) {
  ssize n = as_tuple(keys)->size;
  Tuple* values = TRY(new_tuple(n));
  Set* seen = TRY(sidewinder::new_set(t));
  for (ssize i = 0; i < n; ++i) {
    Object* key = as_tuple(keys)->items[i];
    if (TRY(set_contains(t, seen, key))) return raise_value_error(t, "mapping pattern checks duplicate key (%R)", key);
    TRY(sidewinder::set_add(t, seen, key));
    Lookup value = key_in_mapping(t, subject, key);
    if (value.failed()) return nullptr;
    if (value.is_missing()) return none();
    values->items[i] = value.value;
  }
  return values;
}

namespace {

// The names whose attributes a class pattern has asked for: none may come twice.
struct NamesSeen {
  Type* cls;
  List* names;
};

Status see_name(Thread& t, NamesSeen& seen, Object* name) {
  if (!TRY(contains(t, seen.names, name))) return list_append(t, seen.names, name);
  return raise_type_error(t, "%U() got multiple sub-patterns for attribute %R", type_name(seen.cls), name);
}

}  // namespace

// The subject's attributes of these names go to `values`. False: it has not all of them.
static Truth match_attributes(Thread& t, Object* subject, Object* const* names, ssize count, Object** values,
                              NamesSeen& seen) {
  for (ssize i = 0; i < count; ++i) {
    if (!is_str(names[i]))
      return truth_error(raise_type_error(t, "__match_args__ elements must be strings (got %T)", names[i]));
    if (see_name(t, seen, names[i]).failed()) return Truth::Error;
    Lookup value = find_attribute(t, subject, as_str(names[i]));
    if (value.failed()) return Truth::Error;
    if (value.is_missing()) return Truth::False;
    values[i] = value.value;
  }
  return Truth::True;
}
// The same for positional sub-patterns, whose names the class says.
static Truth match_positional(Thread& t, Object* subject, Type* cls, int count, Object** values, NamesSeen& seen) {
  Lookup match_args = find_attribute(t, cls, intern("__match_args__"));
  if (match_args.failed()) return Truth::Error;
  if (match_args.found() && !has_flag(match_args.value, kTypeTuple))
    return truth_error(
        raise_type_error(t, "%U.__match_args__ must be a tuple (got %T)", type_name(cls), match_args.value));
  bool self_match = match_args.is_missing() && (cls->flags & kTypeMatchSelf);
  int allowed = self_match;
  if (match_args.found()) allowed = int(as_tuple(match_args.value)->size);
  if (count > allowed)
    return truth_error(raise_type_error(t, "%U() accepts %d positional sub-pattern%s (%d given)", type_name(cls),
                                        allowed, allowed == 1 ? "" : "s", count));
  if (!self_match) return match_attributes(t, subject, as_tuple(match_args.value)->items, count, values, seen);
  values[0] = subject;
  return Truth::True;
}
Object* match_class(Thread& t, Object* subject, Object* cls, Object* positional, Object* names) {
  if (!has_flag(cls, kTypeType)) return raise_type_error(t, "called match pattern must be a class");
  if (!TRY(is_instance_of(t, subject, cls))) return none();
  auto count = int(static_cast<Int*>(positional)->small_value());
  ssize keywords = as_tuple(names)->size;
  Tuple* values = TRY(new_tuple(count + keywords));
  NamesSeen seen{static_cast<Type*>(cls), TRY(new_list(t))};
  if (count && !TRY(match_positional(t, subject, seen.cls, count, values->items, seen))) return none();
  Object** rest = values->items + count;
  if (!TRY(match_attributes(t, subject, as_tuple(names)->items, keywords, rest, seen))) return none();
  return values;
}
Object* get_length(Thread& t, Object* o) {
  ssize n = TRY(length(t, o));
  return int_from_int64(n);
}

}  // namespace sidewinder::help
