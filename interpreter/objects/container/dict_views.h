// What keys(), values() and items() of a dict give: live views, those of keys and items with the operators of sets.
#pragma once

#include "interpreter/objects/container/dict.h"

namespace sidewinder {

struct DictView : Object {
  Dict* dict;  // or an instance of a subclass
};
extern Type dict_keys_type, dict_values_type, dict_items_type;

DictView* new_dict_view(Type* cls, Dict* dict);

}  // namespace sidewinder
