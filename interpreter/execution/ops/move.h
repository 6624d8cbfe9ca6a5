// Moves, locals and cells.
#pragma once

#include "interpreter/execution/helpers.h"
#include "interpreter/execution/let_go.h"
#include "interpreter/execution/machine_frame.h"
#include "interpreter/execution/only_holder.h"
#include "interpreter/objects/function/generator.h"

namespace sidewinder {

namespace help {
Object* raise_unbound_local(Thread& t, Object* name);
Object* raise_unbound_cell(Thread& t, Object* name, int64_t is_free);
Object* load_class_cell(Thread& t, Object* cell, Object* name);
}  // namespace help
namespace helpers {
inline constexpr TypedHelper raise_unbound_local_row{"raise_unbound_local", &help::raise_unbound_local, kRaising};
inline constexpr TypedHelper raise_unbound_cell_row{"raise_unbound_cell", &help::raise_unbound_cell, kRaising};
inline constexpr TypedHelper leave_loop_row{"leave_loop", &help::leave_loop, kAny};
inline constexpr TypedHelper let_go_row{"let_go", &help::let_go, kAny};
inline constexpr TypedHelper load_class_cell_row{"load_class_cell", &help::load_class_cell, kAny};
}  // namespace helpers

template <class M> PY_ALWAYS_INLINE Next op_nop(M&, Frame<M>&, Instr) { return Next::Go; }
template <class M, Src B> PY_ALWAYS_INLINE Next op_move(M& m, Frame<M>& f, Instr in) {
  return f.put(in.a, source<B>(m, f, in.b));
}
template <class M> PY_ALWAYS_INLINE Next op_load_null(M& m, Frame<M>& f, Instr in) {
  return f.put(in.a, m.ref(nullptr));
}
template <class M> PY_ALWAYS_INLINE Next op_check_bound(M& m, Frame<M>& f, Instr in) {
  if (m.is_null(f.get(in.a))) [[unlikely]]
    return finish(m, f, kNoRegister, helpers::raise_unbound_local_row, constant(m, f, in.b));
  return Next::Go;
}
// `value` was let go of. A trace asks about it each time if there was something to be noticed when it was recorded.
template <class M> PY_ALWAYS_INLINE Next let_go(M& m, Frame<M>& f, typename M::Ref value) {
  if constexpr (M::kIsDirect) {
    if (!value || !may_be_noticed(value)) return Next::Go;
  } else if constexpr (M::kRecords) {
    Object* o = m.peek(value);
    if (!o || !is_noticed(o)) return Next::Go;
  }
  return finish(m, f, kNoRegister, helpers::let_go_row, value);
}
template <class M> Next op_delete_local(M& m, Frame<M>& f, Instr in) {
  auto before = f.get(in.a);
  if (m.is_null(before)) return finish(m, f, kNoRegister, helpers::raise_unbound_local_row, constant(m, f, in.b));
  f.set(in.a, m.ref(nullptr));
  return let_go(m, f, before);
}
template <class M> Next op_let_go(M& m, Frame<M>& f, Instr in) {
  auto before = f.get(in.a);
  f.set(in.a, constant(m, f, in.b));
  return let_go(m, f, before);
}
template <class M> PY_ALWAYS_INLINE Next op_leave_loop(M& m, Frame<M>& f, Instr in) {
  auto iterator = f.get(in.a);
  if constexpr (M::kIsDirect) {
    bool is_generator = iterator && (iterator->cls == &generator_type || is_async_generator(iterator));
    if (!is_generator || !may_end_with_loop(iterator)) [[likely]]
      return Next::Go;
  } else if constexpr (M::kRecords) {
    if (!may_end_with_loop(m.peek(iterator))) return Next::Go;
  }
  f.set(in.a, m.ref(nullptr));
  return finish(m, f, kNoRegister, helpers::leave_loop_row, iterator);
}

template <class M> Next op_make_cell(M& m, Frame<M>& f, Instr in) {
  auto cell = m.new_object(shape_of<Cell>());
  m.store_ref(cell, fields::cell_value, f.get(in.a));
  return f.put(in.a, cell);
}
template <class M> Next op_copy_free(M& m, Frame<M>& f, Instr in) {
  int first = f.real()->code->first_free;
  auto closure = m.load_ref(f.function(m), fields::function_closure);
  for (int i = 0; i < in.c; ++i) f.set(first + i, m.item_ref(closure, m.int_(i), fields::tuple_items));
  return Next::Go;
}
template <class M> PY_ALWAYS_INLINE Next op_load_cell(M& m, Frame<M>& f, Instr in) {
  auto v = m.load_ref(f.get(in.b), fields::cell_value);
  if (m.is_null(v)) [[unlikely]] {
    bool is_free = in.b >= f.real()->code->first_free;
    return finish(m, f, kNoRegister, helpers::raise_unbound_cell_row, constant(m, f, in.c), m.int_(is_free));
  }
  return f.put(in.a, v);
}
template <class M> Next op_load_cell_or_null(M& m, Frame<M>& f, Instr in) {
  return f.put(in.a, m.load_ref(f.get(in.b), fields::cell_value));
}
template <class M, Src B> PY_ALWAYS_INLINE Next op_store_cell(M& m, Frame<M>& f, Instr in) {
  m.store_ref(f.get(in.a), fields::cell_value, source<B>(m, f, in.b));
  return Next::Go;
}
template <class M> Next op_delete_cell(M& m, Frame<M>& f, Instr in) {
  auto cell = f.get(in.a);
  auto before = m.load_ref(cell, fields::cell_value);
  if (m.is_null(before)) {
    bool is_free = in.a >= f.real()->code->first_free;
    return finish(m, f, kNoRegister, helpers::raise_unbound_cell_row, constant(m, f, in.b), m.int_(is_free));
  }
  m.store_ref(cell, fields::cell_value, m.ref(nullptr));
  return let_go(m, f, before);
}
template <class M> Next op_load_class_cell(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, in.a, helpers::load_class_cell_row, f.get(in.b), constant(m, f, in.c));
}

}  // namespace sidewinder
