// list.sort. Unboxed lists are sorted as they are; keys that are all small ints, all floats or all str are compared
// without calling anything. While user code may run, the list is empty and its items live in storage of our own.

#include <algorithm>
#include <cmath>
#include <cstring>

#include "interpreter/execution/collection.h"
#include "interpreter/execution/request.h"
#include "interpreter/objects/container/list_storage.h"
#include "interpreter/objects/container/merge_sort.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/function/python_drain.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

template <class K> struct Keyed {
  K key;
  Object* value;
};

enum class KeyKind { Int, Float, Text, Tuple, Mixed };

KeyKind kind_of_key(Object* key) {
  if (is_exact<Int>(key) && cast<Int>(key)->is_small()) return KeyKind::Int;
  if (is_exact<Float>(key)) return KeyKind::Float;
  if (is_exact<Str>(key)) return KeyKind::Text;
  return is_exact<Tuple>(key) ? KeyKind::Tuple : KeyKind::Mixed;
}

enum class Order : uint8_t { Less, Equal, Greater, Unknown };
template <class V> Order order_of(V a, V b) {
  return a < b ? Order::Less : a == b ? Order::Equal : a > b ? Order::Greater : Order::Unknown;
}
// Of two ints, floats or texts, where nothing is called. Unknown: others, and NaN.
Order order_of_plain(Object* a, Object* b) {
  if (a == b) return Order::Equal;
  KeyKind kind = kind_of_key(a);
  if (kind != kind_of_key(b)) return Order::Unknown;
  switch (kind) {
    case KeyKind::Int: return order_of(cast<Int>(a)->small_value(), cast<Int>(b)->small_value());
    case KeyKind::Float: return order_of(cast<Float>(a)->value, cast<Float>(b)->value);
    case KeyKind::Text: return order_of(str_compare(cast<Str>(a), cast<Str>(b)), 0);
    default: return Order::Unknown;
  }
}

// a < b, by the first items that are not equal.
Truth is_tuple_less(Thread& t, const Tuple* a, const Tuple* b) {
  ssize common = std::min(a->size, b->size);
  for (ssize i = 0; i < common; i++) {
    Order order = order_of_plain(a->items[i], b->items[i]);
    if (order == Order::Equal) continue;
    if (order != Order::Unknown) return truth_of(order == Order::Less);
    if (TRY(equal(t, a->items[i], b->items[i]))) continue;
    return compare_truth(t, a->items[i], b->items[i], CompareOp::Lt);
  }
  return truth_of(a->size < b->size);
}

KeyKind common_key_kind(const Keyed<Object*>* items, ssize n) {
  KeyKind kind = kind_of_key(items[0].key);
  for (ssize i = 1; i < n && kind != KeyKind::Mixed; i++)
    if (kind_of_key(items[i].key) != kind) kind = KeyKind::Mixed;
  return kind;
}

// Turned around before and after, so that equal items stay as they were and `less` is asked as CPython asks it.
// False: a comparison failed.
template <class E, class Less> bool merge_sort_with(E* items, ssize n, E* buffer, bool reverse, Less less) {
  if (reverse) std::reverse(items, items + n);
  bool good = MergeSort<E, Less>(items, n, buffer, less).sort();
  if (reverse) std::reverse(items, items + n);
  return good;
}
template <class E, class Less> Status merge_sort(E* items, ssize n, bool reverse, Less less) {
  E* buffer = TRY(allocate_raw<E>(size_t(n / 2 + 1)));
  return merge_sort_with(items, n, buffer, reverse, less) ? Status::ok() : Status(Raised{});
}
// By a comparison that only computes. An interrupt leaves some of the items twice: they must be a copy.
template <class E, class Less> Status merge_sort_copy(Thread& t, E* items, ssize n, bool reverse, Less less) {
  E* buffer = TRY(allocate_raw<E>(size_t(n / 2 + 1)));
  auto compare = [&](const E& a, const E& b) { return truth_of(less(a, b)); };
  return interruptible(t, size_t(n), [&] { merge_sort_with(items, n, buffer, reverse, compare); });
}

// Sorts by keys of a machine type; `unwrap` reads one from its object.
template <class K, class Unwrap, class Less>
Status sort_by_plain_keys(Thread& t, Keyed<Object*>* items, ssize n, bool reverse, Unwrap unwrap_key, Less less) {
  Keyed<K>* plain = TRY(allocate_raw<Keyed<K>>(size_t(n)));
  for (ssize i = 0; i < n; i++) plain[i] = {unwrap_key(items[i].key), items[i].value};
  TRY(merge_sort_copy(t, plain, n, reverse, [&](const Keyed<K>& a, const Keyed<K>& b) { return less(a.key, b.key); }));
  for (ssize i = 0; i < n; i++) items[i].value = plain[i].value;
  return Status::ok();
}

Status sort_keyed(Thread& t, Keyed<Object*>* items, ssize n, bool reverse) {
  auto by_number = [](auto a, auto b) { return a < b; };
  switch (common_key_kind(items, n)) {
    case KeyKind::Int:
      return sort_by_plain_keys<int64_t>(
          t, items, n, reverse, [](Object* o) { return cast<Int>(o)->small_value(); }, by_number);
    case KeyKind::Float:
      return sort_by_plain_keys<double>(
          t, items, n, reverse, [](Object* o) { return cast<Float>(o)->value; }, by_number);
    case KeyKind::Text:
      return sort_by_plain_keys<Str*>(
          t, items, n, reverse, [](Object* o) { return cast<Str>(o); },
          [](Str* a, Str* b) { return str_compare(a, b) < 0; });
    case KeyKind::Tuple:
      return merge_sort(items, n, reverse, [&t](const Keyed<Object*>& a, const Keyed<Object*>& b) -> Truth {
        TRY(check_interrupt(t));
        return is_tuple_less(t, cast<Tuple>(a.key), cast<Tuple>(b.key));
      });
    case KeyKind::Mixed: break;
  }
  return merge_sort(items, n, reverse, [&t](const Keyed<Object*>& a, const Keyed<Object*>& b) -> Truth {
    TRY(check_interrupt(t));
    return compare_truth(t, a.key, b.key, CompareOp::Lt);
  });
}

// An Int64 or Double list without a key function. Equal ints cannot be told apart; floats need stability for -0.0, and
// NaN has no order.
Status sort_unboxed(Thread& t, List* l, bool reverse) {
  auto n = size_t(l->size);
  if (l->kind() == ListKind::Int64) {
    int64_t* copy = TRY(allocate_raw_leaf<int64_t>(n));
    std::memcpy(copy, l->ints, n * sizeof *copy);
    TRY(interruptible(t, n, [&] {
      if (reverse) std::sort(copy, copy + n, std::greater<int64_t>());
      else std::sort(copy, copy + n);
    }));
    std::memcpy(l->ints, copy, n * sizeof *copy);
    return Status::ok();
  }
  double* copy = TRY(allocate_raw_leaf<double>(n));
  std::memcpy(copy, l->doubles, n * sizeof *copy);
  TRY(merge_sort_copy(t, copy, l->size, reverse, [](double a, double b) { return a < b; }));
  std::memcpy(l->doubles, copy, n * sizeof *copy);
  return Status::ok();
}

// By keys that lie unboxed in a list: `numbers`, of which there are as many.
template <class K> Status sort_by_numbers(Thread& t, List* l, const K* numbers) {
  ssize n = l->size;
  Keyed<K>* items = TRY(allocate_raw<Keyed<K>>(size_t(n)));
  for (ssize i = 0; i < n; i++) items[i] = {numbers[i], TRY(list_get(t, l, i))};
  TRY(merge_sort_copy(t, items, n, false, [](const Keyed<K>& a, const Keyed<K>& b) { return a.key < b.key; }));
  for (ssize i = 0; i < n; i++) list_store(l, i, items[i].value);
  return Status::ok();
}

bool untouched(const List* l) { return l->kind() == ListKind::Empty && l->size == 0 && !l->items; }

// The keys as a list, by a loop in Python. Missing: nothing was done.
Lookup keys_in_python(Thread& t, const Keyed<Object*>* items, ssize n, Object* key) {
  constexpr ssize kLeast = 16;
  if (n < kLeast || !is_exact<Function>(key) || !python_drain_hooks.drain) return Lookup::missing();
  const Code* code = cast<Function>(key)->code;
  python_drain_hooks.note(code, size_t(n));
  Tuple* values = TRY(new_tuple(n));
  for (ssize i = 0; i < n; i++) values->items[i] = items[i].value;
  return python_drain_hooks.drain(t, PythonDrain::Keys, code, values, key);
}

Status make_keys(Thread& t, Keyed<Object*>* items, ssize n, Object* key) {
  Lookup keys = key ? TRY(keys_in_python(t, items, n, key)) : Lookup::missing();
  if (keys.found()) {
    for (ssize i = 0; i < n; i++) items[i].key = TRY(list_get(t, cast<List>(keys.value), i));
    return Status::ok();
  }
  for (ssize i = 0; i < n; i++) items[i].key = key ? TRY(call(t, key, items[i].value)) : items[i].value;
  return Status::ok();
}

// Keys with a finalizer die while the list is out of reach, as reference counts have it: what their finalizers do to it
// is a modification.
void let_keys_die(Thread& t, List* l, const List& saved, Keyed<Object*>* items, ssize n) {
  for (ssize i = 0; i < n; i++) items[i].key = nullptr;
  Object* const needed[] = {l, reinterpret_cast<Object*>(saved.items), reinterpret_cast<Object*>(items)};
  constexpr int kMostBetween = 6;  // besides those that StillNeeded counts: this function, list_sort
  collect_what_was_dropped(t, {.objects = needed, .most_between = kMostBetween});
}

}  // namespace

bool has_sorting_numbers(const List* keys) {
  return keys->kind() == ListKind::Int64 || keys->kind() == ListKind::Double;
}
Status list_sort_by_numbers(Thread& t, List* l, const List* keys) {
  return keys->kind() == ListKind::Int64 ? sort_by_numbers(t, l, keys->ints) : sort_by_numbers(t, l, keys->doubles);
}

Status list_sort(Thread& t, List* l, Object* key, bool reverse) {
  if (!key && !is_boxed(l) && l->size) return sort_unboxed(t, l, reverse);
  ssize n = l->size;
  if (n == 0) return Status::ok();
  Keyed<Object*>* items = TRY(allocate_raw<Keyed<Object*>>(size_t(n)));
  for (ssize i = 0; i < n; i++) items[i].value = TRY(list_get(t, l, i));
  List saved = *l;  // on the stack, where the collector sees its storage
  list_set_storage(l, ListKind::Empty, nullptr, 0);
  l->size = 0;

  Status outcome = make_keys(t, items, n, key);
  if (!outcome.failed() && n > 1) outcome = sort_keyed(t, items, n, reverse);

  if (!outcome.failed() && key && slots_of(items[0].key).finalize) let_keys_die(t, l, saved, items, n);
  bool modified = !untouched(l);
  list_set_storage(l, saved.kind(), saved.items, saved.capacity());
  l->size = n;
  for (ssize i = 0; i < n; i++) list_store(l, i, items[i].value);  // a permutation: the kind still fits
  if (modified && !outcome.failed()) return raise_value_error(t, "list modified during sort");
  return outcome;
}

}  // namespace sidewinder
