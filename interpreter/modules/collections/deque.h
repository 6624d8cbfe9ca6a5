// collections.deque: a ring of places, as many as a power of two.
#pragma once

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

struct Deque : VarObject {  // size: items
  Object** ring;            // raw storage; null: none yet
  ssize mask;               // places - 1
  ssize head;               // the place of item 0
  ssize most;               // maxlen; -1: no limit
  size_t state;             // changes whenever items come, go or move
  Object* weak_list;        // for C
  static Type* type();

  Object*& at(ssize i) { return ring[(head + i) & mask]; }
  ssize capacity() const { return ring ? mask + 1 : 0; }
};
struct DequeIterator : Object {
  Deque* deque;
  ssize index;   // of the next item; backward: counted from the end
  ssize left;    // items to come; 0: exhausted for good
  size_t state;  // of the deque when the iteration began
};
extern Type deque_type, deque_iterator_type, deque_reverse_iterator_type;
inline Type* Deque::type() { return &deque_type; }

DequeIterator* new_deque_iterator(Type* cls, Deque* deque);
Deque* new_deque(Thread& t, ssize most);
// With a limit, an item at the other end makes room.
Status deque_push_right(Thread& t, Deque* d, Object* item);
Status deque_push_left(Thread& t, Deque* d, Object* item);
Object* deque_take_right(Deque* d);  // not empty
Object* deque_take_left(Deque* d);
void deque_remove_all(Deque* d);
Status deque_add_all(Thread& t, Deque* d, Object* iterable, bool left);
Deque* deque_copy_of(Thread& t, Deque* d);                         // of the same class: calls it
void deque_turn(Deque* d, ssize n);                                // rotate(n)
Status deque_put(Thread& t, Deque* d, ssize index, Object* item);  // 0 <= index <= size; no limit is looked at
void deque_drop(Deque* d, ssize index);                            // in range

}  // namespace sidewinder
