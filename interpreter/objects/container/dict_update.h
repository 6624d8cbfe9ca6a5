// What dict.update, `{**other}` and `f(**other)` share.
#pragma once

#include "interpreter/objects/container/list.h"

namespace sidewinder {

// What other.keys() gives, as a new list: while the items are fetched the mapping may change.
List* list_of_keys(Thread& t, Object* mapping);

}  // namespace sidewinder
