// Subscripts: of exact list, tuple, str, bytes, bytearray by small ints inline, of dict by call, of Python classes by
// frame.
#pragma once

#include "interpreter/execution/ops/iteration.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/bytes.h"

namespace sidewinder {

namespace help {
Object* get_item(Thread& t, Object* o, Object* key);
Object* set_item(Thread& t, Object* o, Object* key, Object* value);
Object* delete_item(Thread& t, Object* o, Object* key);
Object* dict_subscript(Thread& t, Object* d, Object* key);
Object* build_slice(Thread& t, Object* start, Object* stop, Object* step);
Object* str_char(Thread& t, Object* s, int64_t index);
}  // namespace help
namespace helpers {
inline constexpr TypedHelper get_item_row{"get_item", &help::get_item, kAny};
inline constexpr TypedHelper set_item_row{"set_item", &help::set_item, kAny};
inline constexpr TypedHelper delete_item_row{"delete_item", &help::delete_item, kAny};
inline constexpr TypedHelper dict_subscript_row{"dict_subscript", &help::dict_subscript, kAny};
inline constexpr TypedHelper build_slice_row{"build_slice", &help::build_slice, kRaising};
inline constexpr TypedHelper str_char_row{"str_char", &help::str_char, kRaising};
}  // namespace helpers

template <class M> Next subscript_general(M& m, Frame<M>& f, int result, typename M::Ref o, typename M::Ref key) {
  if (is_exact(m, o, Dict::type())) return finish(m, f, result, helpers::dict_subscript_row, o, key);
  if (is_small_int(m, key)) {
    auto index = int_value(m, key);
    if (is_exact(m, o, Str::type())) {
      if (checked_index(m, m.load_int(o, fields::str_length), &index))
        return finish(m, f, result, helpers::str_char_row, o, index);
    } else if (is_exact(m, o, Bytes::type())) {
      if (checked_index(m, m.load_int(o, fields::bytes_size), &index))
        return f.put(result, new_int(m, m.item_int(o, index, fields::bytes_items)));
    } else if (is_exact(m, o, ByteArray::type())) {
      if (checked_index(m, m.load_int(o, fields::bytearray_size), &index))
        return f.put(result, new_int(m, m.item_int(m.load_ptr(o, fields::bytearray_start), index, fields::raw_bytes)));
    }
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
  if (is_exact(m, o, Dict::type())) return finish(m, f, kNoRegister, helpers::dict_store_row, o, key, value);
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
  return finish(m, f, kNoRegister, helpers::delete_item_row, f.get(in.a), f.get(in.b));
}
template <class M> Next op_build_slice(M& m, Frame<M>& f, Instr in) {
  auto step = in.c == 3 ? f.get(in.b + 2) : m.ref(none());
  return finish(m, f, in.a, helpers::build_slice_row, f.get(in.b), f.get(in.b + 1), step);
}

}  // namespace sidewinder
