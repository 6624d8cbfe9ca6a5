// Binding the arguments of a call to the parameters of a Python function, in a trace: for the most part moves. The
// interpreter binds in protocol/bind_arguments.cpp.
#pragma once

#include <algorithm>

#include "interpreter/execution/ops/attribute.h"
#include "interpreter/objects/container/dict_traced.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

// The keys of a dict as a tuple; null: not all are strings, one was deleted, or there is no memory.
Tuple* keyword_names(Dict* dict);

namespace help {
// The dict of **keywords that takes these names and values, tuples of one length.
Object* collected_keywords(Thread& t, Object* names, Object* values);
// Are these exactly the keys of the dict, in this order? Then keyword_value gives its values by number.
int64_t has_keywords(Object* dict, Object* names);
Object* keyword_value(Object* dict, int64_t index);
}  // namespace help
namespace helpers {
inline constexpr TypedHelper collected_keywords_row{"collected_keywords", &help::collected_keywords,
                                                    kEffectTakesThread | kEffectReads};
inline constexpr TypedHelper has_keywords_row{"has_keywords", &help::has_keywords, kEffectReads};
inline constexpr TypedHelper keyword_value_row{"keyword_value", &help::keyword_value, kEffectReads};
}  // namespace helpers

// Defined in call.h.
template <class M>
Next call_native(M& m, Frame<M>& f, int result, typename M::Ref callee, const typename M::Ref* values, int positional,
                 Tuple* names);

// A trace may bind so many arguments.
inline bool may_bind_in_trace(const Function* function, int positional, int keywords) {
  const Code* code = function->code;
  int parameters = code->argument_count + code->keyword_only_count;
  if (parameters + 2 >= kMaxTracedArguments || positional + keywords >= kMaxTracedArguments) return false;
  return positional <= int(code->argument_count) || (code->flags & kCodeVarArgs);
}

// A tuple of these values.
template <class M> typename M::Ref tuple_of_values(M& m, const typename M::Ref* values, int count) {
  if (count == 0) return m.ref(reinterpret_cast<Object*>(empty_tuple()));
  auto tuple = m.new_object(tuple_shape(count));
  for (int i = 0; i < count; ++i) m.set_item_ref(tuple, m.int_(i), fields::tuple_items, values[i]);
  return tuple;
}

// What the parameters get, in a trace: moves for the most part, since the names of keywords, the defaults and the code
// are constants there.
template <class M> struct Binding {
  using Ref = typename M::Ref;
  Function* function;
  Ref callee;
  const Code* code;
  Ref bound[kMaxTracedArguments];
  bool filled[kMaxTracedArguments] = {};
  int count;
  Object* other_names[kMaxTracedArguments];  // for **keywords, with their values
  Ref other_values[kMaxTracedArguments];
  int others = 0;

  Binding(Function* f, Ref c)
      : function(f), callee(c), code(f->code), count(code->argument_count + code->keyword_only_count) {}
  void fill(int i, Ref value) {
    bound[i] = value;
    filled[i] = true;
  }
  // False: it would raise.
  bool bind(M& m, const Ref* values, int positional, Tuple* names) {
    int direct = std::min(positional, int(code->argument_count));
    for (int i = 0; i < direct; ++i) fill(i, values[i]);
    if (!bind_keywords(values + positional, names) || !bind_defaults() || !bind_keyword_defaults(m)) return false;
    for (int i = 0; i < count; ++i)
      if (!filled[i]) fill(i, default_of(m, i - first_default()));
    if (code->flags & kCodeVarArgs) fill(count++, tuple_of_values(m, values + direct, positional - direct));
    if (code->flags & kCodeVarKeywords) fill(count++, collect_others(m));
    return true;
  }
  // Of a function that is no constant of its trace (promote_function) what it has then.
  Ref default_of(M& m, int i) {
    if constexpr (M::kRecords)
      if (!callee.name.is_constant())
        return m.item_ref(m.load_ref(callee, fields::function_defaults), m.int_(i), fields::tuple_items);
    return m.ref(function->defaults->items[i]);
  }
  int first_default() const { return code->argument_count - (function->defaults ? int(function->defaults->size) : 0); }
  bool bind_keywords(const Ref* values, Tuple* names) {
    int keywords = names ? int(names->size) : 0;
    for (int k = 0; k < keywords; ++k) {
      auto* name = reinterpret_cast<Str*>(names->items[k]);
      int at = code->positional_only_count;
      while (at < count && !str_equal(reinterpret_cast<Str*>(code->names_of_registers->items[at]), name)) ++at;
      if (at < count) {
        if (filled[at]) return false;
        fill(at, values[k]);
      } else if (!(code->flags & kCodeVarKeywords)) {
        return false;
      } else {
        other_names[others] = names->items[k];
        other_values[others++] = values[k];
      }
    }
    return true;
  }
  // Is there one for each positional parameter without a value?
  bool bind_defaults() {
    for (int i = 0; i < code->argument_count; ++i)
      if (!filled[i] && i < first_default()) return false;
    return true;
  }
  // Those of keyword-only parameters are in a dict, whose values may be replaced.
  bool bind_keyword_defaults(M& m) {
    bool complete = true;
    for (int i = code->argument_count; i < count; ++i) complete &= filled[i];
    if (complete) return true;
    Dict* defaults = function->keyword_defaults;
    if (!defaults) return false;
    auto dict = m.load_ref(callee, fields::function_keyword_defaults);
    m.promote(dict);
    dict_keys_version(defaults);  // it has one from here on
    auto version = m.load_int(dict, fields::dict_keys_version);
    m.rely_on_int(version);
    for (int i = code->argument_count; i < count; ++i) {
      if (filled[i]) continue;
      int entry = entry_of(defaults, reinterpret_cast<Str*>(code->names_of_registers->items[i]));
      if (entry < 0) return false;
      auto table = m.load_ptr(dict, fields::dict_table);
      fill(i, m.item_ref(table, m.int_(fields::kWordsOfEntry * entry), fields::dict_values));
    }
    return true;
  }
  static int entry_of(const Dict* dict, Str* name) {
    uint32_t entries = dict->table ? dict->table->entry_count : 0;
    for (uint32_t i = 0; i < entries; ++i) {
      Object* key = dict->table->entries[i].key;
      if (key && is_str(key) && str_equal(reinterpret_cast<Str*>(key), name)) return int(i);
    }
    return -1;
  }
  Ref collect_others(M& m) {
    if (others == 0) return new_empty_dict(m);
    Dict* known = others <= kMaxShapedDict ? dict_of_keys(m.thread, other_names, others) : nullptr;
    if (known) return new_dict_of_names(m, known, [&](int i) { return other_values[i]; });
    auto names = m.ref(reinterpret_cast<Object*>(new_tuple(other_names, others)));
    return m.call_with_thread(helpers::collected_keywords_row, names, tuple_of_values(m, other_values, others));
  }
};

// Any binding of arguments to a Python function. What a recording does not bind (there are too many, or it would raise)
// is called as a whole.
template <class M>
Next enter_bound(M& m, Frame<M>& f, int result, Function* function, typename M::Ref callee,
                 const typename M::Ref* values, int positional, Tuple* names) {
  if constexpr (M::kRecords || kCompiles<M>) {
    if (may_bind_in_trace(function, positional, names ? int(names->size) : 0)) {
      Binding<M> binding(function, callee);
      if (binding.bind(m, values, positional, names))
        return f.enter(m, result, function, callee, binding.bound, binding.count);
    }
    return call_native(m, f, result, callee, values, positional, names);
  } else {
    return f.enter_general(m, result, function, callee, values, positional, names);
  }
}

// The names of the keywords in `dict`, whose values follow the `count` positional ones; a trace relies on the names.
// Null: it may not, or there are too many.
template <class M> Tuple* spread_keywords(M& m, typename M::Ref dict, typename M::Ref* values, int count) {
  if constexpr (M::kRecords) {
    Tuple* names = keyword_names(reinterpret_cast<Dict*>(m.peek(dict)));
    if (!names || count + names->size > kMaxTracedArguments) return nullptr;
    if (names->size == 0) {
      auto used = m.load_int(dict, fields::dict_used);
      m.rely_on_int(used);
      return names;
    }
    if (auto* d = static_cast<Dict*>(m.peek(dict)); d->keys_version != 0 && keys_hit(m, dict, d->keys_version)) {
      for (int i = 0; i < names->size; ++i) values[count + i] = dict_value(m, dict, i);
      return names;
    }
    auto has = m.call(helpers::has_keywords_row, dict, m.ref(reinterpret_cast<Object*>(names)));
    m.rely_on_int(has);
    for (int i = 0; i < names->size; ++i) values[count + i] = m.call(helpers::keyword_value_row, dict, m.int_(i));
    return names;
  } else if constexpr (M::kIsDirect) {
    auto* d = static_cast<Dict*>(dict);
    if (count + d->used > kMaxTracedArguments) return nullptr;
    Tuple* names = keyword_names(d);
    for (int i = 0; names && i < names->size; ++i) values[count + i] = d->table->entries[i].value;
    return names;
  } else {
    return nullptr;
  }
}

}  // namespace sidewinder
