// dict.update and its relatives: from a dict, from a mapping with keys(), from a sequence of pairs.

#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/dict_table.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/iterable.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

static Status put(Thread& t, Dict* d, Object* key, Object* value, bool override_) {
  if (override_) return dict_set(t, d, key, value);
  TRY(dict_set_default(t, d, key, value));
  return Status::ok();
}

// No entry was deleted, and the table is not much larger than need be.
static bool is_clean(const Dict* d) {
  if (d->used != dict_entry_count(d)) return false;
  return d->table->index_mask + 1 == kDictLeastIndex ||
         ssize(dict_capacity_of_mask(d->table->index_mask / 2)) < d->used;
}

// Hashes come along. A clean table is copied into an empty dict as it is; else each key is inserted, and compared where
// hashes are equal.
static Status merge_dict(Thread& t, Dict* d, Dict* other, bool override_) {
  if (d == other || other->used == 0) return Status::ok();
  if (d->used == 0) {
    override_ = true;
    if (is_clean(other)) return dict_take_copy_of_table(d, other);
  }
  if (ssize(dict_index_capacity(d)) < other->used)
    TRY(dict_resize(d, uint64_t(d->used + other->used), dict_has_string_keys(other)));
  ssize entry_count = dict_entry_count(other), position = 0;
  DictEntry e;
  while (dict_next_entry(other, &position, &e)) {
    bool keeps = !override_ && TRY(dict_get_hashed(t, d, e.key, e.hash)).found();
    if (!keeps) TRY(dict_set_hashed(t, d, e.key, e.hash, e.value));
    if (dict_entry_count(other) != entry_count) return raise(t, exceptions::RuntimeError, "dict mutated during update");
  }
  return Status::ok();
}

// A dict subclass that iterates in its own way is asked, like any other mapping.
static bool iterates_as_dict(Object* o) { return is_dict(o) && slots_of(o).iter == dict_type.data->slots.iter; }

Status dict_merge(Thread& t, Dict* d, Object* mapping, bool override_) {
  if (iterates_as_dict(mapping)) return merge_dict(t, d, cast<Dict>(mapping), override_);
  // A list of them: __getitem__ may change the mapping.
  Object* keys = TRY(list_of_keys(t, mapping));
  return for_each(t, keys,
                  [&](Object* key) -> Status { return put(t, d, key, TRY(get_item(t, mapping, key)), override_); });
}

static Status set_from_pair(Thread& t, Dict* d, Object* element, ssize number, bool override_) {
  if (is_exact<Tuple>(element) && cast<Tuple>(element)->size == 2)
    return put(t, d, cast<Tuple>(element)->items[0], cast<Tuple>(element)->items[1], override_);
  List* pair = list_from_iterable(t, element);
  if (!pair && pending_matches(t, exceptions::TypeError)) {
    clear_pending(t);
    return raise_type_error(t, "cannot convert dictionary update sequence element #%zd to a sequence", number);
  }
  TRY(pair);
  if (pair->size != 2)
    return raise_value_error(t, "dictionary update sequence element #%zd has length %zd; 2 is required", number,
                             pair->size);
  Object* key = TRY(list_get(t, pair, 0));
  return put(t, d, key, TRY(list_get(t, pair, 1)), override_);
}

Status dict_update_from_pairs(Thread& t, Dict* d, Object* pairs, bool override_) {
  ssize number = 0;
  return for_each(t, pairs, [&](Object* element) { return set_from_pair(t, d, element, number++, override_); });
}

Status dict_update(Thread& t, Dict* d, Object* other) {
  if (iterates_as_dict(other)) return merge_dict(t, d, cast<Dict>(other), true);
  static Str* keys_name = intern("keys");
  Lookup keys = TRY(find_attribute(t, other, keys_name));
  return keys.found() ? dict_merge(t, d, other, true) : dict_update_from_pairs(t, d, other);
}

}  // namespace sidewinder
