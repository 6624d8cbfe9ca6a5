// Iterators over dicts. They walk the entries; a dict whose size has changed stops them with an error.

#include "interpreter/objects/iterator/dict_iterator.h"

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

enum class Yields { Key, Value, Item };

DictIterator* as_iterator(Object* o) { return static_cast<DictIterator*>(o); }

Object* result_of(const DictEntry& e, Yields what) {
  if (what == Yields::Key) return e.key;
  if (what == Yields::Value) return e.value;
  Object* items[] = {e.key, e.value};
  return new_tuple(items, 2);
}

// The next live entry in the iterator's direction, or null.
const DictEntry* advance(DictIterator* it, bool backward) {
  const DictTable* table = it->dict->table;
  while (table && (backward ? it->position >= 0 : it->position < ssize(table->entry_count))) {
    if (backward && it->position >= ssize(table->entry_count)) it->position = ssize(table->entry_count) - 1;
    if (it->position < 0) break;
    const DictEntry& e = table->entries[it->position];
    it->position += backward ? -1 : 1;
    if (e.key) return &e;
  }
  return nullptr;
}

template <Yields kYields, bool kBackward> Lookup dict_iterator_next(Thread& t, Object* o) {
  DictIterator* it = as_iterator(o);
  if (!it->dict) return Lookup::missing();
  if (it->used != it->dict->used) {
    it->used = -1;  // sticks
    return raise(t, exceptions::RuntimeError, "dictionary changed size during iteration");
  }
  const DictEntry* e = advance(it, kBackward);
  if (!e) {
    it->dict = nullptr;
    return Lookup::missing();
  }
  if (it->remaining-- <= 0) {
    it->dict = nullptr;
    return raise(t, exceptions::RuntimeError, "dictionary keys changed during iteration");
  }
  return result_of(*e, kYields);
}

Object* method_length_hint(Thread&, Object* o, Args) {
  DictIterator* it = as_iterator(o);
  return int_from_int64(it->dict && it->used == it->dict->used ? it->remaining : 0);
}

constexpr NativeMethod methods[] = {{"__length_hint__", method_length_hint}, {nullptr, nullptr}};

constinit TypeData key_data = iterator_data(dict_iterator_next<Yields::Key, false>, methods);
constinit TypeData value_data = iterator_data(dict_iterator_next<Yields::Value, false>, methods);
constinit TypeData item_data = iterator_data(dict_iterator_next<Yields::Item, false>, methods);
constinit TypeData reverse_key_data = iterator_data(dict_iterator_next<Yields::Key, true>, methods);
constinit TypeData reverse_value_data = iterator_data(dict_iterator_next<Yields::Value, true>, methods);
constinit TypeData reverse_item_data = iterator_data(dict_iterator_next<Yields::Item, true>, methods);

constexpr Type make_type(const char* name, TypeData* data) {
  return static_type(name, sizeof(DictIterator), 0, kIteratorFlags, data);
}

}  // namespace

constinit Type dict_key_iterator_type = make_type("dict_keyiterator", &key_data);
constinit Type dict_value_iterator_type = make_type("dict_valueiterator", &value_data);
constinit Type dict_item_iterator_type = make_type("dict_itemiterator", &item_data);
constinit Type dict_reverse_key_iterator_type = make_type("dict_reversekeyiterator", &reverse_key_data);
constinit Type dict_reverse_value_iterator_type = make_type("dict_reversevalueiterator", &reverse_value_data);
constinit Type dict_reverse_item_iterator_type = make_type("dict_reverseitemiterator", &reverse_item_data);

DictIterator* new_dict_iterator(Type* cls, Dict* dict) {
  bool backward = cls == &dict_reverse_key_iterator_type || cls == &dict_reverse_value_iterator_type ||
                  cls == &dict_reverse_item_iterator_type;
  DictIterator* it = TRY(new_object<DictIterator>(cls));
  it->dict = dict;
  it->used = it->remaining = dict->used;
  it->position = backward && dict->table ? ssize(dict->table->entry_count) - 1 : 0;
  return it;
}

}  // namespace sidewinder
