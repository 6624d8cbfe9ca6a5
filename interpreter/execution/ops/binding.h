// The arguments of a call bound to a Python function's parameters.
#pragma once

#include <algorithm>

#include "interpreter/execution/ops/special.h"

namespace sidewinder {

// The plain function. A trace relies on its code, globals and defaults: there may be many functions of one code, and
// one may get others.
template <class M> PY_ALWAYS_INLINE Function* promote_function(M& m, typename M::Ref& callee) {
  if constexpr (M::kIsDirect) return reinterpret_cast<Function*>(callee);
  else {
    auto* function = reinterpret_cast<Function*>(m.peek(callee));
    auto code = m.load_ref(callee, fields::function_code);
    m.promote(code);
    auto globals = m.load_ref(callee, fields::function_globals);
    m.promote(globals);
    auto defaults = m.load_ref(callee, fields::function_defaults);
    m.promote(defaults);
    return function;
  }
}

// A trace may bind these arguments: nothing is raised for their number, and no **keywords are collected.
inline bool may_bind_in_trace(const Function* function, int positional, int keywords) {
  const Code* code = function->code;
  if ((code->flags & kCodeVarKeywords) || function->keyword_defaults) return false;
  int parameters = code->argument_count + code->keyword_only_count;
  if (parameters + 1 >= kMaxTracedArguments || positional + keywords >= kMaxTracedArguments) return false;
  return positional - int(code->argument_count) <= (code->flags & kCodeVarArgs ? kMaxShapedTuple : 0);
}

// What the parameters get, in a trace: only moves, since the names of keywords, the defaults and the code are constants
// there.
template <class M> struct Binding {
  using Ref = typename M::Ref;
  Function* function;
  Ref bound[kMaxTracedArguments];
  bool filled[kMaxTracedArguments] = {};
  int count;

  explicit Binding(Function* f) : function(f), count(f->code->argument_count + f->code->keyword_only_count) {}
  void fill(int i, Ref value) {
    bound[i] = value;
    filled[i] = true;
  }
  // False: it would raise.
  bool bind(M& m, const Ref* values, int positional, Tuple* names) {
    int direct = std::min(positional, int(function->code->argument_count));
    for (int i = 0; i < direct; ++i) fill(i, values[i]);
    return bind_keywords(values + positional, names) && bind_defaults(m);
  }
  bool bind_keywords(const Ref* values, Tuple* names) {
    int keywords = names ? int(names->size) : 0;
    for (int k = 0; k < keywords; ++k) {
      int at = function->code->positional_only_count;
      while (at < count && function->code->names_of_registers->items[at] != names->items[k]) ++at;
      if (at == count || filled[at]) return false;
      fill(at, values[k]);
    }
    return true;
  }
  bool bind_defaults(M& m) {
    int defaults = function->defaults ? int(function->defaults->size) : 0;
    int first = function->code->argument_count - defaults;
    for (int i = 0; i < count; ++i) {
      if (filled[i]) continue;
      if (i >= function->code->argument_count || i < first) return false;
      fill(i, m.ref(function->defaults->items[i - first]));
    }
    return true;
  }
  // *args behind the other parameters.
  void bind_rest(M& m, const Ref* values, int positional) {
    int skipped = function->code->argument_count;
    int rest = std::max(positional - skipped, 0);
    Ref tuple = rest ? m.new_object(tuple_shape(rest)) : m.ref(reinterpret_cast<Object*>(empty_tuple()));
    for (int i = 0; i < rest; ++i) m.set_item_ref(tuple, m.int_(i), fields::tuple_items, values[skipped + i]);
    fill(count++, tuple);
  }
};

// Any binding of arguments to a Python function. What a trace does not bind ends it.
template <class M>
Next enter_bound(M& m, Frame<M>& f, int result, Function* function, typename M::Ref callee,
                 const typename M::Ref* values, int positional, Tuple* names) {
  if constexpr (!M::kIsDirect) {
    if (may_bind_in_trace(function, positional, names ? int(names->size) : 0)) {
      Binding<M> binding(function);
      if (binding.bind(m, values, positional, names)) {
        if (function->code->flags & kCodeVarArgs) binding.bind_rest(m, values, positional);
        return f.enter(m, result, function, callee, binding.bound, binding.count);
      }
    }
  }
  return f.enter_general(m, result, function, callee, values, positional, names);
}

}  // namespace sidewinder
