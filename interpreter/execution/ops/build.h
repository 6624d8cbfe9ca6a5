// Building tuples, lists, sets, dicts, strings and functions.
#pragma once

#include "interpreter/compiler/opcode.h"
#include "interpreter/execution/ops/arithmetic.h"
#include "interpreter/execution/ops/attribute.h"
#include "interpreter/execution/ops/special.h"
#include "interpreter/execution/ops/text.h"
#include "interpreter/objects/container/dict_traced.h"
#include "interpreter/objects/container/list_traced.h"

namespace sidewinder {

namespace help {
Object* new_set(Thread& t);
Object* new_dict(Thread& t);
Object* tuple_of(Thread& t, Object* list);  // list_to_tuple
Object* set_add(Thread& t, Object* set, Object* value);
Object* set_update(Thread& t, Object* set, Object* iterable);
Object* dict_update(Thread& t, Object* dict, Object* other);
Object* format_value(Thread& t, Object* value, Object* spec, int64_t conversion);
Object* join_tuple(Thread& t, Object* tuple);
Object* make_function(Thread& t, Object* code, Object* globals, Object* defaults, Object* keyword_defaults,
                      Object* closure);
Object* function_annotations(Thread& t, Object* function, Object* annotations);
// parts: (defaults, keyword defaults, annotations, closure); each may be null
Object* make_annotated_function(Thread& t, Object* code, Object* globals, Object* parts);
// what a display builds of the values of a tuple: a list, a set, a dict (of keys and values in turn)
Object* list_of_tuple(Thread& t, Object* tuple);
Object* set_of_tuple(Thread& t, Object* tuple);
Object* dict_of_tuple(Thread& t, Object* tuple);
// a dict with the keys of `keys`, in their order, and these values: as many as there are keys
Object* dict_like_with(Thread& t, Object* keys, Object* values /* a tuple */);
}  // namespace help
namespace helpers {
inline constexpr TypedHelper new_set_row{"new_set", &help::new_set, kRaising};
inline constexpr TypedHelper new_dict_row{"new_dict", &help::new_dict, kRaising};
inline constexpr TypedHelper tuple_of_row{"tuple_of", &help::tuple_of, kRaising};
inline constexpr TypedHelper set_add_row{"set_add", &help::set_add, kAny};
inline constexpr TypedHelper set_update_row{"set_update", &help::set_update, kAny};
inline constexpr TypedHelper dict_update_row{"dict_update", &help::dict_update, kAny};
inline constexpr TypedHelper format_value_row{"format_value", &help::format_value, kAny};
inline constexpr TypedHelper join_tuple_row{"join_tuple", &help::join_tuple, kRaising};
inline constexpr TypedHelper make_function_row{"make_function", &help::make_function, kRaising};
inline constexpr TypedHelper function_annotations_row{"function_annotations", &help::function_annotations, kWriting};
inline constexpr TypedHelper make_annotated_function_row{"make_annotated_function", &help::make_annotated_function,
                                                         kRaising};
inline constexpr TypedHelper list_of_tuple_row{"list_of_tuple", &help::list_of_tuple, kRaising};
inline constexpr TypedHelper set_of_tuple_row{"set_of_tuple", &help::set_of_tuple, kAny};
inline constexpr TypedHelper dict_of_tuple_row{"dict_of_tuple", &help::dict_of_tuple, kAny};
inline constexpr TypedHelper dict_like_with_row{"dict_like_with", &help::dict_like_with, kRaising};
}  // namespace helpers

// The interpreter builds from the registers. A trace, which has none, hands their values to a helper: a few as
// arguments, more in a tuple. Only displays of more than kMaxShapedTuple values end a recording.
Object* build_from_registers(Thread& t, Opcode kind, Object** registers, int count);

template <class M> Next build_in_place(M& m, Frame<M>& f, Opcode kind, int result, int first, int count) {
  f.sync();
  Object* o = m.executed([&] { return build_from_registers(m.thread, kind, plain_registers(m, f) + first, count); });
  if (!o) return Next::Unwind;
  return f.put(result, m.ref(o));
}

template <class M> typename M::Ref tuple_from(M& m, Frame<M>& f, int first, int count) {
  auto tuple = m.new_object(tuple_shape(count));
  for (int i = 0; i < count; ++i) m.set_item_ref(tuple, m.int_(i), fields::tuple_items, f.get(first + i));
  return tuple;
}
template <class M> Next op_build_tuple(M& m, Frame<M>& f, Instr in) {
  if (in.c == 0) return f.put(in.a, m.ref(reinterpret_cast<Object*>(empty_tuple())));
  if (in.c > kMaxShapedTuple) {
    m.abort(Abort::LongDisplay);
    return build_in_place(m, f, Opcode::build_tuple_, in.a, in.b, in.c);
  }
  return f.put(in.a, tuple_from(m, f, in.b, in.c));
}
// A display of `count` values, by the helper that takes them as a tuple.
template <class M>
Next build_display(M& m, Frame<M>& f, Opcode kind, int result, int first, int count,
                   const TypedHelper<Object*, Thread&, Object*>& of_tuple) {
  bool is_too_long = count > kMaxShapedTuple;
  if (is_too_long) m.abort(Abort::LongDisplay);
  if (M::kIsDirect || is_too_long) return build_in_place(m, f, kind, result, first, count);
  return finish(m, f, result, of_tuple, tuple_from(m, f, first, count));
}
template <class M> Next op_build_list(M& m, Frame<M>& f, Instr in) {
  if constexpr (!M::kIsDirect) {
    if (in.c == 0) return f.put(in.a, new_empty_list(m));
    if (in.c <= kMaxShapedList) return f.put(in.a, new_list_of(m, in.c, [&](int i) { return f.get(in.b + i); }));
  }
  if (in.c == 0) return finish(m, f, in.a, helpers::new_list_row);
  return build_display(m, f, Opcode::build_list_, in.a, in.b, in.c, helpers::list_of_tuple_row);
}
template <class M> Next op_build_set(M& m, Frame<M>& f, Instr in) {
  if (in.c == 0) return finish(m, f, in.a, helpers::new_set_row);
  return build_display(m, f, Opcode::build_set_, in.a, in.b, in.c, helpers::set_of_tuple_row);
}

// A display of which all keys are constant strings. False: nothing done.
template <class M> bool build_map_of_names(M& m, Frame<M>& f, int result, int first, int count, Next* next) {
  Object* keys[kMaxShapedList];
  if (count == 0 || count > kMaxShapedList) return false;
  for (int i = 0; i < count; ++i) {
    auto key = f.get(first + 2 * i);
    keys[i] = m.peek(key);
    if (!key.name.is_constant() || keys[i]->cls != Str::type()) return false;
  }
  Dict* known = dict_of_keys(m.thread, keys, count);
  if (!known) return false;
  auto value = [&](int i) { return f.get(first + 2 * i + 1); };
  if (count <= kMaxShapedDict) {
    *next = f.put(result, new_dict_of_names(m, known, value));
  } else {
    auto values = m.new_object(tuple_shape(count));
    for (int i = 0; i < count; ++i) m.set_item_ref(values, m.int_(i), fields::tuple_items, value(i));
    *next = finish(m, f, result, helpers::dict_like_with_row, m.ref(known), values);
  }
  return true;
}
template <class M> Next op_build_map(M& m, Frame<M>& f, Instr in) {
  if constexpr (M::kRecords) {
    Next next;
    if (build_map_of_names(m, f, in.a, in.b, in.c, &next)) return next;
  }
  if constexpr (!M::kIsDirect)
    if (in.c == 0) return f.put(in.a, new_empty_dict(m));
  if (in.c == 0) return finish(m, f, in.a, helpers::new_dict_row);
  return build_display(m, f, Opcode::build_map_, in.a, in.b, 2 * in.c, helpers::dict_of_tuple_row);
}
template <class M> Next op_build_string(M& m, Frame<M>& f, Instr in) {
  if constexpr (M::kRecords) {
    typename M::Ref text{}, parts[kMostParts];
    for (int i = 0; i < std::min<int>(in.c, kMostParts); ++i) parts[i] = f.get(in.b + i);
    if (join_unbuilt(m, parts, in.c, &text)) return f.put(in.a, text);
  }
  if (in.c == 2) return finish(m, f, in.a, helpers::join_two_row, f.get(in.b), f.get(in.b + 1));
  return build_display(m, f, Opcode::build_string_, in.a, in.b, in.c, helpers::join_tuple_row);
}
template <class M> PY_ALWAYS_INLINE Next op_list_append(M& m, Frame<M>& f, Instr in) {
  return append_to_list(m, f, kNoRegister, f.get(in.a), f.get(in.b));
}
template <class M> Next op_set_add(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, kNoRegister, helpers::set_add_row, f.get(in.a), f.get(in.b));
}
template <class M> Next op_map_add(M& m, Frame<M>& f, Instr in) {
  if constexpr (M::kRecords)
    if (add_in_trace(m, f, in.a, f.get(in.b), f.get(in.c))) return Next::Go;
  return finish(m, f, kNoRegister, helpers::dict_store_row, f.get(in.a), f.get(in.b), f.get(in.c));
}
template <class M> Next op_list_extend(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, kNoRegister, helpers::list_extend_row, f.get(in.a), f.get(in.b));
}
template <class M> Next op_set_update(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, kNoRegister, helpers::set_update_row, f.get(in.a), f.get(in.b));
}
template <class M> Next op_dict_update(M& m, Frame<M>& f, Instr in) {
  if constexpr (M::kRecords)
    if (unite_in_trace(m, f, in.a, f.get(in.b), true)) return Next::Go;
  return finish(m, f, kNoRegister, helpers::dict_update_row, f.get(in.a), f.get(in.b));
}
template <class M> Next op_list_to_tuple(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, in.a, helpers::tuple_of_row, f.get(in.b));
}
template <class M> Next op_format(M& m, Frame<M>& f, Instr in) {
  auto value = f.get(in.b), spec = f.get(in.b + 1);
  if (m.plain(in.c == 0, 2) && is_exact(m, value, Str::type()) && m.is_null(spec)) return f.put(in.a, value);
  if constexpr (!M::kIsDirect)
    if (m.plain(in.c == 0, 2) && m.is_null(spec) && is_small_int(m, value)) {
      if constexpr (M::kRecords) return f.put(in.a, text_of_number(m, int_value(m, value)));
      return finish(m, f, in.a, helpers::str_of_int_row, int_value(m, value));
    }
  return finish(m, f, in.a, helpers::format_value_row, value, spec, m.int_(in.c));
}
// Is `named`, the value of __builtins__, these builtins or their module?
bool stands_for(Object* named, Object* builtins);

// A function without annotations, as its fields: one that nobody else gets is never built. False: nothing done.
template <class M> bool make_function_inline(M& m, Frame<M>& f, Instr in) {
  static Str *const builtins_name = intern("__builtins__"), *const module_name = intern("__name__");
  typename M::Ref builtins{}, module{}, globals = f.globals(m);
  if (dict_keys_version(static_cast<Dict*>(m.peek(globals))) == 0) return false;
  if (!dict_value_of(m, globals, builtins_name, &builtins)) return false;
  if (!dict_value_of(m, globals, module_name, &module)) return false;
  if (!stands_for(m.promote(builtins), m.peek(f.builtins(m)))) return false;
  auto* code = static_cast<Code*>(m.peek(constant(m, f, in.b)));
  auto function = m.new_object(shape_of<Function>());
  m.store_ref(function, fields::function_globals, globals);
  m.store_ref(function, fields::function_builtins, f.builtins(m));
  m.store_ref(function, fields::function_name, m.ref(code->name));
  m.store_ref(function, fields::function_qualname, m.ref(code->qualname));
  m.store_ref(function, fields::function_code, m.ref(code));
  m.store_ref(function, fields::function_defaults, f.get(in.c));
  m.store_ref(function, fields::function_keyword_defaults, f.get(in.c + 1));
  m.store_ref(function, fields::function_closure, f.get(in.c + 3));
  m.store_ref(function, fields::function_doc, m.ref(code->docstring ? code->docstring : none()));
  m.store_ref(function, fields::function_module, module);
  f.set(in.a, function);
  return true;
}

// Annotations, which are rare, are set by a second call in the interpreter; in a trace one helper does both.
template <class M> Next op_make_function(M& m, Frame<M>& f, Instr in) {
  auto annotations = f.get(in.c + 2);
  bool annotated = !m.is_null(annotations);
  if constexpr (!M::kIsDirect) {
    if (annotated)
      return finish(m, f, in.a, helpers::make_annotated_function_row, constant(m, f, in.b), f.globals(m),
                    tuple_from(m, f, in.c, 4));
  }
  if constexpr (M::kRecords)
    if (make_function_inline(m, f, in)) return Next::Go;
  Next next = finish(m, f, in.a, helpers::make_function_row, constant(m, f, in.b), f.globals(m), f.get(in.c),
                     f.get(in.c + 1), f.get(in.c + 3));
  if constexpr (M::kIsDirect)
    if (next == Next::Go && annotated)
      return finish(m, f, kNoRegister, helpers::function_annotations_row, f.get(in.a), annotations);
  return next;
}

}  // namespace sidewinder
