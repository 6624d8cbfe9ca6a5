// Iterables whose absence is told in the words of whoever wanted one.
#pragma once

#include "interpreter/objects/container/list.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

// `o` itself if it is an exact list or tuple, else its iterator. Where a TypeError says that it has none, the error is
// `message` instead, in which %T stands for o's class.
Object* iterable_or_raise(Thread& t, Object* o, const char* message);

// What mapping.keys() gives, as a new list: while the items are fetched the mapping may change.
List* list_of_keys(Thread& t, Object* mapping);

}  // namespace sidewinder
