// Residual calls that build tuples, sets, dicts, strings and functions.
#include "interpreter/execution/ops/build.h"

#include "interpreter/imports/import.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace help {

Object* new_set(Thread& t) { return as_object(sidewinder::new_set(t)); }
Object* new_dict(Thread& t) { return sidewinder::new_dict(t); }
Object* tuple_of(Thread& t, Object* list) { return tuple_from_iterable(t, list); }
Object* set_add(Thread& t, Object* set, Object* value) {
  return none_if_ok(sidewinder::set_add(t, reinterpret_cast<Set*>(set), value));
}
Object* set_update(Thread& t, Object* set, Object* iterable) {
  return none_if_ok(sidewinder::set_update(t, reinterpret_cast<Set*>(set), iterable));
}
Object* dict_update(Thread& t, Object* dict, Object* other) {
  if (!is_mapping(other)) return raise_type_error(t, "'%T' object is not a mapping", other);
  return none_if_ok(sidewinder::dict_update(t, as_dict(dict), other));
}
Object* format_value(Thread& t, Object* value, Object* spec, int64_t conversion) {
  switch (conversion) {
    case 's': value = as_object(TRY(to_str(t, value))); break;
    case 'r': value = as_object(TRY(repr(t, value))); break;
    case 'a': value = as_object(TRY(ascii(t, value))); break;
  }
  return format(t, value, spec ? as_str(spec) : empty_str());
}
Object* join_two(Thread& t, Object* a, Object* b) { return as_object(str_concat(t, as_str(a), as_str(b))); }
Object* join_tuple(Thread&, Object* tuple) {
  StrBuilder builder;
  for (ssize i = 0; i < as_tuple(tuple)->size; ++i) builder.add(as_str(as_tuple(tuple)->items[i]));
  return as_object(builder.finish());
}
Object* make_function(Thread& t, Object* code, Object* globals, Object* defaults, Object* keyword_defaults,
                      Object* closure) {
  Function* function = TRY(new_function(t, static_cast<Code*>(code), as_dict(globals), as_tuple(closure)));
  function->defaults = as_tuple(defaults);
  function->keyword_defaults = as_dict(keyword_defaults);
  return function;
}
Object* function_annotations(Thread&, Object* function, Object* annotations) {
  static_cast<Function*>(function)->annotations = annotations;
  return none();
}
Object* make_annotated_function(Thread& t, Object* code, Object* globals, Object* parts) {
  Object** items = as_tuple(parts)->items;
  Object* function = TRY(make_function(t, code, globals, items[0], items[1], items[3]));
  function_annotations(t, function, items[2]);
  return function;
}
static Object* display_of(Thread& t, Opcode kind, Object* tuple) {
  return build_from_registers(t, kind, as_tuple(tuple)->items, int(as_tuple(tuple)->size));
}
Object* list_of_tuple(Thread& t, Object* tuple) { return display_of(t, Opcode::build_list_, tuple); }
Object* set_of_tuple(Thread& t, Object* tuple) { return display_of(t, Opcode::build_set_, tuple); }
Object* dict_of_tuple(Thread& t, Object* tuple) { return display_of(t, Opcode::build_map_, tuple); }

}  // namespace help

Object* build_from_registers(Thread& t, Opcode kind, Object** r, int count) {
  switch (kind) {
    case Opcode::build_tuple_: return new_tuple(r, count);
    case Opcode::build_list_: return list_from_array(t, r, count);
    case Opcode::build_set_: {
      Set* set = TRY(new_set(t));
      for (int i = 0; i < count; ++i) TRY(set_add(t, set, r[i]));
      return reinterpret_cast<Object*>(set);
    }
    case Opcode::build_map_: {
      Dict* dict = TRY(new_dict(t));
      for (int i = 0; i < count; i += 2) TRY(dict_set(t, dict, r[i], r[i + 1]));
      return dict;
    }
    default: {
      StrBuilder builder;
      for (int i = 0; i < count; ++i) builder.add(reinterpret_cast<Str*>(r[i]));
      return reinterpret_cast<Object*>(builder.finish());
    }
  }
}

}  // namespace sidewinder
