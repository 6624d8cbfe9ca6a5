// What a deque does; what Python sees of it is in deque_methods.cpp.
#include "interpreter/modules/collections/deque.h"

#include <algorithm>
#include <utility>

#include "interpreter/objects/container/list.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

constexpr ssize kLeastCapacity = 8;

// A ring of another size, with item 0 at its beginning.
Status resize(Deque* d, ssize capacity) {
  Object** ring = TRY(allocate_raw<Object*>(size_t(capacity)));
  for (ssize i = 0; i < d->size; i++) ring[i] = d->at(i);
  d->ring = ring;
  d->mask = capacity - 1;
  d->head = 0;
  return Status::ok();
}

PY_ALWAYS_INLINE Status make_room(Deque* d) {
  d->state++;
  if (d->size < d->capacity()) [[likely]]
    return Status::ok();
  return resize(d, std::max(kLeastCapacity, d->capacity() * 2));
}

// Memory of a deque that has become much smaller is given back, if there is some for the smaller ring.
PY_NOINLINE void shrink(Deque* d) {
  if (memory_left_for(size_t(d->capacity() / 4) * sizeof(Object*))) (void)resize(d, d->capacity() / 4);
}
PY_ALWAYS_INLINE void after_removal(Deque* d) {
  d->state++;
  if (d->size * 8 >= d->capacity() || d->capacity() <= 64) [[likely]]
    return;
  shrink(d);
}

}  // namespace

Deque* new_deque(Thread&, ssize most) {
  auto* d = TRY(new_object<Deque>(&deque_type));
  d->most = most;
  return d;
}

Object* deque_take_right(Deque* d) {
  Object* item = std::exchange(d->at(d->size - 1), nullptr);
  d->size--;
  after_removal(d);
  return item;
}

Object* deque_take_left(Deque* d) {
  Object* item = std::exchange(d->ring[d->head], nullptr);
  d->head = (d->head + 1) & d->mask;
  d->size--;
  after_removal(d);
  return item;
}

Status deque_push_right(Thread&, Deque* d, Object* item) {
  if (d->size == d->most) {
    if (!d->most) return Status::ok();
    (void)deque_take_left(d);
  }
  TRY(make_room(d));
  d->at(d->size) = item;
  d->size++;
  return Status::ok();
}

Status deque_push_left(Thread&, Deque* d, Object* item) {
  if (d->size == d->most) {
    if (!d->most) return Status::ok();
    (void)deque_take_right(d);
  }
  TRY(make_room(d));
  d->head = (d->head - 1) & d->mask;
  d->ring[d->head] = item;
  d->size++;
  return Status::ok();
}

void deque_remove_all(Deque* d) {
  d->state++;
  d->size = d->head = d->mask = 0;
  d->ring = nullptr;
}

Status deque_add_all(Thread& t, Deque* d, Object* iterable, bool left) {
  if (iterable == d) iterable = TRY(list_from_iterable(t, iterable));
  Object* iterator = TRY(get_iterator(t, iterable));
  for (;;) {
    Lookup item = TRY(iterator_next(t, iterator));
    if (item.is_missing()) return Status::ok();
    TRY(left ? deque_push_left(t, d, item.value) : deque_push_right(t, d, item.value));
  }
}

Deque* deque_copy_of(Thread& t, Deque* d) {
  if (is_exact<Deque>(d)) {
    Deque* copy = TRY(new_deque(t, d->most));
    if (!d->size) return copy;
    ssize capacity = kLeastCapacity;
    while (capacity < d->size) capacity *= 2;
    TRY(resize(copy, capacity));
    for (ssize i = 0; i < d->size; i++) copy->ring[i] = d->at(i);
    copy->size = d->size;
    return copy;
  }
  Object* copy = d->most < 0 ? TRY(call(t, d->cls, d)) : TRY(call(t, d->cls, d, TRY(int_from_int64(d->most))));
  if (is_instance(copy, &deque_type)) return cast<Deque>(copy);
  return raise_type_error(t, "%s() must return a deque, not %T", d->cls->name, copy);
}

// Item i becomes item i + n. The shorter way round, one item after another; a full ring only turns its head.
void deque_turn(Deque* d, ssize n) {
  ssize size = d->size;
  if (size <= 1) return;
  n %= size;
  if (n > size / 2) n -= size;
  else if (n < -size / 2) n += size;
  d->state++;
  for (; n > 0; n--) {
    Object* item = std::exchange(d->at(size - 1), nullptr);
    d->head = (d->head - 1) & d->mask;
    d->ring[d->head] = item;
  }
  for (; n < 0; n++) {
    Object* item = std::exchange(d->ring[d->head], nullptr);
    d->head = (d->head + 1) & d->mask;
    d->at(size - 1) = item;
  }
}

Status deque_put(Thread&, Deque* d, ssize index, Object* item) {
  TRY(make_room(d));
  if (index < d->size / 2) {
    d->head = (d->head - 1) & d->mask;
    for (ssize i = 0; i < index; i++) d->at(i) = d->at(i + 1);
  } else {
    for (ssize i = d->size; i > index; i--) d->at(i) = d->at(i - 1);
  }
  d->at(index) = item;
  d->size++;
  return Status::ok();
}

void deque_drop(Deque* d, ssize index) {
  if (index < d->size / 2) {
    for (ssize i = index; i > 0; i--) d->at(i) = d->at(i - 1);
    (void)deque_take_left(d);
  } else {
    for (ssize i = index; i < d->size - 1; i++) d->at(i) = d->at(i + 1);
    (void)deque_take_right(d);
  }
}

}  // namespace sidewinder
