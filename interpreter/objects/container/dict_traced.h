// Dicts that traces make themselves: a dict and its table are two new objects, neither of which is built unless
// somebody else gets it. The keys are strings that the recording knows, so that what is looked up by name needs no
// search either.
#pragma once

#include <bit>

#include "interpreter/execution/ops/attribute.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/dict_table.h"

namespace sidewinder {

// The one dict with exactly these keys, in their order, which displays in traces copy: their dicts share its
// keys_version, so that a trace finds entries without a search. Null: a key comes twice, or there are too many such
// dicts.
Dict* dict_of_keys(Thread& t, Object* const* keys, int count);

constexpr int kMaxShapedDict = 10;                      // entries of the largest table that a shape describes
const jit::Shape& dict_table_shape(const Dict* known);  // of a dict of dict_of_keys, with at most so many

template <class M> typename M::Ref new_empty_dict(M& m) {
  auto dict = m.new_object(shape_of<Dict>());
  m.store_ptr(dict, fields::dict_table, m.ptr(nullptr));
  m.store_int(dict, fields::dict_used, m.int_(0));
  m.store_int(dict, fields::dict_keys_version, m.int_(0));
  return dict;
}

// With the keys of `known`, of which there are at least one and at most kMaxShapedDict, and the values value_at(i).
template <class M, class ValueAt> typename M::Ref new_dict_of_names(M& m, const Dict* known, ValueAt value_at) {
  int count = int(known->used);
  auto table = m.new_storage(dict_table_shape(known));
  m.store_int(table, fields::dict_entry_count, m.int_(count));
  for (int i = 0; i < count; ++i) {
    const DictEntry& entry = known->table->entries[i];
    auto at = m.int_(fields::kWordsOfEntry * i);
    m.set_item_int(table, at, fields::dict_hashes, m.int_(std::bit_cast<int64_t>(entry.hash)));
    m.set_item_ref(table, at, fields::dict_keys, m.ref(entry.key));
    m.set_item_ref(table, at, fields::dict_values, value_at(i));
  }
  auto dict = m.new_object(shape_of<Dict>());
  m.store_ptr(dict, fields::dict_table, table);
  m.store_int(dict, fields::dict_used, m.int_(count));
  m.store_int(dict, fields::dict_keys_version, m.int_(known->keys_version));
  return dict;
}

// What a display in the making takes over from another dict, in a trace.
template <class M> struct DictUnion {
  Object* keys[kMaxShapedDict];
  typename M::Ref values[kMaxShapedDict];
  int count = 0;

  // The entries of an exact dict, whose arrangement of keys the trace relies on. False: they are not known.
  bool add(M& m, typename M::Ref dict, bool keys_may_come_twice) {
    auto* d = static_cast<Dict*>(m.peek(dict));
    if (d->used == 0) {
      auto used = m.load_int(dict, fields::dict_used);
      return m.is_int(used, 0);
    }
    bool is_dense = d->table->entry_count == d->used && dict_has_string_keys(d);
    if (d->keys_version == 0 || !is_dense || !keys_hit(m, dict, d->keys_version)) return false;
    for (int i = 0; i < int(d->used); ++i)
      if (!add_entry(d->table->entries[i].key, dict_value(m, dict, i), keys_may_come_twice)) return false;
    return true;
  }
  bool add_entry(Object* key, typename M::Ref value, bool keys_may_come_twice) {
    for (int i = 0; i < count; ++i)
      if (str_equal(static_cast<Str*>(keys[i]), static_cast<Str*>(key))) {
        values[i] = value;
        return keys_may_come_twice;
      }
    if (count == kMaxShapedDict) return false;
    keys[count] = key;
    values[count++] = value;
    return true;
  }
};

// The display `dict`, which nobody else has yet, with the entries of `other`: in its place comes a new one. False:
// nothing done.
template <class M> bool unite_in_trace(M& m, Frame<M>& f, int dict, typename M::Ref other, bool keys_may_come_twice) {
  auto display = f.get(dict);
  if (!m.is_new(display) || !is_exact(m, other, Dict::type())) return false;
  DictUnion<M> both;
  if (!both.add(m, display, false) || !both.add(m, other, keys_may_come_twice)) return false;
  if (both.count == 0) return true;
  Dict* known = dict_of_keys(m.thread, both.keys, both.count);
  if (!known) return false;
  f.set(dict, new_dict_of_names(m, known, [&](int i) { return both.values[i]; }));
  return true;
}

// The same with one more entry, of a key that is a constant.
template <class M> bool add_in_trace(M& m, Frame<M>& f, int dict, typename M::Ref key, typename M::Ref value) {
  auto display = f.get(dict);
  if (!key.name.is_constant() || m.peek(key)->cls != Str::type() || !m.is_new(display)) return false;
  DictUnion<M> both;
  if (!both.add(m, display, false) || !both.add_entry(m.peek(key), value, true)) return false;
  Dict* known = dict_of_keys(m.thread, both.keys, both.count);
  if (!known) return false;
  f.set(dict, new_dict_of_names(m, known, [&](int i) { return both.values[i]; }));
  return true;
}

// dict[key] = value of a dict that the trace has made, and a constant key that it has. False: nothing done.
template <class M> bool store_in_new_dict(M& m, typename M::Ref dict, typename M::Ref key, typename M::Ref value) {
  if (!m.is_new(dict) || !key.name.is_constant() || m.peek(key)->cls != Str::type()) return false;
  auto* d = static_cast<Dict*>(m.peek(dict));
  ssize entry = d->keys_version ? dict_find_entry(d, static_cast<Str*>(m.peek(key))) : -1;
  if (entry < 0 || !keys_hit(m, dict, d->keys_version)) return false;
  auto at = m.int_(fields::kWordsOfEntry * entry);
  m.set_item_ref(m.load_ptr(dict, fields::dict_table), at, fields::dict_values, value);
  return true;
}

}  // namespace sidewinder
