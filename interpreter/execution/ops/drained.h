// Builtins that drain an iterator, or call a function for each item. The functions themselves are loops in C++ around
// Python code, which no trace sees through; a recording enters a body in Python instead, whose code is hidden from
// tracebacks and does the same. Only for iterables and functions for which that is so.
#pragma once

#include "interpreter/execution/ops/special.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/descriptor/descriptors.h"
#include "interpreter/objects/function/generator.h"
#include "interpreter/objects/iterator/map_object.h"

namespace sidewinder {

// Each has a body of its name in drained.cpp, with as many parameters as its kind says.
enum class Drain : uint8_t {
  Sum,         // (iterable, start)
  Any,         // (iterable)
  All,         // (iterable)
  Min,         // (iterable, builtin): called if there are no items
  Max,         // the same
  MinBy,       // (iterable, builtin, key)
  MaxBy,       // the same
  Sorted,      // (iterable)
  SortedBy,    // (iterable, drain_sorter(), key)
  Reduce,      // (iterable, function, builtin)
  ReduceFrom,  // (iterable, function, initial)
  Next,        // (iterator, default)
  List,        // (iterable)
  Tuple,       // (iterable, class)
  Set,         // (iterable)
  Join,        // (iterable, separator)
  kCount,
  None = kCount
};

// What a call of this function, class or method is. None: nothing that is known here.
Drain drain_of(Object* callee);
// Null: there is no memory for it; nothing is raised.
Function* drain_body(Thread& t, Drain drain);
Object* drain_sorter();  // once there is a body: a function that sorts a list by a list of keys

// The form of `drain` with key=; None: it has none.
inline Drain drain_by_key(Drain drain) {
  switch (drain) {
    case Drain::Min: return Drain::MinBy;
    case Drain::Max: return Drain::MaxBy;
    case Drain::Sorted: return Drain::SortedBy;
    default: return Drain::None;
  }
}

// May a recording take a body for this call, and which? The arguments are plain here: what it is relied on for is
// guarded by call_drained.
Drain drain_for_call(Object* callee, Object* const* values, int positional, Tuple* names);

// False: nothing done, the call is a call.
template <class M>
bool call_drained(M& m, Frame<M>& f, int result, typename M::Ref callee, const typename M::Ref* values, int positional,
                  Tuple* names, Next* next) {
  if constexpr (M::kRecords) {
    int count = positional + (names ? int(names->size) : 0);
    constexpr int kMost = 3;
    if (count < 1 || count > kMost) return false;
    Object* plain[kMost] = {};
    for (int i = 0; i < count; ++i) plain[i] = m.peek(values[i]);
    Drain drain = drain_for_call(m.peek(callee), plain, positional, names);
    if (drain == Drain::None) return false;
    Function* body = m.executed([&] { return drain_body(m.thread, drain); });
    if (!body) return false;
    bool is_join = drain == Drain::Join, is_method = is_join;
    bool is_reduce = drain == Drain::Reduce || drain == Drain::ReduceFrom;
    int walked = is_join || is_reduce ? 1 : 0;
    auto iterable = values[walked];
    if (is_reduce || plain[walked]->cls == Generator::type() || plain[walked]->cls == MapObject::type())
      is_exact(m, iterable, plain[walked]->cls);
    if (is_reduce) is_exact(m, values[0], Function::type());
    if (m.peek(callee)->cls == BuiltinFunction::type())
      m.test(m.same_ptr(m.load_ptr(callee, fields::builtin_method),
                        m.ptr(reinterpret_cast<BuiltinFunction*>(m.peek(callee))->method)));
    else m.promote(callee);
    if (names) is_exact(m, values[1], Function::type());
    if (is_method) is_exact(m, values[0], plain[0]->cls);
    typename M::Ref arguments[3] = {iterable, callee, callee};
    switch (drain) {
      case Drain::Sum:
        arguments[1] = count > 1 ? values[1] : m.ref(reinterpret_cast<Object*>(&small_ints[0 - kIntSingletonMin]));
        if (count > 1) is_exact(m, values[1], plain[1]->cls);
        break;
      case Drain::Reduce:
      case Drain::ReduceFrom:
        arguments[1] = values[0];
        if (count == kMost) arguments[2] = values[2];
        break;
      case Drain::Next: arguments[1] = values[1]; break;
      case Drain::Join: arguments[1] = values[0]; break;
      case Drain::MinBy:
      case Drain::MaxBy:
      case Drain::SortedBy:
        if (drain == Drain::SortedBy) arguments[1] = m.ref(drain_sorter());
        arguments[2] = values[1];
        break;
      default: break;
    }
    auto name = m.ref(reinterpret_cast<Object*>(body));
    *next = f.enter(m, result, body, name, arguments, int(body->code->argument_count));
    return true;
  }
  return false;
}

}  // namespace sidewinder
