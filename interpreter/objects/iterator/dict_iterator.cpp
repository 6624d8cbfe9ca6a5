// Iterators over dicts. They walk the entries; a dict whose size has changed stops them with an error.

#include "interpreter/objects/iterator/dict_iterator.h"

#include <algorithm>

#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/core/reduce.h"
#include "interpreter/objects/iterator/iterator_support.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

enum class Yields { Key, Value, Item };

Object* result_of(const DictEntry& e, Yields what) {
  if (what == Yields::Key) return e.key;
  if (what == Yields::Value) return e.value;
  Object* items[] = {e.key, e.value};
  return new_tuple(items, 2);
}

// The next live entry in the iterator's direction, or null.
const DictEntry* advance(DictIterator* it) {
  const DictTable* table = it->dict->table;
  while (table && it->position < ssize(table->entry_count)) {
    const DictEntry& e = table->entries[it->position++];
    if (e.key) return &e;
  }
  return nullptr;
}
const DictEntry* step_back(DictIterator* it) {
  const DictTable* table = it->dict->table;
  if (!table) return nullptr;
  it->position = std::min(it->position, ssize(table->entry_count) - 1);
  while (it->position >= 0) {
    const DictEntry& e = table->entries[it->position--];
    if (e.key) return &e;
  }
  return nullptr;
}

// The next entry; null: at the end, or raised.
template <bool kBackward> PY_ALWAYS_INLINE const DictEntry* next_entry(Thread& t, DictIterator* it) {
  if (!it->dict) return nullptr;
  if (it->used != it->dict->used) {
    it->used = -1;  // sticks
    return raise(t, exceptions::RuntimeError, "dictionary changed size during iteration");
  }
  const DictEntry* e = kBackward ? step_back(it) : advance(it);
  if (!e) {
    it->dict = nullptr;
    return nullptr;
  }
  if (it->remaining-- <= 0) {
    it->dict = nullptr;
    return raise(t, exceptions::RuntimeError, "dictionary keys changed during iteration");
  }
  return e;
}

template <Yields kYields, bool kBackward> Lookup dict_iterator_next(Thread& t, Object* o) {
  const DictEntry* e = next_entry<kBackward>(t, cast<DictIterator>(o));
  if (!e) return is_pending(t) ? Lookup(Raised{}) : Lookup::missing();
  return result_of(*e, kYields);
}

ssize dict_iterator_length_hint(const DictIterator& self) {
  return self.dict && self.used == self.dict->used ? self.remaining : 0;
}

// What is left, as a list: it is read from a copy.
Object* dict_iterator_reduce(Thread& t, const DictIterator& self) {
  DictIterator* copy = TRY(new_object<DictIterator>(self.cls));
  auto refcount = copy->refcount;
  *copy = self;
  copy->refcount = refcount;
  return reduce_to_call(t, "iter", TRY(list_from_iterable(t, copy)));
}

}  // namespace

Lookup dict_next_pair(Thread& t, DictIterator* it, Object** pair) {
  const DictEntry* e = next_entry<false>(t, it);
  if (!e) return is_pending(t) ? Lookup(Raised{}) : Lookup::missing();
  pair[0] = e->key;
  pair[1] = e->value;
  return e->key;
}

// The same function for all, but messages name the type.
namespace of_key {
#define NATIVE_TABLE "interpreter/objects/iterator/length_hint_methods.def"
#define NATIVE_TYPE DictIterator
#define NATIVE_PREFIX dict_iterator
#define NATIVE_NAME "dict_keyiterator"
#include "interpreter/objects/core/native_table.inc"
}  // namespace of_key
namespace of_value {
#define NATIVE_TABLE "interpreter/objects/iterator/length_hint_methods.def"
#define NATIVE_TYPE DictIterator
#define NATIVE_PREFIX dict_iterator
#define NATIVE_NAME "dict_valueiterator"
#include "interpreter/objects/core/native_table.inc"
}  // namespace of_value
namespace of_item {
#define NATIVE_TABLE "interpreter/objects/iterator/length_hint_methods.def"
#define NATIVE_TYPE DictIterator
#define NATIVE_PREFIX dict_iterator
#define NATIVE_NAME "dict_itemiterator"
#include "interpreter/objects/core/native_table.inc"
}  // namespace of_item
namespace of_reverse_key {
#define NATIVE_TABLE "interpreter/objects/iterator/length_hint_methods.def"
#define NATIVE_TYPE DictIterator
#define NATIVE_PREFIX dict_iterator
#define NATIVE_NAME "dict_reversekeyiterator"
#include "interpreter/objects/core/native_table.inc"
}  // namespace of_reverse_key
namespace of_reverse_value {
#define NATIVE_TABLE "interpreter/objects/iterator/length_hint_methods.def"
#define NATIVE_TYPE DictIterator
#define NATIVE_PREFIX dict_iterator
#define NATIVE_NAME "dict_reversevalueiterator"
#include "interpreter/objects/core/native_table.inc"
}  // namespace of_reverse_value
namespace of_reverse_item {
#define NATIVE_TABLE "interpreter/objects/iterator/length_hint_methods.def"
#define NATIVE_TYPE DictIterator
#define NATIVE_PREFIX dict_iterator
#define NATIVE_NAME "dict_reverseitemiterator"
#include "interpreter/objects/core/native_table.inc"
}  // namespace of_reverse_item

namespace {

constinit TypeData key_data = iterator_data(dict_iterator_next<Yields::Key, false>, of_key::dict_iterator_declare);
constinit TypeData value_data =
    iterator_data(dict_iterator_next<Yields::Value, false>, of_value::dict_iterator_declare);
constinit TypeData item_data = iterator_data(dict_iterator_next<Yields::Item, false>, of_item::dict_iterator_declare);
constinit TypeData reverse_key_data =
    iterator_data(dict_iterator_next<Yields::Key, true>, of_reverse_key::dict_iterator_declare);
constinit TypeData reverse_value_data =
    iterator_data(dict_iterator_next<Yields::Value, true>, of_reverse_value::dict_iterator_declare);
constinit TypeData reverse_item_data =
    iterator_data(dict_iterator_next<Yields::Item, true>, of_reverse_item::dict_iterator_declare);

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
  it->used = dict->used;
  it->remaining = dict->used;
  it->position = backward && dict->table ? ssize(dict->table->entry_count) - 1 : 0;
  return it;
}

}  // namespace sidewinder
