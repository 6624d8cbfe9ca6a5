// Functions over iterables: all, any, iter, len, max, min, next, sorted, sum.
#include "interpreter/execution/only_holder.h"
#include "interpreter/modules/builtins/builtins.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/descriptor/typed_native.h"
#include "interpreter/objects/function/coroutine.h"
#include "interpreter/objects/function/python_drain.h"
#include "interpreter/objects/iterator/callable_iterator.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// --- all, any -------------------------------------------------------------------------------------

Truth find_element(Thread& t, Object* iterable, Truth wanted) {
  Object* iterator = TRY(get_iterator(t, iterable));
  for (size_t items = 1;; items++) {
    Lookup next = TRY(iterator_next(t, iterator));
    Truth is = next.found() ? truth(t, next.value) : Truth::False;
    if (is == Truth::Error) return is;
    if (next.found() && is != wanted) continue;
    note_drained(iterable, items);
    return truth_of(next.found());
  }
}

// The first element whose truth is `wanted` decides; `drain` asks the same in Python.
Truth has_element(Thread& t, Object* iterable, Truth wanted, PythonDrain drain) {
  bool ends_with_call = is_only_argument(t, iterable);
  Lookup done = drain_in_python(t, drain, iterable, nullptr);
  Truth found = done.failed()  ? Truth::Error
                : done.found() ? truth_of((done.value == py_true()) == (wanted == Truth::True))
                               : find_element(t, iterable, wanted);
  if (ends_with_call) end_generator(t, static_cast<Generator*>(iterable));
  return found;
}

Truth builtin_all(Thread& t, Object* iterable) {
  return truth_of(!TRY(has_element(t, iterable, Truth::False, PythonDrain::All)));
}
Truth builtin_any(Thread& t, Object* iterable) { return has_element(t, iterable, Truth::True, PythonDrain::Any); }

// --- iter, next, len -------------------------------------------------------------------------------

Object* builtin_iter(Thread& t, Object* o, Object* sentinel) {
  if (!sentinel) return get_iterator(t, o);
  if (!slots_of(o).call) return raise_type_error(t, "iter(v, w): v must be callable");
  return new_callable_iterator(o, sentinel);
}

// The StopIteration that an iterator raised itself is passed on: it may carry a value.
Object* builtin_next(Thread& t, Object* iterator, Object* otherwise) {
  NextFn step = slots_of(iterator).next;
  if (!step) return raise_type_error(t, "'%T' object is not an iterator", iterator);
  bool ends_with_call = is_only_argument(t, iterator);
  Lookup next = step(t, iterator);
  if (ends_with_call) end_generator(t, static_cast<Generator*>(iterator));
  if (next.found()) return next.value;
  if (is_pending(t)) {
    if (!otherwise || !pending_matches(t, exceptions::StopIteration)) return nullptr;
    clear_pending(t);
  }
  return otherwise ? otherwise : raise_stop_iteration(t, nullptr);
}

Object* builtin_aiter(Thread& t, Object* iterable) { return async_iterator(t, iterable); }
Object* builtin_anext(Thread& t, Object* iterator, Object* otherwise) { return async_next(t, iterator, otherwise); }

Result<ssize> builtin_len(Thread& t, Object* o) { return length(t, o); }

// --- max, min --------------------------------------------------------------------------------------

struct ExtremeOptions {
  Object* key = nullptr;
  Object* otherwise = nullptr;
};

Status extreme_options(Thread& t, const Args& args, const char* name, ExtremeOptions* out) {
  if (args.keyword_count() > 2)
    return raise_type_error(t, "%s() takes at most 2 keyword arguments (%zd given)", name, args.keyword_count());
  for (ssize i = 0; i < args.keyword_count(); i++) {
    Str* keyword = args.keyword_name(i);
    if (str_equals(keyword, "key")) out->key = args.keyword_value(i);
    else if (str_equals(keyword, "default")) out->otherwise = args.keyword_value(i);
    else return raise_type_error(t, "'%U' is an invalid keyword argument for %s()", keyword, name);
  }
  if (out->key == none()) out->key = nullptr;
  if (args.count == 1 || !out->otherwise) return Status::ok();
  return raise_type_error(t, "Cannot specify a default for %s() with multiple positional arguments", name);
}

// Of the items of a list that keeps numbers unboxed: the first of the largest or smallest.
template <class T> T extreme_number(const T* items, ssize n, bool largest) {
  T best = items[0];
  for (ssize i = 1; i < n; i++)
    if (largest ? items[i] > best : items[i] < best) best = items[i];
  return best;
}

Object* extreme(Thread& t, const Args& args, CompareOp wanted, const char* name) {
  if (!args.count) return raise_type_error(t, "%s expected at least 1 argument, got 0", name);
  ExtremeOptions options;
  if (args.names) TRY(extreme_options(t, args, name, &options));
  if (args.count == 1 && is_exact<List>(args[0]) && cast<List>(args[0])->size && !options.key) {
    const List* list = cast<List>(args[0]);
    bool largest = wanted == CompareOp::Gt;
    if (list->kind() == ListKind::Int64) return int_from_int64(extreme_number(list->ints, list->size, largest));
    if (list->kind() == ListKind::Double) return new_float(extreme_number(list->doubles, list->size, largest));
  }
  Object* best = nullptr;
  Object* best_key = nullptr;
  auto consider = [&](Object* item) -> Status {
    Object* item_key = options.key ? TRY(call(t, options.key, item)) : item;
    if (best && !TRY(compare_truth(t, item_key, best_key, wanted))) return Status::ok();
    best = item;
    best_key = item_key;
    return Status::ok();
  };
  if (args.count == 1) {
    auto drain = wanted == CompareOp::Gt ? PythonDrain::Max : PythonDrain::Min;
    Lookup drained = options.key ? Lookup::missing() : TRY(drain_in_python(t, drain, args[0], exhausted()));
    if (drained.found() && drained.value != exhausted()) return drained.value;
    TRY(for_each_noted(t, args[0], consider));
  } else {
    for (ssize i = 0; i < args.count; i++) TRY(consider(args[i]));
  }
  if (best) return best;
  return options.otherwise ? options.otherwise : raise_value_error(t, "%s() arg is an empty sequence", name);
}
Object* builtin_max(Thread& t, Object*, Args args) { return extreme(t, args, CompareOp::Gt, "max"); }
Object* builtin_min(Thread& t, Object*, Args args) { return extreme(t, args, CompareOp::Lt, "min"); }

// --- sorted ----------------------------------------------------------------------------------------

// The options are list.sort's, and so are the words for wrong ones.
Object* builtin_sorted(Thread& t, Object*, Args args) {
  if (args.count != 1) return raise_type_error(t, "sorted expected 1 argument, got %zd", args.count);
  static Str* const sort = intern("sort");
  List* list = TRY(list_from_iterable(t, args[0]));
  if (args.names) TRY(call_method(t, list, sort, Args{args.values + 1, 0, args.names}));
  else TRY(list_sort(t, list, nullptr, false));
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
      if (is_exact<Float>(item)) {
        number_ += cast<Float>(item)->value;
        return Status::ok();
      }
      if (is_exact<Int>(item) && cast<Int>(item)->is_small()) {
        number_ += double(cast<Int>(item)->small_value());
        return Status::ok();
      }
    }
    boxed_ = TRY(binary(t_, BinaryOp::Add, TRY(result()), item));
    unbox();
    return Status::ok();
  }
  // The items of a list that keeps numbers unboxed, as many as can be added up in machine numbers.
  ssize add_numbers(const List* list) {
    ssize i = 0;
    if (mode_ == Mode::Int && list->kind() == ListKind::Int64)
      for (int64_t sum; i < list->size && !__builtin_add_overflow(integer_, list->ints[i], &sum); i++) integer_ = sum;
    if (mode_ == Mode::Float && list->kind() == ListKind::Double)
      while (i < list->size) number_ += list->doubles[i++];
    return i;
  }
  // A whole bytes object, whose sum fits.
  Status add_bytes(std::string_view bytes) {
    int64_t total = 0;
    for (unsigned char byte : bytes) total += byte;
    return add(TRY(int_from_int64(total)));
  }
  bool is_of_ints() const { return mode_ == Mode::Int; }
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
    if (!__builtin_add_overflow(integer_, value, &sum)) {
      integer_ = sum;
      return Status::ok();
    }
    boxed_ = TRY(int_binary(t_, BinaryOp::Add, TRY(int_from_int64(integer_)), TRY(int_from_int64(value))));
    mode_ = Mode::Boxed;
    return Status::ok();
  }
  void unbox() {
    mode_ = Mode::Boxed;
    if (is_exact<Int>(boxed_) && int_fits_int64(boxed_, &integer_)) {
      mode_ = Mode::Int;
    } else if (is_exact<Float>(boxed_)) {
      number_ = cast<Float>(boxed_)->value;
      mode_ = Mode::Float;
    }
  }

  Thread& t_;
  Object* boxed_;
  int64_t integer_ = 0;
  double number_ = 0;
  Mode mode_;
};

Object* builtin_sum(Thread& t, Object* iterable, Object* start) {
  bool is_text = is_str(start) || is_bytes(start) || is_bytearray(start);
  if (is_text) TRY(get_iterator(t, iterable));  // what is no iterable is said first
  if (is_str(start)) return raise_type_error(t, "sum() can't sum strings [use ''.join(seq) instead]");
  if (is_bytes(start)) return raise_type_error(t, "sum() can't sum bytes [use b''.join(seq) instead]");
  if (is_bytearray(start)) return raise_type_error(t, "sum() can't sum bytearray [use b''.join(seq) instead]");
  Sum sum(t, start);
  ssize done = is_exact<List>(iterable) ? sum.add_numbers(cast<List>(iterable)) : 0;
  if (done) {  // the rest are numbers, too: nobody changes the list
    for (ssize i = done; i < cast<List>(iterable)->size; i++) TRY(sum.add(TRY(list_get(t, cast<List>(iterable), i))));
    return sum.result();
  }
  if (sum.is_of_ints() && is_exact<Bytes>(iterable)) {
    TRY(sum.add_bytes(cast<Bytes>(iterable)->view()));
    return sum.result();
  }
  bool is_number = is_exact<Int>(start) || is_exact<Float>(start);
  Lookup drained = is_number ? TRY(drain_in_python(t, PythonDrain::Sum, iterable, start)) : Lookup::missing();
  if (drained.found()) return drained.value;
  TRY(for_each_noted(t, iterable, [&](Object* item) { return sum.add(item); }));
  return sum.result();
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/builtins/sequence_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX builtin
#define NATIVE_NAME ""
#include "interpreter/objects/core/native_table.inc"

const NativeMethod* const builtin_sequence_functions = builtin_method_rows;

}  // namespace sidewinder
