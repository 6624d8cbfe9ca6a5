// Module _collections: the classes are in sources of their own.
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/collections/collections_types.h"
#include "interpreter/modules/collections/deque.h"
#include "interpreter/modules/collections/ordered_dict.h"
#include "interpreter/objects/container/dict_table.h"
#include "interpreter/objects/container/key_hash.h"
#include "interpreter/objects/core/heap_type.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/descriptor/tuple_getter.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

// A dict, or an instance of a subclass that reads and writes as dict does.
bool counts_as_dict(Object* mapping) {
  static Str* get = intern("get");
  return is_dict(mapping) && slots_of(mapping).set_item == dict_type.data->slots.set_item &&
         type_lookup(mapping->cls, get) == type_lookup(&dict_type, get);
}

Status count_in_dict(Thread& t, Dict* counts, Object* item, Object* one) {
  ssize hash = TRY(hash_of_key(t, item));
  ssize i = TRY(dict_find_entry_hashed(t, counts, item, hash));
  if (i < 0) return dict_set_hashed(t, counts, item, hash, one);
  Object* count = counts->table->entries[i].value;
  if (is_small_int(count)) {
    counts->table->entries[i].value = TRY(int_from_int64(cast<Int>(count)->small_value() + 1));
    dict_entry_changed(counts);
    return Status::ok();
  }
  return dict_set_hashed(t, counts, item, hash, TRY(binary(t, BinaryOp::Add, count, one)));
}

Status collections__count_elements(Thread& t, Object* mapping, Object* iterable) {
  Object* one = int_from_int64(1);
  if (counts_as_dict(mapping)) {
    auto* counts = cast<Dict>(mapping);
    return for_each(t, iterable, [&](Object* item) { return count_in_dict(t, counts, item, one); });
  }
  Object* get = TRY(get_attribute(t, mapping, "get"));
  return for_each(t, iterable, [&](Object* item) -> Status {
    Object* count = TRY(call(t, get, item, int_from_int64(0)));
    return set_item(t, mapping, item, TRY(binary(t, BinaryOp::Add, count, one)));
  });
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/collections/collections_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX collections
#define NATIVE_NAME "_collections"
#include "interpreter/objects/core/native_table.inc"

Module* create_collections(Thread& t) {
  for (Type* cls : {&ordered_iterator_type, &ordered_keys_type, &ordered_values_type, &ordered_items_type})
    ready_type(t, cls);
  static Type* const types[] = {&deque_type,        &deque_iterator_type, &deque_reverse_iterator_type,
                                &default_dict_type, &ordered_dict_type,   &tuple_getter_type};
  Module* module = TRY(new_module(t, "_collections"));
  TRY(add_functions(t, module, collections_method_rows));
  for (Type* cls : types) {
    ready_type(t, cls);
    TRY(add_object(t, module, std::string(str_ascii_view(type_name(cls))).c_str(), cls));
  }
  TRY(add_object(t, module, "__doc__", new_str("Containers beyond the built-in ones.")));
  return module;
}

}  // namespace sidewinder
