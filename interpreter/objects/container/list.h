// list. `kind` (the top byte of `allocated`) says how the items are stored; `size` is always true. Only exact lists and
// their subclasses have this layout.
#pragma once

#include "interpreter/memory/allocate.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

enum class ListKind : uint8_t { Counted = 0 /* what C may see */, Boxed = 1, Int64 = 2, Double = 3, Empty = 4 };

struct List : VarObject {  // PyListObject: 40 bytes
  union {                  // 24; raw storage, null when nothing is allocated
    Object** items;
    int64_t* ints;    // Int64: exact ints that fit 64 bits; bool is not int
    double* doubles;  // Double: exact floats
  };
  ssize allocated_and_kind;  // 32: capacity in the low 56 bits (of Empty: of the storage to come), kind in the top byte
  static Type* type();

  PY_ALWAYS_INLINE ListKind kind() const { return ListKind(uint8_t(uint64_t(allocated_and_kind) >> 56)); }
  PY_ALWAYS_INLINE ssize capacity() const { return allocated_and_kind & ((ssize(1) << 56) - 1); }
  ssize length() const { return size; }
};
static_assert(sizeof(List) == 40);
extern Type list_type;
inline Type* List::type() { return &list_type; }

// Empty: storage for `capacity` items is made with the first one, which decides the kind.
List* new_list(Thread& t, ssize capacity = 0);
List* list_from_array(Thread& t, Object* const* items, ssize n);
List* list_from_iterable(Thread& t, Object* iterable);  // always a new list
// 0 <= i < size; boxes if need be; null only if out of memory
Object* list_get(Thread& t, const List* l, ssize i);
Status list_set(Thread& t, List* l, ssize i, Object* value);  // in range; changes the kind if need be
Status list_append(Thread& t, List* l, Object* value);
Status list_extend(Thread& t, List* l, Object* iterable);
Object* list_pop(Thread& t, List* l, ssize index);                   // negative: from the end; IndexError
Status list_insert(Thread& t, List* l, ssize index, Object* value);  // clamps the index
Status list_sort(Thread& t, List* l, Object* key /* or null */, bool reverse);
// By the numbers of another list of the same length that holds them unboxed.
bool has_sorting_numbers(const List* keys);
Status list_sort_by_numbers(Thread& t, List* l, const List* keys);
void list_clear(List* l);
void list_reverse(List* l);
List* list_copy(Thread& t, const List* l);
List* list_slice(Thread& t, const List* l, ssize begin, ssize end);  // 0 <= begin <= end <= size
// Replaces items begin..end by those of `values` (a list of any kind, not l itself).
Status list_replace(Thread& t, List* l, ssize begin, ssize end, List* values);
List* list_concat(Thread& t, List* a, List* b);
List* list_repeat(Thread& t, List* l, ssize times);  // times < 0 is 0

// How a value would be stored unboxed: Int64, Double, or Boxed.
ListKind list_kind_of(const Object* value);
PY_ALWAYS_INLINE bool is_list(const Object* o) { return has_flag(o, kTypeList); }
PY_ALWAYS_INLINE bool is_boxed(const List* l) { return uint8_t(l->kind()) <= uint8_t(ListKind::Boxed); }

}  // namespace sidewinder
