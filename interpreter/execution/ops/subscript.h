// Subscripts: of exact list, tuple, str, bytes, bytearray by small ints inline, of dict by call, of Python classes by
// frame.
#pragma once

#include "interpreter/execution/ops/attribute.h"
#include "interpreter/execution/ops/iteration.h"
#include "interpreter/execution/ops/part_traced.h"
#include "interpreter/execution/ops/unbuilt_text.h"
#include "interpreter/objects/container/dict_traced.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/bytes.h"

namespace sidewinder {

namespace help {
Object* get_item(Thread& t, Object* o, Object* key);
Object* set_item(Thread& t, Object* o, Object* key, Object* value);
Object* delete_item(Thread& t, Object* o, Object* key);
Object* dict_subscript(Thread& t, Object* d, Object* key);
// Where no Python code runs for it: the value, or null; is it certain that there is none?
Object* dict_search_int(Object* d, int64_t key);
int64_t dict_lacks_int(Object* d, int64_t key);
Object* dict_search_str(Object* d, Object* key);
int64_t dict_lacks_str(Object* d, Object* key);
Object* build_slice(Thread& t, Object* start, Object* stop, Object* step);
Object* release_view(Thread& t, Object* view, Object* maker, Object* taker);
Object* str_char(Thread& t, Object* s, int64_t index);
// as o[begin:end]
Object* list_part(Thread& t, Object* o, int64_t begin, int64_t end);
Object* str_part(Thread& t, Object* o, int64_t begin, int64_t end);
Object* bytes_part(Thread& t, Object* o, int64_t begin, int64_t end);
Object* tuple_part(Thread& t, Object* o, int64_t begin, int64_t end);
}  // namespace help
namespace helpers {
inline constexpr TypedHelper get_item_row{"get_item", &help::get_item, kAny};
inline constexpr TypedHelper set_item_row{"set_item", &help::set_item, kAny};
inline constexpr TypedHelper delete_item_row{"delete_item", &help::delete_item, kAny};
inline constexpr TypedHelper dict_subscript_row{"dict_subscript", &help::dict_subscript, kAny};
inline constexpr TypedHelper dict_search_int_row{"dict_search_int", &help::dict_search_int, kEffectReads};
inline constexpr TypedHelper dict_lacks_int_row{"dict_lacks_int", &help::dict_lacks_int, kEffectReads};
inline constexpr TypedHelper dict_search_str_row{"dict_search_str", &help::dict_search_str, kEffectReads};
inline constexpr TypedHelper dict_lacks_str_row{"dict_lacks_str", &help::dict_lacks_str, kEffectReads};
inline constexpr TypedHelper build_slice_row{"build_slice", &help::build_slice, kRaising};
inline constexpr TypedHelper release_view_row{"release_view", &help::release_view, kAny};
inline constexpr TypedHelper str_char_row{"str_char", &help::str_char, kRaising};
inline constexpr TypedHelper list_part_row{"list_part", &help::list_part, kRaising};
inline constexpr TypedHelper str_part_row{"str_part", &help::str_part, kRaising};
inline constexpr TypedHelper bytes_part_row{"bytes_part", &help::bytes_part, kRaising};
inline constexpr TypedHelper tuple_part_row{"tuple_part", &help::tuple_part, kRaising};
}  // namespace helpers

// One end of a slice: a small int or None, which stands for `otherwise`. False: it is something else.
template <class M> bool slice_end(M& m, typename M::Ref end, int64_t otherwise, typename M::Int* index) {
  if (m.is_same(end, none())) *index = m.int_(otherwise);
  else if (is_small_int(m, end)) *index = int_value(m, end);
  else return false;
  return true;
}
// o[start:stop] of the built-in sequences, by two numbers: the slice need not be built. False: nothing done.
template <class M>
bool subscript_part(M& m, Frame<M>& f, int result, typename M::Ref o, typename M::Ref slice, Next* next) {
  const TypedHelper<Object*, Thread&, Object*, int64_t, int64_t>* part = nullptr;
  if (is_exact(m, o, List::type())) part = &helpers::list_part_row;
  else if (is_exact(m, o, Str::type())) part = &helpers::str_part_row;
  else if (is_exact(m, o, Bytes::type())) part = &helpers::bytes_part_row;
  else if (is_exact(m, o, Tuple::type())) part = &helpers::tuple_part_row;
  else return false;
  typename M::Int begin{}, end{};
  if (!m.is_same(m.load_ref(slice, fields::slice_step), none())) return false;
  if (!slice_end(m, m.load_ref(slice, fields::slice_start), 0, &begin)) return false;
  if (!slice_end(m, m.load_ref(slice, fields::slice_stop), PTRDIFF_MAX, &end)) return false;
  if constexpr (M::kRecords) {
    typename M::Ref made{};
    *next = Next::Go;
    if (part_inline(m, o, begin, end, &made)) {
      f.set(result, made);
      return true;
    }
  }
  *next = finish(m, f, result, *part, o, begin, end);
  return true;
}

// d[key] of an exact dict and a constant string, if the arrangement of d's keys has a version already, as that of
// displays and namespaces. False: nothing done.
template <class M> bool dict_entry_by_name(M& m, typename M::Ref dict, typename M::Ref key, typename M::Ref* value) {
  bool is_name = key.name.is_constant() && m.peek(key)->cls == Str::type();
  if (!is_name || static_cast<Dict*>(m.peek(dict))->keys_version == 0) return false;
  return dict_value_of(m, dict, static_cast<Str*>(m.peek(key)), value);
}

// Of an instance of a class below tuple whose [] is tuple's, in a trace. False: nothing done.
template <class M> bool item_of_tuple_class(M& m, typename M::Ref o, typename M::Int index, typename M::Ref* value) {
  auto* cls = static_cast<const Type*>(m.promote_class(o));
  if (!has_slot_of_tuple(cls, &Slots::get_item)) return false;
  rely_on_version(m, cls);
  if (!checked_index(m, m.load_int(o, fields::tuple_size), &index)) return false;
  *value = m.item_ref(o, index, fields::tuple_items);
  return true;
}

// d[key] of an exact dict, in a trace, where no Python code can run for it: a search, and KeyError by name. False:
// nothing done.
template <class M>
bool dict_entry_by_search(M& m, Frame<M>& f, int result, typename M::Ref dict, typename M::Ref key, Next* next) {
  auto search = [&](const auto& search_row, const auto& lacks_row, auto plain_key) {
    auto value = m.call(search_row, dict, plain_key);
    if (!m.is_null(value)) {
      *next = f.put(result, value);
      return true;
    }
    if (!m.test(m.int_ne(m.call(lacks_row, dict, plain_key), m.int_(0)))) return false;
    *next = finish_raising(m, f, helpers::dict_subscript_row, dict, key);
    return true;
  };
  if (is_small_int(m, key)) return search(helpers::dict_search_int_row, helpers::dict_lacks_int_row, int_value(m, key));
  return is_exact(m, key, Str::type()) && search(helpers::dict_search_str_row, helpers::dict_lacks_str_row, key);
}

// o[index] of a built-in sequence that has no such item, as the guards say that stand.
template <class M> bool is_beyond_end(M& m, typename M::Ref o, int64_t index) {
  const Object* sequence = m.peek(o);
  ssize size;
  if (sequence->cls == List::type()) size = static_cast<const List*>(sequence)->size;
  else if (sequence->cls == Tuple::type()) size = static_cast<const Tuple*>(sequence)->size;
  else if (sequence->cls == Str::type()) size = static_cast<const Str*>(sequence)->length;
  else if (sequence->cls == Bytes::type()) size = static_cast<const Bytes*>(sequence)->size;
  else return false;
  return index >= size || index < -size;
}

template <class M> typename M::Int length_of_text(M& m, typename M::Ref text) {
  typename M::Int length{};
  if constexpr (M::kRecords)
    if (length_of_unbuilt(m, text, &length)) return length;
  return m.load_int(text, fields::str_length);
}

template <class M> Next subscript_general(M& m, Frame<M>& f, int result, typename M::Ref o, typename M::Ref key) {
  if (is_exact(m, o, Dict::type())) {
    typename M::Ref value{};
    if constexpr (M::kRecords) {
      Next next;
      if (dict_entry_by_name(m, o, key, &value)) return f.put(result, value);
      if (dict_entry_by_search(m, f, result, o, key, &next)) return next;
    }
    return finish(m, f, result, helpers::dict_subscript_row, o, key);
  }
  if constexpr (!M::kIsDirect) {
    Next next;
    if (is_exact(m, key, Slice::type()) && subscript_part(m, f, result, o, key, &next)) return next;
  }
  if (is_small_int(m, key)) {
    auto index = int_value(m, key);
    if (is_exact(m, o, Str::type())) {
      if (checked_index(m, length_of_text(m, o), &index)) {
        typename M::Ref character{};
        if constexpr (M::kRecords)
          if (character_of_unbuilt(m, o, index, &character)) return f.put(result, character);
        return character_at(m, o, index, &character) ? f.put(result, character)
                                                     : finish(m, f, result, helpers::str_char_row, o, index);
      }
    } else if (is_exact(m, o, Bytes::type())) {
      if (checked_index(m, m.load_int(o, fields::bytes_size), &index))
        return f.put(result, new_int(m, m.item_int(o, index, fields::bytes_items)));
    } else if (is_exact(m, o, ByteArray::type())) {
      if (checked_index(m, m.load_int(o, fields::bytearray_size), &index))
        return f.put(result, new_int(m, m.item_int(m.load_ptr(o, fields::bytearray_start), index, fields::raw_bytes)));
    }
  }
  if constexpr (M::kRecords) {
    if (is_small_int(m, key) && is_beyond_end(m, o, int_value(m, key).value))
      return finish_raising(m, f, helpers::get_item_row, o, key);
    typename M::Ref value{};
    if (is_small_int(m, key) && item_of_tuple_class(m, o, int_value(m, key), &value)) return f.put(result, value);
  }
  if (Function* method = python_special(m, o, Special::GetItem)) {
    typename M::Ref arguments[] = {o, key};
    return enter_special(m, f, result, method, arguments, 2);
  }
  return finish(m, f, result, helpers::get_item_row, o, key);
}

template <class M, Src C> PY_ALWAYS_INLINE Next op_subscript(M& m, Frame<M>& f, Instr in) {
  auto o = f.get(in.b);
  auto key = source<C>(m, f, in.c);
  if (is_small_int(m, key)) {
    auto index = int_value(m, key);
    if (is_exact(m, o, List::type())) {
      typename M::Ref value{};
      if (subscript_list(m, o, index, &value)) return f.put(in.a, value);
    } else if (is_exact(m, o, Tuple::type())) {
      if (checked_index(m, m.load_int(o, fields::tuple_size), &index))
        return f.put(in.a, m.item_ref(o, index, fields::tuple_items));
    } else if constexpr (M::kIsDirect) {
      if (o->cls == Str::type() && checked_index(m, static_cast<Str*>(o)->length, &index)) {
        f.sync();
        Str* character = new_str_char(static_cast<Str*>(o)->at(index));
        if (!character) [[unlikely]]
          return Next::Unwind;
        return f.put(in.a, character);
      }
    }
  }
  if constexpr (M::kIsDirect)
    if (o->cls == Dict::type()) {
      f.sync();
      Object* value = help::dict_subscript(m.thread, o, key);
      if (!value) [[unlikely]]
        return Next::Unwind;
      return f.put(in.a, value);
    }
  return out_of_line<&subscript_general<M>>(m, f, int(in.a), o, key);
}

template <class M>
Next store_subscript_general(M& m, Frame<M>& f, typename M::Ref o, typename M::Ref key, typename M::Ref value) {
  if (is_exact(m, o, Dict::type())) {
    if constexpr (M::kRecords)
      if (store_in_new_dict(m, o, key, value)) return Next::Go;
    return finish(m, f, kNoRegister, helpers::dict_store_row, o, key, value);
  }
  if (is_small_int(m, key)) {
    auto index = int_value(m, key);
    if (is_exact(m, o, ByteArray::type()) && is_small_int(m, value)) {
      auto byte = int_value(m, value);
      if (checked_index(m, m.load_int(o, fields::bytearray_size), &index) && m.test(m.int_below(byte, m.int_(256)))) {
        m.set_item_int(m.load_ptr(o, fields::bytearray_start), index, fields::raw_bytes, byte);
        return Next::Go;
      }
    } else if (is_exact(m, o, List::type())) {
      Next next;
      if (store_subscript_list_general(m, f, o, index, value, &next)) return next;
    }
  }
  if (Function* method = python_special(m, o, Special::SetItem)) {
    Next next =
        f.enter_continuation(m, continuations.after_ignore, kNoRegister, static_cast<typename M::Ref*>(nullptr), 0);
    if (next != Next::Go) return next;
    typename M::Ref arguments[] = {o, key, value};
    return enter_special(m, f, 0, method, arguments, 3);
  }
  return finish(m, f, kNoRegister, helpers::set_item_row, o, key, value);
}
template <class M, Src B> PY_ALWAYS_INLINE Next op_store_subscript(M& m, Frame<M>& f, Instr in) {
  auto o = f.get(in.a);
  auto key = source<B>(m, f, in.b);
  auto value = f.get(in.c);
  if (is_small_int(m, key) && is_exact(m, o, List::type())) {
    if (store_subscript_list(m, o, int_value(m, key), value)) return Next::Go;
  }
  return out_of_line<&store_subscript_general<M>>(m, f, o, key, value);
}
template <class M> Next op_delete_subscript(M& m, Frame<M>& f, Instr in) {
  if constexpr (M::kRecords)
    if (Function* method = python_special(m, f.get(in.a), Special::DelItem)) {
      typename M::Ref arguments[] = {f.get(in.a), f.get(in.b)};
      Next next =
          f.enter_continuation(m, continuations.after_ignore, kNoRegister, static_cast<typename M::Ref*>(nullptr), 0);
      return next == Next::Go ? enter_special(m, f, 0, method, arguments, 2) : next;
    }
  return finish(m, f, kNoRegister, helpers::delete_item_row, f.get(in.a), f.get(in.b));
}
template <class M> Next op_release_view(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, kNoRegister, helpers::release_view_row, f.get(in.a), f.get(in.b), f.get(in.c));
}
template <class M> Next op_build_slice(M& m, Frame<M>& f, Instr in) {
  auto step = in.c == 3 ? f.get(in.b + 2) : m.ref(none());
  if constexpr (!M::kIsDirect) {
    auto slice = m.new_object(shape_of<Slice>());
    m.store_ref(slice, fields::slice_start, f.get(in.b));
    m.store_ref(slice, fields::slice_stop, f.get(in.b + 1));
    m.store_ref(slice, fields::slice_step, step);
    return f.put(in.a, slice);
  }
  return finish(m, f, in.a, helpers::build_slice_row, f.get(in.b), f.get(in.b + 1), step);
}

}  // namespace sidewinder
