// Module _heapq. A heap of ints or floats only is ordered where the list keeps its numbers. Of other items each
// comparison may run Python code: the list is a permutation of its items at any time, and a changed length is an error.
#include <utility>

#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

// What the sifting below needs of a heap: before(i, j) says whether item i comes before item j.
template <class T, bool kMax> struct Numbers {
  T* items;
  ssize count;
  ssize size() const { return count; }
  Truth before(Thread&, ssize i, ssize j) const { return truth_of(kMax ? items[j] < items[i] : items[i] < items[j]); }
  Status swap(Thread&, ssize i, ssize j) {
    std::swap(items[i], items[j]);
    return Status::ok();
  }
};

// Whether a < b where that is known without a call: of two small ints or two floats that differ, and of two tuples that
// begin with such (pairs of a priority and something else).
enum class Order : uint8_t { Less, NotLess, Ask };
Order order_of_numbers(const Object* a, const Object* b, Order of_equal_ones) {
  if (is_exact<Int>(a) && is_exact<Int>(b) && cast<Int>(a)->is_small() && cast<Int>(b)->is_small()) {
    int64_t x = cast<Int>(a)->small_value();
    int64_t y = cast<Int>(b)->small_value();
    return x < y ? Order::Less : x == y ? of_equal_ones : Order::NotLess;
  }
  if (!is_exact<Float>(a) || !is_exact<Float>(b)) return Order::Ask;
  double x = cast<Float>(a)->value;
  double y = cast<Float>(b)->value;
  return x < y ? Order::Less : x > y ? Order::NotLess : Order::Ask;
}
Order known_order(const Object* a, const Object* b) {
  if (is_exact<Tuple>(a) && is_exact<Tuple>(b)) {
    auto* x = cast<Tuple>(a);
    auto* y = cast<Tuple>(b);
    return x->size && y->size ? order_of_numbers(x->items[0], y->items[0], Order::Ask) : Order::Ask;
  }
  return order_of_numbers(a, b, Order::NotLess);
}

template <bool kMax> struct Objects {
  List* list;
  ssize count;
  ssize size() const { return count; }

  Truth before(Thread& t, ssize i, ssize j) const {
    Object* a = TRY(list_get(t, list, kMax ? j : i));
    Object* b = TRY(list_get(t, list, kMax ? i : j));
    Order order = known_order(a, b);
    if (order != Order::Ask) return truth_of(order == Order::Less);
    bool less = TRY(compare_truth(t, a, b, CompareOp::Lt));
    if (list->size != count)
      return truth_error(raise(t, exceptions::RuntimeError, "list changed size during iteration"));
    return truth_of(less);
  }
  Status swap(Thread& t, ssize i, ssize j) {
    if (list->kind() == ListKind::Boxed) {
      std::swap(list->items[i], list->items[j]);
      return Status::ok();
    }
    Object* a = TRY(list_get(t, list, i));
    Object* b = TRY(list_get(t, list, j));
    TRY(list_set(t, list, i, b));
    return list_set(t, list, j, a);
  }
};

// The item at `at` goes towards the root as long as it comes before its parent.
template <class Heap> Status rise(Thread& t, Heap& heap, ssize root, ssize at) {
  while (at > root) {
    ssize parent = (at - 1) / 2;
    if (!TRY(heap.before(t, at, parent))) break;
    TRY(heap.swap(t, at, parent));
    at = parent;
  }
  return Status::ok();
}

// The item at `root` goes down to a leaf along the children that come first, then up again: most items end near a leaf,
// so that this compares less than a look at each level whether it fits.
template <class Heap> Status sink(Thread& t, Heap& heap, ssize root) {
  ssize at = root;
  while (at < heap.size() / 2) {
    ssize child = 2 * at + 1;
    if (child + 1 < heap.size() && !TRY(heap.before(t, child, child + 1))) child++;
    TRY(heap.swap(t, at, child));
    at = child;
  }
  return rise(t, heap, root, at);
}

template <class Heap> Status order_all(Thread& t, Heap& heap) {
  for (ssize i = heap.size() / 2 - 1; i >= 0; i--) TRY(sink(t, heap, i));
  return Status::ok();
}

// body(heap) for the kind of list that it is.
template <bool kMax, class F> Status with_heap(List* list, F body) {
  if (list->kind() == ListKind::Int64) {
    Numbers<int64_t, kMax> heap{list->ints, list->size};
    return body(heap);
  }
  if (list->kind() == ListKind::Double) {
    Numbers<double, kMax> heap{list->doubles, list->size};
    return body(heap);
  }
  Objects<kMax> heap{list, list->size};
  return body(heap);
}

template <bool kMax> Status sink_first(Thread& t, List* list) {
  return with_heap<kMax>(list, [&](auto& heap) { return sink(t, heap, 0); });
}

template <bool kMax> Object* pop_first(Thread& t, List* list) {
  if (!list->size) return raise_index_error(t, "index out of range");
  Object* last = TRY(list_pop(t, list, -1));
  if (!list->size) return last;
  Object* first = TRY(list_get(t, list, 0));
  TRY(list_set(t, list, 0, last));
  TRY(sink_first<kMax>(t, list));
  return first;
}

template <bool kMax> Object* replace_first(Thread& t, List* list, Object* item) {
  if (!list->size) return raise_index_error(t, "index out of range");
  Object* first = TRY(list_get(t, list, 0));
  TRY(list_set(t, list, 0, item));
  TRY(sink_first<kMax>(t, list));
  return first;
}

Status heapq_heappush(Thread& t, List* list, Object* item) {
  TRY(list_append(t, list, item));
  return with_heap<false>(list, [&](auto& heap) { return rise(t, heap, 0, heap.size() - 1); });
}

Object* heapq_heappop(Thread& t, List* list) { return pop_first<false>(t, list); }
Object* heapq__heappop_max(Thread& t, List* list) { return pop_first<true>(t, list); }
Object* heapq_heapreplace(Thread& t, List* list, Object* item) { return replace_first<false>(t, list, item); }
Object* heapq__heapreplace_max(Thread& t, List* list, Object* item) { return replace_first<true>(t, list, item); }

Object* heapq_heappushpop(Thread& t, List* list, Object* item) {
  if (!list->size) return item;
  Object* first = TRY(list_get(t, list, 0));
  if (!TRY(compare_truth(t, first, item, CompareOp::Lt))) return item;
  return replace_first<false>(t, list, item);
}

Status heapq_heapify(Thread& t, List* list) {
  return with_heap<false>(list, [&](auto& heap) { return order_all(t, heap); });
}
Status heapq__heapify_max(Thread& t, List* list) {
  return with_heap<true>(list, [&](auto& heap) { return order_all(t, heap); });
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/heapq/heapq_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX heapq
#define NATIVE_NAME "_heapq"
#include "interpreter/objects/core/native_table.inc"

Module* create_heapq(Thread& t) {
  Module* module = TRY(new_module(t, "_heapq"));
  TRY(add_functions(t, module, heapq_method_rows));
  TRY(add_object(t, module, "__doc__", new_str("Priority queues in lists: a[k] <= a[2*k+1] and a[k] <= a[2*k+2].")));
  TRY(add_object(t, module, "__about__",
                 new_str("A heap is a binary tree in a list: the children of item k are the items 2*k+1 and 2*k+2.")));
  return module;
}

}  // namespace sidewinder
