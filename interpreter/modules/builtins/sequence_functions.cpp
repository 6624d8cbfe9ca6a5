// Functions over iterables: all, any, iter, len, max, min, next, sorted, sum.
#include "interpreter/modules/builtins/builtins.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/iterator/callable_iterator.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// --- all, any -------------------------------------------------------------------------------------

// The first element whose truth is `wanted` decides.
Truth has_element(Thread& t, Object* iterable, Truth wanted) {
  Object* iterator = TRY(get_iterator(t, iterable));
  for (;;) {
    Lookup next = TRY(iterator_next(t, iterator));
    if (next.is_missing()) return Truth::False;
    Truth is = truth(t, next.value);
    if (is == Truth::Error) return is;
    if (is == wanted) return Truth::True;
  }
}
Object* builtin_all(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "all", 1, 1));
  return bool_object(!TRY(has_element(t, args[0], Truth::False)));
}
Object* builtin_any(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "any", 1, 1));
  return bool_object(TRY(has_element(t, args[0], Truth::True)));
}

// --- iter, next, len -------------------------------------------------------------------------------

Object* builtin_iter(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "iter", 1, 2));
  if (args.count == 1) return get_iterator(t, args[0]);
  if (!slots_of(args[0]).call) return raise_type_error(t, "iter(v, w): v must be callable");
  return new_callable_iterator(args[0], args[1]);
}

// The StopIteration that an iterator raised itself is passed on: it may carry a value.
Object* builtin_next(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "next", 1, 2));
  NextFn step = slots_of(args[0]).next;
  if (!step) return raise_type_error(t, "'%T' object is not an iterator", args[0]);
  Lookup next = step(t, args[0]);
  if (next.found()) return next.value;
  if (is_pending(t)) {
    if (args.count == 1 || !pending_matches(t, exceptions::StopIteration)) return nullptr;
    clear_pending(t);
  }
  return args.count == 2 ? args[1] : raise_stop_iteration(t, nullptr);
}

Object* builtin_len(Thread& t, Object*, Args args) {
  TRY(args.expect(t, "len", 1, 1));
  return int_from_int64(TRY(length(t, args[0])));
}

// --- max, min --------------------------------------------------------------------------------------

Object* extreme(Thread& t, Args args, CompareOp wanted, const char* name) {
  Object *key = nullptr, *otherwise = nullptr;
  for (ssize i = 0; i < args.keyword_count(); ++i) {
    Str* keyword = args.keyword_name(i);
    if (str_equals(keyword, "key")) key = args.keyword_value(i);
    else if (str_equals(keyword, "default")) otherwise = args.keyword_value(i);
    else return raise_type_error(t, "'%U' is an invalid keyword argument for %s()", keyword, name);
  }
  if (key == none()) key = nullptr;
  if (!args.count) return raise_type_error(t, "%s expected at least 1 argument, got 0", name);
  if (args.count > 1 && otherwise)
    return raise_type_error(t, "Cannot specify a default for %s() with multiple positional arguments", name);
  Object *best = nullptr, *best_key = nullptr;
  auto consider = [&](Object* item) -> Status {
    Object* item_key = key ? TRY(call(t, key, item)) : item;
    if (best && !TRY(compare_truth(t, item_key, best_key, wanted))) return Status::ok();
    best = item;
    best_key = item_key;
    return Status::ok();
  };
  if (args.count > 1) {
    for (ssize i = 0; i < args.count; ++i) TRY(consider(args[i]));
  } else {
    TRY(for_each(t, args[0], consider));
  }
  if (best) return best;
  return otherwise ? otherwise : raise_value_error(t, "%s() arg is an empty sequence", name);
}
Object* builtin_max(Thread& t, Object*, Args args) { return extreme(t, args, CompareOp::Gt, "max"); }
Object* builtin_min(Thread& t, Object*, Args args) { return extreme(t, args, CompareOp::Lt, "min"); }

// --- sorted ----------------------------------------------------------------------------------------

Object* builtin_sorted(Thread& t, Object*, Args args) {
  Object* v[3];
  TRY(args.bind(t, "sorted", "iterable,/,*,key=,reverse=", v));
  List* list = TRY(list_from_iterable(t, v[0]));
  bool reverse = false;
  if (v[2]) reverse = TRY(truth(t, v[2]));
  TRY(list_sort(t, list, v[1] == none() ? nullptr : v[1], reverse));
  return list;
}

// --- sum -------------------------------------------------------------------------------------------

// Adds up exact ints and floats in machine numbers for as long as that gives the same result; then any objects.
class Sum {
 public:
  Sum(Thread& t, Object* start) : t_(t), boxed_(start) { unbox(); }

  Status add(Object* item) {
    if (mode_ == Mode::Int && is_exact<Int>(item) && cast<Int>(item)->is_small())
      return add_int(cast<Int>(item)->small_value());
    if (mode_ == Mode::Float) {
      if (is_exact<Float>(item)) return number_ += cast<Float>(item)->value, Status::ok();
      if (is_exact<Int>(item) && cast<Int>(item)->is_small())
        return number_ += double(cast<Int>(item)->small_value()), Status::ok();
    }
    boxed_ = TRY(binary(t_, BinaryOp::Add, TRY(result()), item));
    unbox();
    return Status::ok();
  }
  Object* result() const {
    switch (mode_) {
      case Mode::Int: return int_from_int64(integer_);
      case Mode::Float: return new_float(number_);
      default: return boxed_;
    }
  }

 private:
  enum class Mode : uint8_t { Int, Float, Boxed };

  Status add_int(int64_t value) {
    int64_t sum;
    if (!__builtin_add_overflow(integer_, value, &sum)) return integer_ = sum, Status::ok();
    boxed_ = TRY(int_binary(t_, BinaryOp::Add, TRY(int_from_int64(integer_)), TRY(int_from_int64(value))));
    mode_ = Mode::Boxed;
    return Status::ok();
  }
  void unbox() {
    mode_ = Mode::Boxed;
    if (is_exact<Int>(boxed_) && int_fits_int64(boxed_, &integer_)) mode_ = Mode::Int;
    else if (is_exact<Float>(boxed_)) number_ = cast<Float>(boxed_)->value, mode_ = Mode::Float;
  }

  Thread& t_;
  Object* boxed_;
  int64_t integer_ = 0;
  double number_ = 0;
  Mode mode_;
};

Object* builtin_sum(Thread& t, Object*, Args args) {
  Object* v[2];
  TRY(args.bind(t, "sum", "iterable,/,start=", v));
  Object* start = v[1] ? v[1] : TRY(int_from_int64(0));
  if (is_str(start)) return raise_type_error(t, "sum() can't sum strings [use ''.join(seq) instead]");
  if (is_bytes(start)) return raise_type_error(t, "sum() can't sum bytes [use b''.join(seq) instead]");
  if (is_bytearray(start)) return raise_type_error(t, "sum() can't sum bytearray [use b''.join(seq) instead]");
  Sum sum(t, start);
  TRY(for_each(t, v[0], [&](Object* item) { return sum.add(item); }));
  return sum.result();
}

}  // namespace

const NativeMethod builtin_sequence_functions[] = {
    {"all", builtin_all, MethodKind::Instance,
     "all($module, iterable, /)\n--\n\nReturn True if bool(x) is True for all values x in the iterable."},
    {"any", builtin_any, MethodKind::Instance,
     "any($module, iterable, /)\n--\n\nReturn True if bool(x) is True for any x in the iterable."},
    {"iter", builtin_iter, MethodKind::Instance, "iter(iterable) -> iterator\niter(callable, sentinel) -> iterator"},
    {"len", builtin_len, MethodKind::Instance, "len($module, obj, /)\n--\n\nReturn the number of items in a container.",
     Intrinsic::Len},
    {"max", builtin_max, MethodKind::Instance,
     "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value"},
    {"min", builtin_min, MethodKind::Instance,
     "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value"},
    {"next", builtin_next, MethodKind::Instance, "next(iterator[, default])"},
    {"sorted", builtin_sorted, MethodKind::Instance,
     "sorted($module, iterable, /, *, key=None, reverse=False)\n--\n\nReturn a new list containing all items from the "
     "iterable in ascending order."},
    {"sum", builtin_sum, MethodKind::Instance,
     "sum($module, iterable, /, start=0)\n--\n\nReturn the sum of a 'start' value (default: 0) plus an iterable of "
     "numbers"},
    {}};

}  // namespace sidewinder
