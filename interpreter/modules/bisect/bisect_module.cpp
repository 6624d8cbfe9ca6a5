// Module _bisect: binary search. Lists of ints or floats only are searched where their numbers lie.
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

// The end of the part that is searched; -1: that of the sequence.
struct End {
  ssize value = -1;
};

}  // namespace

template <> struct Argument<End> {
  static Status convert(Thread& t, Object* value, Site, End* out) {
    if (value == none()) return Status::ok();
    if (slots_of(value).index) return argument_ssize(t, value, &out->value);
    return raise_type_error(t, "argument should be integer or None, not '%T'", value);
  }
  static consteval End literal(std::string_view) { return {}; }
};

namespace {

enum class Side { Left, Right };

struct Bounds {
  ssize lo, hi;
};

Result<Bounds> bounds_of(Thread& t, Object* a, ssize lo, End hi) {
  if (lo < 0) return raise_value_error(t, "lo must be non-negative");
  Bounds bounds{lo, hi.value != -1 ? hi.value : TRY(length(t, a))};
  if (slots_of(a).get_item && !is_sequence(a)) return raise_type_error(t, "%T is not a sequence", a);
  return bounds;
}

template <class T> ssize search(const T* items, T x, Bounds b, Side side) {
  while (b.lo < b.hi) {
    ssize middle = ssize((size_t(b.lo) + size_t(b.hi)) / 2);
    bool go_right = side == Side::Left ? items[middle] < x : !(x < items[middle]);
    (go_right ? b.lo : b.hi) = go_right ? middle + 1 : middle;
  }
  return b.lo;
}

Object* item_at(Thread& t, Object* a, ssize i) {
  if (is_exact<List>(a) && i < cast<List>(a)->size) return list_get(t, cast<List>(a), i);
  if (!slots_of(a).get_item) return raise_type_error(t, "'%T' object does not support indexing", a);
  return get_item(t, a, TRY(int_from_int64(i)));
}

// The items are compared as Python does; a comparison may change the sequence.
Result<ssize> search_objects(Thread& t, Object* a, Object* x, Bounds b, Side side, Object* key) {
  while (b.lo < b.hi) {
    ssize middle = ssize((size_t(b.lo) + size_t(b.hi)) / 2);
    Object* item = TRY(item_at(t, a, middle));
    if (key != none()) item = TRY(call(t, key, item));
    bool go_right = side == Side::Left ? TRY(compare_truth(t, item, x, CompareOp::Lt))
                                       : !TRY(compare_truth(t, x, item, CompareOp::Lt));
    (go_right ? b.lo : b.hi) = go_right ? middle + 1 : middle;
  }
  return b.lo;
}

Result<ssize> bisect(Thread& t, Object* a, Object* x, Bounds b, Side side, Object* key) {
  if (key == none() && is_exact<List>(a) && b.hi <= cast<List>(a)->size) {
    const List* list = cast<List>(a);
    if (list->kind() == ListKind::Int64 && is_exact<Int>(x) && cast<Int>(x)->is_small())
      return search(list->ints, cast<Int>(x)->small_value(), b, side);
    if (list->kind() == ListKind::Double && is_exact<Float>(x))
      return search(list->doubles, cast<Float>(x)->value, b, side);
  }
  return search_objects(t, a, x, b, side, key);
}

Status insort(Thread& t, Object* a, Object* x, ssize lo, End hi, Side side, Object* key) {
  Object* searched = key == none() ? x : TRY(call(t, key, x));
  Bounds bounds = TRY(bounds_of(t, a, lo, hi));
  ssize place = TRY(bisect(t, a, searched, bounds, side, key));
  if (is_exact<List>(a)) return list_insert(t, cast<List>(a), place, x);
  Object* arguments[] = {TRY(int_from_int64(place)), x};
  TRY(call_method(t, a, intern("insert"), Args{arguments, 2}));
  return Status::ok();
}

Result<ssize> bisect_bisect_right(Thread& t, Object* a, Object* x, ssize lo, End hi, Object* key) {
  return bisect(t, a, x, TRY(bounds_of(t, a, lo, hi)), Side::Right, key);
}
Result<ssize> bisect_bisect_left(Thread& t, Object* a, Object* x, ssize lo, End hi, Object* key) {
  return bisect(t, a, x, TRY(bounds_of(t, a, lo, hi)), Side::Left, key);
}
Status bisect_insort_right(Thread& t, Object* a, Object* x, ssize lo, End hi, Object* key) {
  return insort(t, a, x, lo, hi, Side::Right, key);
}
Status bisect_insort_left(Thread& t, Object* a, Object* x, ssize lo, End hi, Object* key) {
  return insort(t, a, x, lo, hi, Side::Left, key);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/bisect/bisect_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX bisect
#define NATIVE_NAME "_bisect"
#include "interpreter/objects/core/native_table.inc"

Module* create_bisect(Thread& t) {
  Module* module = TRY(new_module(t, "_bisect"));
  TRY(add_functions(t, module, bisect_method_rows));
  TRY(add_object(t, module, "__doc__", new_str("Binary search in sorted sequences.")));
  return module;
}

}  // namespace sidewinder
