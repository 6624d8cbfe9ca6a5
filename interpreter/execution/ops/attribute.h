// Attributes and names, through the inline caches of code.h. Filling a row is plain C++ (execution/cache.cpp); a row
// says what kind of hit it is, and the handler does the same loads and tests in the interpreter and in a trace.
#pragma once

#include "interpreter/execution/ops/special.h"
#include "interpreter/objects/descriptor/super.h"
#include "interpreter/objects/descriptor/tuple_getter.h"
#include "interpreter/objects/function/frame_object.h"

namespace sidewinder {

// Fill the row for this receiver. False: not cachable (now), use the general way.
bool fill_attribute_cache(Thread& t, Cache& cache, Object* o);
bool fill_method_cache(Thread& t, Cache& cache, Object* o);
bool fill_store_cache(Thread& t, Cache& cache, Object* o);
bool fill_global_cache(Thread& t, Cache& cache, Dict* globals, Dict* builtins);

// A row for o's class (or map) and name that all Megamorphic places share; filled by the functions above. The
// interpreter's alone: a trace guards the class that it meets.
enum class SharedRows : uint8_t { Load, Method, Store };
Cache& shared_row(SharedRows rows, Object* o, Str* name);
bool fill_shared_row(Thread& t, SharedRows rows, Cache& row, Object* o);
void clear_shared_rows();  // which keep maps and classes alive

// The row that a recording goes by: it is for this receiver, also where the place's own has become Megamorphic. After
// kTracedVariants of different ones there the place's row comes back, and the trace has a call that takes every
// receiver. Recordings of what the place's row is for already are no misses of it.
constexpr int kTracedVariants = 16;
using FillCache = bool(Thread& t, Cache& cache, Object* o);
Cache& recorded_row(Thread& t, Cache& cache, Object* o, FillCache* fill);

// An instance with a map at the offset that handlers know: the map. Null: any other object.
Map* plain_map(Object* o);
// Instances have attributes as object.__getattribute__ finds them.
bool generic_lookup(const Type* cls);

// An attribute of a frame that a trace, which keeps its frames in machine registers, would have wrong.
bool changes_with_frame(const Object* o, const Str* name);

Str* special_of_with(int64_t which);  // 0 __enter__, 1 __exit__, 2 __aenter__, 3 __aexit__

namespace help {
// A class below dict, and any other mapping, is asked by its own __getitem__. Missing: KeyError.
Lookup in_mapping(Thread& t, Object* mapping, Object* name);
Object* get_attribute(Thread& t, Object* o, Object* name);
int64_t entry_of_name(Object* dict, Object* name);  // of an exact dict; -1: none
Object* set_attribute(Thread& t, Object* o, Object* name, Object* value);
Object* delete_attribute(Thread& t, Object* o, Object* name);
Object* global_by_name(Thread& t, Object* globals, Object* builtins, Object* name);
Object* set_global(Thread& t, Object* globals, Object* name, Object* value);
Object* load_name(Thread& t, Object* locals, Object* globals, Object* builtins, Object* name);
Object* store_name(Thread& t, Object* locals, Object* name, Object* value);
Object* delete_name(Thread& t, Object* namespace_, Object* name);
Object* let_go_of_name(Thread& t, Object* names, Object* name);  // names[name] = None; what it held may end
Object* load_method(Thread& t, Object* o, Object* name);         // the bound attribute
// super(cls, self).name; null operands: unbound variables
Object* super_attribute(Thread& t, Object* cls, Object* self, Object* name);
Object* attribute_of_call(Thread& t, Object* callee, Object* name);  // callee().name
Object* bind_special(Thread& t, Object* o, int64_t which);           // of special_of_with, bound
}  // namespace help
namespace helpers {
inline constexpr TypedHelper get_attribute_row{"get_attribute", &help::get_attribute, kAny};
inline constexpr TypedHelper entry_of_name_row{"entry_of_name", &help::entry_of_name, kEffectReads};
inline constexpr TypedHelper set_attribute_row{"set_attribute", &help::set_attribute, kAny};
inline constexpr TypedHelper delete_attribute_row{"delete_attribute", &help::delete_attribute, kAny};
inline constexpr TypedHelper global_by_name_row{"global_by_name", &help::global_by_name, kRaising};
inline constexpr TypedHelper set_global_row{"set_global", &help::set_global, kWriting};
inline constexpr TypedHelper load_name_row{"load_name", &help::load_name, kAny};
inline constexpr TypedHelper store_name_row{"store_name", &help::store_name, kAny};
inline constexpr TypedHelper delete_name_row{"delete_name", &help::delete_name, kAny};
inline constexpr TypedHelper let_go_of_name_row{"let_go_of_name", &help::let_go_of_name, kAny};
inline constexpr TypedHelper load_method_row{"load_method", &help::load_method, kAny};
inline constexpr TypedHelper super_attribute_row{"super_attribute", &help::super_attribute, kAny};
inline constexpr TypedHelper attribute_of_call_row{"attribute_of_call", &help::attribute_of_call, kAny};
inline constexpr TypedHelper bind_special_row{"bind_special", &help::bind_special, kAny};
}  // namespace helpers

// Defined in attribute_traced.h.
template <class M> bool load_of_function(M& m, Frame<M>& f, int result, typename M::Ref o, Str* name);
template <class M> bool store_of_function(M& m, typename M::Ref o, Str* name, typename M::Ref value);
template <class M> bool load_decorated_method(M& m, Frame<M>& f, int result, typename M::Ref o, Str* name);
template <bool kIsMethod, class M>
bool load_with_hook(M& m, Frame<M>& f, int result, typename M::Ref o, Str* name, Next* next);
template <bool kIsMethod, class M>
bool super_by_class(M& m, Frame<M>& f, int result, typename M::Ref cls_ref, typename M::Ref self, Str* name,
                    Next* next);
template <class M> bool lacks_attribute(M& m, typename M::Ref o, Str* name);
template <class M> bool load_special_method(M& m, Frame<M>& f, int result, typename M::Ref o, int which);

constexpr int kCacheKinds = int(CacheKind::Megamorphic) + 1;

template <class M> PY_ALWAYS_INLINE CacheKind kind_of(M& m, const Cache& cache) {
  return CacheKind(m.plain(int(cache.kind), kCacheKinds));
}
template <class M> PY_ALWAYS_INLINE typename M::Ref name_of(M& m, const Cache& cache) {
  return m.ref(reinterpret_cast<Object*>(cache.name));
}

template <class M> PY_ALWAYS_INLINE Cache& row_for(M& m, Cache& cache, typename M::Ref o, FillCache* fill) {
  if constexpr (M::kRecords) return recorded_row(m.thread, cache, m.peek(o), fill);
  m.warm(cache, o, fill);
  return cache;
}

// o's class is the one the row was filled for, and has not changed since.
template <class M> PY_ALWAYS_INLINE bool class_hit(M& m, typename M::Ref o, const Cache& cache) {
  if constexpr (M::kIsDirect) return o->cls->version == cache.version;
  else {
    auto* cls = static_cast<const Type*>(m.promote_class(o));
    if (m.plain(cls->version != cache.version, 2)) return false;
    if (cls->flags & kTypeHeap) {
      auto version = m.load_int(m.ref(reinterpret_cast<Object*>(const_cast<Type*>(cls))), fields::type_version);
      m.rely_on_int(version);
    }
    return true;
  }
}
// o is an instance whose map is the row's.
template <class M> PY_ALWAYS_INLINE bool map_hit(M& m, typename M::Ref o, const Cache& cache) {
  return class_hit(m, o, cache) &&
         m.is_same(m.load_ref(o, fields::instance_map), static_cast<const Object*>(cache.key));
}
// The namespace still has the arrangement of keys that the row knows.
template <class M> PY_ALWAYS_INLINE bool keys_hit(M& m, typename M::Ref dict, uint32_t version) {
  if constexpr (M::kIsDirect) return reinterpret_cast<Dict*>(dict)->keys_version == version;
  else {
    auto now = m.load_int(dict, fields::dict_keys_version);
    return m.is_int(now, int64_t(version));
  }
}
// The word of the instance that a row names. The interpreter makes the description of it on the spot.
template <class M> PY_ALWAYS_INLINE decltype(auto) instance_slot(M&, const Cache& cache) {
  if constexpr (M::kIsDirect)
    return jit::Field{"", fields::kFirstSlotOffset + int(sizeof(Object*)) * cache.index, jit::Kind::Ref,
                      jit::Width::Word64, 0};
  else return fields::instance_slot(cache.index);
}
template <class M> PY_ALWAYS_INLINE decltype(auto) member_word(M&, const Cache& cache) {
  if constexpr (M::kIsDirect)
    return jit::Field{"", int(sizeof(Object*)) * cache.index, jit::Kind::Ref, jit::Width::Word64, 0};
  else return fields::member_word(cache.index);
}
template <class M> PY_ALWAYS_INLINE typename M::Ref dict_value(M& m, typename M::Ref dict, int entry) {
  return m.item_ref(m.load_ptr(dict, fields::dict_table), m.int_(fields::kWordsOfEntry * entry), fields::dict_values);
}

// What an exact dict has for a name, as long as its keys are arranged as they are now, of which it has a version.
// False: nothing.
template <class M> bool dict_value_of(M& m, typename M::Ref dict, Str* name, typename M::Ref* value) {
  auto* d = static_cast<Dict*>(m.peek(dict));
  ssize entry = dict_find_entry(d, name);
  if (entry < 0 || !keys_hit(m, dict, d->keys_version)) return false;
  *value = dict_value(m, dict, int(entry));
  return true;
}

template <class M> Next load_property(M& m, Frame<M>& f, int result, typename M::Ref o, Cache* cache) {
  rely_on_found<M>(cache->value);
  return enter_special(m, f, result, reinterpret_cast<Function*>(cache->value), &o, 1);
}

// Through the row; false: it is not for this receiver.
template <class M>
PY_ALWAYS_INLINE bool load_by_row(M& m, Frame<M>& f, int result, typename M::Ref o, Cache& cache, Next* next) {
  *next = Next::Go;
  switch (kind_of(m, cache)) {
    case CacheKind::Slot:
      if (!map_hit(m, o, cache)) return false;
      f.set(result, m.load_ref(o, instance_slot(m, cache)));
      return true;
    case CacheKind::Member:
      if (class_hit(m, o, cache)) {
        auto value = m.load_ref(o, member_word(m, cache));
        if (m.is_null(value)) return false;  // unbound
        f.set(result, value);
        return true;
      }
      return false;
    case CacheKind::Overflow:
      if (!map_hit(m, o, cache)) return false;
      f.set(result, m.item_ref(m.load_ptr(o, fields::instance_extra), m.int_(cache.index), fields::overflow_slots));
      return true;
    case CacheKind::ClassValue:  // a class attribute that is no descriptor; instances of this map do not shadow it
      if (!map_hit(m, o, cache)) return false;
      f.set(result, m.ref(cache.value));
      return true;
    case CacheKind::Property:  // a getter written in Python
      if (!class_hit(m, o, cache)) return false;
      *next = out_of_line<&load_property<M>>(m, f, result, o, &cache);
      return true;
    case CacheKind::ModuleValue:
      if (!m.is_same(o, static_cast<const Object*>(cache.key)) || !keys_hit(m, m.ref(cache.value), cache.version))
        return false;
      f.set(result, dict_value(m, m.ref(cache.value), cache.index));
      return true;
    case CacheKind::TypeValue:  // o is a class: key is the class itself, version its version
      if (m.is_same(o, static_cast<const Object*>(cache.key))) {
        auto version = m.load_int(o, fields::type_version);
        if (!m.is_int(version, int64_t(cache.version))) return false;
        f.set(result, m.ref(cache.value));
        return true;
      }
      return false;
    default: return false;
  }
}

// A field of a namedtuple, in a trace. False: nothing done.
template <class M> bool load_tuple_field(M& m, Frame<M>& f, int result, typename M::Ref o, Str* name) {
  auto* cls = const_cast<Type*>(static_cast<const Type*>(m.promote_class(o)));
  if (!(cls->flags & kTypeTuple) || !generic_lookup(cls)) return false;
  Object* found = type_lookup(cls, name);
  if (!found || found->cls != TupleGetter::type()) return false;
  rely_on_version(m, cls);
  auto index = m.int_(static_cast<TupleGetter*>(found)->index);
  if (!m.test(m.int_below(index, m.load_int(o, fields::tuple_size)))) return false;
  f.set(result, m.item_ref(o, index, fields::tuple_items));
  return true;
}

template <class M>
Next load_attr_general(M& m, Frame<M>& f, int result, typename M::Ref o, Cache* cache, bool may_fill) {
  if constexpr (M::kRecords) {
    if (changes_with_frame(m.peek(o), cache->name)) m.abort(Abort::LooksAtFrames);
    Next next;
    if (load_tuple_field(m, f, result, o, cache->name)) return Next::Go;
    if (load_of_function(m, f, result, o, cache->name)) return Next::Go;
    if (load_with_hook<false>(m, f, result, o, cache->name, &next)) return next;
    if (lacks_attribute(m, o, cache->name))
      return finish_raising(m, f, helpers::get_attribute_row, o, name_of(m, *cache));
  }
  if (may_fill &&
      m.plain(cache->kind != CacheKind::Megamorphic && fill_attribute_cache(m.thread, *cache, m.peek(o)), 2))
    return f.again();
  if constexpr (M::kIsDirect) {
    Next next;
    Cache& row = shared_row(SharedRows::Load, o, cache->name);
    if (load_by_row(m, f, result, o, row, &next)) return next;
    if (fill_shared_row(m.thread, SharedRows::Load, row, o) && load_by_row(m, f, result, o, row, &next)) return next;
  }
  return finish(m, f, result, helpers::get_attribute_row, o, name_of(m, *cache));
}

template <class M> PY_ALWAYS_INLINE Next op_load_attr(M& m, Frame<M>& f, Instr in) {
  auto o = f.get(in.b);
  Cache& cache = row_for(m, f.cache(in.c), o, &fill_attribute_cache);
  Next next;
  if (load_by_row(m, f, in.a, o, cache, &next)) return next;
  return out_of_line<&load_attr_general<M>>(m, f, int(in.a), o, &cache, M::kIsDirect);
}

// function, self; or the attribute and null.
template <class M>
PY_ALWAYS_INLINE bool load_method_by_row(M& m, Frame<M>& f, int result, typename M::Ref o, Cache& cache) {
  auto put = [&](typename M::Ref value, typename M::Ref self) PY_INLINE_LAMBDA {
    f.set(result + 1, self);
    f.set(result, value);
    return true;
  };
  switch (kind_of(m, cache)) {
    case CacheKind::Method:  // key: the map, or null where instances have no attributes of their own
      if (class_hit(m, o, cache) &&
          (!m.plain(cache.key != nullptr, 2) ||
           m.is_same(m.load_ref(o, fields::instance_map), static_cast<const Object*>(cache.key))))
        return put(m.ref(cache.value), o);
      return false;
    case CacheKind::Slot:
      if (map_hit(m, o, cache)) return put(m.load_ref(o, instance_slot(m, cache)), m.ref(nullptr));
      return false;
    case CacheKind::ModuleValue:
      if (m.is_same(o, static_cast<const Object*>(cache.key)) && keys_hit(m, m.ref(cache.value), cache.version))
        return put(dict_value(m, m.ref(cache.value), cache.index), m.ref(nullptr));
      return false;
    case CacheKind::TypeValue:
      if (m.is_same(o, static_cast<const Object*>(cache.key))) {
        auto version = m.load_int(o, fields::type_version);
        if (m.is_int(version, int64_t(cache.version))) return put(m.ref(cache.value), m.ref(nullptr));
      }
      return false;
    default: return false;
  }
}
template <class M>
Next load_method_general(M& m, Frame<M>& f, int result, typename M::Ref o, Cache* cache, bool may_fill) {
  if (may_fill && m.plain(cache->kind != CacheKind::Megamorphic && fill_method_cache(m.thread, *cache, m.peek(o)), 2))
    return f.again();
  if constexpr (M::kIsDirect) {
    Cache& row = shared_row(SharedRows::Method, o, cache->name);
    if (load_method_by_row(m, f, result, o, row)) return Next::Go;
    if (fill_shared_row(m.thread, SharedRows::Method, row, o) && load_method_by_row(m, f, result, o, row))
      return Next::Go;
  }
  if constexpr (M::kRecords) {
    Next next;
    if (load_decorated_method(m, f, result, o, cache->name)) return Next::Go;
    if (load_with_hook<true>(m, f, result, o, cache->name, &next)) return next;
    if (lacks_attribute(m, o, cache->name))
      return finish_raising(m, f, helpers::get_attribute_row, o, name_of(m, *cache));
  }
  f.set(result + 1, m.ref(nullptr));
  return finish(m, f, result, helpers::load_method_row, o, name_of(m, *cache));
}
template <class M> PY_ALWAYS_INLINE Next op_load_method(M& m, Frame<M>& f, Instr in) {
  auto o = f.get(in.b);
  Cache& cache = row_for(m, f.cache(in.c), o, &fill_method_cache);
  if (load_method_by_row(m, f, in.a, o, cache)) return Next::Go;
  return out_of_line<&load_method_general<M>>(m, f, int(in.a), o, &cache, M::kIsDirect);
}

template <class M> Next store_property(M& m, Frame<M>& f, typename M::Ref o, typename M::Ref value, Cache* cache) {
  Next next =
      f.enter_continuation(m, continuations.after_ignore, kNoRegister, static_cast<typename M::Ref*>(nullptr), 0);
  if (next != Next::Go) return next;
  typename M::Ref arguments[] = {o, value};
  rely_on_found<M>(cache->value);
  return enter_special(m, f, 0, reinterpret_cast<Function*>(cache->value), arguments, 2);
}
template <class M>
PY_ALWAYS_INLINE bool store_by_row(M& m, Frame<M>& f, typename M::Ref o, typename M::Ref value, Cache& cache,
                                   Next* next) {
  *next = Next::Go;
  switch (kind_of(m, cache)) {
    case CacheKind::Slot:
      if (!map_hit(m, o, cache)) return false;
      m.store_ref(o, instance_slot(m, cache), value);
      return true;
    case CacheKind::Member:
      if (!class_hit(m, o, cache)) return false;
      m.store_ref(o, member_word(m, cache), value);
      return true;
    case CacheKind::Transition:  // value: the next map; the new attribute is an inline slot
      if (!map_hit(m, o, cache)) return false;
      m.store_ref(o, instance_slot(m, cache), value);
      m.store_ref(o, fields::instance_map, m.ref(cache.value));
      return true;
    case CacheKind::Property:
      if (!class_hit(m, o, cache)) return false;
      *next = out_of_line<&store_property<M>>(m, f, o, value, &cache);
      return true;
    default: return false;
  }
}
template <class M>
Next store_attr_general(M& m, Frame<M>& f, typename M::Ref o, typename M::Ref value, Cache* cache, bool may_fill) {
  if (may_fill && m.plain(cache->kind != CacheKind::Megamorphic && fill_store_cache(m.thread, *cache, m.peek(o)), 2))
    return f.again();
  if constexpr (M::kIsDirect) {
    Next next;
    Cache& row = shared_row(SharedRows::Store, o, cache->name);
    if (store_by_row(m, f, o, value, row, &next)) return next;
    if (fill_shared_row(m.thread, SharedRows::Store, row, o) && store_by_row(m, f, o, value, row, &next)) return next;
  }
  if constexpr (M::kRecords)
    if (store_of_function(m, o, cache->name, value)) return Next::Go;
  return finish(m, f, kNoRegister, helpers::set_attribute_row, o, name_of(m, *cache), value);
}
template <class M, Src B> PY_ALWAYS_INLINE Next op_store_attr(M& m, Frame<M>& f, Instr in) {
  auto o = f.get(in.a);
  auto value = source<B>(m, f, in.b);
  Cache& cache = row_for(m, f.cache(in.c), o, &fill_store_cache);
  Next next;
  if (store_by_row(m, f, o, value, cache, &next)) return next;
  return out_of_line<&store_attr_general<M>>(m, f, o, value, &cache, M::kIsDirect);
}
template <class M> Next op_delete_attr(M& m, Frame<M>& f, Instr in) {
  return finish(m, f, kNoRegister, helpers::delete_attribute_row, f.get(in.a), constant(m, f, in.b));
}

// super().name without arguments: if `super` is the builtin there is no object. Anything else is called; it may look at
// frames.
template <bool kIsMethod, class M> Next load_super(M& m, Frame<M>& f, Instr in) {
  auto callee = f.get(in.b), cls = f.get(in.b + 1), self = f.get(in.b + 2);
  bool is_builtin = m.is_same(callee, reinterpret_cast<const Object*>(Super::type()));
  if constexpr (M::kRecords) {
    Next next;
    if (is_builtin && super_by_class<kIsMethod>(m, f, in.a, cls, self, f.cache(in.c).name, &next)) return next;
  }
  if constexpr (kIsMethod) f.set(in.a + 1, m.ref(nullptr));
  if (is_builtin) return finish(m, f, in.a, helpers::super_attribute_row, cls, self, name_of(m, f.cache(in.c)));
  m.abort(Abort::LooksAtFrames);
  return finish(m, f, in.a, helpers::attribute_of_call_row, callee, name_of(m, f.cache(in.c)));
}
template <class M> Next op_load_super_attr(M& m, Frame<M>& f, Instr in) { return load_super<false>(m, f, in); }
template <class M> Next op_load_super_method(M& m, Frame<M>& f, Instr in) { return load_super<true>(m, f, in); }
template <class M> Next op_load_special(M& m, Frame<M>& f, Instr in) {
  auto o = f.get(in.b);
  if constexpr (M::kRecords)
    if (load_special_method(m, f, in.a, o, in.c)) return Next::Go;
  f.set(in.a + 1, m.ref(nullptr));
  return finish(m, f, in.a, helpers::bind_special_row, o, m.int_(in.c));
}

}  // namespace sidewinder
