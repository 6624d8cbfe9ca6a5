// Residual calls that build tuples, sets, dicts, strings and functions.
#include "interpreter/execution/ops/build.h"

#include <cstring>
#include <deque>
#include <unordered_map>

#include "interpreter/imports/import.h"
#include "interpreter/memory/allocate.h"
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
  if (!sidewinder::dict_merge(t, as_dict(dict), other, true).failed()) return none();
  if (!pending_matches(t, exceptions::AttributeError)) return nullptr;
  clear_pending(t);
  return raise_type_error(t, "'%T' object is not a mapping", other);
}
Object* format_value(Thread& t, Object* value, Object* spec, int64_t conversion) {
  switch (conversion) {
    case 's': value = as_object(TRY(to_str(t, value))); break;
    case 'r': value = as_object(TRY(repr(t, value))); break;
    case 'a': value = as_object(TRY(ascii(t, value))); break;
  }
  return format(t, value, spec ? as_str(spec) : empty_str());
}
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

static DictEntry* entries_like(Thread& t, Object* keys, Object** made) {
  Dict* dict = TRY(dict_copy(t, as_dict(keys)));
  dict->keys_version = as_dict(keys)->keys_version;
  *made = dict;
  return dict->table->entries;
}
Object* dict_like_with(Thread& t, Object* keys, Object* values) {
  Object* made;
  DictEntry* entries = TRY(entries_like(t, keys, &made));
  for (ssize i = 0; i < as_dict(keys)->used; ++i) entries[i].value = as_tuple(values)->items[i];
  return made;
}

}  // namespace help

bool stands_for(Object* named, Object* builtins) {
  return named == builtins || (is_instance(named, &module_type) && cast<Module>(named)->dict == builtins);
}

// These very objects: keys that are equal, but not the same, are told apart by `is`.
static bool has_keys(const Dict* dict, Object* const* keys, int count) {
  for (int i = 0; i < count; ++i)
    if (dict->table->entries[i].key != keys[i]) return false;
  return true;
}

Dict* dict_of_keys(Thread& t, Object* const* keys, int count) {
  constexpr ssize kMost = 4096;
  static Object** known = allocate_permanent(1);  // a dict: the tuple of the keys, and the dict
  auto made = [&]() -> Dict* {
    if (!known[0]) known[0] = TRY(new_dict(t));
    Tuple* names = TRY(new_tuple(keys, count));
    Lookup found = TRY(dict_get(t, cast<Dict>(known[0]), names));
    if (found.found()) return has_keys(cast<Dict>(found.value), keys, count) ? cast<Dict>(found.value) : nullptr;
    if (cast<Dict>(known[0])->used >= kMost) return nullptr;
    Dict* dict = TRY(new_dict(t));
    for (int i = 0; i < count; ++i) TRY(dict_set(t, dict, keys[i], none()));
    if (dict->used != count) return nullptr;
    dict_keys_version(dict);
    TRY(dict_set(t, cast<Dict>(known[0]), names, dict));
    return dict;
  };
  Dict* dict = made();
  if (is_pending(t)) clear_pending(t);
  return dict;
}

// All but the entries, which are stored: the head, and the index behind them.
const jit::Shape& dict_table_shape(const Dict* known) {
  static std::deque<jit::Shape> shapes;  // both for ever, as those dicts
  static std::unordered_map<const Dict*, const jit::Shape*> by_dict;
  const jit::Shape*& shape = by_dict[known];
  if (shape) return *shape;
  const DictTable* table = known->table;
  size_t index_size = size_t(table->index_mask) + 1,
         index = size_t(static_cast<const char*>(dict_index(table)) - reinterpret_cast<const char*>(table));
  PY_CHECK(index_size <= 16 && index % sizeof(uint64_t) == 0);
  jit::Shape made{"dict_table", nullptr, allocation_size(index + index_size), uint16_t(MemoryKind::Raw), 0, true, {}};
  auto add_word = [&](size_t offset) {
    uint64_t bits;
    std::memcpy(&bits, reinterpret_cast<const char*>(table) + offset, sizeof bits);
    made = shape_with(made, ssize(offset), bits);
  };
  add_word(0);
  add_word(sizeof(uint64_t));
  for (size_t i = 0; i < index_size; i += sizeof(uint64_t)) add_word(index + i);
  shape = &shapes.emplace_back(made);
  return *shape;
}

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
