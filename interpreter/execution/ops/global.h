// Globals, builtins and the names of module and class bodies, through inline caches.
#pragma once

#include "interpreter/execution/ops/attribute.h"
#include "interpreter/execution/ops/move.h"

namespace sidewinder {

// Globals
template <class M> Next load_global_general(M& m, Frame<M>& f, int result, Cache* cache, bool may_fill) {
  if constexpr (!kCompiles<M>) {
    FrameHeader* h = f.real();
    if (may_fill && m.plain(fill_global_cache(m.thread, *cache, h->function->globals, h->function->builtins), 2))
      return f.again();
  }
  return finish(m, f, result, helpers::global_by_name_row, f.globals(m), f.builtins(m), name_of(m, *cache));
}
template <class M> PY_ALWAYS_INLINE bool global_from_cache(M& m, Frame<M>& f, Cache& cache, typename M::Ref* value) {
  if constexpr (M::kRecords)
    fill_global_cache(m.thread, cache, f.real()->function->globals, f.real()->function->builtins);
  switch (kind_of(m, cache)) {
    case CacheKind::GlobalValue: {
      auto globals = f.globals(m);
      if (!keys_hit(m, globals, uint32_t(uint64_t(cache.key)))) return false;
      *value = dict_value(m, globals, cache.index);
      return true;
    }
    case CacheKind::BuiltinValue: {
      auto builtins = f.builtins(m);
      if (!keys_hit(m, f.globals(m), uint32_t(uint64_t(cache.key))) || !keys_hit(m, builtins, cache.version))
        return false;
      *value = dict_value(m, builtins, cache.index);
      return true;
    }
    default: return false;
  }
}
template <class M> PY_ALWAYS_INLINE Next op_load_global(M& m, Frame<M>& f, Instr in) {
  Cache& cache = f.cache(in.c);
  typename M::Ref value;
  if (global_from_cache(m, f, cache, &value)) return f.put(in.a, value);
  return out_of_line<&load_global_general<M>>(m, f, int(in.a), &cache, M::kIsDirect);
}
template <class M> Next store_global_general(M& m, Frame<M>& f, typename M::Ref value, Cache* cache) {
  return finish(m, f, kNoRegister, helpers::set_global_row, f.globals(m), name_of(m, *cache), value);
}
// A name that there is already: its word of the namespace, which held `before`. False: nothing done.
template <class M>
bool store_global_in_trace(M& m, Frame<M>& f, typename M::Ref value, Cache& cache, typename M::Ref* before) {
  Cache row{};  // the place's own is that of a load
  row.name = cache.name;
  Function* function = f.real()->function;
  if (!fill_global_cache(m.thread, row, function->globals, function->builtins)) return false;
  if (row.kind != CacheKind::GlobalValue) return false;
  auto globals = f.globals(m);
  if (!keys_hit(m, globals, uint32_t(uint64_t(row.key)))) return false;
  *before = dict_value(m, globals, row.index);
  auto table = m.load_ptr(globals, fields::dict_table);
  m.set_item_ref(table, m.int_(fields::kWordsOfEntry * row.index), fields::dict_values, value);
  return true;
}
// x = None: what x held may end.
template <class M, Src B> bool stores_none(Frame<M>& f, Instr in) {
  return B == Src::Constant && f.real()->code->constants->items[in.b] == none();
}
template <class M> Next let_go_of_global(M& m, Frame<M>& f, Cache* cache) {
  return finish(m, f, kNoRegister, helpers::let_go_of_name_row, f.globals(m), name_of(m, *cache));
}
template <class M, Src B> PY_ALWAYS_INLINE Next op_store_global(M& m, Frame<M>& f, Instr in) {
  if constexpr (M::kRecords) {
    typename M::Ref before;
    if (store_global_in_trace(m, f, source<B>(m, f, in.b), f.cache(in.c), &before))
      return stores_none<M, B>(f, in) ? let_go(m, f, before) : Next::Go;
  }
  if (stores_none<M, B>(f, in)) return out_of_line<&let_go_of_global<M>>(m, f, &f.cache(in.c));
  return out_of_line<&store_global_general<M>>(m, f, source<B>(m, f, in.b), &f.cache(in.c));
}
template <class M> Next op_delete_global(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, kNoRegister, helpers::delete_name_row, f.globals(m), constant(m, f, in.b));
}

// Names of module and class bodies. Without a mapping of its own (a module) a body's names are the globals.
template <class M> PY_ALWAYS_INLINE bool names_are_globals(M& m, Frame<M>& f) {
  if constexpr (kCompiles<M>) {
    auto locals = f.locals(m);
    return m.is_null(locals) || (m.test(m.same(locals, f.globals(m))) && is_exact(m, locals, Dict::type()));
  } else {
    FrameHeader* h = f.real();
    Dict* globals = h->function->globals;
    bool same = h->locals == reinterpret_cast<Object*>(globals) && globals->cls == Dict::type();
    return m.plain(!h->locals || same, 2);
  }
}
template <class M> Next load_name_general(M& m, Frame<M>& f, int result, Cache* cache) {
  return finish(m, f, result, helpers::load_name_row, body_locals(m, f), f.globals(m), f.builtins(m),
                name_of(m, *cache));
}
template <class M> PY_ALWAYS_INLINE Next op_load_name(M& m, Frame<M>& f, Instr in) {
  Cache& cache = f.cache(in.c);
  if (names_are_globals(m, f)) return op_load_global(m, f, in);
  return out_of_line<&load_name_general<M>>(m, f, int(in.a), &cache);
}
template <class M, Src B> Next op_store_name(M& m, Frame<M>& f, Instr in) {
  Cache& cache = f.cache(in.c);
  bool are_globals = names_are_globals(m, f);
  if (are_globals && stores_none<M, B>(f, in)) return let_go_of_global(m, f, &cache);
  if (are_globals) return store_global_general(m, f, source<B>(m, f, in.b), &cache);
  return finish(m, f, kNoRegister, helpers::store_name_row, body_locals(m, f), name_of(m, cache),
                source<B>(m, f, in.b));
}
template <class M> Next op_delete_name(M& m, Frame<M>& f, Instr in) {
  auto names = names_are_globals(m, f) ? f.globals(m) : body_locals(m, f);
  return finish(m, f, kNoRegister, helpers::delete_name_row, names, constant(m, f, in.b));
}

}  // namespace sidewinder
