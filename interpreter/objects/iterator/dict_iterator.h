// Iterators over the keys, values and items of a dict, forward and backward.
#pragma once

#include "interpreter/objects/container/dict.h"

namespace sidewinder {

struct DictIterator : Object {
  Dict* dict;      // null: exhausted for good
  ssize used;      // of the dict when the iteration began; -1 once it was found changed
  ssize position;  // of the next entry to look at
  ssize remaining;
};
extern Type dict_key_iterator_type, dict_value_iterator_type, dict_item_iterator_type;
extern Type dict_reverse_key_iterator_type, dict_reverse_value_iterator_type, dict_reverse_item_iterator_type;

// The next pair of a dict_itemiterator without its tuple. Missing: at the end; found: any object.
Lookup dict_next_pair(Thread& t, DictIterator* it, Object** pair);

DictIterator* new_dict_iterator(Type* cls, Dict* dict);

}  // namespace sidewinder
