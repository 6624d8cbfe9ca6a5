// The storage of lists: kinds, capacity, moving items about. Internal to list*.cpp.
#pragma once

#include "interpreter/objects/container/list.h"

namespace sidewinder {

constexpr ssize kItemSize = 8;  // of every kind

PY_ALWAYS_INLINE void list_set_storage(List* l, ListKind kind, void* items, ssize capacity) {
  l->items = static_cast<Object**>(items);
  l->allocated_and_kind = ssize(uint64_t(kind) << 56) | capacity;
}

// A list that C may see holds references that C counts: C takes them out and puts others in by macro.
PY_ALWAYS_INLINE void count_in(const List* l, Object* item) {
  if (l->kind() == ListKind::Counted && item) [[unlikely]]
    item->refcount++;
}
PY_ALWAYS_INLINE void count_out(const List* l, Object* item) {
  if (l->kind() == ListKind::Counted && item) [[unlikely]]
    item->refcount--;
}
inline void count_all_in(const List* l, ssize begin, ssize end) {
  for (ssize i = begin; l->kind() == ListKind::Counted && i < end; i++) count_in(l, l->items[i]);
}
inline void count_all_out(const List* l, ssize begin, ssize end) {
  for (ssize i = begin; l->kind() == ListKind::Counted && i < end; i++) count_out(l, l->items[i]);
}

// Storage for n items of a kind, zeroed if it holds references. Null: MemoryError is pending.
void* list_new_storage(ListKind kind, ssize n);
// Room for `capacity` items without changing size or kind (which is not Empty).
Status list_reserve(List* l, ssize capacity);
// Makes the list able to hold values of `kind`: afterwards its kind is `kind` or boxed. A list without items just takes
// the kind.
Status list_admit(Thread& t, List* l, ListKind kind);
// As C may see it, for good: every item is an object.
Status list_make_counted(Thread& t, List* l);
// Stores a value whose kind the list admits; does not count.
void list_store(List* l, ssize i, Object* value);

}  // namespace sidewinder
